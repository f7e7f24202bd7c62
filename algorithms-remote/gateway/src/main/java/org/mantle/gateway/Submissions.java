package org.mantle.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.mantle.commons.file.OwnerOnly;
import org.mantle.pac.MultipartReader;
import org.mantle.pac.Submission;

/** Makes jobs of submissions. */
final class Submissions {
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz";
    private static final int RANDOM_LETTERS = 5;
    private static final int MAXIMUM_NAME = 60;

    private final SecureRandom random = new SecureRandom();
    private final JobBook book;
    private final Arrivals arrivals;
    private final JobExecutor executor;
    private final Runnables runnables;
    private final Clock clock;

    Submissions(JobBook book, Arrivals arrivals, JobExecutor executor, Runnables runnables, Clock clock) {
        this.book = book;
        this.arrivals = arrivals;
        this.executor = executor;
        this.runnables = runnables;
        this.clock = clock;
    }

    /** Reads a submission and hands the job to the executor. If it is refused, nothing of it stays. */
    Job submit(String user, Room room, MultipartReader message) throws IOException, RefusedException {
        Path arriving = arrivals.expect(room.jobsFolder(), ".arriving-", "");
        try {
            OwnerOnly.createFolder(arriving);
            Submission submission;
            Set<String> attached = new HashSet<>();
            try (IncomingFiles files = new IncomingFiles(arrivals)) {
                submission = Submission.read(message, part -> files.store(part, arriving));
                files.files().forEach(file -> attached.add(String.valueOf(file.getFileName())));
                files.commit();
            }
            return start(user, room, submission, arriving, attached);
        } finally {
            arrivals.remove(arriving); // gone already when all went well
        }
    }

    private Job start(String user, Room room, Submission submission, Path arriving, Set<String> attached)
            throws IOException, RefusedException {
        Instant now = clock.instant();
        long id = book.nextId();
        String name = submission
                .value("JOB_NAME")
                .map(Room::printable)
                .map(String::strip)
                .filter(n -> !n.isEmpty())
                .orElse("Mantle_job_" + id);
        Path directory = room.jobsFolder().resolve(directoryName(name, now));
        Files.move(arriving, directory, StandardCopyOption.ATOMIC_MOVE);
        boolean accepted = false;
        try {
            Set<Path> files = new HashSet<>();
            attached.forEach(file -> files.add(directory.resolve(file)));
            Runnables.Command command = runnables.find(submission, room, directory, files);
            Path output = outputFile(submission, "OUTPUT_FILE", "%J.output", id, room, directory);
            Path error = outputFile(submission, "ERROR_FILE", "%J.error", id, room, directory);
            refuseFolderOfOther(room, "OUTPUT_FILE", output, "ERROR_FILE", error);
            refuseFolderOfOther(room, "ERROR_FILE", error, "OUTPUT_FILE", output);
            Files.createDirectories(output.getParent());
            Files.createDirectories(error.getParent());
            JobSpec spec = new JobSpec(
                    id, command.arguments(), directory, output, error, Environment.forJob(id, name, room.root()));
            Job job = new Job(
                    id,
                    user,
                    name,
                    submission.application(),
                    command.shown(),
                    directory,
                    room.virtual(directory),
                    now,
                    executor.submit(spec));
            book.add(job);
            accepted = true;
            return job;
        } finally {
            if (!accepted) {
                PrivateFiles.deleteTree(directory);
            }
        }
    }

    /** Like {@code Mantid_tomography_1_1423743450375PtlPj}. */
    private String directoryName(String name, Instant now) {
        String safe = name.replaceAll("[^A-Za-z0-9._-]", "_");
        StringBuilder out = new StringBuilder(safe.substring(0, Math.min(MAXIMUM_NAME, safe.length())));
        if (out.charAt(0) == '.') {
            out.setCharAt(0, '_'); // hidden folders are not listed
        }
        out.append('_').append(now.toEpochMilli());
        for (int i = 0; i < RANDOM_LETTERS; i++) {
            out.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return out.toString();
    }

    /** Finds where output is to go; a refusal must leave nothing, so the folders on the way are not made here. */
    private static Path outputFile(
            Submission submission, String parameter, String otherwise, long id, Room room, Path directory)
            throws RefusedException, IOException {
        String given = submission.value(parameter).orElse(otherwise).replace("%J", Long.toString(id));
        Path file = room.resolve(given, directory);
        if (Files.isDirectory(file)) {
            throw RefusedException.invalid(
                    "'" + Room.printable(given) + "' (" + parameter + ") is a directory: name a file");
        }
        Path folder = nearestExistingParent(file);
        if (!Files.isDirectory(folder)) {
            throw RefusedException.invalid("'" + Room.printable(given) + "' (" + parameter + ") leads through '"
                    + room.virtual(folder) + "', which is no folder: name another place");
        }
        return file;
    }

    private static void refuseFolderOfOther(Room room, String parameter, Path file, String otherParameter, Path other)
            throws RefusedException {
        if (other.startsWith(file) && !other.equals(file)) {
            throw RefusedException.invalid(
                    "'" + room.virtual(file) + "' (" + parameter + ") cannot be a file and the folder of '"
                            + room.virtual(other) + "' (" + otherParameter + "): name another place for one of them");
        }
    }

    private static Path nearestExistingParent(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            return file; // the root, which is always there
        }
        return Files.exists(parent) ? parent : nearestExistingParent(parent);
    }
}
