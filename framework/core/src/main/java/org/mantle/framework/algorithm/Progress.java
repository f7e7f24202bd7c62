package org.mantle.framework.algorithm;

/**
 * Takes what a run says of how far it is.
 *
 * <p>Reporting is cheap (a write of one reference, and a look through the message where the run has secrets), waits for no face
 * or listener and never fails; a face looks at the latest report when it likes. Secrets in a message are replaced by stars, as
 * {@link Log} says. Safe from any thread.
 *
 * <p>Implemented by the framework alone, so that it may grow.
 *
 * @since 0.1.0
 */
public interface Progress {

    /**
     * Reports a fraction of the whole.
     *
     * @param fraction how much is done, 0 to 1; values outside are taken as the nearest end, and not-a-number as unknown
     * @param message what is being done
     */
    void report(double fraction, String message);

    /**
     * Reports counted work.
     *
     * @param done how many units are done, at least 0
     * @param total how many units there are; 0 or less when that is not known
     * @param unit the name of the unit, such as {@code bytes}
     * @param message what is being done
     */
    void report(long done, long total, String unit, String message);
}
