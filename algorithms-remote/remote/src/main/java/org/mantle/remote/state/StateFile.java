package org.mantle.remote.state;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.file.FileReplacement;
import org.mantle.commons.file.LockFile;
import org.mantle.commons.json.JsonForm;
import org.mantle.commons.json.StrictJson;
import org.mantle.remote.job.LocalFileException;
import org.mantle.remote.job.StateFileException;

/**
 * A file with one JSON object, readable by its owner alone, that several processes may change at the same time.
 *
 * <p>Changes are made under a lock (on a file beside it) and by renaming, so that a reader sees one whole version. A file that
 * cannot be understood is never written over.
 */
public final class StateFile implements StateStore {

    private static final Duration LOCK_WAIT = Duration.ofSeconds(10);
    private static final Pattern PLACE = Pattern.compile("line \\d+ column \\d+");

    private final Path file;
    private final String purpose;
    private final LockFile lock;
    private final Duration patience;

    /** Makes the handle of a file that need not exist yet; the purpose is a plural that its messages use. */
    public StateFile(Path file, String purpose) {
        this(file, purpose, LOCK_WAIT);
    }

    /** Makes the handle of a file for one who waits otherwise, whole seconds, for those who are changing it. */
    public StateFile(Path file, String purpose, Duration patience) {
        this.patience = patience;
        this.file = file.toAbsolutePath();
        this.purpose = purpose;
        this.lock = new LockFile(this.file.resolveSibling(this.file.getFileName() + ".lock"));
    }

    @Override
    public JsonObject read() throws StateFileException {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            return new JsonObject();
        } catch (CharacterCodingException e) {
            throw broken("it is not a text in UTF-8");
        } catch (IOException e) {
            if (isBelowFile()) {
                return new JsonObject();
            }
            throw failure("cannot be read: " + LocalFileException.reason(e), e);
        }
        try {
            // blank is no JSON object either: somebody's editor or disk lost it
            if (StrictJson.parse(text) instanceof JsonObject object) {
                return object;
            }
            throw broken("it must hold one JSON object");
        } catch (JsonParseException e) {
            // no cause either: see there
            throw broken(place(e));
        }
    }

    /** Returns whether one of the folders around the file is a file itself, so that nothing can be there. */
    private boolean isBelowFile() {
        for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder)) {
                return !Files.isDirectory(folder);
            }
        }
        return false;
    }

    @Override
    public <T> T change(Change<T> change) throws StateFileException {
        try {
            LockFile.Held held = acquireLock();
            try {
                JsonObject content = read();
                T result = change.apply(content);
                FileReplacement.ofPrivateState(file).write(JsonForm.PRETTY.text(content) + "\n");
                return result;
            } finally {
                held.close();
            }
        } catch (StateFileException e) {
            throw e;
        } catch (IOException e) {
            throw failure("cannot be written: " + LocalFileException.reason(e), e);
        }
    }

    /** Waits for other processes, and for other users of the file in this one. */
    private LockFile.Held acquireLock() throws IOException {
        try {
            return lock.acquire(patience)
                    .orElseThrow(() -> failure(
                            "is being changed by another program for longer than " + patience.toSeconds() + " s",
                            null));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("was not changed: the program was interrupted", e);
        }
    }

    @Override
    public StateFileException broken(String what) {
        return failure(
                "is broken: " + what + (what.contains("\n") ? "\n" : "; ") + "repair it, or move it away to begin anew",
                null);
    }

    private StateFileException failure(String what, @Nullable Throwable cause) {
        return new StateFileException("the file of " + purpose + ", " + file + ", " + what, cause);
    }

    /** The parser's words are for programmers, and may quote what stands in the file; only the place is told. */
    private static String place(JsonParseException e) {
        Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
        return place.find() ? "it is not JSON at " + place.group() : "it is not JSON";
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
