package org.mantle.gateway.account;

import java.time.Duration;

/**
 * What can be set on file processes.
 *
 * @param idle how long one that nobody uses stays
 * @param most how many there may be, at least 1
 * @param patience how long a file system may take for one call
 */
public record FileProcessSettings(Duration idle, int most, Duration patience) {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Creates settings with the patience that file systems need that are busy. */
    public FileProcessSettings(Duration idle, int most) {
        this(idle, most, PATIENCE);
    }
}
