package org.mantle.pac;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.pac.stream.BlockOutput;

/**
 * One part of a message that is being read.
 *
 * <p>Its content can be read once, and only until the next part is asked for.
 *
 * @since 0.1.0
 */
public final class MultipartPart {

    private final MultipartReader reader;
    private final List<String> headers;

    MultipartPart(MultipartReader reader, List<String> headers) {
        this.reader = reader;
        this.headers = headers;
    }

    /** Returns the value of a header without white space around it; letter case does not count in its name. */
    public Optional<String> header(String name) {
        return rawHeader(name).map(String::strip);
    }

    private Optional<String> rawHeader(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return headers.stream()
                .filter(h -> h.toLowerCase(Locale.ROOT).startsWith(start))
                .map(h -> h.substring(start.length()))
                .findFirst();
    }

    /** Returns the name in {@code Content-Disposition} as it is; empty if there is none. */
    public String name() {
        return dispositionParameter("name").orElse("");
    }

    /** Returns the {@code Content-ID} as it is, without brackets; empty if there is none. */
    public String contentId() {
        String id = header("Content-ID").orElse("");
        return id.startsWith("<") && id.endsWith(">") && id.length() >= 2 ? id.substring(1, id.length() - 1) : id;
    }

    /**
     * Returns the name of the file in this part: {@code filename}, else the decoded {@code Content-ID}, else the name;
     * empty if the part has none.
     *
     * <p>It is the sender's word: it may hold directories, or lead out of one. Check it before use.
     */
    public String fileName() {
        Optional<String> given = dispositionParameter("filename").filter(f -> !f.isEmpty());
        if (given.isPresent()) {
            return given.get();
        }
        String id = contentId();
        // Mantid sends both as they are; encoded, they would differ
        return id.isEmpty() || id.equals(name()) ? name() : PercentEncoding.decode(id);
    }

    /** Tells whether {@code Content-Disposition} names a file, be the name empty. */
    public boolean hasFileName() {
        return dispositionParameter("filename").isPresent();
    }

    /**
     * Tells whether the name or the {@code Content-ID} is this one; letter case does not count.
     *
     * @param wanted such as {@code DirName}
     */
    public boolean isCalled(String wanted) {
        return name().equalsIgnoreCase(wanted) || contentId().equalsIgnoreCase(wanted);
    }

    /** Returns the boundary of the parts in this part, when it is the one that holds a submission's parameters. */
    @Nullable String innerBoundary() {
        Optional<String> type = header("Content-Type");
        boolean nested = isCalled("data") && !hasFileName();
        return nested ? type.flatMap(t -> MultipartReader.boundaryOf(t)).orElse(null) : null;
    }

    /**
     * Tells whether this is Mantid's, which writes no line end between a file and the closing delimiter: none may be
     * taken off.
     */
    boolean endsWithoutLineEnd() {
        return !hasFileName()
                && rawHeader("Content-Type").orElse("").endsWith("application/octet-stream ")
                && header("Content-Transfer-Encoding").orElse("").equalsIgnoreCase("UTF-8");
    }

    /**
     * Writes the content to a stream in large pieces, and returns the number of bytes.
     *
     * @param out where to; neither flushed nor closed
     * @throws PacFormatException if the message is cut short
     * @throws IOException if reading or writing fails
     */
    public long transferTo(OutputStream out) throws IOException {
        return reader.transferContent(this, out);
    }

    /**
     * Reads over the content.
     *
     * @throws IOException if reading fails
     */
    public void skip() throws IOException {
        transferTo(OutputStream.nullOutputStream());
    }

    /**
     * Reads the content as text: UTF-8, else Latin-1.
     *
     * @param maximum the largest number of bytes to accept
     * @throws PacFormatException if there is more, or the message is cut short
     * @throws IOException if reading fails
     */
    public String readText(int maximum) throws IOException {
        return readText(maximum, "A text in the message is longer than " + maximum + " bytes");
    }

    /** Reads the content as text, and says so in those words if there is more than is accepted. */
    String readText(int maximum, String refusal) throws IOException {
        BoundedBuffer bytes = new BoundedBuffer(maximum, refusal);
        transferTo(bytes);
        return PacText.decode(bytes.content.toByteArray());
    }

    private Optional<String> dispositionParameter(String wanted) {
        return HeaderParameters.value(header("Content-Disposition").orElse(""), wanted);
    }

    /** Keeps what it is given, up to a limit. */
    private static final class BoundedBuffer extends BlockOutput {
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private final int maximum;
        private final String refusal;

        BoundedBuffer(int maximum, String refusal) {
            this.maximum = maximum;
            this.refusal = refusal;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length > maximum - content.size()) {
                throw new PacFormatException(refusal);
            }
            content.write(bytes, offset, length);
        }
    }
}
