package org.mantle.gateway.file;

import com.google.common.io.MoreFiles;
import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mantle.commons.json.StrictJson;
import org.mantle.gateway.place.PrivateFiles;

/** What is known of files that arrive in pieces, written down: a note for each of them. */
final class PieceNotes {

    private static final System.Logger LOG = System.getLogger(PieceNotes.class.getName());

    private final UploadNotes kept;

    /**
     * Opens the notes.
     *
     * @param ownFolder where earlier gateways kept them, each in a file; they are taken in
     */
    PieceNotes(UploadNotes kept, Path ownFolder) throws IOException {
        this.kept = kept;
        Path earlier = ownFolder.resolve("pieces");
        if (Files.isDirectory(earlier)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(earlier, "*.json")) {
                for (Path file : files) {
                    Optional<Note> note =
                            note(file.toString(), PrivateFiles.read(file).orElse(""));
                    if (note.isPresent()) {
                        write(note.get());
                    }
                }
            }
            MoreFiles.deleteRecursively(earlier);
        }
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
        /** Which pieces have come again since the whole file took its place: its next version may begin with them. */
        final TreeSet<Integer> again = new TreeSet<>();

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
        kept.write(key(note.user, note.target), new Gson().toJson(note));
    }

    void forget(Note note) throws IOException {
        kept.forget(key(note.user, note.target));
    }

    Optional<Note> read(String user, Path target) throws IOException {
        return read(key(user, target.toString()));
    }

    /** Two users may send a file to one place, and neither is to add to the other's. */
    private static String key(String user, String target) {
        return user + "\n" + target;
    }

    private Optional<Note> read(String key) throws IOException {
        Optional<String> text = kept.read(key);
        Optional<Note> note = text.isPresent() ? note(key, text.get()) : Optional.empty();
        if (text.isPresent() && note.isEmpty()) {
            kept.forget(key);
        }
        return note;
    }

    private static Optional<Note> note(String name, String text) {
        try {
            Optional<Note> note = Optional.ofNullable(new Gson().fromJson(StrictJson.parse(text), Note.class));
            if (note.isPresent() && note.get().user.isEmpty()) {
                throw new IllegalArgumentException("it does not say whose the upload is");
            }
            return note;
        } catch (RuntimeException e) {
            // whatever stands in a damaged note, uploads must go on
            LOG.log(System.Logger.Level.WARNING, "the note of an upload in pieces is damaged: " + name, e);
            return Optional.empty();
        }
    }

    List<Note> all() throws IOException {
        List<Note> all = new ArrayList<>();
        for (String key : kept.keys()) {
            read(key).ifPresent(all::add);
        }
        return all;
    }
}
