package org.mantle.remote;

import java.util.List;
import java.util.Optional;
import org.mantle.remote.job.RemoteFile;
import org.mantle.remote.job.RemoteJob;

/**
 * Why a job failed, as far as it can be told.
 *
 * @param job the job, with the reason for its state
 * @param file the file whose end tells most, that of its errors or else of its output; empty when the job has not failed, or has written
 *     neither
 * @param lastLines the last lines of that file; empty when there is none, or it could not be read
 * @param advice what to do, in one line
 * @since 0.1.0
 */
public record JobDiagnosis(RemoteJob job, Optional<RemoteFile> file, List<String> lastLines, String advice) {

    /** Creates a diagnosis. */
    public JobDiagnosis {
        lastLines = List.copyOf(lastLines);
    }

    /** Returns whether the job has ended without doing its work. */
    public boolean hasFailed() {
        return !job.state().isUnderWay() && !job.state().succeeded();
    }
}
