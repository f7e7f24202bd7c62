package org.mantle.algorithms.text;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mantle.algorithms.io.WatchedInput;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.property.Property;
import org.mantle.framework.type.FileMode;

/** The text of a file, read in constant memory as lines that keep their ends, or as blocks of characters. */
final class TextLines implements Closeable {

    /** The file that is read. */
    static final Property<String> FILE = Property.file("File", FileMode.LOAD, "txt", "csv", "log")
            .example("notes.txt")
            .documentation("The text file.")
            .build();

    /** A line is kept in memory as a whole. */
    static final int LONGEST_LINE = 1 << 22;

    private final Path file;
    private final Charset encoding;
    private final WatchedInput input;
    private final Reader reader;
    private final char[] block = new char[WatchedInput.BLOCK];
    private int next;
    private int filled;
    private long lineNumber;

    private TextLines(Path file, Charset encoding, WatchedInput input) {
        this.file = file;
        this.encoding = encoding;
        this.input = input;
        this.reader = new InputStreamReader(
                input,
                encoding.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    /** Opens a file, whose reading is all that a run does. */
    static TextLines of(Path file, String encoding, Context run, String message) throws IOException {
        return new TextLines(file, Charset.forName(encoding), WatchedInput.of(file, run, message));
    }

    /** Returns the next line with its end, {@code \n} or {@code \r\n}, which the last may lack; {@code null} after the last. */
    @Nullable String nextLine() throws IOException {
        StringBuilder line = new StringBuilder();
        while (next < filled || fill()) {
            int end = next;
            while (end < filled && block[end] != '\n') {
                end++;
            }
            boolean whole = end < filled;
            line.append(block, next, (whole ? end + 1 : end) - next);
            next = whole ? end + 1 : end;
            if (line.length() > LONGEST_LINE) {
                throw new IOException("line " + (lineNumber + 1) + " of " + file + " has more than " + LONGEST_LINE
                        + " characters; is it a text?");
            }
            if (whole) {
                break;
            }
        }
        if (line.isEmpty()) {
            return null;
        }
        lineNumber++;
        return line.toString();
    }

    /** Returns the number of the line that was read last, from 1. */
    long lineNumber() {
        return lineNumber;
    }

    /** Returns a line without its end. */
    static String content(String line) {
        int length = line.length();
        if (length > 0 && line.charAt(length - 1) == '\n') {
            length--;
            if (length > 0 && line.charAt(length - 1) == '\r') {
                length--;
            }
        }
        return line.substring(0, length);
    }

    /** Fills an array with the next characters; returns how many there are, or -1 after the last. */
    int read(char[] characters) throws IOException {
        try {
            return reader.read(characters);
        } catch (CharacterCodingException e) {
            throw new IOException(
                    file + " is not in " + encoding + " somewhere before byte " + input.bytes() + "; set Encoding", e);
        }
    }

    /** Returns how many bytes were read. */
    long bytes() {
        return input.bytes();
    }

    private boolean fill() throws IOException {
        next = 0;
        filled = Math.max(read(block), 0);
        return filled > 0;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
