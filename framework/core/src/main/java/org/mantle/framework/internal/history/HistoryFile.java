package org.mantle.framework.internal.history;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.file.LockFile;
import org.mantle.framework.internal.file.OwnerOnly;
import org.mantle.framework.internal.text.FailureMessage;
import org.mantle.framework.internal.text.LineText;

/**
 * A history in a file of JSON lines, one for each run that has ended, which any number of hosts and processes share.
 *
 * <p>A line is appended by one write under a lock. A process that dies in between leaves a part of a line behind: it is skipped,
 * reported, and left as it is. Lines are not forced to the disk, so that a machine that loses its power may lose the last ones.
 * A file that has grown too large is replaced by one with its newest half. Safe from many threads.
 */
public final class HistoryFile {

    /** A file that is larger than this is made smaller. */
    public static final long LIMIT = 8L << 20;

    /** A larger file is not read: it would take all memory. */
    static final long MOST_READ = 256L << 20;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    /** How long a run waits for a file that the one before could not have: for others at work, but not for one that hangs. */
    private static final Duration NEXT_WAIT = Duration.ofMillis(100);

    private final File file;
    private final long limit;
    private final LockFile lock;
    private final BiFunction<String, Integer, Optional<CompiledAlgorithm>> algorithms;
    private final AtomicBoolean warnedOfFile = new AtomicBoolean();
    private final AtomicBoolean warnedOfRecord = new AtomicBoolean();
    private final AtomicBoolean warnedOfSize = new AtomicBoolean();
    private volatile boolean unusable;
    private volatile @Nullable Reading latest;

    /**
     * @param limit the largest size, in bytes
     * @param algorithms finds the algorithms of the records, when somebody looks at their values
     */
    public HistoryFile(Path path, long limit, BiFunction<String, Integer, Optional<CompiledAlgorithm>> algorithms) {
        this.file = path.toAbsolutePath().toFile();
        this.limit = limit;
        this.lock = new LockFile(new File(file.getPath() + ".lock"));
        this.algorithms = algorithms;
    }

    /**
     * What the file holds.
     *
     * @param records the newest, the oldest of them first
     * @param faults what could not be read
     */
    record Contents(List<RunRecord> records, List<String> faults) {}

    /** What was read, and by which to tell whether there is more to read. */
    private record Reading(@Nullable Object key, FileTime changed, long size, int most, Contents contents) {
        boolean isOf(BasicFileAttributes now, int mostNow) {
            return Objects.equals(key, now.fileKey())
                    && changed.equals(now.lastModifiedTime())
                    && size == now.size()
                    && most == mostNow;
        }
    }

    /** Appends a record; returns whether it is there. A failure of each kind is told once and never thrown: the run is over. */
    boolean append(LiveRecord record) {
        try {
            String rest = restOfLine(record);
            lock.run(unusable ? NEXT_WAIT : LONGEST_WAIT, () -> appendLine(rest));
            unusable = false;
            return true;
        } catch (Throwable e) { // foreign code: a value of an author's type may have a JSON that cannot be written
            boolean ofFile = e instanceof IOException;
            if (ofFile) {
                unusable = true;
            }
            warnOnce(
                    ofFile ? warnedOfFile : warnedOfRecord,
                    (ofFile ? "the history" : "a record of " + record.algorithm()) + " cannot be written to " + file
                            + ", so that it is kept in memory only",
                    e);
            return false;
        }
    }

    private static void warnOnce(AtomicBoolean warned, String what, Throwable why) {
        if (!warned.getAndSet(true)) {
            System.getLogger(HistoryFile.class.getName())
                    .log(System.Logger.Level.WARNING, what + ": " + FailureMessage.of(why));
        }
    }

    /** Returns the line without its beginning, which has the number: only the file knows that. */
    private String restOfLine(LiveRecord record) {
        JsonObject json = record.toJson();
        json.remove(RecordJson.NUMBER);
        String text = LineText.of(json);
        if (text.length() > limit / 4 && json.remove(RecordJson.CHILDREN) instanceof JsonArray children) {
            json.addProperty(RecordJson.CHILDREN_LEFT_OUT, children.size());
            text = LineText.of(json);
        }
        return text.substring(1) + "\n";
    }

    private long appendLine(String rest) throws IOException {
        OwnerOnly.createFile(file.toPath());
        try (RandomAccessFile open = new RandomAccessFile(file, "rw")) {
            long end = open.length();
            HistoryLines lines = new HistoryLines(open);
            String start = lines.endWithNewLine() ? "" : "\n"; // what is torn stays a line of its own
            String line = start + "{\"" + RecordJson.NUMBER + "\":" + (lines.lastNumber(limit) + 1) + "," + rest;
            try {
                open.seek(end);
                open.write(line.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) { // a full disk may take a part
                open.setLength(end);
                throw e;
            }
            shrink(open, lines, end);
            return end;
        }
    }

    /** Makes a file that has grown too large smaller; if it cannot be, the record is in it all the same, and the next run tries. */
    private void shrink(RandomAccessFile open, HistoryLines lines, long newest) {
        try {
            if (open.length() > limit) {
                replaceBy(lines, lines.startOfNewest(limit / 2, newest));
            }
        } catch (IOException e) {
            warnOnce(warnedOfSize, "the history in " + file + " has grown too large and cannot be made smaller", e);
        }
    }

    private void replaceBy(HistoryLines lines, long start) throws IOException {
        Path real = file.toPath().toRealPath();
        Path part = real.resolveSibling(real.getFileName() + ".part");
        try {
            lines.copyFrom(start, part);
            OwnerOnly.replace(part, real);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Deletes the file, or empties the one that a link leads to. */
    void clear() {
        try {
            if (file.exists()) {
                // What a link leads to, not the link, which stays as the user made it.
                lock.run(LONGEST_WAIT, () -> Files.isSymbolicLink(file.toPath()) ? emptied() : deleted());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the history in " + file + " cannot be cleared: " + FailureMessage.of(e), e);
        }
    }

    private boolean emptied() throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file, "rw")) {
            open.setLength(0);
            return true;
        }
    }

    private boolean deleted() throws IOException {
        return Files.deleteIfExists(file.toPath());
    }

    /** Reads the newest records, unless they have been read and the file is still the same. */
    Contents contents(int most) {
        try {
            BasicFileAttributes now = Files.readAttributes(file.toPath(), BasicFileAttributes.class);
            Reading known = latest;
            if (known != null && known.isOf(now, most)) {
                return known.contents();
            }
            Contents contents = read(most);
            latest = new Reading(now.fileKey(), now.lastModifiedTime(), now.size(), most, contents);
            return contents;
        } catch (NoSuchFileException | FileNotFoundException e) {
            if (!file.exists()) {
                return new Contents(List.of(), List.of());
            }
            return new Contents(List.of(), List.of(cannotBeRead(e)));
        } catch (IOException e) {
            return new Contents(List.of(), List.of(cannotBeRead(e)));
        }
    }

    private String cannotBeRead(IOException e) {
        return "the history in " + file + " cannot be read: " + FailureMessage.of(e);
    }

    private Contents read(int most) throws IOException {
        if (file.length() > MOST_READ) {
            throw new IOException("it has " + file.length()
                    + " bytes, of which other programs must have written most; the next run leaves the newest "
                    + limit / 2 + " of it, or delete it yourself");
        }
        byte[] bytes = lock.runAnyway(LONGEST_WAIT, () -> HistoryLines.readAll(file));
        return HistoryLines.parse(bytes, most, file, algorithms);
    }

    /** Returns a record that could not be written, with the number that it would have. */
    RunRecord numbered(LiveRecord record, long number) {
        JsonObject json = new JsonObject();
        json.addProperty(RecordJson.NUMBER, number);
        for (var member : record.toJson().entrySet()) {
            JsonElement value = member.getValue();
            if (!json.has(member.getKey())) {
                json.add(member.getKey(), value);
            }
        }
        return StoredRecord.of(json, algorithms);
    }
}
