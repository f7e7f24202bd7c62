package org.mantle.python.wire;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.mantle.commons.json.JsonForm;

/**
 * Writes messages to a stream, each at once; see {@link MessageReader}. Safe from many threads.
 *
 * <p>Where the other side is gone, messages are lost in silence: whoever reads from it sees the end of that stream.
 */
public final class MessageWriter {

    private final OutputStream out;
    private final Object turn = new Object();
    private volatile boolean isGone;

    public MessageWriter(OutputStream out) {
        this.out = out;
    }

    /**
     * Writes a message.
     *
     * @throws IllegalArgumentException if it is nested too deep to be read back
     */
    public void write(JsonObject message) {
        String text = (char) MessageReader.SEPARATOR + JsonForm.LINE.text(message) + '\n';
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        synchronized (turn) {
            if (isGone) {
                return;
            }
            try {
                out.write(bytes);
                out.flush();
            } catch (IOException e) {
                isGone = true;
            }
        }
    }

    /** Returns whether the other side was found gone. */
    public boolean isGone() {
        return isGone;
    }
}
