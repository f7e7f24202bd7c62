package org.mantle.cli.invocation;

import java.io.IOException;
import java.io.Writer;
import java.util.function.Consumer;

/** Hands on what is written, and each line of it, once it is whole, to whoever keeps what is told. */
final class ToldLines extends Writer {

    private final Writer to;
    private final Consumer<String> keeper;
    private final StringBuilder line = new StringBuilder();

    /**
     * Begins with an empty line.
     *
     * @param to what it is handed on to; not closed with this
     */
    ToldLines(Writer to, Consumer<String> keeper) {
        this.to = to;
        this.keeper = keeper;
    }

    @Override
    public void write(char[] letters, int start, int length) throws IOException {
        synchronized (lock) {
            to.write(letters, start, length);
            for (int i = start; i < start + length; i++) {
                if (letters[i] == '\n') {
                    String told = line.toString();
                    line.setLength(0);
                    keeper.accept(told);
                } else if (letters[i] != '\r') {
                    line.append(letters[i]);
                }
            }
        }
    }

    @Override
    public void flush() throws IOException {
        to.flush();
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
