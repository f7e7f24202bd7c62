package org.mantle.remote.scarf;

import java.lang.System.Logger.Level;
import java.util.List;
import org.mantle.remote.job.RemoteJob;

/** The reasons why jobs ended, where the service says: they go to the log, since the outputs have the word for the state alone. */
final class JobReasons {

    private static final System.Logger LOG = System.getLogger(JobReasons.class.getName());
    private static final int MOST_TOLD = 20;

    private JobReasons() {}

    static void tell(List<RemoteJob> jobs) {
        List<RemoteJob> explained = jobs.stream()
                .filter(job ->
                        !job.state().isUnderWay() && !job.state().reason().isBlank())
                .toList();
        explained.stream().limit(MOST_TOLD).forEach(job -> LOG.log(Level.WARNING, "job {0}", job.inWords()));
        if (explained.size() > MOST_TOLD) {
            LOG.log(
                    Level.WARNING,
                    "{0} more jobs have ended; ask for one with Action=JobStatusByID",
                    explained.size() - MOST_TOLD);
        }
    }
}
