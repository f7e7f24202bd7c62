package org.mantle.remote;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.mantle.framework.run.AlgorithmCancelledException;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.JobRequest;
import org.mantle.remote.job.PermissionDeniedException;
import org.mantle.remote.job.RemoteJob;
import org.mantle.remote.job.RemoteJobManager;
import org.mantle.remote.job.RemoteServiceException;
import org.mantle.remote.job.ServiceFaultException;
import org.mantle.remote.job.ServiceUnreachableException;
import org.mantle.remote.job.SessionEndedException;
import org.mantle.remote.job.SubmissionUncertainException;
import org.mantle.remote.job.WorkMonitor;

/**
 * One submission, which makes one job however often its answer gets lost: it is sent again only where the service recognises its mark,
 * or keeps the mark with the job and has none with it. For one thread.
 */
final class SubmissionTries {

    /** Before each look for the job, or each time that it is sent again. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(4),
            Duration.ofSeconds(4),
            Duration.ofSeconds(4),
            Duration.ofSeconds(4));

    /** When no more is tried, since a service that is silent makes each try long. */
    private static final Duration LONGEST = Duration.ofMinutes(3);

    /** How often a job is looked for before it counts as not accepted: services take a moment from one to the other. */
    private static final int LOOKS = 5;

    /** How often a service may refuse what is sent again. */
    private static final int REFUSALS = 3;

    private final RemoteJobManager manager;
    private final SessionCalls calls;
    private final JobRequest request;
    private final WorkMonitor monitor;
    private int looksInVain;
    private int refusals;

    /** Makes calls in the user's session. */
    interface SessionCalls {
        <T> T call(SessionWork<T> work) throws IOException;
    }

    SubmissionTries(RemoteJobManager manager, SessionCalls calls, JobRequest request, WorkMonitor monitor) {
        this.manager = manager;
        this.calls = calls;
        this.request = request;
        this.monitor = monitor;
    }

    /**
     * Sends it, and returns the id of the job.
     *
     * @throws SubmissionUncertainException if the answer was lost, and whether there is a job could not be found out
     */
    JobId submit() throws IOException {
        try {
            return send();
        } catch (SubmissionUncertainException lost) {
            JobId id = afterLoss(lost);
            monitor.tell(Level.INFO, "the answer to the submission was lost; its job is " + id);
            return id;
        }
    }

    private JobId send() throws IOException {
        return calls.call(session -> manager.submit(session, request, monitor));
    }

    private JobId afterLoss(SubmissionUncertainException first) throws IOException {
        SubmissionUncertainException lost = first;
        long end = System.nanoTime() + LONGEST.toNanos();
        try {
            for (Duration pause : PAUSES) {
                if (System.nanoTime() > end) {
                    break;
                }
                monitor.doing("Looking for job " + request.name() + ", since the answer to its submission was lost");
                monitor.pause(pause);
                Next next = next(lost);
                if (next.found().isPresent()) {
                    return next.found().get();
                }
                if (next.isOver()) {
                    break;
                }
                if (next.sends()) {
                    try {
                        return sendAgain();
                    } catch (SubmissionUncertainException e) {
                        lost = e;
                    } catch (SessionEndedException | PermissionDeniedException e) {
                        // the first sending may have made a job all the same
                        lost.addSuppressed(e);
                        throw lost;
                    } catch (ServiceUnreachableException e) {
                        notKnown(e);
                    } catch (ServiceFaultException e) {
                        refused(e, lost);
                    }
                }
            }
        } catch (AlgorithmCancelledException | CancellationException e) {
            monitor.tell(Level.WARNING, String.valueOf(lost.getMessage()));
            throw e;
        }
        throw lost;
    }

    /**
     * What to do after a look for the job.
     *
     * @param found the job's id, if it is there
     * @param sends whether to send the submission again
     * @param isOver whether nothing more can be found out
     */
    private record Next(Optional<JobId> found, boolean sends, boolean isOver) {

        static final Next LOOK = new Next(Optional.empty(), false, false);
        static final Next SEND = new Next(Optional.empty(), true, false);
        static final Next END = new Next(Optional.empty(), false, true);

        static Next found(JobId id) {
            return new Next(Optional.of(id), false, false);
        }
    }

    private Next next(SubmissionUncertainException lost) throws IOException {
        try {
            return switch (calls.call(session -> manager.markUse(session, request, monitor))) {
                case RECOGNISED -> Next.SEND;
                case KEPT -> look();
                case IGNORED -> Next.END;
            };
        } catch (SessionEndedException | PermissionDeniedException e) {
            // no later look will tell more
            lost.addSuppressed(e);
            return Next.END;
        } catch (RemoteServiceException e) {
            notKnown(e);
            return Next.LOOK;
        }
    }

    private void notKnown(RemoteServiceException e) {
        monitor.tell(Level.DEBUG, "whether the job was accepted is not known yet: " + e.getMessage());
    }

    /**
     * Takes a refusal of what was sent again. Where no job had been found it counts; a service that recognises marks may refuse, for
     * instance because it has too much to do, before it looks whether it has the job.
     */
    private void refused(ServiceFaultException refusal, SubmissionUncertainException lost)
            throws RemoteServiceException {
        if (looksInVain > 0) {
            throw refusal;
        }
        if (++refusals == REFUSALS) {
            monitor.tell(Level.WARNING, "the submission was sent again, and refused: " + refusal.getMessage());
            lost.addSuppressed(refusal);
            throw lost;
        }
    }

    private Next look() throws IOException {
        List<RemoteJob> jobs = marked();
        if (!jobs.isEmpty()) {
            return Next.found(jobs.get(0).id());
        }
        looksInVain++;
        return looksInVain % LOOKS == 0 ? Next.SEND : Next.LOOK;
    }

    private List<RemoteJob> marked() throws IOException {
        return calls.call(session -> manager.marked(session, request.mark(), monitor));
    }

    private JobId sendAgain() throws IOException {
        JobId id = send();
        if (looksInVain > 0) {
            tellIfTwice(id);
        }
        return id;
    }

    /** Sees whether the first sending came to something after all, which a service that recognises no mark cannot rule out. */
    private void tellIfTwice(JobId id) {
        try {
            List<RemoteJob> jobs = marked();
            if (jobs.size() > 1) {
                monitor.tell(
                        Level.WARNING,
                        "the submission, which was sent twice, made several jobs: "
                                + jobs.stream().map(job -> job.id().text()).collect(Collectors.joining(", "))
                                + "; stop all but one of them with Action=CancelJob");
            }
        } catch (IOException e) {
            monitor.tell(Level.DEBUG, "whether there are jobs beside " + id + " is not known: " + e.getMessage());
        }
    }
}
