package org.mantle.ssh.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import java.util.EnumSet;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.impl.SftpInputStreamAsync;
import org.jspecify.annotations.Nullable;
import org.mantle.remote.job.CallMonitor;
import org.mantle.remote.job.RemoteFile;
import org.mantle.remote.job.ServiceFaultException;
import org.mantle.remote.job.UnknownFileException;
import org.mantle.ssh.connection.SftpChannel;
import org.mantle.ssh.connection.SshConnection;
import org.mantle.ssh.connection.SshLink;

/** A file on its way from a host, of which exactly as many bytes come as its list says. After a break of the connection it goes on. */
public final class FileDownload {

    /** How many bytes are asked for at a time, of which many are on their way: every host gives as many. */
    private static final int READ_SIZE = 32 * 1024;

    private static final int COPY_BUFFER = 256 * 1024;

    private final String path;
    private final RemoteFile file;
    private final OutputStream sink;
    private final FileFaults faults;
    private final CallMonitor monitor;
    private long fetched;
    private long size;
    private @Nullable FileTime modified;
    private boolean sinkFailed;

    /**
     * Prepares a download.
     *
     * @param path where the file is on the host
     * @param file what its list says of it
     * @param sink takes the content; not closed
     */
    public FileDownload(String path, RemoteFile file, OutputStream sink, FileFaults faults, CallMonitor monitor) {
        this.path = path;
        this.file = file;
        this.sink = sink;
        this.faults = faults;
        this.monitor = monitor;
        this.size = file.size();
    }

    /** Fetches the file. */
    public void fetch(SshLink link) throws IOException {
        link.complete(this::fetchOn, () -> fetched, monitor);
    }

    private String what() {
        return "the file " + file.name();
    }

    private void fetchOn(SshConnection connection) throws IOException {
        try (SftpChannel channel = SftpChannel.open(connection, monitor)) {
            // asked before it is opened: to open a pipe would wait for a writer
            check(channel);
            try (CloseableHandle handle = opened(channel);
                    InputStream in =
                            new SftpInputStreamAsync(channel.client(), READ_SIZE, fetched, size, path, handle, false)) {
                copy(in, channel);
                checkLength(channel.client().stat(handle));
            } catch (ServiceFaultException e) {
                throw e;
            } catch (IOException e) {
                if (sinkFailed) {
                    throw e;
                }
                throw faults.of(e, what(), channel);
            }
            channel.settle();
        }
    }

    private CloseableHandle opened(SftpChannel channel) throws IOException {
        return channel.client().open(path, EnumSet.of(OpenMode.Read));
    }

    private void check(SftpChannel channel) throws IOException {
        Attributes now;
        try {
            now = channel.client().stat(path);
        } catch (IOException e) {
            throw faults.of(e, what(), channel);
        }
        if (!now.isRegularFile()) {
            throw new UnknownFileException(
                    "\"" + path + "\" at " + faults.resource() + " is "
                            + (now.isDirectory() ? "a directory" : "no file") + "; give the name of a file",
                    "");
        }
        if (!file.isListed() && modified == null) {
            size = now.getSize();
        }
        checkLength(now);
        if (modified != null && !file.mayGrow() && !modified.equals(now.getModifyTime())) {
            throw changed(now.getSize());
        }
        modified = now.getModifyTime();
    }

    private void checkLength(Attributes now) throws ServiceFaultException {
        boolean isOther = file.mayGrow() ? now.getSize() < size : now.getSize() != size;
        if (isOther) {
            throw changed(now.getSize());
        }
    }

    private ServiceFaultException changed(long now) {
        return new ServiceFaultException(
                what() + " has changed at " + faults.resource() + ": it has " + now + " bytes, and " + size
                        + " were listed; look at the job's files and fetch it again",
                "");
    }

    private void copy(InputStream in, SftpChannel channel) throws IOException {
        byte[] buffer = new byte[COPY_BUFFER];
        while (fetched < size) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, size - fetched));
            monitor.checkCancelled();
            if (count < 0) {
                throw changed(fetched);
            }
            sinkFailed = true;
            sink.write(buffer, 0, count);
            sinkFailed = false;
            fetched += count;
            channel.moved(count);
        }
    }
}
