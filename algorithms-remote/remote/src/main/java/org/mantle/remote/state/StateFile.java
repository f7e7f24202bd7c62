package org.mantle.remote.state;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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
    private static final long LOCK_POLL_MILLIS = 10;
    private static final Pattern PLACE = Pattern.compile("line \\d+ column \\d+");
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .setStrictness(Strictness.STRICT)
            .create();

    private final Path file;
    private final String purpose;

    /** Makes the handle of a file that need not exist yet; the purpose is a plural that its messages use. */
    public StateFile(Path file, String purpose) {
        this.file = file.toAbsolutePath();
        this.purpose = purpose;
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
            throw failure("cannot be read: " + LocalFileException.reason(e), e);
        }
        try {
            // blank is no JSON object either: somebody's editor or disk lost it
            @Nullable JsonElement parsed = GSON.fromJson(text, JsonElement.class);
            if (parsed instanceof JsonObject object) {
                return object;
            }
            throw broken("it must hold one JSON object");
        } catch (JsonParseException e) {
            // no cause either: see there
            throw broken(place(e));
        }
    }

    @Override
    public <T> T change(Change<T> change) throws StateFileException {
        try {
            createDirectory();
            Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(
                    lockFile, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), ownerOnly("rw-------"))) {
                // until the channel is closed
                lock(channel);
                JsonObject content = read();
                T result = change.apply(content);
                write(content);
                return result;
            }
        } catch (StateFileException e) {
            throw e;
        } catch (IOException e) {
            throw failure("cannot be written: " + LocalFileException.reason(e), e);
        }
    }

    private void createDirectory() throws IOException {
        Path directory = file.getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectories(directory, ownerOnly("rwx------"));
        }
    }

    /** Waits for other processes, and for other users of the file in this one. */
    private void lock(FileChannel channel) throws IOException {
        long end = System.nanoTime() + LOCK_WAIT.toNanos();
        while (true) {
            if (tryLock(channel)) {
                return;
            }
            if (System.nanoTime() > end) {
                throw failure(
                        "is being changed by another program for longer than " + LOCK_WAIT.toSeconds() + " s", null);
            }
            try {
                Thread.sleep(LOCK_POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw failure("was not changed: the program was interrupted", e);
            }
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // held by another thread of this process
            return false;
        }
    }

    private void write(JsonObject content) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file;
        Path part = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            byte[] bytes = (GSON.toJson(content) + "\n").getBytes(StandardCharsets.UTF_8);
            try (FileChannel channel = FileChannel.open(
                    part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly("rw-------"))) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public StateFileException broken(String what) {
        return failure("is broken: " + what + "; repair it, or move it away to begin anew", null);
    }

    private StateFileException failure(String what, @Nullable Throwable cause) {
        return new StateFileException("the file of " + purpose + ", " + file + ", " + what, cause);
    }

    /** Returns the place of an error alone: the parser's words are for programmers, and may quote what stands in the file. */
    private static String place(JsonParseException e) {
        Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
        return place.find() ? "it is not JSON at " + place.group() : "it is not JSON";
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
