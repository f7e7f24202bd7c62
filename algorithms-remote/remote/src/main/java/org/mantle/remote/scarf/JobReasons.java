package org.mantle.remote.scarf;

import java.util.List;
import org.mantle.framework.algorithm.Context;
import org.mantle.remote.job.RemoteJob;

/** The reasons why jobs ended, where the service says: they go to the log, since the outputs have the word for the state alone. */
final class JobReasons {

    private static final int MOST_TOLD = 20;

    private JobReasons() {}

    static void tell(List<RemoteJob> jobs, Context run) {
        List<RemoteJob> explained = jobs.stream()
                .filter(job ->
                        !job.state().isUnderWay() && !job.state().reason().isBlank())
                .toList();
        explained.stream().limit(MOST_TOLD).forEach(job -> run.log().warning("job " + job.inWords()));
        if (explained.size() > MOST_TOLD) {
            run.log()
                    .warning((explained.size() - MOST_TOLD)
                            + " more jobs have ended; ask for one with Action=JobStatusByID");
        }
    }
}
