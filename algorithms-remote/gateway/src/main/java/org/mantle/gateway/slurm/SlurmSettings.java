package org.mantle.gateway.slurm;

import java.net.URI;
import java.time.Duration;
import org.mantle.gateway.account.UserUmask;

/**
 * Where Slurm is, and how patiently it is asked.
 *
 * @param url the REST daemon's base URL
 * @param key signs the tokens of users
 * @param interval at least how long from one listing of jobs to the next
 * @param patience how long an answer may take
 * @param settling how long a submission whose answer was lost may take to be seen among the jobs; what is not seen then was not taken
 * @param umask which rights files that jobs make do not give to others, in octal digits
 */
public record SlurmSettings(
        URI url, SlurmKey key, Duration interval, Duration patience, Duration settling, String umask) {

    /** What is to be said where the daemon is asked in plain text by another machine. */
    public static final String PLAIN_TEXT =
            "its REST daemon is asked over plain HTTP by another machine, where whoever listens can read the tokens of users:"
                    + " give an https:// address, or have the daemon on this machine";

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** The daemon itself gives up after 9 to 18 seconds, and says why. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    /** Longer than the time after which Slurm's own parts give each other up. */
    private static final Duration SETTLING = Duration.ofSeconds(12);

    /** Creates settings with the times that a cluster needs. */
    public SlurmSettings(URI url, SlurmKey key) {
        this(url, key, INTERVAL, PATIENCE, SETTLING, UserUmask.ofMachine());
    }

    /** Returns these settings with another umask. */
    public SlurmSettings with(String newUmask) {
        return new SlurmSettings(url, key, interval, patience, settling, newUmask);
    }
}
