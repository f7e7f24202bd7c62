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
import org.mantle.remote.job.CallMonitor;

/**
 * The content of a file as a service hands it out: as it is, or as the part of a message.
 *
 * <p>Which of the two comes depends on the service, and IBM's own client does not look at the media type. So a message is
 * also known by how it begins.
 */
final class FileAnswer {

    private static final int COPY_BUFFER = 256 * 1024;
    private static final int LONGEST_START = 2048;
    private static final Pattern MESSAGE_START = Pattern.compile(
            "(\\r?\\n)?--[^\\r\\n]{1,200}\\r?\\n(Content-[A-Za-z-]+:[^\\r\\n]*\\r?\\n)*Content-ID: ?<[^\\r\\n]*>\\r?\\n.*",
            Pattern.DOTALL);

    private final CallMonitor monitor;
    private String start = "";

    FileAnswer(CallMonitor monitor) {
        this.monitor = monitor;
    }

    /** Returns how the content begins, to be read when it is not what was expected. */
    String start() {
        return start;
    }

    /** Copies the content and returns its length. */
    long copy(InputStream in, @Nullable String contentType, OutputStream sink) throws IOException {
        if (contentType != null && contentType.strip().toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            return copyPart(MultipartReader.of(in, contentType), sink);
        }
        byte[] buffer = new byte[COPY_BUFFER];
        int read = 0;
        int count = 0;
        while (read < LONGEST_START && count >= 0) {
            count = in.read(buffer, read, buffer.length - read);
            read += Math.max(0, count);
        }
        start = new String(buffer, 0, Math.min(read, LONGEST_START), StandardCharsets.ISO_8859_1);
        if (MESSAGE_START.matcher(start).matches()) {
            InputStream whole = new SequenceInputStream(new ByteArrayInputStream(buffer, 0, read), in);
            return copyPart(MultipartReader.detecting(whole), sink);
        }
        long total = 0;
        for (count = read; count > 0; count = in.read(buffer)) {
            sink.write(buffer, 0, count);
            monitor.moved(count);
            total += count;
        }
        return total;
    }

    private long copyPart(MultipartReader reader, OutputStream sink) throws IOException {
        @Nullable MultipartPart part = reader.next();
        if (part == null) {
            return 0;
        }
        long total = part.transferTo(new CountingSink(sink));
        while (reader.next() != null) {
            // reads to the closing delimiter: without it the message was cut short
        }
        return total;
    }

    /** The sink of a part, which tells the monitor what goes into it. */
    private final class CountingSink extends OutputStream {
        private final OutputStream sink;

        CountingSink(OutputStream sink) {
            this.sink = sink;
        }

        @Override
        public void write(int b) throws IOException {
            sink.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            sink.write(bytes, offset, length);
            monitor.moved(length);
        }
    }
}
