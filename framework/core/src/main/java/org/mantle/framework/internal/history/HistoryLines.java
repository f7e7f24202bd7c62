package org.mantle.framework.internal.history;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.history.RecordStore;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.internal.text.JsonReading;

/** The lines of a history's file. Files are read by streams, which an interrupt does not close. */
final class HistoryLines {

    private static final int BLOCK = 8192;
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

    /** Returns the number of the last line that has one, among so many of the last bytes or the last of all; 0 if none has. */
    long lastNumber(long most) throws IOException {
        Backwards lines = new Backwards(most);
        while (lines.next()) {
            long number = lines.first == '{' ? numberAt(lines.start) : -1;
            if (number >= 0) {
                return number;
            }
        }
        return 0;
    }

    /**
     * The lines that begin among the last bytes of the file, the last line first; they are read block by block, each once. The
     * last line may be longer, up to what is read of a file at all.
     */
    private final class Backwards {

        private final byte[] block = new byte[BLOCK];
        private final long end;
        private final long floor;
        private long blockStart;

        /** Where the line begins. */
        private long start;

        /** The first byte of the line. */
        private int first;

        Backwards(long most) throws IOException {
            end = file.length();
            start = end;
            blockStart = end;
            floor = Math.max(0, end - most);
        }

        /** Goes to the line before; returns whether there is one. */
        boolean next() throws IOException {
            if (start <= floor) {
                return false;
            }
            long lowest = start == end ? Math.min(floor, Math.max(0, end - HistoryFile.MOST_READ)) : floor;
            // the end of the line belongs to it
            long at = start - 1;
            first = byteAt(at);
            while (at > lowest) {
                int before = byteAt(at - 1);
                if (before == '\n') {
                    start = at;
                    return true;
                }
                first = before;
                at--;
            }
            start = at;
            return at == 0;
        }

        private int byteAt(long position) throws IOException {
            if (position < blockStart) {
                blockStart = Math.max(0, position + 1 - BLOCK);
                file.seek(blockStart);
                file.readFully(block, 0, (int) (position + 1 - blockStart));
            }
            return block[(int) (position - blockStart)];
        }
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

    /**
     * Returns where the newest lines begin that together have no more than so many bytes.
     *
     * @param newest where the newest line begins, which is among them whatever its length
     */
    long startOfNewest(long most, long newest) throws IOException {
        long start = newest;
        for (Backwards lines = new Backwards(most); lines.next(); ) {
            start = Math.min(start, lines.start);
        }
        return start;
    }

    /** Writes everything from a position on. */
    void copyFrom(long start, OutputStream out) throws IOException {
        file.seek(start);
        byte[] block = new byte[BLOCK];
        for (int read = file.read(block); read > 0; read = file.read(block)) {
            out.write(block, 0, read);
        }
    }

    static byte[] readAll(File file) throws IOException {
        try (FileInputStream in = new FileInputStream(file)) {
            return in.readAllBytes();
        }
    }

    /** Reads the newest records, and reports the lines among them that are none: the newest of these one by one. */
    static RecordStore.Contents parse(byte[] bytes, int most, File file, Function<JsonObject, RunRecord> reader) {
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
                    records.add(reader.apply(JsonReading.object(text, JsonForm.DEEPEST)));
                } catch (JsonParseException | IllegalArgumentException e) {
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
        return new RecordStore.Contents(records, faults);
    }

    /** Returns how many lines have an end. */
    private static int lines(byte[] bytes) {
        int lines = 0;
        for (byte each : bytes) {
            lines += each == '\n' ? 1 : 0;
        }
        return lines;
    }
}
