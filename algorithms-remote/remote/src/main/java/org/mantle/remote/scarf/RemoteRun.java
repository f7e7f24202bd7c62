package org.mantle.remote.scarf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.run.AlgorithmCancelledException;
import org.mantle.framework.type.Secret;
import org.mantle.remote.ComputeResource;
import org.mantle.remote.ComputeResources;
import org.mantle.remote.RememberedUsers;
import org.mantle.remote.RemoteSessions;
import org.mantle.remote.job.Credentials;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.JobRequest;
import org.mantle.remote.job.LocalFileException;
import org.mantle.remote.job.RemoteJob;
import org.mantle.remote.job.RemoteJobManager;
import org.mantle.remote.job.RemoteJobState;
import org.mantle.remote.job.RemoteServiceException;
import org.mantle.remote.job.ServiceUnreachableException;
import org.mantle.remote.job.ServiceWords;
import org.mantle.remote.job.Session;
import org.mantle.remote.job.SessionEndedException;
import org.mantle.remote.job.StateFileException;
import org.mantle.remote.state.SessionStore;

/** The work of one run at one compute resource, for one user. */
final class RemoteRun implements AutoCloseable {

    private static final int REASONS_SHOWN = 20;
    private static final Duration STOP_WAIT = Duration.ofSeconds(15);
    private static final Duration STOP_POLL = Duration.ofMillis(500);

    private final ComputeResource resource;
    private final String user;
    private final RemoteJobManager manager;
    private final SessionStore sessions;
    private final RememberedUsers users;
    private final RunMonitor monitor;

    private RemoteRun(
            ComputeResource resource,
            String user,
            RemoteJobManager manager,
            SessionStore sessions,
            RememberedUsers users,
            RunMonitor monitor) {
        this.resource = resource;
        this.user = user;
        this.manager = manager;
        this.sessions = sessions;
        this.users = users;
        this.monitor = monitor;
    }

    /**
     * Begins the work at a resource, for a user.
     *
     * @throws StateFileException if the resource is not there any more, or its file cannot be read
     */
    static RemoteRun of(Context run, String resourceName, String user) throws IOException {
        ComputeResource resource = run.service(ComputeResources.class)
                .find(resourceName)
                .orElseThrow(() -> new StateFileException(
                        "the compute resource " + resourceName + " was removed while this run began", null));
        return new RemoteRun(
                resource,
                user,
                resource.connect(),
                (SessionStore) run.service(RemoteSessions.class),
                run.service(RememberedUsers.class),
                new RunMonitor(run));
    }

    /** A piece of work in a session. */
    @FunctionalInterface
    private interface SessionWork<T> {
        T with(Session session) throws IOException;
    }

    /** Does work in the user's session, and drops the session when the service says that it has ended. */
    private <T> T inSession(SessionWork<T> work) throws IOException {
        Session session = sessions.find(resource.name(), user)
                .filter(resource::accepts)
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
            monitor.log().warning("the ended session is kept: " + e.getMessage());
        }
    }

    void logIn(Secret password) throws IOException {
        monitor.doing("Logging in at " + resource.name());
        // a broken file is found before anything is sent
        Optional<Session> earlier = sessions.find(resource.name(), user);
        Session session = manager.logIn(user, new Credentials(password), monitor);
        if (!earlier.equals(Optional.of(session))) {
            sessions.put(resource.name(), session);
        }
        monitor.did("Logged in at " + resource.name() + " as " + user);
    }

    /** Ends the session here and there; what the service answers cannot keep it alive here. */
    void logOut() throws IOException {
        monitor.doing("Logging out at " + resource.name());
        Session session = inSession(s -> s);
        try {
            manager.logOut(session, monitor);
        } catch (SessionEndedException e) {
            monitor.log().debug("the session had ended before the log-out");
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

    void ping() throws IOException {
        monitor.doing("Asking whether " + resource.name() + " is ready");
        manager.ping(monitor);
        monitor.did(resource.name() + " is ready");
    }

    void upload(String file, String directory) throws IOException {
        Path path = Path.of(file).toAbsolutePath();
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

    /** Submits a job. If only the question after its state fails, the state is unknown and the id is not lost. */
    RemoteJob submit(String runnable, String options, String name) throws IOException {
        // unique, so that the job can be found if the answer gets lost
        String known = name.isEmpty()
                ? "Mantle_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12)
                : name;
        JobRequest request = new JobRequest(runnable, options, known);
        monitor.doing("Submitting " + known);
        JobId id = inSession(session -> manager.submit(session, request, monitor));
        monitor.doing("Asking for the state of job " + id);
        RemoteJob job = submitted(id, request);
        tellWhy(List.of(job));
        monitor.did("Submitted " + known + " as job " + inWords(id, job.state()));
        return job;
    }

    private RemoteJob submitted(JobId id, JobRequest request) throws IOException {
        try {
            return inSession(session -> manager.job(session, id, monitor.uncancelled()));
        } catch (IOException e) {
            monitor.log().warning("job " + id + " was submitted, but its state is not known: " + e.getMessage());
            return new RemoteJob(id, request.name(), RemoteJobState.UNKNOWN, request.commandLine());
        }
    }

    List<RemoteJob> jobs() throws IOException {
        monitor.doing("Asking for the jobs of " + user);
        List<RemoteJob> jobs = inSession(session -> manager.jobs(session, monitor));
        tellWhy(jobs);
        monitor.did((jobs.size() == 1 ? "1 job" : jobs.size() + " jobs") + " of " + user + " at " + resource.name());
        return jobs;
    }

    RemoteJob job(JobId id) throws IOException {
        monitor.doing("Asking for the state of job " + id);
        RemoteJob job = inSession(session -> manager.explained(session, manager.job(session, id, monitor), monitor));
        tellWhy(List.of(job));
        monitor.did("Job " + inWords(id, job.state()));
        return job;
    }

    private static String inWords(JobId id, RemoteJobState state) {
        String reason = ServiceWords.line(state.reason());
        return id + ": " + ServiceWords.line(state.word()) + (reason.isEmpty() ? "" : " (" + reason + ")");
    }

    /** Says why jobs ended, where the service does: the outputs have the word for the state alone. */
    private void tellWhy(List<RemoteJob> jobs) {
        List<RemoteJob> explained = jobs.stream()
                .filter(job ->
                        !job.state().isUnderWay() && !job.state().reason().isBlank())
                .toList();
        explained.stream()
                .limit(REASONS_SHOWN)
                .forEach(job -> monitor.log().warning("job " + inWords(job.id(), job.state())));
        if (explained.size() > REASONS_SHOWN) {
            monitor.log()
                    .warning((explained.size() - REASONS_SHOWN)
                            + " more jobs have ended; ask for one with Action=JobStatusByID");
        }
    }

    void download(JobId id, String file, String directory) throws IOException {
        Path target = Path.of(directory).toAbsolutePath();
        // asked first: a job that ends while its files are fetched may write more of them
        RemoteJobState state = stateIfKnown(id);
        String fetched = inSession(
                session -> new JobDownload(manager, session, resource.name(), id, state.isUnderWay(), target, monitor)
                        .fetch(file));
        String more = state.isUnderWay() ? "; job " + id + " is " + state + ", so more may come" : "";
        if (state.isUnderWay()) {
            monitor.log().warning("job " + id + " is " + state + ": these are its files so far");
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
            monitor.log().debug("the state of job " + id + " is not known: " + e.getMessage());
            return RemoteJobState.UNKNOWN;
        }
    }

    void cancel(JobId id) throws IOException {
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
        } catch (AlgorithmCancelledException e) {
            // what ends is this call: the job has an end of its own
            monitor.log()
                    .warning("job " + id + (told ? " was told to stop" : " may have been told to stop")
                            + ", and may run on; ask for its state with Action=JobStatusByID");
            throw e;
        }
        boolean stopped = !state.isUnderWay() && !state.equals(RemoteJobState.UNKNOWN);
        monitor.did(
                stopped
                        ? "Stopped job " + inWords(id, state)
                        : "Job " + id + " was told to stop; ask for its state with Action=JobStatusByID");
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

    /** Remembers the user after a success; a failure to do so is no failure of the run. */
    void rememberUser() {
        try {
            users.remember(resource.name(), user);
        } catch (StateFileException e) {
            monitor.log().warning("the user name is not remembered: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
