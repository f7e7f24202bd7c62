package org.mantle.gateway.pac;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.mantle.gateway.application.Applications;

/**
 * What can be set on the service; immutable.
 *
 * @param clock by which jobs are dated
 * @param steadyClock by which sessions end, and pauses after wrong passwords: one that nobody sets
 * @param sessionIdleTime after how long without a call a session ends
 * @param allowManyUsers whether anybody is let in where there are several users
 * @param programs the commands that are installed for all users, by the paths that they are known by
 * @param applications the applications that the site defines
 */
public record PacSettings(
        Clock clock,
        Clock steadyClock,
        Duration sessionIdleTime,
        boolean allowManyUsers,
        Map<String, List<String>> programs,
        Applications applications) {

    /** Creates the settings. */
    public PacSettings {
        programs = Map.copyOf(programs);
    }
}
