package org.mantle.gateway.pac;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mantle.gateway.file.UploadPiece;
import org.mantle.gateway.file.UploadsInPieces;
import org.mantle.gateway.place.Arrivals;
import org.mantle.gateway.place.IncomingFiles;
import org.mantle.gateway.place.Printable;
import org.mantle.gateway.place.UserFolder;
import org.mantle.pac.MultipartPart;
import org.mantle.pac.MultipartReader;
import org.mantle.pac.PacProtocol;
import org.mantle.pac.PercentEncoding;

/** Receives files, as a whole and in pieces. */
public final class Uploads {

    private static final int MAXIMUM_TEXT = 8192;
    private static final String NUMBER = "chunkid";
    private static final String AMOUNT = "chunkamount";
    private static final String NAME = "chunkbase";

    private final OwnJobs jobs;
    private final Arrivals arrivals;
    private final UploadsInPieces pieces;

    Uploads(OwnJobs jobs, Arrivals arrivals, UploadsInPieces pieces) {
        this.jobs = jobs;
        this.arrivals = arrivals;
        this.pieces = pieces;
    }

    /** Checks, before anything is sent, that an upload can be for this job; id 0 is for a directory of no job. */
    public void requireTarget(String user, String id) throws IOException, RefusedException {
        base(user, id);
    }

    /** Returns the folder of the job that an upload is for. */
    private Optional<Path> base(String user, String id) throws IOException, RefusedException {
        return id.equals("0")
                ? Optional.empty()
                : Optional.of(jobs.require(user, id).directory());
    }

    /**
     * Takes the files of an upload, or a piece of one, and returns what to say.
     *
     * @param piece what the address says of a piece, by the names that its parts have otherwise
     * @param named is told which files have come, by the names that the user knows
     */
    public String take(
            String user,
            UserFolder home,
            String id,
            Map<String, String> piece,
            MultipartReader message,
            Consumer<List<String>> named)
            throws IOException, RefusedException {
        Optional<Path> base = base(user, id).map(home::file);
        home.requireRoom("The upload");
        Head head = new Head(base.isPresent(), piece);
        try (IncomingFiles files = new IncomingFiles(arrivals, home);
                ArrivingPiece arriving = new ArrivingPiece(home)) {
            for (MultipartPart part = message.next(); part != null; part = message.next()) {
                boolean isFirst = files.files().isEmpty() && arriving.isEmpty();
                if (isFirst && head.takes(part)) {
                    continue;
                }
                Path directory = directory(home, head, base);
                if (head.isOfPiece()) {
                    arriving.store(part, directory, head.piece());
                } else {
                    files.store(part.fileName(), part::transferTo, directory);
                }
            }
            if (files.files().isEmpty() && arriving.isEmpty()) {
                throw RefusedException.invalid("The upload has no file in it");
            }
            String place = " uploaded " + PacProtocol.UPLOADED + " to " + home.virtual(directory(home, head, base));
            if (head.isOfPiece()) {
                return arriving.commit(place, named);
            }
            List<Path> stored = List.copyOf(files.files());
            int count = stored.size();
            files.commit();
            named.accept(stored.stream().map(home::virtual).toList());
            return (count == 1 ? "1 file" : count + " files") + place;
        }
    }

    /** What comes before the files. */
    private static final class Head {

        private final Map<String, String> values = new LinkedHashMap<>();
        private String directory = "";
        private boolean isDirectoryKnown;

        Head(boolean isDirectoryKnown, Map<String, String> piece) {
            this.isDirectoryKnown = isDirectoryKnown;
            piece.forEach((name, value) -> values.put(name.toLowerCase(Locale.ROOT), value));
        }

        /** Takes a part if it is no file: a file has a name of its own, or the type of one. */
        boolean takes(MultipartPart part) throws IOException {
            String type = part.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
            if (part.hasFileName() || type.startsWith("application/octet-stream")) {
                return false;
            }
            if (part.isCalled("DirName") || part.isCalled("dir")) {
                directory = decoded(part);
                isDirectoryKnown = true;
                return true;
            }
            for (String name : List.of(NUMBER, AMOUNT, NAME)) {
                if (part.isCalled(name)) {
                    values.put(name, decoded(part));
                    return true;
                }
            }
            return false;
        }

        private static String decoded(MultipartPart part) throws IOException {
            return PercentEncoding.decode(part.readText(MAXIMUM_TEXT)).strip();
        }

        boolean isOfPiece() {
            return values.containsKey(NUMBER) || values.containsKey(AMOUNT) || values.containsKey(NAME);
        }

        UploadPiece piece() throws IOException {
            return UploadPiece.of(
                    values.getOrDefault(NUMBER, ""), values.getOrDefault(AMOUNT, ""), values.getOrDefault(NAME, ""));
        }
    }

    /** The piece of a message that has one, which counts for nothing until all of the message is there. */
    private final class ArrivingPiece implements AutoCloseable {

        private final UserFolder home;
        private UploadsInPieces.@Nullable Arrival arrival;

        ArrivingPiece(UserFolder home) {
            this.home = home;
        }

        boolean isEmpty() {
            return arrival == null;
        }

        void store(MultipartPart part, Path directory, UploadPiece piece) throws IOException {
            UploadsInPieces.Arrival begun = arrival == null ? pieces.begin(home, directory, piece) : arrival;
            arrival = begun;
            begun.store(part::transferTo);
        }

        String commit(String place, Consumer<List<String>> named) throws IOException {
            UploadsInPieces.Arrival whole = arrival;
            if (whole == null) {
                throw new IllegalStateException("no piece has come");
            }
            String words = whole.commit() + place;
            named.accept(List.of(home.virtual(whole.target())));
            String missing = whole.missing();
            return missing.isEmpty() ? words : words + "; still missing: " + missing;
        }

        @Override
        public void close() throws IOException {
            if (arrival != null) {
                arrival.close();
            }
        }
    }

    private static Path directory(UserFolder home, Head head, Optional<Path> base)
            throws RefusedException, IOException {
        String given = head.directory;
        if (!head.isDirectoryKnown || (base.isEmpty() && !given.startsWith("/") && !isOfOtherHost(given))) {
            throw RefusedException.invalid(
                    "An upload that is not for a job must name its directory first (DirName), as an absolute path");
        }
        if (isOfOtherHost(given)) {
            throw RefusedException.invalid("This gateway keeps files on its own machine only, not at '"
                    + Printable.text(given) + "': give the directory without a host");
        }
        Path directory = home.resolve(given, base.orElse(home.root()));
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw RefusedException.invalid("'" + Printable.text(given) + "' is a file, not a directory");
        }
        return directory;
    }

    private static boolean isOfOtherHost(String directory) {
        return directory.matches("[A-Za-z0-9._-]+:/.*");
    }
}
