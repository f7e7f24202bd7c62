package org.mantle.framework;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The lines of a history's file. Files are read by streams, which an interrupt does not close. */
final class HistoryLines {

    private static final int BLOCK = 8192;
    private static final int DEEPEST = 2000;
    private static final String BEFORE_NUMBER = "{\"" + RecordJson.NUMBER + "\":";
    private static final int LONGEST_NUMBER = 20;
    private static final int MOST_FAULTS = 100;

    private final RandomAccessFile file;

    HistoryLines(RandomAccessFile file) {
        this.file = file;
    }

    boolean endWithNewLine() throws IOException {
        long length = file.length();
        if (length == 0) {
            return true;
        }
        file.seek(length - 1);
        return file.read() == '\n';
    }

    /** Returns the number of the last line that has one; 0 if none has. */
    long lastNumber() throws IOException {
        long end = file.length();
        while (end > 0) {
            long start = startOfLine(end);
            long number = numberAt(start);
            if (number >= 0) {
                return number;
            }
            end = start;
        }
        return 0;
    }

    /** Returns where the line begins that ends before a position, its end of line included. */
    private long startOfLine(long end) throws IOException {
        byte[] block = new byte[BLOCK];
        long at = end - 1;
        while (at > 0) {
            int size = (int) Math.min(BLOCK, at);
            file.seek(at - size);
            file.readFully(block, 0, size);
            for (int i = size - 1; i >= 0; i--) {
                if (block[i] == '\n') {
                    return at - size + i + 1;
                }
            }
            at -= size;
        }
        return 0;
    }

    private long numberAt(long start) throws IOException {
        byte[] head = new byte[BEFORE_NUMBER.length() + LONGEST_NUMBER];
        file.seek(start);
        int read = Math.max(0, file.read(head));
        String text = new String(head, 0, read, StandardCharsets.ISO_8859_1);
        int comma = text.indexOf(',');
        if (!text.startsWith(BEFORE_NUMBER) || comma < 0) {
            return -1;
        }
        try {
            return Long.parseLong(text.substring(BEFORE_NUMBER.length(), comma));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Returns where the newest lines begin that together have no more than so many bytes, but are one at least. */
    long startOfNewest(long most) throws IOException {
        long start = file.length();
        for (long next = startOfLine(start); start > 0; next = startOfLine(start)) {
            if (file.length() - next > most && start < file.length()) {
                break;
            }
            start = next;
        }
        return start;
    }

    /** Writes everything from a position on to another file, which is on the disk when this returns. */
    void copyFrom(long start, Path to) throws IOException {
        OwnerOnly.createFile(to);
        try (FileOutputStream out = new FileOutputStream(to.toFile())) {
            file.seek(start);
            byte[] block = new byte[BLOCK];
            for (int read = file.read(block); read > 0; read = file.read(block)) {
                out.write(block, 0, read);
            }
            out.getFD().sync();
        }
    }

    static byte[] readAll(File file) throws IOException {
        try (FileInputStream in = new FileInputStream(file)) {
            return in.readAllBytes();
        }
    }

    /** Reads the newest records, and reports the lines among them that are none: the newest of these one by one. */
    static HistoryFile.Contents parse(
            byte[] bytes, int most, File file, BiFunction<String, Integer, Optional<AlgorithmDescriptor>> algorithms) {
        List<RunRecord> records = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        int line = lines(bytes) + 1;
        int untold = 0;
        int end = bytes.length;
        while (end > 0 && records.size() < most) {
            boolean whole = bytes[end - 1] == '\n';
            int last = whole ? end - 1 : end;
            int start = last;
            while (start > 0 && bytes[start - 1] != '\n') {
                start--;
            }
            line -= whole ? 1 : 0;
            String text = new String(bytes, start, last - start, StandardCharsets.UTF_8);
            if (!text.isBlank()) {
                try {
                    records.add(StoredRecord.of(json(text), algorithms));
                } catch (IOException | JsonParseException | IllegalArgumentException e) {
                    if (faults.size() < MOST_FAULTS) {
                        faults.add("line " + line + " of " + file + " is "
                                + (whole ? "no record of a run" : "not whole")
                                + "; it is skipped, and stays there until the history is cleared or has grown old");
                    } else {
                        untold++;
                    }
                }
            }
            end = start;
        }
        if (untold > 0) {
            faults.add(untold + " older lines of " + file + " are no records of runs either");
        }
        Collections.reverse(records);
        Collections.reverse(faults);
        return new HistoryFile.Contents(List.copyOf(records), List.copyOf(faults));
    }

    /** Returns how many lines have an end. */
    private static int lines(byte[] bytes) {
        int lines = 0;
        for (byte each : bytes) {
            lines += each == '\n' ? 1 : 0;
        }
        return lines;
    }

    private static JsonObject json(String line) throws IOException {
        JsonReader reader = new JsonReader(new StringReader(line));
        reader.setStrictness(Strictness.LEGACY_STRICT); // a text may have half of a surrogate pair
        reader.setNestingLimit(DEEPEST);
        if (JsonParser.parseReader(reader) instanceof JsonObject json && reader.peek() == JsonToken.END_DOCUMENT) {
            return json;
        }
        throw new IllegalArgumentException("it is not one JSON object");
    }
}
