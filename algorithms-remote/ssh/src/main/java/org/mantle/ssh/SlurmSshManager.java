package org.mantle.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.jspecify.annotations.Nullable;
import org.mantle.pac.FileSource;
import org.mantle.remote.job.CallMonitor;
import org.mantle.remote.job.Credentials;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.JobRequest;
import org.mantle.remote.job.LocalFileException;
import org.mantle.remote.job.LogInRefusedException;
import org.mantle.remote.job.RemoteFile;
import org.mantle.remote.job.RemoteJob;
import org.mantle.remote.job.RemoteJobManager;
import org.mantle.remote.job.Session;
import org.mantle.remote.job.SessionEndedException;
import org.mantle.ssh.connection.SftpChannel;
import org.mantle.ssh.connection.SshConnection;
import org.mantle.ssh.connection.SshLink;
import org.mantle.ssh.connection.SshProof;
import org.mantle.ssh.file.FileDownload;
import org.mantle.ssh.file.FileFaults;
import org.mantle.ssh.file.FileUpload;
import org.mantle.ssh.job.SlurmJobs;

/** The adapter for a Slurm that is reached by SSH. It keeps one connection, of one user at a time, until it is closed. */
final class SlurmSshManager implements RemoteJobManager {

    private static final int DOWNLOADS = 4;
    private static final String NOT_A_NAME = "\ufffd";

    private final SlurmSshResource resource;
    private final UserProofs proofs;
    private @Nullable SshConnection connection;
    private @Nullable Session owner;
    private boolean closed;

    SlurmSshManager(SlurmSshResource resource, UserProofs proofs) {
        this.resource = resource;
        this.proofs = proofs;
    }

    @Override
    public Session logIn(String user, Credentials credentials, CallMonitor monitor) throws IOException {
        return proofs.logIn(resource, user, credentials.password(), (session, proof) -> {
            drop();
            keep(session, open(user, proof, monitor));
        });
    }

    private SshConnection open(String user, SshProof proof, CallMonitor monitor) throws IOException {
        return SshConnection.open(
                resource.address(), user, proof, resource.access().advice(proof), monitor);
    }

    @Override
    public void logOut(Session session, CallMonitor monitor) {
        proofs.forget(session);
        drop();
    }

    @Override
    public void ping(CallMonitor monitor) throws IOException {
        SshConnection.greet(resource.address(), monitor);
    }

    /** Returns the connection of a session, which is made anew if it broke. */
    private synchronized SshConnection connection(Session session, CallMonitor monitor) throws IOException {
        @Nullable SshConnection kept = connection;
        if (kept != null && kept.isOpen() && session.equals(owner)) {
            return kept;
        }
        drop();
        SshProof proof = proofs.of(resource, session)
                .orElseThrow(() -> new SessionEndedException(resource.name(), session.user(), ""));
        try {
            SshConnection made = open(session.user(), proof, monitor);
            keep(session, made);
            return made;
        } catch (LogInRefusedException e) {
            if (session.token().isEmpty()) {
                throw e;
            }
            proofs.forget(session);
            throw new SessionEndedException(resource.name(), session.user(), "");
        }
    }

    private synchronized void keep(Session session, SshConnection made) {
        if (closed) {
            made.close();
        }
        connection = made;
        owner = session;
    }

    private synchronized void drop() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    private SshLink link(Session session) {
        return monitor -> connection(session, monitor);
    }

    private FileFaults faults(Session session) {
        return new FileFaults(resource.name(), session.user());
    }

    private SlurmJobs jobs(Session session) {
        return new SlurmJobs(
                resource.name(),
                session.user(),
                link(session),
                resource.jobsDirectory(),
                resource.slurmDirectory(),
                resource.submitOptions(),
                proofs.shared(resource, session.user()),
                resource.address().responseTimeout());
    }

    @Override
    public void upload(Session session, Path file, String directory, CallMonitor monitor) throws IOException {
        FileSource source;
        String identity;
        try {
            source = FileSource.of(file);
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            identity = file.toAbsolutePath() + "\n" + attributes.size() + "\n" + attributes.lastModifiedTime() + "\n"
                    + attributes.fileKey();
            if (!Files.isReadable(file)) {
                throw new AccessDeniedException(file.toString());
            }
        } catch (IOException e) {
            throw new LocalFileException("the file " + file + " cannot be read: " + LocalFileException.reason(e), e);
        }
        new FileUpload(source, identity, directory, faults(session), monitor).send(link(session));
    }

    @Override
    public JobId submit(Session session, JobRequest request, CallMonitor monitor) throws IOException {
        return jobs(session).submit(request, monitor);
    }

    @Override
    public List<RemoteJob> jobs(Session session, CallMonitor monitor) throws IOException {
        return jobs(session).jobs(monitor);
    }

    @Override
    public RemoteJob job(Session session, JobId id, CallMonitor monitor) throws IOException {
        return jobs(session).job(id, monitor);
    }

    @Override
    public RemoteJob explained(Session session, RemoteJob job, CallMonitor monitor) {
        return jobs(session).explained(job, monitor);
    }

    /** Lists what is in the job's folder, not what is below it. A job that was not submitted from Mantle has none. */
    @Override
    public List<RemoteFile> files(Session session, JobId id, CallMonitor monitor) throws IOException {
        List<RemoteFile> files = new ArrayList<>();
        link(session)
                .complete(
                        made -> {
                            files.clear();
                            files.addAll(filesOf(session, id, made, monitor));
                        },
                        () -> 0,
                        monitor);
        return files;
    }

    private List<RemoteFile> filesOf(Session session, JobId id, SshConnection made, CallMonitor monitor)
            throws IOException {
        try (SftpChannel channel = SftpChannel.open(made, monitor)) {
            String path;
            List<DirEntry> entries = new ArrayList<>();
            try {
                path = channel.client().canonicalPath(jobs(session).folderOf(id));
                readInto(entries, path, channel.client());
            } catch (SftpException e) {
                if (e.getStatus() != SftpConstants.SSH_FX_NO_SUCH_FILE) {
                    throw faults(session).of(e, "the files of job " + id, channel);
                }
                // no such job, or one that has no folder here
                jobs(session).job(id, monitor);
                return List.of();
            } catch (IOException e) {
                throw channel.explained(e);
            }
            List<RemoteFile> files = new ArrayList<>();
            for (DirEntry entry : entries) {
                listed(path, entry, channel).ifPresent(files::add);
            }
            channel.settle();
            return files;
        }
    }

    /** Reads a folder by itself: the library's iterator throws what the host says, and that it is gone, as what nobody catches. */
    private static void readInto(List<DirEntry> entries, String path, SftpClient client) throws IOException {
        try (CloseableHandle folder = client.openDir(path)) {
            @Nullable List<DirEntry> some = client.readDir(folder);
            while (some != null) {
                entries.addAll(some);
                some = client.readDir(folder);
            }
        }
    }

    private static Optional<RemoteFile> listed(String folder, DirEntry entry, SftpChannel channel) throws IOException {
        String path = folder + "/" + entry.getFilename();
        Attributes attributes = entry.getAttributes();
        if (attributes.isSymbolicLink()) {
            try {
                attributes = channel.client().stat(path);
            } catch (SftpException e) {
                return Optional.of(new RemoteFile(path, 0, false));
            } catch (IOException e) {
                throw channel.explained(e);
            }
        }
        if (attributes.isDirectory()) {
            return Optional.empty();
        }
        // pipes, and names that are not in UTF-8, by which no file can be asked for
        boolean fetchable = attributes.isRegularFile() && !entry.getFilename().contains(NOT_A_NAME);
        return Optional.of(new RemoteFile(path, attributes.getSize(), fetchable));
    }

    @Override
    public void download(Session session, JobId id, RemoteFile file, OutputStream sink, CallMonitor monitor)
            throws IOException {
        String path = file.path().startsWith("/") ? file.path() : jobs(session).folderOf(id) + "/" + file.path();
        new FileDownload(path, file, sink, faults(session), monitor).fetch(link(session));
    }

    /** Each file takes some answers of the host, however small it is. */
    @Override
    public int downloadsAtATime() {
        return DOWNLOADS;
    }

    @Override
    public void cancel(Session session, JobId id, CallMonitor monitor) throws IOException {
        jobs(session).cancel(id, monitor);
    }

    @Override
    public synchronized void close() {
        closed = true;
        drop();
    }
}
