package org.mantle.python.wire;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.mantle.commons.json.StrictJson;

/**
 * Reads messages from a stream: JSON text sequences (RFC 7464), of which each message is a record separator, one JSON object in a line of
 * UTF-8, and a line feed.
 *
 * <p>What stands in a line before the separator was printed by somebody to whom the stream does not belong. It is handed on, and
 * harms no message. For one thread at a time.
 */
public final class MessageReader {

    /** What begins a message. */
    static final byte SEPARATOR = 0x1E;

    private static final int BUFFER = 64 * 1024;
    private static final int LONGEST_STRAY = 500;

    private final InputStream in;
    private final Consumer<String> strays;
    private byte[] buffer = new byte[BUFFER];
    private int start;
    private int end;

    /**
     * Makes a reader.
     *
     * @param strays takes lines, or parts of lines, that are no messages
     */
    public MessageReader(InputStream in, Consumer<String> strays) {
        this.in = in;
        this.strays = strays;
    }

    /**
     * Waits for the next message.
     *
     * @return empty at the end of the stream
     * @throws MalformedMessageException if it is no JSON object
     * @throws IOException if the stream cannot be read
     */
    public Optional<JsonObject> read() throws IOException {
        while (true) {
            int lineEnd = lineEnd();
            if (lineEnd < 0) {
                return Optional.empty();
            }
            // the last one: before it may stand half a message, whose writer was interrupted
            int separator = lastIndexOf(SEPARATOR, start, lineEnd);
            int first = indexOf(SEPARATOR, start, lineEnd);
            String before = stray(start, first < 0 ? lineEnd : first);
            String message = separator < 0 ? "" : text(separator + 1, lineEnd);
            start = lineEnd + 1;
            if (!before.isBlank()) {
                strays.accept(before);
            }
            if (separator >= 0) {
                return Optional.of(parse(message));
            }
        }
    }

    /** Returns whether something has come behind the last message that was read. */
    public boolean hasMore() {
        return end > start;
    }

    private static JsonObject parse(String message) throws MalformedMessageException {
        try {
            if (StrictJson.parse(message) instanceof JsonObject object) {
                return object;
            }
            throw new JsonParseException("must be a JSON object");
        } catch (JsonParseException e) {
            throw new MalformedMessageException("a message " + e.getMessage(), e);
        }
    }

    /** Returns where the line ends that begins at the start; less than 0 at the end of the stream. */
    private int lineEnd() throws IOException {
        int from = start;
        while (true) {
            int found = indexOf((byte) '\n', from, end);
            if (found >= 0) {
                return found;
            }
            makeRoom();
            from = end;
            int count = in.read(buffer, end, buffer.length - end);
            if (count < 0) {
                // what was printed without a line end
                int first = indexOf(SEPARATOR, start, end);
                String before = stray(start, first < 0 ? end : first);
                start = end;
                if (!before.isBlank()) {
                    strays.accept(before);
                }
                return -1;
            }
            end += count;
        }
    }

    private void makeRoom() {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.multiplyExact(buffer.length, 2));
        } else if (end == 0 && buffer.length > BUFFER) {
            // a long message is behind, and the next may be short
            buffer = new byte[BUFFER];
        }
    }

    private int indexOf(byte wanted, int from, int until) {
        for (int i = from; i < until; i++) {
            if (buffer[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private int lastIndexOf(byte wanted, int from, int until) {
        for (int i = until - 1; i >= from; i--) {
            if (buffer[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** Returns what was printed, its beginning if it is long; never a part of a message, which may have a secret in it. */
    private String stray(int from, int until) {
        return text(from, Math.min(until, from + LONGEST_STRAY)).strip();
    }

    private String text(int from, int until) {
        return new String(buffer, from, until - from, StandardCharsets.UTF_8);
    }
}
