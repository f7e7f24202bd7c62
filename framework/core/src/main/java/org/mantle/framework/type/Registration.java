package org.mantle.framework.type;

/**
 * Something that was registered and can be taken back; taking it back twice does nothing.
 *
 * <p>For every listener: no call of it begins after {@link #close} has returned, one that is under way may end, and {@code close} never
 * waits.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Registration extends AutoCloseable {

    @Override
    void close();
}
