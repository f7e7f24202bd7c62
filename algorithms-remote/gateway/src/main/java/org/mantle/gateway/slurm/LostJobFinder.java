package org.mantle.gateway.slurm;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mantle.gateway.job.Execution;
import org.mantle.gateway.job.FoundJob;
import org.mantle.gateway.job.LostJobs;
import org.mantle.gateway.place.Printable;
import org.mantle.slurm.CommentMark;

/** Finds in a listing of Slurm's jobs those of a gateway that it may have lost, by what Slurm tells of them. */
final class LostJobFinder {

    private LostJobFinder() {}

    /**
     * Finds lost jobs.
     *
     * @param listing all jobs of the gateway, by their names at the executor
     * @param prefix the beginning of these names, before the gateway's id
     */
    static List<FoundJob> find(Map<String, List<JobRecord>> listing, String prefix, LostJobs lost) {
        List<FoundJob> found = new ArrayList<>();
        listing.forEach((name, records) -> {
            String id = name.substring(prefix.length());
            if (id.matches("[0-9]{1,18}") && lost.mayBeLost(Long.parseLong(id))) {
                found(name, Long.parseLong(id), records).ifPresent(found::add);
            }
        });
        found.sort(Comparator.comparingLong(FoundJob::id));
        return found;
    }

    private static Optional<FoundJob> found(String name, long id, List<JobRecord> records) {
        return records.stream()
                // arrays are never lost
                .filter(record ->
                        record.array() == 0 && record.origin().directory().startsWith("/"))
                // others may write the same comment when they have seen it
                .min(Comparator.comparingLong(JobRecord::submitted))
                .map(record -> found(name, id, record));
    }

    private static FoundJob found(String name, long id, JobRecord record) {
        JobRecord.Origin origin = record.origin();
        Path directory = Path.of(origin.directory());
        return new FoundJob(
                id,
                record.user(),
                Printable.text(origin.name()),
                directory,
                directory.resolve(BatchJob.plainName(origin.output())),
                directory.resolve(BatchJob.plainName(origin.error())),
                origin.time().orElse(Instant.EPOCH),
                keyOf(record.comment(), name, id),
                new Execution(record.user(), name));
    }

    /** Returns the mark that the client gave, which stands beside the gateway's own; the gateway's word where there was none is not one. */
    private static Optional<String> keyOf(String comment, String name, long id) {
        return CommentMark.allIn(comment).stream()
                .map(CommentMark::text)
                .filter(mark -> !mark.equals(name) && !mark.startsWith(name + "."))
                .filter(mark -> !mark.startsWith("mantle-" + id + "-"))
                .findFirst();
    }
}
