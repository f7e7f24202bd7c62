package org.mantle.pac;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.mantle.pac.stream.BlockInput;

/**
 * A message of several parts that holds no file in memory.
 *
 * <p>It can be written any number of times, as often as its files can be read. Boundaries are random.
 *
 * @since 0.1.0
 */
public final class MultipartBody {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /** As long as RFC 2046 (section 5.1.1) allows: the longer it is, the fewer bytes a search for it has to look at. */
    private static final int BOUNDARY_LENGTH = 70;

    private final String boundary;

    /** Each a {@code byte[]} or a {@link FileSource}, in their order on the wire. */
    private final List<Object> pieces;

    private final long length;

    private MultipartBody(Builder builder) {
        boundary = builder.boundary;
        builder.flush();
        pieces = List.copyOf(builder.pieces);
        long sum = 0;
        boolean known = true;
        for (Object piece : pieces) {
            long pieceLength = piece instanceof FileSource file ? file.length() : ((byte[]) piece).length;
            known &= pieceLength >= 0;
            sum += pieceLength;
        }
        length = known ? sum : -1;
    }

    /**
     * Returns an upload, the body of {@code POST upfile/<id>}.
     *
     * @param directory where to put the files; empty for the job's own directory
     */
    public static MultipartBody upload(String directory, List<FileSource> files) {
        return upload(directory, files, randomBoundary());
    }

    static MultipartBody upload(String directory, List<FileSource> files, String boundary) {
        Builder out = new Builder(boundary);
        out.open(boundary);
        out.text("Content-Disposition: form-data; name=\"DirName\"\r\nContent-ID: <DirName>\r\n\r\n");
        out.text(PercentEncoding.encodePath(directory) + "\r\n");
        files.forEach(out::attachment);
        return out.close();
    }

    /**
     * Returns a submission, the body of {@code POST submitapp}.
     *
     * @param attachments files to put into the new job's directory
     */
    public static MultipartBody submission(Submission submission, List<FileSource> attachments) {
        return submission(submission, attachments, randomBoundary(), randomBoundary());
    }

    static MultipartBody submission(
            Submission submission, List<FileSource> attachments, String boundary, String innerBoundary) {
        Builder out = new Builder(boundary);
        out.open(boundary);
        out.text("Content-Disposition: form-data; name=\"AppName\"\r\nContent-ID: <AppName>\r\n\r\n");
        out.text(submission.application() + "\r\n");
        out.open(boundary);
        out.text("Content-Disposition: form-data; name=\"data\"\r\nContent-Type: multipart/mixed; boundary="
                + innerBoundary + "\r\nContent-ID: <data>\r\n\r\n");
        for (AppParameter parameter : submission.parameters()) {
            out.open(innerBoundary);
            out.text("Content-Disposition: form-data; name=\"" + quotable(parameter.id()) + "\"\r\n");
            out.text("Content-Type: application/xml; charset=UTF-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n");
            out.text(parameter.toXml() + "\r\n");
        }
        out.text("--" + innerBoundary + "--\r\n\r\n");
        attachments.forEach(out::attachment);
        return out.close();
    }

    /**
     * Returns the answer to a download of files in parts, the body of the answer to {@code file/<id>}.
     *
     * <p>It begins with an empty line, and its {@code Content-ID} is the last header of a part, because IBM's client
     * counts on that.
     */
    public static MultipartBody download(List<FileSource> files) {
        return download(files, randomBoundary());
    }

    static MultipartBody download(List<FileSource> files, String boundary) {
        Builder out = new Builder(boundary);
        out.text("\r\n");
        for (FileSource file : files) {
            out.open(boundary);
            out.text("Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n");
            out.text("Content-ID: <" + bracketable(file.name()) + ">\r\n\r\n");
            out.file(file);
        }
        return out.close();
    }

    private static String randomBoundary() {
        SecureRandom random = new SecureRandom();
        StringBuilder out = new StringBuilder(BOUNDARY_LENGTH);
        for (int i = 0; i < BOUNDARY_LENGTH; i++) {
            out.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return out.toString();
    }

    private static boolean isQuotable(String name) {
        return name.chars().noneMatch(c -> c == '"' || c < ' ' || c == 0x7f);
    }

    private static String quotable(String name) {
        return isQuotable(name) ? name : PercentEncoding.encode(name);
    }

    private static String bracketable(String name) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean breaks = c == '<' || c == '>' || c < ' ' || c == 0x7f;
            out.append(breaks ? PercentEncoding.encode(String.valueOf(c)) : String.valueOf(c));
        }
        return out.toString();
    }

    /** Returns the media type with the boundary, the value of the {@code Content-Type} header. */
    public String contentType() {
        return "multipart/mixed; boundary=" + boundary;
    }

    /**
     * Returns the length of the whole message, the value of the {@code Content-Length} header; -1 if a file in it does not know its own.
     */
    public long contentLength() {
        return length;
    }

    /**
     * Writes the message.
     *
     * @param out where to; neither flushed nor closed
     * @throws IOException if reading a file or writing fails, or a file has another length than when this was made
     */
    public void writeTo(OutputStream out) throws IOException {
        for (Object piece : pieces) {
            if (piece instanceof FileSource file) {
                file.writeTo(out);
            } else {
                out.write((byte[]) piece);
            }
        }
    }

    /**
     * Opens the message, to be read in place of {@link #writeTo}; each file is opened when its turn comes.
     *
     * @return as many bytes as the length tells, if it does; reading fails if a file cannot be read or has become shorter
     */
    public InputStream open() {
        return new PiecewiseInput(pieces.iterator());
    }

    /** Reads one piece after the other. */
    private static final class PiecewiseInput extends BlockInput {

        private final Iterator<Object> left;

        PiecewiseInput(Iterator<Object> pieces) {
            super(nullInputStream());
            left = pieces;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = in.read(bytes, offset, length);
            while (count < 0 && left.hasNext()) {
                in.close();
                Object piece = left.next();
                in = piece instanceof FileSource file ? file.open() : new ByteArrayInputStream((byte[]) piece);
                count = in.read(bytes, offset, length);
            }
            return count;
        }
    }

    /** Joins the texts between files to one piece each. */
    private static final class Builder {

        private final String boundary;
        private final List<Object> pieces = new ArrayList<>();
        private final StringBuilder pending = new StringBuilder();

        Builder(String boundary) {
            this.boundary = boundary;
        }

        void text(String text) {
            pending.append(text);
        }

        void open(String delimiter) {
            text("--" + delimiter + "\r\n");
        }

        void file(FileSource file) {
            flush();
            pieces.add(file);
            text("\r\n");
        }

        /** Adds a file that is uploaded; a name that quotes would end is left to Content-ID, which is percent-encoded. */
        void attachment(FileSource file) {
            open(boundary);
            String names = isQuotable(file.name())
                    ? "name=\"" + file.name() + "\"; filename=\"" + file.name() + "\""
                    : "name=\"file\"";
            text("Content-Disposition: form-data; " + names + "\r\nContent-Type: application/octet-stream\r\n");
            text("Content-Transfer-Encoding: binary\r\n");
            text("Content-ID: <" + PercentEncoding.encode(file.name()) + ">\r\n\r\n");
            file(file);
        }

        void flush() {
            if (!pending.isEmpty()) {
                pieces.add(pending.toString().getBytes(StandardCharsets.UTF_8));
                pending.setLength(0);
            }
        }

        MultipartBody close() {
            text("--" + boundary + "--\r\n");
            return new MultipartBody(this);
        }
    }
}
