package org.mantle.remote;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mantle.framework.run.AlgorithmCancelledException;
import org.mantle.framework.type.Secret;
import org.mantle.remote.fetch.ByteCount;
import org.mantle.remote.fetch.JobDownload;
import org.mantle.remote.fetch.TailSink;
import org.mantle.remote.job.Credentials;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.JobRequest;
import org.mantle.remote.job.LocalFileException;
import org.mantle.remote.job.RemoteFile;
import org.mantle.remote.job.RemoteJob;
import org.mantle.remote.job.RemoteJobManager;
import org.mantle.remote.job.RemoteJobState;
import org.mantle.remote.job.RemoteServiceException;
import org.mantle.remote.job.ServiceUnreachableException;
import org.mantle.remote.job.Session;
import org.mantle.remote.job.SessionEndedException;
import org.mantle.remote.job.StateFileException;
import org.mantle.remote.job.SubmissionUncertainException;
import org.mantle.remote.job.UnknownJobException;
import org.mantle.remote.job.WorkMonitor;
import org.mantle.remote.state.SessionStore;

/**
 * One user's account at one compute resource: log-in, jobs and files, in the session that the host keeps.
 *
 * <p>Calls fail as those of {@link RemoteJobManager} do; a session that has ended is dropped. What a call does and did is told to the
 * monitor. For one thread, and one piece of work; to be closed.
 *
 * @since 0.1.0
 */
public final class ResourceAccount implements AutoCloseable {

    private static final Duration STOP_WAIT = Duration.ofSeconds(15);
    private static final Duration STOP_POLL = Duration.ofMillis(500);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LAST_LINES = 20;
    private static final int LAST_BYTES = 64 * 1024;

    /** How many tasks of an array are asked for at most, to find one that failed. */
    private static final int MOST_ASKED = 20;

    /** As long as a service may take to list a job that it has accepted. */
    private static final Duration MAY_YET_COME = Duration.ofMinutes(10);

    private final ComputeResource resource;
    private final String user;
    private final RemoteJobManager manager;
    private final SessionStore sessions;
    private final RememberedUsers users;
    private final UnansweredSubmissions submissions;
    private final WorkMonitor monitor;

    private ResourceAccount(
            RemoteAccounts accounts,
            ComputeResource resource,
            String user,
            RemoteJobManager manager,
            WorkMonitor monitor) {
        this.resource = resource;
        this.user = user;
        this.manager = manager;
        this.sessions = (SessionStore) accounts.sessions();
        this.users = accounts.users();
        this.submissions = accounts.submissions();
        this.monitor = monitor;
    }

    static ResourceAccount connect(RemoteAccounts accounts, ComputeResource resource, String user, WorkMonitor monitor)
            throws IOException {
        return new ResourceAccount(accounts, resource, user, resource.connect(), monitor);
    }

    /**
     * Returns whether there is a session; one of a time when the resource was elsewhere does not count, and whether the service has
     * ended it is not known.
     *
     * @throws StateFileException if the file of the sessions cannot be read
     */
    public static boolean isLoggedIn(ComputeResource resource, String user, RemoteSessions sessions)
            throws StateFileException {
        return session(resource, user, (SessionStore) sessions).isPresent();
    }

    private static Optional<Session> session(ComputeResource resource, String user, SessionStore sessions)
            throws StateFileException {
        return sessions.find(resource.name(), resource.toString(), user)
                .filter(resource::accepts)
                .or(() -> resource.standingSession(user));
    }

    /**
     * Returns whether the service has ended a session, since which nobody has logged in.
     *
     * @throws StateFileException if the file of the sessions cannot be read
     */
    public static boolean hasEnded(ComputeResource resource, String user, RemoteSessions sessions)
            throws StateFileException {
        return ((SessionStore) sessions).hasEnded(resource.name(), user)
                && resource.standingSession(user).isEmpty();
    }

    /**
     * Returns why the session of a user who logs in at a resource ends with the program although this host keeps others, and what serves
     * longer, in a sentence that begins small; empty if it does not, or the user need not log in.
     */
    public static Optional<String> whyLogInEnds(ComputeResource resource, String user, RemoteSessions sessions) {
        return whyLogInEnds(resource, user, (SessionStore) sessions);
    }

    private static Optional<String> whyLogInEnds(ComputeResource resource, String user, SessionStore sessions) {
        return sessions.areKept() && resource.standingSession(user).isEmpty()
                ? resource.endsWithProgram()
                : Optional.empty();
    }

    /** Does work in the user's session, and drops the session when the service says that it has ended. */
    private <T> T inSession(SessionWork<T> work) throws IOException {
        Session session = session(resource, user, sessions)
                .orElseThrow(() -> new SessionEndedException(resource.name(), user, ""));
        try {
            return work.with(session);
        } catch (SessionEndedException e) {
            drop(session, e);
            throw e;
        }
    }

    /** Drops an ended session; a failure to do so must not hide that it has ended. */
    private void drop(Session session, SessionEndedException reason) {
        try {
            sessions.end(resource.name(), session);
        } catch (StateFileException e) {
            reason.addSuppressed(e);
            monitor.tell(Level.WARNING, "the ended session is kept: " + e.getMessage());
        }
    }

    /**
     * Logs in, in place of an earlier session.
     *
     * @param password left as it is; {@link Secret#none} where a key or the system says who the user is
     */
    public void logIn(Secret password) throws IOException {
        monitor.doing("Logging in at " + resource.name());
        // a broken file is found before anything is sent
        Optional<Session> earlier = sessions.find(resource.name(), resource.toString(), user);
        Session session = manager.logIn(user, new Credentials(password), monitor);
        if (!earlier.equals(Optional.of(session))) {
            sessions.put(resource.name(), resource.toString(), session);
        }
        whyLogInEnds(resource, user, sessions)
                .ifPresent(why ->
                        monitor.tell(Level.WARNING, "the session of " + user + " ends with this program: " + why));
        monitor.did("Logged in at " + resource.name() + " as " + user);
    }

    /** Ends the session here and there; what the service answers cannot keep it alive here. */
    public void logOut() throws IOException {
        monitor.doing("Logging out at " + resource.name());
        Session session = inSession(s -> s);
        try {
            manager.logOut(session, monitor);
        } catch (SessionEndedException e) {
            monitor.tell(Level.DEBUG, "the session had ended before the log-out");
        } catch (ServiceUnreachableException e) {
            throw new ServiceUnreachableException(
                    e.reason(),
                    "the session is dropped here all the same; at the resource it ends by itself when it has not been"
                            + " used for some time",
                    e.stage(),
                    e);
        } finally {
            sessions.remove(resource.name(), session);
        }
        monitor.did("Logged out at " + resource.name());
    }

    /** Returns when the service says that it is ready. */
    public void ping() throws IOException {
        monitor.doing("Asking whether " + resource.name() + " is ready");
        manager.ping(monitor);
        monitor.did(resource.name() + " is ready");
    }

    /** Sends a file of this machine, under its own name, into a directory of the resource. */
    public void upload(Path file, String directory) throws IOException {
        Path path = file.toAbsolutePath();
        long size;
        try {
            size = Files.size(path);
        } catch (IOException e) {
            throw new LocalFileException("the file " + path + " cannot be read: " + LocalFileException.reason(e), e);
        }
        monitor.transferring("Uploading " + path.getFileName(), size);
        inSession(session -> {
            manager.upload(session, path, directory, monitor);
            return session;
        });
        monitor.did("Uploaded " + path.getFileName() + " (" + ByteCount.text(size) + ") to " + directory);
    }

    /**
     * Submits a job, which is there once however often the answer gets lost, where the service allows that: see
     * {@link RemoteJobManager#markUse}. If only the question after its state fails, the state is unknown and the id is not lost.
     *
     * @param name a name to know it by; one is made up when this is empty
     * @throws SubmissionUncertainException if the answer was lost, and whether there is a job could not be found out
     */
    public RemoteJob submit(String runnable, String options, String name) throws IOException {
        JobRequest request = JobRequest.marked(runnable, options, name);
        monitor.doing("Submitting " + request.name());
        keepingTrack(() -> submissions.begin(resource.name(), user, request));
        JobId id;
        boolean isAnswered = false;
        try {
            id = new SubmissionTries(manager, this::inSession, request, monitor).submit();
            isAnswered = true;
        } catch (SubmissionUncertainException e) {
            throw e;
        } catch (IOException e) {
            // a refusal, or nobody to refuse: there is no job
            isAnswered = true;
            throw e;
        } finally {
            boolean known = isAnswered;
            keepingTrack(() -> {
                if (known) {
                    submissions.forget(resource.name(), user, request.mark());
                } else {
                    submissions.giveUp(resource.name(), user, request.mark());
                }
            });
        }
        monitor.doing("Asking for the state of job " + id);
        RemoteJob job = submitted(id, request);
        monitor.did("Submitted " + request.name() + " as job " + job.inWords());
        return job;
    }

    /** Something that is kept of submissions. */
    private interface Keeping {
        void run() throws StateFileException;
    }

    /** Keeps track of submissions, as well as may be: a failure to do so is no failure of the work. */
    private void keepingTrack(Keeping keeping) {
        try {
            keeping.run();
        } catch (StateFileException e) {
            monitor.tell(Level.WARNING, "a job would be lost if the answer to its submission were: " + e.getMessage());
        }
    }

    /**
     * Tells what has become of submissions whose answers were lost, also because the program ended that waited for them: each once, but
     * for a young one, of which there may yet be a job. What cannot be found out now is told another time.
     */
    public void tellOfUnanswered() {
        try {
            for (UnansweredSubmissions.Lost lost : submissions.lost(resource.name(), user)) {
                tellOf(lost);
            }
        } catch (IOException e) {
            monitor.tell(Level.DEBUG, "the submissions without an answer are not known: " + e.getMessage());
        }
    }

    private void tellOf(UnansweredSubmissions.Lost lost) throws IOException {
        List<RemoteJob> jobs = inSession(session -> manager.marked(session, lost.mark(), monitor));
        String which = "the answer to the submission of " + lost.name() + ", sent at "
                + lost.begun().truncatedTo(ChronoUnit.SECONDS) + ", was lost";
        boolean isYoung = lost.begun().plus(MAY_YET_COME).isAfter(Instant.now());
        if (!jobs.isEmpty()) {
            monitor.tell(Level.WARNING, which + "; it was accepted, as job " + inWords(jobs));
        } else {
            jobs = inSession(session -> manager.jobs(session, monitor)).stream()
                    .filter(job -> job.name().equals(lost.name()))
                    .toList();
            monitor.tell(
                    Level.WARNING,
                    which
                            + (jobs.isEmpty()
                                    ? "; " + resource.name() + " lists no job of that name" + (isYoung ? " so far" : "")
                                            + ": submit it again if you still want it"
                                    : "; it may be job " + inWords(jobs)));
        }
        if (!jobs.isEmpty() || !isYoung) {
            submissions.forget(resource.name(), user, lost.mark());
        }
    }

    private static String inWords(List<RemoteJob> jobs) {
        return jobs.stream().map(RemoteJob::inWords).collect(Collectors.joining(", "));
    }

    private RemoteJob submitted(JobId id, JobRequest request) throws IOException {
        try {
            return inSession(session -> manager.job(session, id, monitor.uncancelled()));
        } catch (IOException e) {
            monitor.tell(Level.WARNING, "job " + id + " was submitted, but its state is not known: " + e.getMessage());
            return new RemoteJob(id, request.name(), RemoteJobState.UNKNOWN, request.commandLine());
        }
    }

    /** Returns the user's jobs: those that wait and run, and those that ended lately. */
    public List<RemoteJob> jobs() throws IOException {
        monitor.doing("Asking for the jobs of " + user);
        List<RemoteJob> jobs = inSession(session -> manager.jobs(session, monitor));
        monitor.did((jobs.size() == 1 ? "1 job" : jobs.size() + " jobs") + " of " + user + " at " + resource.name());
        return jobs;
    }

    /** Returns one job, with the reason for its state where the service can tell it. */
    public RemoteJob job(JobId id) throws IOException {
        monitor.doing("Asking for the state of job " + id);
        RemoteJob job = inSession(session -> manager.explained(session, manager.job(session, id, monitor), monitor));
        monitor.did("Job " + job.inWords());
        return job;
    }

    /** Returns a job's files, without its directories. */
    public List<RemoteFile> files(JobId id) throws IOException {
        monitor.doing("Asking for the files of job " + id);
        return inSession(session -> manager.files(session, id, monitor));
    }

    /**
     * Writes what follows a place in one of a job's files to a stream; see {@link RemoteJobManager#downloadFrom}.
     *
     * @param file as {@link #files} gave it, with a mark if the job runs
     * @param start how many bytes at its beginning are not wanted
     */
    public void readFrom(JobId id, RemoteFile file, long start, OutputStream sink) throws IOException {
        inSession(session -> {
            manager.downloadFrom(session, id, file, start, sink, monitor);
            return session;
        });
    }

    /**
     * Returns the end of one of a job's files.
     *
     * @param file as {@link #files} gave it; its job may run
     * @param most how many bytes of it are wanted at most
     */
    public FileEnd end(JobId id, RemoteFile file, int most) throws IOException {
        TailSink sink = new TailSink(most);
        if (!file.isListed()) {
            inSession(session -> {
                manager.download(session, id, file, sink, monitor);
                return session;
            });
            return new FileEnd(sink.count(), sink.from(), sink.text());
        }
        long start = Math.max(0, file.size() - most);
        readFrom(id, file.whileJobRuns(), start, sink);
        return new FileEnd(start + sink.count(), start + sink.from(), sink.text());
    }

    /**
     * Follows a job to its end, with its output as it grows, and returns it with the reason for its last state. A service that fails is
     * asked again for some minutes.
     *
     * @param states hears each state, the first one too
     * @param output takes what is in the job's file of output, as it comes; not closed
     * @param errors takes what is in its file of errors; not closed
     */
    public RemoteJob follow(JobId id, Consumer<RemoteJob> states, OutputStream output, OutputStream errors)
            throws IOException {
        return new JobFollower(this, id, monitor, PATIENCE, output, errors).follow(states);
    }

    /** Returns why a job failed, with the last lines that it wrote; of an array of jobs, those of the first task that failed. */
    public JobDiagnosis diagnose(JobId id) throws IOException {
        RemoteJob job = job(id);
        JobDiagnosis told = new JobDiagnosis(job, Optional.empty(), List.of(), JobAdvice.of(job));
        if (!told.hasFailed()) {
            return told;
        }
        try {
            List<RemoteFile> files = files(id);
            Optional<RemoteJob> task = failedTask(id, files);
            String advice = task.isEmpty() ? told.advice() : "of " + task.get().id() + ": " + JobAdvice.of(task.get());
            JobId telling = task.map(RemoteJob::id).orElse(id);
            Optional<RemoteFile> file = Stream.of(OutputFiles.error(telling, files), OutputFiles.output(telling, files))
                    .flatMap(List::stream)
                    .filter(each -> each.size() > 0)
                    .findFirst();
            List<String> lines = file.isEmpty()
                    ? List.of()
                    : lastLines(end(id, file.get(), LAST_BYTES).text());
            return new JobDiagnosis(job, file, lines, advice);
        } catch (SessionEndedException e) {
            throw e;
        } catch (RemoteServiceException e) {
            monitor.tell(Level.WARNING, "the job's files cannot be read: " + e.getMessage());
            return told;
        }
    }

    /** Returns a task of an array that has failed, as far as some questions tell. */
    private Optional<RemoteJob> failedTask(JobId id, List<RemoteFile> files) throws IOException {
        List<JobId> tasks = OutputFiles.tasks(id, files);
        for (JobId each : tasks.subList(0, Math.min(MOST_ASKED, tasks.size()))) {
            try {
                RemoteJob task = job(each);
                if (!task.state().isUnderWay() && !task.state().succeeded()) {
                    return Optional.of(task);
                }
            } catch (UnknownJobException e) {
                // of this service tasks cannot be asked for
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static List<String> lastLines(String text) {
        List<String> lines = text.lines().toList();
        return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    }

    /**
     * Fetches files of a job, each whole or not at all; files of the same names are replaced.
     *
     * @param file the name or the path of one; empty for all that are not hidden
     * @param directory where they go on this machine
     */
    public void download(JobId id, String file, Path directory) throws IOException {
        Path target = directory.toAbsolutePath();
        // asked first: a job that ends while its files are fetched may write more of them
        RemoteJobState state = stateIfKnown(id);
        String fetched = inSession(
                session -> new JobDownload(manager, session, resource.name(), id, state.isUnderWay(), target, monitor)
                        .fetch(file));
        String more = state.isUnderWay() ? "; job " + id + " is " + state + ", so more may come" : "";
        if (state.isUnderWay()) {
            monitor.tell(Level.WARNING, "job " + id + " is " + state + ": these are its files so far");
        }
        monitor.did("Fetched " + fetched + " into " + target + more);
    }

    /** Returns the state of a job when it is of use, but not needed: a service forgets jobs before their files. */
    private RemoteJobState stateIfKnown(JobId id) throws IOException {
        try {
            return inSession(session -> manager.job(session, id, monitor)).state();
        } catch (SessionEndedException e) {
            throw e;
        } catch (RemoteServiceException e) {
            monitor.tell(Level.DEBUG, "the state of job " + id + " is not known: " + e.getMessage());
            return RemoteJobState.UNKNOWN;
        }
    }

    /** Stops a job, and waits for its end for a while. */
    public void cancel(JobId id) throws IOException {
        monitor.doing("Stopping job " + id);
        RemoteJobState state;
        boolean told = false;
        try {
            inSession(session -> {
                manager.cancel(session, id, monitor);
                return session;
            });
            told = true;
            state = awaitStop(id);
        } catch (AlgorithmCancelledException | CancellationException e) {
            // what ends is this call: the job has an end of its own
            monitor.tell(
                    Level.WARNING,
                    "job " + id + (told ? " was told to stop" : " may have been told to stop")
                            + ", and may run on; ask for its state");
            throw e;
        }
        boolean stopped = !state.isUnderWay() && !state.equals(RemoteJobState.UNKNOWN);
        monitor.did(
                stopped
                        ? "Stopped job " + new RemoteJob(id, "", state, "").inWords()
                        : "Job " + id + " was told to stop; ask for its state later");
    }

    /** Waits for the end of a job, since services take a moment to stop one, and returns the last state. */
    private RemoteJobState awaitStop(JobId id) throws IOException {
        long end = System.nanoTime() + STOP_WAIT.toNanos();
        RemoteJobState state = stateIfKnown(id);
        while (state.isUnderWay() && System.nanoTime() < end) {
            monitor.pause(STOP_POLL);
            state = stateIfKnown(id);
        }
        return state;
    }

    /** Remembers the user, after a success; a failure to do so is no failure of the work. */
    public void remember() {
        try {
            users.remember(resource.name(), user);
        } catch (StateFileException e) {
            monitor.tell(Level.WARNING, "the user name is not remembered: " + e.getMessage());
        }
    }

    /** Gives up the connection; the session goes on. */
    @Override
    public void close() {
        manager.close();
    }
}
