package org.mantle.gateway;

/**
 * What was found out about one thing that a gateway needs.
 *
 * @param level how bad it is
 * @param subject what was looked at, in a word or two
 * @param message what was found, and what to do about it
 * @since 0.1.0
 */
public record GatewayFinding(Level level, String subject, String message) {

    /** How bad it is. */
    public enum Level {
        /** As it should be. */
        OK,
        /** The gateway would run, and somebody may miss something. */
        WARNING,
        /** The gateway would not start, or would not do its work. */
        FAULT
    }
}
