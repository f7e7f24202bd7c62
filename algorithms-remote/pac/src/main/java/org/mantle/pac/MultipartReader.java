package org.mantle.pac;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message of several parts from a stream, in constant memory whatever its size.
 *
 * <p>Delimiters are whole lines, ended by CRLF or LF. There is one exception, for Mantid: a closing delimiter at the
 * very end
 * of the message may stand in mid-line. A message that stops before its closing delimiter is refused as cut short.
 *
 * @since 0.1.0
 */
public final class MultipartReader {

    private static final int WINDOW = 256 * 1024;

    /** Most messages have no files and are shorter. */
    private static final int FIRST_WINDOW = 16 * 1024;

    private static final int MAXIMUM_HEADERS = 32 * 1024;

    /** Room for padding and line ends that may follow a delimiter. */
    private static final int LOOKAHEAD = 64;

    /** Clients use two; each is searched for in every byte. */
    private static final int MAXIMUM_BOUNDARIES = 8;

    private final InputStream in;
    private byte[] window = new byte[FIRST_WINDOW];
    private final List<Delimiter> delimiters = new ArrayList<>();
    private int position;
    private int limit;
    private boolean ended;
    private @Nullable MultipartPart open;
    private boolean started;

    /** Whether the outer closing delimiter was seen. */
    private boolean closed;

    /** Whether the last delimiter that was seen opens a part. */
    private boolean delimiterOpens;

    /** Whether nothing follows the last delimiter that was seen. */
    private boolean delimiterIsLast;

    private boolean lineEndsKnown;
    private boolean crlf = true;
    private long contentLength;

    private MultipartReader(InputStream in) {
        this.in = in;
    }

    /**
     * Returns a reader of a message whose boundary is told by its media type.
     *
     * @param in the message; not closed
     * @param contentType the value of the {@code Content-Type} header
     * @throws PacFormatException if that is not a multipart type with a boundary
     */
    public static MultipartReader of(InputStream in, String contentType) throws PacFormatException {
        String boundary = requiredBoundary(contentType);
        MultipartReader reader = new MultipartReader(in);
        reader.delimiters.add(new Delimiter(boundary));
        return reader;
    }

    /**
     * Checks a media type before anything of the message has come.
     *
     * @param contentType the value of the {@code Content-Type} header
     * @throws PacFormatException if it is not a multipart type with a boundary
     */
    public static void requireMultipart(String contentType) throws PacFormatException {
        if (boundaryOf(contentType).isEmpty()) {
            throw noMultipart(contentType);
        }
    }

    private static String requiredBoundary(String contentType) throws PacFormatException {
        return boundaryOf(contentType).orElseThrow(() -> noMultipart(contentType));
    }

    private static PacFormatException noMultipart(String contentType) {
        return new PacFormatException("The message must be multipart/mixed with a boundary, not '" + contentType + "'");
    }

    /**
     * Returns a reader of a message whose boundary is told by its first or second line, as IBM's client takes it.
     *
     * @param in the message; not closed
     * @throws PacFormatException if there is no delimiter there
     * @throws IOException if reading fails
     */
    public static MultipartReader detecting(InputStream in) throws IOException {
        MultipartReader reader = new MultipartReader(in);
        while (reader.limit < MAXIMUM_HEADERS && reader.fill()) {
            String start = PacText.decode(reader.window, 0, reader.limit).stripLeading();
            int lineEnd = start.indexOf('\n');
            if (lineEnd >= 0) {
                String line = start.substring(0, lineEnd).stripTrailing();
                if (line.startsWith("--") && line.length() > 2) {
                    reader.delimiters.add(new Delimiter(line.substring(2)));
                    return reader;
                }
                break;
            }
        }
        throw new PacFormatException("The message does not begin with the delimiter of its first part");
    }

    static Optional<String> boundaryOf(String contentType) {
        boolean multipart = contentType.strip().regionMatches(true, 0, "multipart/", 0, "multipart/".length());
        return multipart ? HeaderParameters.value(contentType, "boundary").filter(b -> !b.isEmpty()) : Optional.empty();
    }

    /** Makes the parts inside the current part, from here on, parts like all others. */
    void alsoSplitAt(String innerBoundary) throws PacFormatException {
        if (delimiters.size() == MAXIMUM_BOUNDARIES) {
            throw new PacFormatException("A message with more than " + MAXIMUM_BOUNDARIES + " boundaries is refused");
        }
        delimiters.add(new Delimiter(innerBoundary));
    }

    /**
     * Returns the next part, or null at the end of the message; what is left of the current one is read over.
     *
     * @throws PacFormatException if the message is not in form or is cut short
     * @throws IOException if reading fails
     */
    public @Nullable MultipartPart next() throws IOException {
        if (!started) {
            started = true;
            scan(null, OutputStream.nullOutputStream());
        } else if (open != null) {
            open.skip();
        }
        while (!delimiterOpens) {
            if (delimiterIsLast || !scan(null, OutputStream.nullOutputStream())) {
                if (!closed) {
                    throw cutShort();
                }
                return null;
            }
        }
        MultipartPart part = new MultipartPart(this, readHeaders());
        open = part;
        return part;
    }

    long transferContent(MultipartPart part, OutputStream out) throws IOException {
        if (part != open) {
            throw new IllegalStateException(
                    "The content of a part can be read once, before the next part is asked for");
        }
        open = null;
        contentLength = 0;
        if (!scan(part, out)) {
            throw cutShort();
        }
        return contentLength;
    }

    /**
     * Hands out bytes up to the next delimiter and goes behind it; returns false if the message ended first. With no
     * part, what is handed out is between parts.
     */
    private boolean scan(@Nullable MultipartPart part, OutputStream out) throws IOException {
        int from = position;
        // position is where the content begins, so a line begins there
        boolean atStart = true;
        while (true) {
            Delimiter nearest = delimiters.get(0);
            int at = nearest.find(window, from, limit);
            for (Delimiter other : delimiters.subList(1, delimiters.size())) {
                int otherAt = other.find(window, from, limit);
                // of two that begin at one place, the longer is meant
                if (otherAt < at || (otherAt == at && other.length() > nearest.length())) {
                    at = otherAt;
                    nearest = other;
                }
            }
            boolean found = at < limit;
            if (found && (ended || at + nearest.length() + LOOKAHEAD <= limit)) {
                if (accept(nearest, at, atStart, part, out)) {
                    return true;
                }
                from = at + 1;
                continue;
            }
            if (ended) {
                emit(out, limit);
                return false;
            }
            // keep what may be the start of a delimiter, and the line end before it
            int keepFrom = Math.max(position, (found ? at : Math.max(from, limit - longest() + 1)) - 2);
            atStart &= keepFrom == position;
            emit(out, keepFrom);
            int moved = position;
            from = Math.max(from, found ? at : Math.max(from, limit - longest() + 1));
            fill();
            from -= moved - position;
        }
    }

    private int longest() {
        return delimiters.stream().mapToInt(Delimiter::length).max().orElseThrow();
    }

    /** Takes what stands at {@code at} as a delimiter if it is one. */
    private boolean accept(Delimiter delimiter, int at, boolean atStart, @Nullable MultipartPart part, OutputStream out)
            throws IOException {
        int end = at + delimiter.length();
        boolean closing = end + 1 < limit && window[end] == '-' && window[end + 1] == '-';
        int rest = closing ? end + 2 : end;
        while (rest < limit && (window[rest] == ' ' || window[rest] == '\t')) {
            rest++;
        }
        int lineEnd = lineEndLength(rest);
        boolean endOfMessage = closing && ended && onlyLineEndsFrom(rest);
        boolean wholeLine = (lineEnd > 0 || (rest == limit && ended && closing)) && beginsLine(at, atStart);
        if (!wholeLine && !endOfMessage) {
            return false;
        }
        boolean keepLineEnd = endOfMessage && part != null && part.endsWithoutLineEnd();
        int contentEnd = wholeLine && !keepLineEnd ? at - lineEndBefore(at) : at;
        if (!lineEndsKnown) {
            lineEndsKnown = true;
            crlf = lineEnd != 1;
        }
        emit(out, contentEnd);
        position = Math.min(limit, rest + lineEnd);
        delimiterOpens = !closing;
        delimiterIsLast = endOfMessage;
        closed |= closing && delimiter == delimiters.get(0);
        return true;
    }

    private boolean beginsLine(int at, boolean atStart) {
        return (at == position && atStart) || (at > position && window[at - 1] == '\n');
    }

    /**
     * Returns the length of the line end before a delimiter, which belongs to it; in a message of CRLF lines a lone LF
     * is one as well.
     */
    private int lineEndBefore(int at) {
        if (at <= position || window[at - 1] != '\n') {
            return 0;
        }
        return crlf && at - 1 > position && window[at - 2] == '\r' ? 2 : 1;
    }

    private int lineEndLength(int at) {
        if (at < limit && window[at] == '\n') {
            return 1;
        }
        return at + 1 < limit && window[at] == '\r' && window[at + 1] == '\n' ? 2 : 0;
    }

    private boolean onlyLineEndsFrom(int at) {
        for (int i = at; i < limit; i++) {
            if (window[i] != '\r' && window[i] != '\n') {
                return false;
            }
        }
        return true;
    }

    private void emit(OutputStream out, int end) throws IOException {
        if (end > position) {
            out.write(window, position, end - position);
            contentLength += end - position;
            position = end;
        }
    }

    /** Makes room and reads until the window is half full; returns false if there is no more to read. */
    private boolean fill() throws IOException {
        if (position > 0) {
            System.arraycopy(window, position, window, 0, limit - position);
            limit -= position;
            position = 0;
        }
        delimiters.forEach(Delimiter::forget);
        if (ended) {
            return false;
        }
        int before = limit;
        while (!ended && limit < WINDOW / 2) {
            if (limit == window.length) {
                window = Arrays.copyOf(window, WINDOW);
            }
            int count = in.read(window, limit, window.length - limit);
            ended = count < 0;
            limit += Math.max(0, count);
        }
        return limit > before;
    }

    private List<String> readHeaders() throws IOException {
        List<String> headers = new ArrayList<>();
        int size = 0;
        while (true) {
            int lineEnd = findLineEnd();
            int end = lineEnd > position && window[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
            String line = PacText.decode(window, position, end - position);
            size += lineEnd - position + 1;
            position = lineEnd + 1;
            if (line.isEmpty()) {
                return List.copyOf(headers);
            }
            if (size > MAXIMUM_HEADERS) {
                throw headersTooLong();
            }
            headers.add(line);
        }
    }

    private int findLineEnd() throws IOException {
        int at = position;
        while (true) {
            for (; at < limit; at++) {
                if (window[at] == '\n') {
                    return at;
                }
            }
            if (at - position > MAXIMUM_HEADERS) {
                throw headersTooLong();
            }
            int seen = at - position;
            if (!fill()) {
                throw cutShort();
            }
            at = position + seen;
        }
    }

    private static PacFormatException headersTooLong() {
        return new PacFormatException("A part of the message has headers longer than " + MAXIMUM_HEADERS + " bytes");
    }

    private static PacFormatException cutShort() {
        return new PacFormatException("The message was cut short: it ends before its closing delimiter");
    }
}
