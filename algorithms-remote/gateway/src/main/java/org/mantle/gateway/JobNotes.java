package org.mantle.gateway;

import com.google.common.collect.Range;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.gateway.application.Applications;
import org.mantle.gateway.job.Execution;
import org.mantle.gateway.job.FoundJob;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.job.JobBook;
import org.mantle.gateway.job.JobExecutor;
import org.mantle.gateway.job.JobObserver;
import org.mantle.gateway.job.JobSpec;
import org.mantle.gateway.job.JobStatus;
import org.mantle.gateway.job.LeftJob;
import org.mantle.gateway.job.LostJobs;
import org.mantle.gateway.job.SubmissionMark;

/** Between who runs jobs and who remembers them: hands over the jobs of an earlier gateway, and writes down what becomes of all. */
final class JobNotes implements JobObserver {

    private static final System.Logger LOG = System.getLogger(JobNotes.class.getName());

    /** What is shown of a job that was found again. */
    private static final String LOST_COMMAND = "(not known any more)";

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
        Range<Long> inDoubt = book.idsInDoubt();
        if (!inDoubt.isEmpty()) {
            runner.lookForLost(new Lost(inDoubt));
        }
    }

    /** Jobs that the book may have lost when the machine lost its power. */
    private final class Lost implements LostJobs {

        private final Range<Long> inDoubt;

        Lost(Range<Long> inDoubt) {
            this.inDoubt = inDoubt;
        }

        @Override
        public boolean mayBeLost(long id) {
            return inDoubt.contains(id);
        }

        @Override
        public List<LeftJob> found(List<FoundJob> jobs) throws IOException {
            List<LeftJob> lost = new ArrayList<>();
            for (FoundJob found : jobs) {
                if (book.find(found.id()).isEmpty()) {
                    lost.add(writeDown(found));
                }
            }
            return lost;
        }

        private LeftJob writeDown(FoundJob found) throws IOException {
            Job job = new Job(
                            found.id(),
                            found.user(),
                            found.name(),
                            Applications.GENERIC,
                            LOST_COMMAND,
                            found.directory(),
                            found.directory().toString(),
                            found.submitted(),
                            Optional.empty(),
                            JobStatus.pending())
                    .with(found.execution());
            JobSpec spec = new JobSpec(
                    found.id(),
                    found.user(),
                    found.name(),
                    found.directory(),
                    List.of(),
                    found.directory(),
                    found.output(),
                    found.error());
            Optional<SubmissionMark> mark = found.key().map(key -> new SubmissionMark(key, SubmissionMark.LOST));
            if (mark.isPresent() && book.find(found.user(), mark.get().key()).isPresent()) {
                // written there by the user, who is not the gateway
                mark = Optional.empty();
            }
            book.append(job, spec, mark, true);
            LOG.log(
                    System.Logger.Level.WARNING,
                    "job {0} of \"{1}\", which was lost when the machine lost its power, was found again",
                    Long.toString(found.id()),
                    found.user());
            return new LeftJob(spec, Optional.of(found.execution()), job.status());
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
