package org.mantle.gateway.file;

import com.google.common.hash.Hashing;
import com.google.gson.Gson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.file.OwnerOnly;
import org.mantle.commons.json.StrictJson;
import org.mantle.gateway.place.PrivateFiles;

/** What is known of files that arrive in pieces, written down: a file of notes for each of them, in the gateway's own folder. */
final class PieceNotes {

    private static final System.Logger LOG = System.getLogger(PieceNotes.class.getName());

    private final Path folder;

    /** Opens the notes; made if missing. */
    PieceNotes(Path ownFolder) throws IOException {
        folder = OwnerOnly.createFolder(ownFolder.resolve("pieces"));
    }

    /** A piece that has arrived: its content is told by these two. */
    record Arrived(long length, String sha256) {}

    /** One file that arrives in pieces; it is changed as they come, and written down after each change. For one thread at a time. */
    static final class Note {
        final String user;
        final String target;
        final int amount;
        /** Where the first pieces are joined. */
        final String whole;

        final TreeMap<Integer, Arrived> pieces = new TreeMap<>();
        /** The files of pieces that wait for others before them. */
        final TreeMap<Integer, String> waiting = new TreeMap<>();
        /** The files of pieces that are on their way. */
        final List<String> arriving = new ArrayList<>();
        /** How many of the first pieces are joined. */
        int joined;
        /** How long the whole file is, once it has taken its place; otherwise -1. */
        long done = -1;

        String touched;

        /** For the JSON library, which fills it. */
        @SuppressWarnings("UnusedMethod")
        private Note() {
            this("", "", 0, "", "");
        }

        Note(String user, String target, int amount, String whole, String touched) {
            this.user = user;
            this.target = target;
            this.amount = amount;
            this.whole = whole;
            this.touched = touched;
        }

        long joinedLength() {
            return pieces.headMap(joined, true).values().stream()
                    .mapToLong(Arrived::length)
                    .sum();
        }

        /** Returns the files that it is made of. */
        List<String> files() {
            List<String> files = new ArrayList<>();
            files.add(whole);
            files.addAll(waiting.values());
            files.addAll(arriving);
            return files;
        }
    }

    void write(Note note) throws IOException {
        PrivateFiles.write(file(note.user, note.target), new Gson().toJson(note));
    }

    void forget(Note note) throws IOException {
        Files.deleteIfExists(file(note.user, note.target));
    }

    Optional<Note> read(String user, Path target) throws IOException {
        return readFile(file(user, target.toString()));
    }

    private static Optional<Note> readFile(Path file) throws IOException {
        String text = PrivateFiles.read(file).orElse("");
        try {
            Optional<Note> note = Optional.ofNullable(new Gson().fromJson(StrictJson.parse(text), Note.class));
            if (note.isPresent() && note.get().user.isEmpty()) {
                throw new IllegalArgumentException("it does not say whose the upload is");
            }
            return note;
        } catch (RuntimeException e) {
            // whatever stands in a damaged note, uploads must go on
            LOG.log(System.Logger.Level.WARNING, "the note of an upload in pieces is damaged: " + file, e);
            Files.deleteIfExists(file);
            return Optional.empty();
        }
    }

    List<Note> all() throws IOException {
        List<Note> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
            for (Path file : files) {
                @Nullable Note note = readFile(file).orElse(null);
                if (note != null) {
                    all.add(note);
                }
            }
        }
        return all;
    }

    /** Two users may send a file to one place, and neither is to add to the other's. */
    private Path file(String user, String target) {
        return folder.resolve(Hashing.sha256().hashString(user + "\n" + target, StandardCharsets.UTF_8) + ".json");
    }
}
