package org.mantle.gateway.account;

import java.time.Duration;

/**
 * What can be set on file processes.
 *
 * @param idle how long one that nobody uses stays
 * @param most how many there may be, at least 1
 * @param patience how long a file system may take for one call
 * @param age how long one is used, with the groups that its account had when it began
 * @param umask which rights new files do not give to others, by {@link UserUmask}
 */
public record FileProcessSettings(Duration idle, int most, Duration patience, Duration age, String umask) {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration AGE = Duration.ofMinutes(10);

    /** Creates settings with the patience that file systems need that are busy. */
    public FileProcessSettings(Duration idle, int most, String umask) {
        this(idle, most, PATIENCE, AGE, umask);
    }
}
