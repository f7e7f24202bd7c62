package org.mantle.framework.type;

/** Something that was registered and can be taken back; taking it back twice does nothing. */
public interface Registration extends AutoCloseable {

    @Override
    void close();
}
