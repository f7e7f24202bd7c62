package com.example.memory;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mantle.remote.job.CallMonitor;
import org.mantle.remote.job.Credentials;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.JobRequest;
import org.mantle.remote.job.LocalFileException;
import org.mantle.remote.job.LogInRefusedException;
import org.mantle.remote.job.RemoteFile;
import org.mantle.remote.job.RemoteJob;
import org.mantle.remote.job.RemoteJobManager;
import org.mantle.remote.job.RemoteJobState;
import org.mantle.remote.job.ServiceFaultException;
import org.mantle.remote.job.Session;
import org.mantle.remote.job.UnknownJobException;

/** The jobs of one site. Nobody needs a password, so that a session has no token; but {@code root} is not let in. */
final class MemoryJobManager implements RemoteJobManager {

    private final String resource;
    private final URI address;
    private final MemorySite site;

    MemoryJobManager(String resource, URI address, MemorySite site) {
        this.resource = resource;
        this.address = address;
        this.site = site;
    }

    @Override
    public Session logIn(String user, Credentials credentials, CallMonitor monitor) throws LogInRefusedException {
        if (user.equals("root")) {
            throw new LogInRefusedException(resource, user, "root is not let in");
        }
        return new Session(user, address, "");
    }

    @Override
    public void logOut(Session session, CallMonitor monitor) {}

    @Override
    public void ping(CallMonitor monitor) throws ServiceFaultException {
        if (site.jobs.size() >= 100) {
            throw new ServiceFaultException(resource + " is full; remove some jobs", "");
        }
    }

    @Override
    public void upload(Session session, Path file, String directory, CallMonitor monitor) throws LocalFileException {
        try {
            byte[] content = Files.readAllBytes(file);
            site.files.put(directory + "/" + file.getFileName(), content);
            monitor.moved(content.length);
        } catch (IOException e) {
            throw new LocalFileException("the file " + file + " cannot be read: " + LocalFileException.reason(e), e);
        }
    }

    @Override
    public JobId submit(Session session, JobRequest request, CallMonitor monitor) {
        int number = site.lastJob.incrementAndGet();
        JobId id = JobId.of(number);
        site.jobs.put(
                number, new RemoteJob(id, request.name(), RemoteJobState.success("COMPLETED"), request.commandLine()));
        return id;
    }

    @Override
    public List<RemoteJob> jobs(Session session, CallMonitor monitor) {
        if (session.user().equals("unlucky")) {
            throw new IllegalStateException("the adapter's author did not think of this user");
        }
        return List.copyOf(site.jobs.values());
    }

    @Override
    public RemoteJob job(Session session, JobId id, CallMonitor monitor) throws UnknownJobException {
        return jobs(session, monitor).stream()
                .filter(job -> job.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new UnknownJobException(resource, session.user(), id, ""));
    }

    @Override
    public List<RemoteFile> files(Session session, JobId id, CallMonitor monitor) throws UnknownJobException {
        return List.of(new RemoteFile("/jobs/" + id + ".output", output(session, id, monitor).length, true));
    }

    private byte[] output(Session session, JobId id, CallMonitor monitor) throws UnknownJobException {
        return job(session, id, monitor).command().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void download(Session session, JobId id, RemoteFile file, OutputStream sink, CallMonitor monitor)
            throws IOException {
        sink.write(output(session, id, monitor));
    }

    @Override
    public void cancel(Session session, JobId id, CallMonitor monitor) throws UnknownJobException {
        RemoteJob job = job(session, id, monitor);
        site.jobs.put(
                Integer.parseInt(id.text()),
                new RemoteJob(id, job.name(), new RemoteJobState("CANCELLED", false), job.command()));
    }

    @Override
    public void close() {
        site.closedManagers.incrementAndGet();
    }
}
