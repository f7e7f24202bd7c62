package org.mantle.gateway.local;

import com.google.common.io.MoreFiles;
import com.google.common.primitives.Ints;
import com.google.common.primitives.Longs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.file.OwnerOnly;
import org.mantle.gateway.place.PrivateFiles;

/**
 * What the first process of each job writes down about it, in a private folder of the job: that it runs ({@code claim}), and how it ended
 * ({@code exit}). So the jobs of a gateway that was killed are neither lost nor run twice.
 */
final class JobRecords {

    private static final System.Logger LOG = System.getLogger(JobRecords.class.getName());

    /** A process that has made its claim writes it at once; if it does not, it was killed in between. */
    private static final Duration CLAIM_LIMIT = Duration.ofSeconds(2);

    private static final String SCRIPT = script();

    private final Path folder;

    /** Opens the records; made if missing. */
    JobRecords(Path ownFolder) throws IOException {
        folder = OwnerOnly.createFolder(ownFolder.resolve("processes"));
    }

    /**
     * Which process a job was started as.
     *
     * @param process its number, which may be another's by now
     * @param start when it began, as {@link ProcessGroup#startOf} tells it
     * @param boot which start of the machine it was in
     * @param time when the job began
     */
    record Claim(long process, long start, String boot, Instant time) {

        /** Tells whether the machine was started anew meanwhile, so that nothing of the job runs. */
        boolean isOfEarlierBoot() {
            return !boot.isEmpty() && !boot.equals(bootOfMachine());
        }
    }

    /** How a job ended. */
    record Exit(int code, Instant time) {}

    private static String script() {
        try (InputStream in = JobRecords.class.getResourceAsStream("job.sh")) {
            if (in == null) {
                throw new IllegalStateException("the script that runs jobs is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the script that runs jobs cannot be read", e);
        }
    }

    private static String bootOfMachine() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** Returns the beginning of a command that runs the rest of it as a job, and makes the job's private folder. */
    String[] runner(long id) throws IOException {
        Path own = OwnerOnly.createFolder(folder(id));
        return new String[] {"sh", "-c", SCRIPT, "mantle-job", own.toString()};
    }

    /** Returns which process runs, or ran, a job; nothing if none began to. */
    Optional<Claim> claim(long id) throws IOException {
        Path file = folder(id).resolve("claim");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        // there a moment before what stands in it
        JobProcesses.awaitUntil(() -> file.toFile().length() > 0, CLAIM_LIMIT);
        String[] words = PrivateFiles.read(file).orElse("").strip().split(" ", -1);
        @Nullable Long process = Longs.tryParse(words[0]);
        @Nullable Long start = words.length == 3 ? Longs.tryParse(words[1]) : null;
        Instant time = Files.getLastModifiedTime(file).toInstant();
        return Optional.of(
                process == null || start == null
                        ? new Claim(-1, -1, "", time)
                        : new Claim(process, start, words[2], time));
    }

    /** Returns how a job ended, if it did so by itself. */
    Optional<Exit> exit(long id) throws IOException {
        Path file = folder(id).resolve("exit");
        @Nullable Integer code = Ints.tryParse(PrivateFiles.read(file).orElse("").strip());
        return code == null
                ? Optional.empty()
                : Optional.of(new Exit(code, Files.getLastModifiedTime(file).toInstant()));
    }

    /** Removes the records of a job whose end is known. */
    void remove(long id) {
        try {
            if (Files.exists(folder(id))) {
                MoreFiles.deleteRecursively(folder(id));
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the records of job " + TaskId.shown(id) + " could not be removed", e);
        }
    }

    /** Removes the records of all jobs but some: their ends were written down when a gateway was killed. */
    void removeAllBut(Set<Long> ids) throws IOException {
        Set<Long> others = new HashSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "[0-9]*")) {
            for (Path one : all) {
                @Nullable Long id = Longs.tryParse(String.valueOf(one.getFileName()));
                if (id != null && !ids.contains(id)) {
                    others.add(id);
                }
            }
        }
        others.forEach(this::remove);
    }

    private Path folder(long id) {
        return folder.resolve(Long.toString(id));
    }
}
