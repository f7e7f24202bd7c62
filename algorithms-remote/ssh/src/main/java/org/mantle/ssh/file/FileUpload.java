package org.mantle.ssh.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HexFormat;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHFsyncExtension;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHPosixRenameExtension;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHStatExtensionInfo;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHStatPathExtension;
import org.apache.sshd.sftp.client.impl.SftpOutputStreamAsync;
import org.apache.sshd.sftp.common.SftpException;
import org.jspecify.annotations.Nullable;
import org.mantle.pac.ChangedFileException;
import org.mantle.pac.FileSource;
import org.mantle.pac.stream.BlockOutput;
import org.mantle.remote.job.CallMonitor;
import org.mantle.remote.job.LocalFileException;
import org.mantle.remote.job.RemoteServiceException;
import org.mantle.remote.job.ServiceFaultException;
import org.mantle.remote.job.ServiceUnreachableException;
import org.mantle.ssh.connection.SftpChannel;
import org.mantle.ssh.connection.SshConnection;
import org.mantle.ssh.connection.SshLink;

/**
 * A file on its way to a host. Until it is whole it has a hidden name of its own, by which a later upload of the same file finds what is there
 * already and goes on; then it takes the place of a file of its name at once.
 */
public final class FileUpload {

    /** What may have been on its way when a connection broke, and is sent again: not every host writes in order. */
    private static final long UNSURE = 8L * 1024 * 1024;

    private final FileSource source;
    private final String directory;
    private final String target;
    private final String part;
    private final FileFaults faults;
    private final CallMonitor monitor;
    private long sent;

    /**
     * Prepares an upload.
     *
     * @param identity what tells this file, in this state, from all others
     * @param directory where it goes; made if it is not there
     */
    public FileUpload(FileSource source, String identity, String directory, FileFaults faults, CallMonitor monitor) {
        String folder = directory.endsWith("/") ? directory : directory + "/";
        this.source = source;
        this.directory = directory;
        this.target = folder + source.name();
        this.part = folder + ".mantle-upload-" + digest(identity) + ".part";
        this.faults = faults;
        this.monitor = monitor;
    }

    private static String digest(String identity) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends the file; after a break of the connection it goes on. */
    public void send(SshLink link) throws IOException {
        try {
            link.complete(this::sendOn, () -> sent, monitor);
        } catch (ServiceUnreachableException e) {
            if (sent == 0) {
                throw e;
            }
            throw new ServiceUnreachableException(
                    e.reason(), "upload the file again: it goes on where it broke off", e.stage(), e);
        }
    }

    private void sendOn(SshConnection connection) throws IOException {
        try (SftpChannel channel = SftpChannel.open(connection, monitor)) {
            makeDirectory(channel);
            try {
                long there = lengthThere(channel);
                transfer(channel, there);
                replaceTarget(channel);
                channel.settle();
            } catch (LocalFileException e) {
                throw e;
            } catch (SftpException e) {
                throw FileFaults.saysFailure(e) ? noRoomOr(e, channel) : faults.of(e, what(), channel);
            } catch (RemoteServiceException e) {
                // what the host has answered, and not a break of the connection
                throw e;
            } catch (ChangedFileException e) {
                removePart(channel);
                throw new LocalFileException(e.getMessage() + "; upload it again when nobody writes to it", e);
            } catch (IOException e) {
                throw channel.explained(e);
            }
        }
    }

    private String what() {
        return "the upload of " + source.name() + " to " + directory + " (DestinationDirectory)";
    }

    private void makeDirectory(SftpChannel channel) throws IOException {
        SftpClient client = channel.client();
        Deque<String> missing = new ArrayDeque<>();
        try {
            String path = directory;
            while (!isThere(client, path)) {
                missing.push(path);
                int slash = path.replaceFirst("/+$", "").lastIndexOf('/');
                path = slash <= 0 ? "/" : path.substring(0, slash);
            }
            for (String folder : missing) {
                try {
                    client.mkdir(folder);
                } catch (SftpException e) {
                    // another program may have made it meanwhile
                    if (!isThere(client, folder)) {
                        throw e;
                    }
                }
            }
        } catch (IOException e) {
            throw faults.of(e, "making the directory " + directory + " (DestinationDirectory)", channel);
        }
    }

    private static boolean isThere(SftpClient client, String path) throws IOException {
        try {
            client.stat(path);
            return true;
        } catch (SftpException e) {
            if (FileFaults.saysNone(e)) {
                return false;
            }
            throw e;
        }
    }

    private long lengthThere(SftpChannel channel) throws IOException {
        try {
            Attributes there = channel.client().lstat(part);
            if (there.isRegularFile() && there.getSize() <= source.length()) {
                return Math.max(0, there.getSize() - UNSURE);
            }
            channel.client().remove(part);
            return 0;
        } catch (SftpException e) {
            if (FileFaults.saysNone(e)) {
                return 0;
            }
            throw e;
        }
    }

    private void transfer(SftpChannel channel, long offset) throws IOException {
        // what is there already counts as moved, once
        channel.moved(Math.max(0, offset - sent));
        sent = Math.max(sent, offset);
        SftpClient client = channel.client();
        try (CloseableHandle handle = client.open(part, EnumSet.of(OpenMode.Write, OpenMode.Create))) {
            try (SftpOutputStreamAsync out = new SftpOutputStreamAsync(channel.client(), 0, part, handle, false)) {
                out.setOffset(offset);
                source.writeTo(new Rest(out, offset, channel));
            }
            long arrived = client.stat(handle).getSize();
            if (arrived != source.length()) {
                throw new ServiceFaultException(
                        faults.resource() + " has " + arrived + " bytes of " + source.name() + ", which has "
                                + source.length() + "; upload it again",
                        "");
            }
            OpenSSHFsyncExtension fsync = client.getExtension(OpenSSHFsyncExtension.class);
            if (fsync != null && fsync.isSupported()) {
                fsync.fsync(handle);
            }
        }
    }

    private void replaceTarget(SftpChannel channel) throws IOException {
        SftpClient client = channel.client();
        @Nullable OpenSSHPosixRenameExtension rename = client.getExtension(OpenSSHPosixRenameExtension.class);
        try {
            if (rename != null && rename.isSupported()) {
                rename.posixRename(part, target);
                return;
            }
            if (isThere(client, target)) {
                client.remove(target);
            }
            client.rename(part, target);
        } catch (SftpException e) {
            if (isWhole(client)) {
                return;
            }
            removePart(channel);
            throw isDirectory(client)
                    ? new ServiceFaultException(
                            "there is a directory named " + target + " at " + faults.resource()
                                    + "; choose another DestinationDirectory, or rename the file",
                            "")
                    : faults.of(e, what(), channel);
        }
    }

    /** Returns whether another upload of the same file has given it its name meanwhile. */
    private boolean isWhole(SftpClient client) throws IOException {
        if (isThere(client, part) || !isThere(client, target)) {
            return false;
        }
        Attributes there = client.stat(target);
        return there.isRegularFile() && there.getSize() == source.length();
    }

    private boolean isDirectory(SftpClient client) throws IOException {
        return isThere(client, target) && client.stat(target).isDirectory();
    }

    /** Returns what the host means that could not write and says no more than that. */
    private IOException noRoomOr(SftpException failure, SftpChannel channel) throws IOException {
        long missing = source.length() - lengthOfPart(channel);
        long free = free(channel);
        removePart(channel);
        if (free >= 0 && free < Math.max(1, missing)) {
            return new ServiceFaultException(
                    "there is no room for " + source.name() + " in " + directory + " (DestinationDirectory) at "
                            + faults.resource() + ": make room there, or choose another directory, and upload it again",
                    "");
        }
        String words = String.valueOf(failure.getMessage());
        return new ServiceFaultException(
                source.name() + " could not be written in " + directory + " (DestinationDirectory) at "
                        + faults.resource() + "; the service says: " + words
                        + "; the disk may be full, or a quota used up: make room there, and upload it again",
                words);
    }

    private long lengthOfPart(SftpChannel channel) {
        try {
            return channel.client().stat(part).getSize();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Returns how many bytes are free there; -1 if the host does not tell. */
    private long free(SftpChannel channel) {
        try {
            @Nullable OpenSSHStatPathExtension disk = channel.client().getExtension(OpenSSHStatPathExtension.class);
            if (disk == null || !disk.isSupported()) {
                return -1;
            }
            OpenSSHStatExtensionInfo info = disk.stat(directory);
            return info.f_bavail * info.f_frsize;
        } catch (IOException e) {
            return -1;
        }
    }

    private void removePart(SftpChannel channel) {
        try {
            channel.client().remove(part);
        } catch (IOException e) {
            // it stays, hidden, and a later upload of this file uses it
        }
    }

    /** Lets go what is there already, and sends the rest. */
    private final class Rest extends BlockOutput {

        private final OutputStream out;
        private final SftpChannel channel;
        private long toSkip;
        private long at;

        Rest(OutputStream out, long toSkip, SftpChannel channel) {
            this.out = out;
            this.toSkip = toSkip;
            this.channel = channel;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            monitor.checkCancelled();
            int skipped = (int) Math.min(toSkip, length);
            toSkip -= skipped;
            out.write(bytes, offset + skipped, length - skipped);
            at += length;
            if (length > skipped) {
                // what is sent once more moves as well, but the caller has heard of it
                channel.moved(Math.max(0, at - sent));
                sent = Math.max(sent, at);
            }
        }
    }
}
