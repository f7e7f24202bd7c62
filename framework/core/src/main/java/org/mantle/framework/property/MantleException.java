package org.mantle.framework.property;

/**
 * What every exception is by which the framework says what went wrong: its message is for the user. Each is a
 * {@link RuntimeException} of its kind, and so this is an interface: who catches those can tell what to show from what is a fault in
 * the program.
 *
 * <pre>{@code
 * } catch (RuntimeException e) {
 *     if (!(e instanceof MantleException)) {
 *         throw e;
 *     }
 *     show(e.getMessage());
 * }
 * }</pre>
 *
 * <p>Implemented by the framework alone, so that it may grow.
 *
 * @since 0.1.0
 */
public interface MantleException {

    /** Returns what went wrong and what to do, in words for people. */
    String getMessage();
}
