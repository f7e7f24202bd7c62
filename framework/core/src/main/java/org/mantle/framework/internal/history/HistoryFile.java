package org.mantle.framework.internal.history;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.file.FileReplacement;
import org.mantle.commons.file.LockFile;
import org.mantle.commons.file.OwnerOnly;
import org.mantle.commons.file.PendingFile;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.history.AlgorithmHistory;
import org.mantle.framework.history.RecordStore;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.internal.text.FailureMessage;

/**
 * A history in a file of JSON lines, one for each run that has ended, which any number of hosts and processes share.
 *
 * <p>Lines are appended by one write under a lock. A process that dies in between leaves a part of a line behind: it is skipped,
 * reported, and left as it is. Lines are not forced to the disk, so that a machine that loses its power may lose the last ones.
 * A file that has grown too large is replaced by one with its newest half. It is private state: a link is refused, and only the owner
 * can read the file. Safe from many threads.
 */
public final class HistoryFile implements RecordStore {

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
    private final AtomicBoolean warnedOfSize = new AtomicBoolean();
    private volatile boolean unusable;
    private volatile @Nullable Reading latest;

    /** @param limit the largest size, in bytes */
    public HistoryFile(Path path, long limit) {
        this.file = path.toAbsolutePath().toFile();
        this.limit = limit;
        this.lock = new LockFile(Path.of(file.getPath() + ".lock"));
    }

    /** What was read, and by which to tell whether there is more to read. */
    private record Reading(
            @Nullable Object key,
            FileTime changed,
            long size,
            int most,
            Function<JsonObject, RunRecord> reader,
            Contents contents) {
        boolean isOf(BasicFileAttributes now, int mostNow, Function<JsonObject, RunRecord> readerNow) {
            return Objects.equals(key, now.fileKey())
                    && changed.equals(now.lastModifiedTime())
                    && size == now.size()
                    && most == mostNow
                    && reader == readerNow;
        }
    }

    @Override
    public void append(JsonObject record) throws IOException {
        append(List.of(record));
    }

    @Override
    public void append(List<JsonObject> records) throws IOException {
        List<String> rests = records.stream().map(this::restOfLine).toList();
        boolean written = false;
        try {
            appendUnderLock(rests);
            written = true;
        } finally {
            unusable = !written;
        }
    }

    /** Returns the line without its beginning, which has the number: only the file knows that. */
    private String restOfLine(JsonObject json) {
        json.remove(RecordJson.NUMBER);
        String text = JsonForm.LINE.text(json);
        if (text.length() > limit / 4 && json.remove(RecordJson.CHILDREN) instanceof JsonArray children) {
            json.addProperty(RecordJson.CHILDREN_LEFT_OUT, children.size());
            text = JsonForm.LINE.text(json);
        }
        return text.substring(1) + "\n";
    }

    private void appendUnderLock(List<String> rests) throws IOException {
        LockFile.Held held = acquire(unusable ? NEXT_WAIT : LONGEST_WAIT);
        try {
            appendLines(rests);
        } finally {
            held.close();
        }
    }

    /** Acquires the lock. An interrupt does not disturb it, since the end of a cancelled run is recorded too. */
    private LockFile.Held acquire(Duration wait) throws IOException {
        Optional<LockFile.Held> held = lock.acquireUninterruptibly(wait);
        if (held.isEmpty()) {
            throw new IOException("another process holds its lock " + lock.file()
                    + "; see which one hangs, or delete that file if none does");
        }
        return held.get();
    }

    private void appendLines(List<String> rests) throws IOException {
        OwnerOnly.createState(file.toPath());
        try (RandomAccessFile open = new RandomAccessFile(file, "rw")) {
            long end = open.length();
            HistoryLines lines = new HistoryLines(open);
            // what is torn stays a line of its own
            StringBuilder text = new StringBuilder(lines.endWithNewLine() ? "" : "\n");
            long number = lines.lastNumber(limit);
            for (String rest : rests) {
                text.append("{\"" + RecordJson.NUMBER + "\":")
                        .append(++number)
                        .append(',')
                        .append(rest);
            }
            try {
                open.seek(end);
                open.write(text.toString().getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // a full disk may take a part
                open.setLength(end);
                throw e;
            }
            shrink(open, lines, end);
        }
    }

    /** Makes a file that has grown too large smaller; if it cannot be, the record is in it all the same, and the next run tries. */
    private void shrink(RandomAccessFile open, HistoryLines lines, long newest) {
        try {
            if (open.length() > limit) {
                replaceBy(lines, lines.startOfNewest(limit / 2, newest));
            }
        } catch (IOException e) {
            if (!warnedOfSize.getAndSet(true)) {
                System.getLogger(AlgorithmHistory.class.getName())
                        .log(
                                System.Logger.Level.WARNING,
                                "the history in " + file + " has grown too large and cannot be made smaller: "
                                        + FailureMessage.of(e));
            }
        }
    }

    private void replaceBy(HistoryLines lines, long start) throws IOException {
        // nobody else writes under the lock, so that what a killed process left is replaced by the next
        Path part = Path.of(file.getPath() + ".part");
        try (PendingFile pending =
                FileReplacement.ofPrivateState(file.toPath()).by(part).begin()) {
            lines.copyFrom(start, pending.out());
            pending.commit();
        }
    }

    @Override
    public void clear() throws IOException {
        OwnerOnly.checkState(file.toPath());
        if (file.exists()) {
            LockFile.Held held = acquire(LONGEST_WAIT);
            try {
                Files.deleteIfExists(file.toPath());
            } finally {
                held.close();
            }
        }
    }

    /** Reads the newest records, unless they have been read and the file is still the same. */
    @Override
    public Contents newest(int most, Function<JsonObject, RunRecord> reader) {
        try {
            OwnerOnly.checkState(file.toPath());
            BasicFileAttributes now = Files.readAttributes(file.toPath(), BasicFileAttributes.class);
            Reading known = latest;
            if (known != null && known.isOf(now, most, reader)) {
                return known.contents();
            }
            Contents contents = read(most, reader);
            latest = new Reading(now.fileKey(), now.lastModifiedTime(), now.size(), most, reader, contents);
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

    private Contents read(int most, Function<JsonObject, RunRecord> reader) throws IOException {
        if (file.length() > MOST_READ) {
            throw new IOException("it has " + file.length()
                    + " bytes, of which other programs must have written most; the next run leaves the newest "
                    + limit / 2 + " of it, or delete it yourself");
        }
        return HistoryLines.parse(readUnderLock(), most, file, reader);
    }

    /** Reads the file while the lock is held, or without it if it cannot be had, for instance in somebody else's folder. */
    private byte[] readUnderLock() throws IOException {
        LockFile.@Nullable Held held = acquireIfPossible();
        try {
            return HistoryLines.readAll(file);
        } finally {
            if (held != null) {
                held.close();
            }
        }
    }

    private LockFile.@Nullable Held acquireIfPossible() {
        try {
            return acquire(LONGEST_WAIT);
        } catch (IOException e) {
            // a line that is being written may look torn, and will not in the next reading
            return null;
        }
    }

    /** Returns the path of the file. */
    @Override
    public String toString() {
        return file.getPath();
    }
}
