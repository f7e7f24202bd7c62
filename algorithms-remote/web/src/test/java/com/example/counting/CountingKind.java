package com.example.counting;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.mantle.framework.property.Property;
import org.mantle.remote.job.CallMonitor;
import org.mantle.remote.job.Credentials;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.JobRequest;
import org.mantle.remote.job.RemoteFile;
import org.mantle.remote.job.RemoteJob;
import org.mantle.remote.job.RemoteJobManager;
import org.mantle.remote.job.RemoteJobState;
import org.mantle.remote.job.Session;
import org.mantle.remote.kind.ResourceKind;
import org.mantle.remote.kind.ResourceSettings;

/** Resources with one job that never ends. */
public final class CountingKind implements ResourceKind {

    /** How often jobs were listed, at all resources of the kind. */
    public static final AtomicInteger LISTED = new AtomicInteger();

    private static final URI HERE = URI.create("counting:here");

    public CountingKind() {}

    @Override
    public String type() {
        return "counting";
    }

    @Override
    public String summary() {
        return "Counts how often it is asked.";
    }

    @Override
    public List<Property<?>> settings() {
        return List.of();
    }

    @Override
    public String address(ResourceSettings settings) {
        return HERE.toString();
    }

    @Override
    public boolean accepts(Session session, ResourceSettings settings) {
        return session.serviceUrl().equals(HERE);
    }

    @Override
    public RemoteJobManager connect(String resource, ResourceSettings settings) {
        return new Manager();
    }

    private static final class Manager implements RemoteJobManager {

        @Override
        public Session logIn(String user, Credentials credentials, CallMonitor monitor) {
            return new Session(user, HERE, "token");
        }

        @Override
        public void logOut(Session session, CallMonitor monitor) {}

        @Override
        public void ping(CallMonitor monitor) {}

        @Override
        public void upload(Session session, Path file, String directory, CallMonitor monitor) throws IOException {
            throw new IOException("nothing can be sent here");
        }

        @Override
        public JobId submit(Session session, JobRequest request, CallMonitor monitor) throws IOException {
            throw new IOException("nothing can be submitted here");
        }

        @Override
        public List<RemoteJob> jobs(Session session, CallMonitor monitor) {
            int count = LISTED.incrementAndGet();
            return List.of(new RemoteJob(JobId.of(1), "list " + count, new RemoteJobState("Running", true), "count"));
        }

        @Override
        public RemoteJob job(Session session, JobId id, CallMonitor monitor) {
            return new RemoteJob(id, "one", new RemoteJobState("Running", true), "count");
        }

        @Override
        public List<RemoteFile> files(Session session, JobId id, CallMonitor monitor) {
            return List.of();
        }

        @Override
        public void download(Session session, JobId id, RemoteFile file, OutputStream sink, CallMonitor monitor) {}

        @Override
        public void cancel(Session session, JobId id, CallMonitor monitor) {}

        @Override
        public void close() {}
    }
}
