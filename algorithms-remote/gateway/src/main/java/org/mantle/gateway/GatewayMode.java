package org.mantle.gateway;

/**
 * What becomes of jobs when their gateway is closed.
 *
 * @since 0.1.0
 */
public enum GatewayMode {
    /** They end with it. */
    EMBEDDED,

    /** They go on without it, and the next gateway on that folder takes them over; those that wait begin there. */
    SERVICE
}
