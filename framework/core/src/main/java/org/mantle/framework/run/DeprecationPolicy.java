package org.mantle.framework.run;

/**
 * What a host does with runs of algorithms, and by aliases, that should not be used any more.
 *
 * @since 0.1.0
 */
public enum DeprecationPolicy {

    /** The run's log has a warning, with what to use instead. */
    WARN,

    /** The run is refused, with what to use instead. */
    REFUSE
}
