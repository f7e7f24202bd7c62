package org.mantle.remote.pac;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mantle.pac.MultipartPart;
import org.mantle.pac.MultipartReader;
import org.mantle.pac.stream.BlockInput;
import org.mantle.pac.stream.BlockOutput;
import org.mantle.remote.job.CallMonitor;
import org.mantle.remote.job.RemoteFile;

/**
 * The content of a file as a service hands it out: as it is, or as the part of a message. No more is read than the file is long.
 *
 * <p>Which of the two comes depends on the service, and IBM's own client does not look at the media type. So a message is
 * also known by how it begins.
 */
final class FileAnswer {

    private static final int COPY_BUFFER = 256 * 1024;
    private static final int LONGEST_START = 2048;

    /** How much longer than the file in it a message may be. */
    private static final int LARGEST_FRAME = 256 * 1024;

    private static final Pattern MESSAGE_START = Pattern.compile(
            "(\\r?\\n)?--[^\\r\\n]{1,200}\\r?\\n(Content-[A-Za-z-]+:[^\\r\\n]*\\r?\\n)*Content-ID: ?<[^\\r\\n]*>\\r?\\n.*",
            Pattern.DOTALL);

    private final long longest;
    private final CallClock clock;
    private final CallMonitor monitor;
    private String start = "";
    private long count;
    private boolean message;
    private boolean moreCame;

    FileAnswer(RemoteFile file, CallClock clock, CallMonitor monitor) {
        this.longest = file.isListed() ? file.size() : Long.MAX_VALUE;
        this.clock = clock;
        this.monitor = monitor;
    }

    /** Returns how the answer begins, to be read when it is not what was expected; empty if it is a message of parts. */
    String start() {
        return start;
    }

    /** Returns whether the content came in a message of parts, which tells an empty file from none. */
    boolean isMessage() {
        return message;
    }

    /** Returns how many bytes of the file came. */
    long count() {
        return count;
    }

    /** Returns whether more came than the list says; it was not read. */
    boolean moreCame() {
        return moreCame;
    }

    /** Copies the content. */
    void copy(InputStream in, @Nullable String contentType, OutputStream sink) throws IOException {
        OutputStream listed = new ListedBytes(sink);
        Arrival arrival = new Arrival(in);
        try {
            if (contentType != null && isMultipart(contentType)) {
                copyPart(MultipartReader.of(arrival.framed(), contentType), listed);
            } else {
                copyUnknown(arrival, listed);
            }
        } catch (TooMuchException e) {
            moreCame = true;
        }
    }

    private static boolean isMultipart(String contentType) {
        return contentType.strip().toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    private void copyUnknown(Arrival in, OutputStream sink) throws IOException {
        byte[] buffer = new byte[COPY_BUFFER];
        int read = 0;
        int more = 0;
        while (read < LONGEST_START && more >= 0) {
            more = in.read(buffer, read, buffer.length - read);
            read += Math.max(0, more);
        }
        start = new String(buffer, 0, Math.min(read, LONGEST_START), StandardCharsets.ISO_8859_1);
        if (MESSAGE_START.matcher(start).matches()) {
            start = "";
            InputStream whole = new SequenceInputStream(new ByteArrayInputStream(buffer, 0, read), in.framed());
            copyPart(MultipartReader.detecting(whole), sink);
            return;
        }
        for (more = read; more > 0; more = in.read(buffer)) {
            sink.write(buffer, 0, more);
        }
    }

    private void copyPart(MultipartReader reader, OutputStream sink) throws IOException {
        @Nullable MultipartPart part = reader.next();
        if (part == null) {
            return;
        }
        message = true;
        part.transferTo(sink);
        while (reader.next() != null) {
            // reads to the closing delimiter: without it the message was cut short
        }
    }

    /** The end of reading, when more comes than the list says. */
    private static final class TooMuchException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** The way to the sink, which lets no more pass than the list says. */
    private final class ListedBytes extends BlockOutput {
        private final OutputStream sink;

        ListedBytes(OutputStream sink) {
            this.sink = sink;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int listed = (int) Math.min(length, longest - count);
            sink.write(bytes, offset, listed);
            count += listed;
            monitor.moved(listed);
            if (listed < length) {
                throw new TooMuchException();
            }
        }
    }

    /** The bytes as they arrive, whose rate the clock watches. */
    private final class Arrival extends BlockInput {
        private long left = Long.MAX_VALUE;

        Arrival(InputStream in) {
            super(in);
        }

        /** Returns this, as a message of parts, which may be a little longer than the file in it, and no more. */
        Arrival framed() {
            left = Math.min(longest, Long.MAX_VALUE - LARGEST_FRAME) + LARGEST_FRAME;
            return this;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = in.read(bytes, offset, length);
            long arrived = Math.max(0, read);
            clock.moved(arrived);
            left -= arrived;
            if (left < 0) {
                throw new TooMuchException();
            }
            return read;
        }
    }
}
