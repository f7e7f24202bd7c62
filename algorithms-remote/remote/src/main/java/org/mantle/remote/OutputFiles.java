package org.mantle.remote;

import java.util.List;
import java.util.Optional;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.RemoteFile;

/** The files of a job that have its standard output and standard error, told by their names, since no service tells. */
final class OutputFiles {

    private static final List<String> OUTPUT = List.of(".output", ".out");
    private static final List<String> ERROR = List.of(".error", ".err");

    private OutputFiles() {}

    /** Returns the file of standard output; empty when there is none yet. */
    static Optional<RemoteFile> output(JobId id, List<RemoteFile> files) {
        return find(id, files, OUTPUT);
    }

    /** Returns the file of standard error; empty when there is none yet. */
    static Optional<RemoteFile> error(JobId id, List<RemoteFile> files) {
        return find(id, files, ERROR);
    }

    /** Finds the file that is named after the job, or else the only one that ends so: programs name results of theirs so too. */
    private static Optional<RemoteFile> find(JobId id, List<RemoteFile> files, List<String> endings) {
        for (String ending : endings) {
            List<RemoteFile> found = files.stream()
                    .filter(file -> file.fetchable() && file.name().endsWith(ending))
                    .toList();
            Optional<RemoteFile> named = found.stream()
                    .filter(file -> file.name().equals(id + ending))
                    .findFirst();
            if (named.isPresent() || found.size() == 1) {
                return named.or(() -> Optional.of(found.get(0)));
            }
        }
        return Optional.empty();
    }
}
