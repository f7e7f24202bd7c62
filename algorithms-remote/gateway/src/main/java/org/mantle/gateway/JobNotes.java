package org.mantle.gateway;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mantle.gateway.job.Execution;
import org.mantle.gateway.job.JobBook;
import org.mantle.gateway.job.JobExecutor;
import org.mantle.gateway.job.JobObserver;
import org.mantle.gateway.job.JobStatus;
import org.mantle.gateway.job.LeftJob;

/** Between who runs jobs and who remembers them: hands over the jobs of an earlier gateway, and writes down what becomes of all. */
final class JobNotes implements JobObserver {

    private static final System.Logger LOG = System.getLogger(JobNotes.class.getName());

    private final JobBook book;
    private volatile @Nullable JobExecutor executor;

    JobNotes(JobBook book) {
        this.book = book;
    }

    /** Hands an executor, which tells this what becomes of jobs, those that an earlier gateway left. */
    void takeOver(JobExecutor runner) throws IOException {
        executor = runner;
        List<LeftJob> left = book.underWay();
        Map<Long, Execution> taken = runner.takeOver(left);
        for (Map.Entry<Long, Execution> entry : taken.entrySet()) {
            book.taken(entry.getKey(), entry.getValue());
        }
        if (!left.isEmpty()) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "jobs of an earlier gateway that had not ended: {0}; taken over: {1}",
                    left.size(),
                    taken.keySet());
        }
    }

    @Override
    public void changed(long job, JobStatus status) {
        // what an executor keeps of a job is the truth until its end is on the disk
        book.note(job, status, () -> {
            JobExecutor runner = executor;
            if (status.stage().ended() && runner != null) {
                runner.settle(job);
            }
        });
    }
}
