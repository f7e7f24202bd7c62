package org.mantle.gateway.local;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.file.OwnerOnly;
import org.mantle.commons.json.StrictJson;
import org.mantle.gateway.job.JobSpec;
import org.mantle.gateway.place.PrivateFiles;

/** Which jobs run, written down: a gateway that is killed cannot end them, and the next one is to find them. */
final class RunningJobs {

    private static final System.Logger LOG = System.getLogger(RunningJobs.class.getName());

    private final Path folder;

    /** Opens the notes; made if missing. */
    RunningJobs(Path ownFolder) throws IOException {
        folder = OwnerOnly.createFolder(ownFolder.resolve("running"));
    }

    /** A job and its first process, as a file has them. */
    private record Note(
            long id,
            String user,
            String name,
            String home,
            List<String> command,
            String directory,
            String output,
            String error,
            String started,
            long process,
            long processStart) {

        JobSpec spec() {
            return new JobSpec(
                    id, user, name, Path.of(home), command, Path.of(directory), Path.of(output), Path.of(error));
        }
    }

    /**
     * A job that runs on, and its processes.
     *
     * @param process the job's first process, which may have ended
     * @param processStart when that began, as {@link ProcessGroup#startOf} told it
     */
    record Found(JobSpec spec, Instant started, ProcessGroup group, long process, long processStart) {

        void awaitEndOfFirst() {
            ProcessGroup.awaitEndOf(process, processStart);
        }

        boolean isStopped() {
            return ProcessGroup.isStopped(process, processStart);
        }
    }

    /**
     * Notes that a job runs. If that fails the job runs all the same, and the log says so. One without a group is not noted: nothing would
     * tell later which processes are its.
     */
    void add(JobSpec spec, Instant started, JobProcesses processes) {
        if (!(processes instanceof ProcessGroup group)) {
            return;
        }
        Note note = new Note(
                spec.id(),
                spec.user(),
                spec.name(),
                spec.home().toString(),
                spec.command(),
                spec.directory().toString(),
                spec.output().toString(),
                spec.error().toString(),
                started.toString(),
                group.id(),
                ProcessGroup.startOf(group.id()));
        try {
            PrivateFiles.write(file(spec.id()), new Gson().toJson(note));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "it could not be noted that job " + spec.id() + " runs", e);
        }
    }

    /** Notes that a job runs no more. */
    void remove(long id) {
        try {
            Files.deleteIfExists(file(id));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "it could not be noted that job " + id + " runs no more", e);
        }
    }

    /** Finds what an earlier gateway left running, and forgets what has ended meanwhile. */
    List<Found> left() throws IOException {
        List<Found> left = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[0-9]*")) {
            for (Path file : files) {
                Optional<Found> found = found(file);
                if (found.isPresent()) {
                    left.add(found.get());
                } else {
                    Files.deleteIfExists(file);
                }
            }
        }
        return left;
    }

    private static Optional<Found> found(Path file) throws IOException {
        try {
            @Nullable Note note =
                    new Gson().fromJson(StrictJson.parse(PrivateFiles.read(file).orElse("")), Note.class);
            if (note == null) {
                return Optional.empty();
            }
            JobSpec spec = note.spec();
            return ProcessGroup.find(note.process(), note.processStart(), JobEnvironment.marks(JobEnvironment.of(spec)))
                    .map(group ->
                            new Found(spec, Instant.parse(note.started()), group, note.process(), note.processStart()));
        } catch (RuntimeException e) {
            // whatever stands in a damaged note, the gateway must start
            LOG.log(System.Logger.Level.WARNING, "the note of a running job is damaged: " + file, e);
            return Optional.empty();
        }
    }

    private Path file(long id) {
        return folder.resolve(Long.toString(id));
    }
}
