package org.mantle.gateway.job;

import java.io.IOException;
import java.util.List;

/** Who has lost jobs, which an executor finds again. */
public interface LostJobs {

    /** Tells whether the job with an id may be a lost one. */
    boolean mayBeLost(long id);

    /**
     * Takes what was found, which may be known all the same.
     *
     * @return those that were lost, which are to be followed
     * @throws IOException if they cannot be kept; then they are to be found once more
     */
    List<LeftJob> found(List<FoundJob> jobs) throws IOException;
}
