package org.mantle.ssh.job;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mantle.pac.quoting.ArgumentSplitter;
import org.mantle.remote.job.CallMonitor;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.JobRequest;
import org.mantle.remote.job.LogInRefusedException;
import org.mantle.remote.job.PermissionDeniedException;
import org.mantle.remote.job.RemoteJob;
import org.mantle.remote.job.RemoteJobState;
import org.mantle.remote.job.RemoteServiceException;
import org.mantle.remote.job.ServiceFaultException;
import org.mantle.remote.job.ServiceUnreachableException;
import org.mantle.remote.job.ServiceWords;
import org.mantle.remote.job.SessionEndedException;
import org.mantle.remote.job.SubmissionUncertainException;
import org.mantle.remote.job.UnknownJobException;
import org.mantle.slurm.CommentMark;
import org.mantle.slurm.SlurmJobId;
import org.mantle.slurm.SlurmState;
import org.mantle.ssh.connection.RemoteShell;
import org.mantle.ssh.connection.ShellAnswer;
import org.mantle.ssh.connection.SshLink;

/** A user's jobs of a Slurm, by its commands on a host that is reached by SSH. */
public final class SlurmJobs {

    /** Shells end with this and the number of the signal that killed a command. */
    private static final int SIGNALLED = 128;

    /** Words with which commands of Slurm say that they got no answer, so that a job may be there all the same. */
    private static final Pattern NO_ANSWER = Pattern.compile(
            "(?i)timed out|zero bytes|unexpected message|connection reset|broken pipe|communication|transport endpoint");

    /** Names that make arrays at other services, as LSF has it: {@code scan[1-10]}, {@code scan[1,4-9:2]%2}. */
    private static final Pattern ARRAY_NAME =
            Pattern.compile(".*\\[[0-9,:\\-\\s]+](?:\\s*%\\s*\\d+)?\\s*", Pattern.DOTALL);

    private static final Pattern NO_SUCH_JOB = Pattern.compile("(?i)invalid job id");
    private static final Pattern NO_PERMISSION = Pattern.compile("(?i)access/permission denied|not permitted");
    private static final Pattern ALREADY_ENDED = Pattern.compile("(?i)already completing or completed");
    private static final Pattern NO_ACCOUNTING = Pattern.compile("(?i)accounting storage is (disabled|not)");
    private static final Pattern ERROR = Pattern.compile("(?i)\\berror: ");
    private static final Pattern SPEAKER = Pattern.compile("(?m)^\\w+: (error: )?");
    private static final System.Logger LOG = System.getLogger(SlurmJobs.class.getName());
    private static final Duration SEARCH_PAUSE = Duration.ofMillis(500);

    private final String resource;
    private final String user;
    private final SshLink link;
    private final JobsFolder folder;
    private final List<String> options;
    private final SharedKnowledge shared;
    private final Duration limit;

    /**
     * Makes the way to a user's jobs.
     *
     * @param resource the name of the resource, for messages
     * @param path the folder of all jobs, absolute or from the account's home
     * @param commands the folder of Slurm's commands; empty if they are on the path of commands
     * @param options more options of {@code sbatch}
     * @param limit how long a lost job is looked for
     */
    public SlurmJobs(
            String resource,
            String user,
            SshLink link,
            String path,
            String commands,
            List<String> options,
            SharedKnowledge shared,
            Duration limit) {
        this.resource = resource;
        this.user = user;
        this.link = link;
        this.folder = new JobsFolder(path, commands);
        this.options = options;
        this.shared = shared;
        this.limit = limit;
    }

    /** Returns where the folder of a job is, from the account's home. */
    public String folderOf(JobId id) {
        return folder.folderOf(id);
    }

    private ShellAnswer run(String script, CallMonitor monitor) throws IOException {
        return new RemoteShell(link.connection(monitor)).run(script, monitor);
    }

    /** Runs a script that changes nothing; once more if a connection that was kept turns out to be broken. */
    private ShellAnswer ask(String script, CallMonitor monitor) throws IOException {
        try {
            return run(script, monitor);
        } catch (ServiceUnreachableException e) {
            if (e.stage() != ServiceUnreachableException.Stage.BROKEN) {
                throw e;
            }
            return run(script, monitor);
        }
    }

    /** Submits a job; it looks for the job before it says that the answer was lost. */
    public JobId submit(JobRequest request, CallMonitor monitor) throws IOException {
        List<String> arguments;
        try {
            arguments = ArgumentSplitter.split(request.arguments());
        } catch (IllegalArgumentException e) {
            throw new ServiceFaultException(
                    "JobOptions cannot be taken apart: " + ServiceWords.line(String.valueOf(e.getMessage())), "");
        }
        if (ARRAY_NAME.matcher(request.name()).matches()) {
            throw new ServiceFaultException(
                    "JobName " + ServiceWords.line(request.name())
                            + " asks for an array of jobs, which is not supported over SSH:"
                            + " submit its tasks one by one, under a name without [...] at its end",
                    "");
        }
        if ((request.runnable() + request.name()).indexOf('\0') >= 0) {
            throw new ServiceFaultException("RunnablePath and JobName must not have a zero character in them", "");
        }
        CommentMark mark = new CommentMark(request.mark());
        String script = folder.submission(request, arguments, options, mark);
        // connected while a cancellation still counts
        link.connection(monitor);
        monitor.checkCancelled();
        CallMonitor untilAnswered = monitor.uncancelled();
        try {
            return submitted(request, mark, script, untilAnswered);
        } finally {
            shared.listing().changed();
        }
    }

    private JobId submitted(JobRequest request, CommentMark mark, String script, CallMonitor monitor)
            throws IOException {
        ShellAnswer answer;
        try {
            answer = run(script, monitor);
        } catch (ServiceUnreachableException e) {
            if (!e.stage().mayHaveArrived()) {
                throw e;
            }
            return found(request, mark, script, e.reason(), "", monitor);
        }
        return submitted(request, mark, script, answer, monitor);
    }

    private JobId submitted(
            JobRequest request, CommentMark mark, String script, ShellAnswer answer, CallMonitor monitor)
            throws IOException {
        String words = words(answer);
        switch (answer.exitCode()) {
            case 0 -> {
                Optional<JobId> id = SlurmAnswers.submittedId(answer.output());
                return id.isPresent()
                        ? id.get()
                        : found(request, mark, script, "it has no job id in it", words, monitor);
            }
            case JobsFolder.NO_RUNNABLE ->
                throw new ServiceFaultException(
                        "there is no file " + request.runnable() + " (RunnablePath), and no folder with a file run in"
                                + " it, at " + resource + "; upload it, or give the path of another",
                        "");
            case JobsFolder.NOT_EXECUTABLE ->
                throw new ServiceFaultException(
                        request.runnable() + " (RunnablePath) at " + resource
                                + " cannot be run: make it executable, and"
                                + " let a script begin with a line such as #!/usr/bin/env python3",
                        "");
            case JobsFolder.NO_FOLDER ->
                throw new ServiceFaultException(
                        "no folder for the job could be made in " + folder.path() + " at " + resource
                                + RemoteServiceException.saying(words) + "; make room there, or set another"
                                + " jobsDirectory",
                        words);
            case JobsFolder.CLAIMED -> {
                return found(request, mark, script, "the connection broke", "", monitor);
            }
            case JobsFolder.NO_COMMAND -> throw noCommand("sbatch");
            default -> {
                if (NO_ANSWER.matcher(words).find()) {
                    return found(request, mark, script, "Slurm did not answer in time", words, monitor);
                }
                if (answer.exitCode() >= SIGNALLED) {
                    return found(request, mark, script, "sbatch was killed", words, monitor);
                }
                forget(request, mark, monitor);
                throw new ServiceFaultException(
                        "the submission of " + request.runnable() + " (RunnablePath, with JobOptions) at " + resource
                                + " was refused" + RemoteServiceException.saying(words),
                        words);
            }
        }
    }

    /** Takes away the folder of a submission that was refused; that it stays does no harm. */
    private void forget(JobRequest request, CommentMark mark, CallMonitor monitor) {
        try {
            run(folder.forgetting(request, mark), monitor);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the folder of a refused submission stays", e);
        }
    }

    private ServiceFaultException noCommand(String command) {
        return new ServiceFaultException(
                resource + " has no command " + command
                        + " on the path of commands; set slurmDirectory to the folder of"
                        + " Slurm's commands there, such as /opt/slurm/bin",
                "");
    }

    /** Looks for the job of a submission whose answer was lost, and submits it once more only where that cannot make two. */
    private JobId found(
            JobRequest request, CommentMark mark, String script, String why, String words, CallMonitor monitor)
            throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean again = false;
        while (System.nanoTime() - deadline < 0) {
            try {
                ShellAnswer answer = run(folder.search(request, mark, user), monitor);
                SlurmAnswers.Search search = SlurmAnswers.Search.of(answer.output(), mark);
                if (search.id().isPresent()) {
                    return search.id().get();
                }
                if (answer.exitCode() == 0 && !search.isClaimed() && !again) {
                    // the script made no folder: should the lost one come late, it finds the mark claimed by this one
                    again = true;
                    return submitted(request, mark, script, run(script, monitor), monitor);
                }
            } catch (ServiceUnreachableException | LogInRefusedException | SessionEndedException e) {
                // the host may be back in a moment
            }
            pause();
        }
        throw new SubmissionUncertainException(resource, request.name(), why, words);
    }

    private static void pause() {
        try {
            new CountDownLatch(1).await(SEARCH_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns what commands said, on one line, without their own names before it; their errors alone, if they have some. */
    private static String words(ShellAnswer answer) {
        List<String> lines = answer.errors().lines().toList();
        List<String> errors = lines.stream().filter(ERROR.asPredicate()).toList();
        String words = String.join("\n", errors.isEmpty() ? lines : errors);
        return ServiceWords.line(SPEAKER.matcher(words).replaceAll(""));
    }

    /** Returns the user's jobs; those of the last moments as others have asked for them. */
    public List<RemoteJob> jobs(CallMonitor monitor) throws IOException {
        return new ArrayList<>(listed(monitor).values());
    }

    private Map<JobId, RemoteJob> listed(CallMonitor monitor) throws IOException {
        return shared.listing().jobs(() -> askForList(monitor), monitor);
    }

    private Map<JobId, RemoteJob> askForList(CallMonitor monitor) throws IOException {
        ShellAnswer answer = ask(folder.listing(user), monitor);
        if (answer.exitCode() != 0) {
            throw refused("the list of jobs", "squeue", answer);
        }
        Map<JobId, RemoteJob> all = SlurmAnswers.jobs(answer.output());
        Map<JobId, RemoteJob> accounted = shared.accounts(() -> accounted("", monitor));
        accounted.forEach((id, job) -> {
            if (isUnknown(all.get(id))) {
                all.put(id, withCommand(job, all.get(id)));
            }
        });
        return all;
    }

    private RemoteServiceException refused(String what, String command, ShellAnswer answer) {
        String words = words(answer);
        if (answer.exitCode() == JobsFolder.NO_COMMAND) {
            return noCommand(command);
        }
        if (NO_PERMISSION.matcher(words).find()) {
            return new PermissionDeniedException(resource, user, what, words);
        }
        return new ServiceFaultException(
                resource + " refused " + what + RemoteServiceException.saying(words) + "; try again later", words);
    }

    /** Returns what accounting knows, where there is accounting; of one job, or of the last day. */
    private Map<JobId, RemoteJob> accounted(String id, CallMonitor monitor) throws IOException {
        if (shared.hasNoAccounting()) {
            return Map.of();
        }
        ShellAnswer answer = ask(folder.accounts(user, id), monitor);
        if (answer.exitCode() == 0) {
            return SlurmAnswers.accounted(answer.output());
        }
        if (answer.exitCode() == JobsFolder.NO_COMMAND
                || NO_ACCOUNTING.matcher(answer.errors()).find()) {
            shared.learnNoAccounting();
        }
        return Map.of();
    }

    private static RemoteJob withCommand(RemoteJob job, @Nullable RemoteJob kept) {
        return kept == null ? job : new RemoteJob(job.id(), job.name(), job.state(), kept.command());
    }

    /** Returns one job. */
    public RemoteJob job(JobId id, CallMonitor monitor) throws IOException {
        requireForm(id);
        Map<JobId, RemoteJob> all = listed(monitor);
        if (all.containsKey(id) && !isUnknown(all.get(id))) {
            return all.get(id);
        }
        Optional<RemoteJob> kept = Optional.ofNullable(all.get(id));
        if (kept.isEmpty()) {
            ShellAnswer answer = ask(folder.record(id), monitor);
            kept = Optional.ofNullable(SlurmAnswers.kept(answer.output()).get(id))
                    .map(SlurmAnswers.Kept::job);
        }
        if (kept.isPresent() && !isUnknown(kept.get())) {
            return kept.get();
        }
        Map<JobId, RemoteJob> accounted = accounted(id.text(), monitor);
        if (accounted.containsKey(id)) {
            return withCommand(accounted.get(id), kept.orElse(null));
        }
        return kept.orElseThrow(() -> new UnknownJobException(resource, user, id, ""));
    }

    private static boolean isUnknown(@Nullable RemoteJob job) {
        return job == null || job.state().word().equals(RemoteJobState.UNKNOWN.word());
    }

    private void requireForm(JobId id) throws UnknownJobException {
        if (SlurmJobId.parse(id.text()).isEmpty()) {
            throw new UnknownJobException(resource, user, id, "");
        }
    }

    /** Returns a job that failed with its exit code, if Slurm still knows it. */
    public RemoteJob explained(RemoteJob job, CallMonitor monitor) {
        boolean saysNotWhy = job.state().word().equals(SlurmState.FAILED.name())
                && job.state().exitCode().isEmpty();
        if (!saysNotWhy) {
            return job;
        }
        try {
            ShellAnswer answer = ask(folder.details(job.id()), monitor);
            return SlurmAnswers.failure(answer.output(), user)
                    .map(state -> new RemoteJob(job.id(), job.name(), state, job.command()))
                    .orElse(job);
        } catch (IOException e) {
            return job;
        }
    }

    /** Stops a job. */
    public void cancel(JobId id, CallMonitor monitor) throws IOException {
        requireForm(id);
        try {
            ShellAnswer answer = ask(folder.stop(id), monitor);
            String words = words(answer);
            if (NO_SUCH_JOB.matcher(words).find()) {
                throw new UnknownJobException(resource, user, id, words);
            }
            if (answer.exitCode() != 0 && !ALREADY_ENDED.matcher(words).find()) {
                throw refused("stopping job " + id, "scancel", answer);
            }
        } finally {
            shared.listing().changed();
        }
    }
}
