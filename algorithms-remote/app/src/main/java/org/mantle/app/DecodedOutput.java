package org.mantle.app;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Prints bytes as the UTF-8 that they are, also when a letter comes in two pieces; others become replacement characters. For one thread.
 */
final class DecodedOutput extends OutputStream {

    private static final int PIECE = 8192;

    private final PrintWriter to;
    private final Runnable whenBroken;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer waiting = ByteBuffer.allocate(PIECE);
    private final CharBuffer letters = CharBuffer.allocate(PIECE);

    /**
     * Begins.
     *
     * @param whenBroken what to do when nothing can be printed any more
     */
    DecodedOutput(PrintWriter to, Runnable whenBroken) {
        this.to = to;
        this.whenBroken = whenBroken;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int done = 0;
        while (done < length) {
            int count = Math.min(waiting.remaining(), length - done);
            waiting.put(bytes, offset + done, count);
            done += count;
            waiting.flip();
            // as many bytes never give more letters
            decoder.decode(waiting, letters, false);
            waiting.compact();
            to.append(letters.flip());
            letters.clear();
        }
    }

    @Override
    public void flush() {
        if (to.checkError()) {
            whenBroken.run();
        }
    }
}
