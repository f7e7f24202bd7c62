package org.mantle.cli.invocation;

/** Keeps what is told on standard error. */
@FunctionalInterface
public interface ToldKeeper {

    /** Keeps a line. */
    void keep(boolean isError, String line);
}
