package org.mantle.gateway.file;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import com.google.common.io.ByteStreams;
import com.google.common.util.concurrent.Striped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mantle.gateway.place.IncomingFiles;
import org.mantle.gateway.place.Printable;
import org.mantle.gateway.place.StorageException;
import org.mantle.gateway.place.UserFolder;
import org.mantle.gateway.place.UserFolders;

/**
 * Files that arrive in pieces, in any order, each perhaps again, also from one gateway to the next. A file takes its place when all its
 * pieces are there. Safe for use by several threads.
 *
 * <p>Until then the pieces lie beside that place, where giving the whole its name is one step on any file system. Pieces that have their
 * turn are joined at once, so that the disk holds a file once.
 */
public final class UploadsInPieces {

    private static final System.Logger LOG = System.getLogger(UploadsInPieces.class.getName());

    /** How long pieces wait for the next one. */
    static final Duration KEPT = Duration.ofDays(7);

    private static final int STRIPES = 64;
    private static final int NAMED_IN_MESSAGES = 10;

    private final PieceNotes notes;
    private final UserFolders folders;
    private final Clock clock;
    private final Executor tidying;

    /** Of each user their own: what waits for the files of one must not keep others waiting. */
    private final Map<String, Striped<Lock>> locks = new ConcurrentHashMap<>();

    /**
     * Opens the uploads that an earlier gateway left, and removes what was on its way then, and what nobody went on with for a week.
     *
     * @param kept where it notes what has come
     * @param ownFolder where earlier gateways noted that
     * @param folders where files come to
     * @param tidying removes what is left, also of users who do not call, now or soon
     */
    public UploadsInPieces(UploadNotes kept, Path ownFolder, UserFolders folders, Clock clock, Executor tidying)
            throws IOException {
        this.folders = folders;
        this.clock = clock;
        this.tidying = tidying;
        notes = new PieceNotes(kept, ownFolder);
        for (PieceNotes.Note note : notes.all()) {
            if (!note.arriving.isEmpty()) {
                List<String> left = List.copyOf(note.arriving);
                tidying.execute(() -> removeAll(note.user, left));
                note.arriving.clear();
                notes.write(note);
            }
        }
        for (PieceNotes.Note note : takeOld()) {
            tidying.execute(() -> removeAll(note.user, note.files()));
        }
    }

    /**
     * Begins to take a piece; it counts for nothing until it is committed, and is removed when it is closed without.
     *
     * @param home the folder of whose file it is
     * @param directory where the file goes; made if missing
     * @throws StorageException if there can be no such file, or it cannot be kept
     */
    public Arrival begin(UserFolder home, Path directory, UploadPiece piece) throws IOException {
        Path target = IncomingFiles.target(directory, piece.name());
        Path file = directory.resolve(".mantle-" + UUID.randomUUID() + ".piece");
        Lock lock = lock(home.user(), target);
        lock.lock();
        try {
            PieceNotes.Note note = noteOf(home.user(), target, piece);
            note.arriving.add(file.toString());
            notes.write(note);
        } finally {
            lock.unlock();
        }
        return new Arrival(home, target, piece, file);
    }

    private Lock lock(String user, Path target) {
        return locks.computeIfAbsent(user, name -> Striped.lazyWeakLock(STRIPES))
                .get(target);
    }

    private PieceNotes.Note noteOf(String user, Path target, UploadPiece piece) throws IOException {
        PieceNotes.Note known = notes.read(user, target).orElse(null);
        if (known != null && known.amount == piece.amount()) {
            return known;
        }
        if (known == null) {
            for (PieceNotes.Note old : takeOld()) {
                tidying.execute(() -> removeAll(old.user, old.files()));
            }
        } else {
            // another file of that name
            removeAll(user, known.files());
        }
        Path whole = target.resolveSibling(".mantle-" + UUID.randomUUID() + ".whole");
        return new PieceNotes.Note(
                user,
                target.toString(),
                piece.amount(),
                whole.toString(),
                clock.instant().toString());
    }

    /** Forgets those that nobody goes on with, and returns them, for their files to be removed. */
    private List<PieceNotes.Note> takeOld() throws IOException {
        List<PieceNotes.Note> old = new ArrayList<>();
        Instant before = clock.instant().minus(KEPT);
        for (PieceNotes.Note note : notes.all()) {
            if (note.arriving.isEmpty() && Instant.parse(note.touched).isBefore(before)) {
                old.add(note);
                notes.forget(note);
            }
        }
        return old;
    }

    private void removeAll(String user, List<String> files) {
        for (String file : files) {
            try {
                Files.deleteIfExists(folders.of(user).file(Path.of(file)));
            } catch (IOException | UncheckedIOException e) {
                LOG.log(System.Logger.Level.WARNING, "a piece of an upload could not be removed: \"" + file + "\"", e);
            }
        }
    }

    /** A piece on its way. For one thread. */
    public final class Arrival implements AutoCloseable {

        private final UserFolder home;
        private final Path target;
        private final UploadPiece piece;
        private final Path file;
        private PieceNotes.Arrived arrived = new PieceNotes.Arrived(0, "");
        private boolean committed;

        /** For how many bytes room was taken. */
        private long taken;

        private Arrival(UserFolder home, Path target, UploadPiece piece, Path file) {
            this.home = home;
            this.target = target;
            this.piece = piece;
            this.file = file;
        }

        /** Returns where the whole file goes. */
        public Path target() {
            return target;
        }

        /**
         * Stores the content; a client that sends it twice has the last one taken.
         *
         * @throws StorageException if it cannot be kept
         * @throws IOException if what arrives cannot be read
         */
        public void store(IncomingFiles.Content content) throws IOException {
            try (HashingOutputStream out = new HashingOutputStream(Hashing.sha256(), open());
                    IncomingFiles.Storing storing = IncomingFiles.storing(home, piece.name(), out)) {
                try {
                    content.writeTo(storing);
                } finally {
                    taken += storing.taken();
                }
                arrived = new PieceNotes.Arrived(Files.size(file), out.hash().toString());
            }
        }

        private OutputStream open() throws StorageException {
            try {
                UserFolder.makeFolderOf(target);
                Files.deleteIfExists(file);
                home.beginArrival(file);
                Files.createFile(file, home.ofFile(file));
                // the folder is its user's, who may put a link in the place of what the gateway has there
                return Files.newOutputStream(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            } catch (IOException e) {
                throw StorageException.of(piece.name(), e);
            }
        }

        /**
         * Keeps the piece, and the file if it was the last that was missing.
         *
         * @return whether all is there, and else what is missing, in words for the user without the file's place
         * @throws StorageException if it cannot be kept
         */
        public String commit() throws IOException {
            Lock lock = lock(home.user(), target);
            lock.lock();
            try {
                PieceNotes.Note note = take();
                committed = true;
                home.endArrival(file);
                home.settle(taken, true);
                join(note);
                return words(note);
            } finally {
                lock.unlock();
            }
        }

        /** Adds the piece to those that are there, in place of an earlier one. */
        private PieceNotes.Note take() throws IOException {
            PieceNotes.Note note = noteOf(home.user(), target, piece);
            note.arriving.remove(file.toString());
            note.touched = clock.instant().toString();
            boolean isRepeated = arrived.equals(note.pieces.get(piece.number()));
            if (note.done >= 0 && isRepeated && isStillThere(note)) {
                note.again.add(piece.number());
                if (note.again.size() == note.amount) {
                    // all of it once more
                    note.again.clear();
                }
            } else if (note.done >= 0) {
                beginNext(note);
                isRepeated = false;
            }
            if (isRepeated) {
                notes.write(note);
                Files.deleteIfExists(file);
            } else {
                if (note.pieces.containsKey(piece.number())) {
                    forgetFrom(note, piece.number());
                }
                note.pieces.put(piece.number(), arrived);
                note.waiting.put(piece.number(), file.toString());
                notes.write(note);
            }
            return note;
        }

        /** Returns a path that is noted. */
        private Path path(String noted) {
            return home.file(Path.of(noted));
        }

        /** Begins the next file of that name, which may have its first pieces in common with the one that is there. */
        private void beginNext(PieceNotes.Note note) throws IOException {
            int first = 1;
            while (note.again.contains(first) && first < piece.number()) {
                first++;
            }
            TreeMap<Integer, PieceNotes.Arrived> common = new TreeMap<>(note.pieces.headMap(first));
            boolean isKept = isStillThere(note) && copyBeginning(note, common);
            note.pieces.clear();
            note.again.clear();
            note.joined = 0;
            note.done = -1;
            if (isKept) {
                note.pieces.putAll(common);
                note.joined = common.size();
            }
        }

        /** Copies the first pieces of the file that is there to where the next is joined; tells whether they still are what came. */
        private boolean copyBeginning(PieceNotes.Note note, SortedMap<Integer, PieceNotes.Arrived> common)
                throws IOException {
            Path whole = path(note.whole);
            Files.deleteIfExists(whole);
            if (common.isEmpty()) {
                return false;
            }
            Files.createFile(whole, home.ofFile(whole));
            try (InputStream in = Files.newInputStream(target, LinkOption.NOFOLLOW_LINKS);
                    OutputStream out =
                            Files.newOutputStream(whole, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                for (PieceNotes.Arrived one : common.values()) {
                    HashingOutputStream hashing = new HashingOutputStream(Hashing.sha256(), out);
                    long length = ByteStreams.limit(in, one.length()).transferTo(hashing);
                    if (length != one.length() || !hashing.hash().toString().equals(one.sha256())) {
                        return false;
                    }
                }
            }
            return true;
        }

        private boolean isStillThere(PieceNotes.Note note) throws IOException {
            return Files.isRegularFile(target) && Files.size(target) == note.done;
        }

        /** Joins the pieces whose turn it is, and gives the whole its name. */
        private void join(PieceNotes.Note note) throws IOException {
            try {
                lookAfterWhole(note);
                while (note.done < 0 && note.waiting.containsKey(note.joined + 1)) {
                    int next = note.joined + 1;
                    Path nextFile = path(String.valueOf(note.waiting.get(next)));
                    if (!Files.exists(nextFile)) {
                        // somebody tidied up: it has to come again
                        note.pieces.remove(next);
                        note.waiting.remove(next);
                        notes.write(note);
                        break;
                    }
                    append(note, nextFile);
                    note.joined = next;
                    note.waiting.remove(next);
                    notes.write(note);
                    Files.deleteIfExists(nextFile);
                }
                if (note.done < 0 && note.joined == note.amount) {
                    finish(note);
                }
            } catch (StorageException e) {
                throw e;
            } catch (IOException e) {
                throw StorageException.of(piece.name(), e);
            }
        }

        /** Sees what became of the joined pieces if they are not where they were. */
        private void lookAfterWhole(PieceNotes.Note note) throws IOException {
            if (note.done >= 0 || note.joined == 0 || Files.exists(path(note.whole))) {
                return;
            }
            long length = note.joinedLength();
            if (note.joined == note.amount && Files.isRegularFile(target) && Files.size(target) == length) {
                // a gateway gave it its name, and was killed before it noted that
                note.done = length;
            } else {
                // somebody tidied up
                note.pieces.headMap(note.joined, true).clear();
                note.joined = 0;
            }
            notes.write(note);
        }

        private void append(PieceNotes.Note note, Path nextFile) throws IOException {
            Path whole = path(note.whole);
            long length = note.joinedLength();
            if (length == 0) {
                Files.deleteIfExists(whole);
                Files.createFile(whole, home.ofFile(whole));
            }
            try (FileChannel from = FileChannel.open(nextFile, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                    FileChannel to = FileChannel.open(whole, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                // what a gateway appended that was killed then
                to.truncate(length);
                to.position(length);
                long at = 0;
                while (at < from.size()) {
                    at += from.transferTo(at, from.size() - at, to);
                }
            }
        }

        private void finish(PieceNotes.Note note) throws IOException {
            if (Files.isDirectory(target)) {
                throw new StorageException("'" + Printable.text(piece.name()) + "' is a directory already");
            }
            Path whole = path(note.whole);
            long length = Files.size(whole);
            Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
            note.done = length;
            notes.write(note);
        }

        private String words(PieceNotes.Note note) {
            if (note.done >= 0) {
                return "File " + quoted() + ", in " + piece.amount() + " pieces,";
            }
            return "Piece " + piece.number() + " of " + piece.amount() + " of " + quoted();
        }

        private String quoted() {
            return "'" + Printable.text(piece.name()) + "'";
        }

        /** Returns which pieces are missing before one that is there, or before the end if the last one is; empty if none is. */
        public String missing() throws IOException {
            PieceNotes.Note note = notes.read(home.user(), target).orElse(null);
            if (note == null || note.done >= 0) {
                return "";
            }
            int last = note.pieces.isEmpty() ? note.amount : note.pieces.lastKey();
            List<Integer> missing = IntStream.rangeClosed(1, last)
                    .filter(number -> !note.pieces.containsKey(number))
                    .boxed()
                    .toList();
            String named = missing.stream()
                    .limit(NAMED_IN_MESSAGES)
                    .map(String::valueOf)
                    .collect(Collectors.joining(", "));
            return missing.size() > NAMED_IN_MESSAGES ? named + " and others" : named;
        }

        @Override
        public void close() throws IOException {
            if (committed) {
                return;
            }
            home.endArrival(file);
            home.settle(taken, false);
            Files.deleteIfExists(file);
            Lock lock = lock(home.user(), target);
            lock.lock();
            try {
                PieceNotes.Note note = notes.read(home.user(), target).orElse(null);
                if (note != null && note.arriving.remove(file.toString())) {
                    keepIfAnythingIsThere(note);
                }
            } finally {
                lock.unlock();
            }
        }

        private void keepIfAnythingIsThere(PieceNotes.Note note) throws IOException {
            Set<Object> there = new HashSet<>(note.pieces.keySet());
            there.addAll(note.arriving);
            if (there.isEmpty()) {
                notes.forget(note);
            } else {
                notes.write(note);
            }
        }

        /** Drops a piece and those behind it: it is not what it was, so they may not be either. */
        private void forgetFrom(PieceNotes.Note note, int number) {
            note.pieces.tailMap(number, true).clear();
            var dropped = note.waiting.tailMap(number, true);
            removeAll(home.user(), List.copyOf(dropped.values()));
            dropped.clear();
            note.joined = Math.min(note.joined, number - 1);
        }
    }
}
