package org.mantle.ssh.file;

import java.io.IOException;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.mantle.remote.job.PermissionDeniedException;
import org.mantle.remote.job.ServiceFaultException;
import org.mantle.remote.job.ServiceWords;
import org.mantle.remote.job.UnknownFileException;
import org.mantle.ssh.connection.SftpChannel;

/**
 * What the answers of a host about files mean.
 *
 * @param resource the name of the resource
 * @param user the user
 */
public record FileFaults(String resource, String user) {

    static boolean saysNone(IOException failure) {
        return status(failure) == SftpConstants.SSH_FX_NO_SUCH_FILE
                || status(failure) == SftpConstants.SSH_FX_NO_SUCH_PATH;
    }

    static boolean saysFailure(IOException failure) {
        int status = status(failure);
        return status == SftpConstants.SSH_FX_FAILURE
                || status == SftpConstants.SSH_FX_NO_SPACE_ON_FILESYSTEM
                || status == SftpConstants.SSH_FX_QUOTA_EXCEEDED;
    }

    private static int status(IOException failure) {
        return failure instanceof SftpException answer ? answer.getStatus() : -1;
    }

    /**
     * Returns the failure of a call about a file.
     *
     * @param what what was asked for, such as {@code the file a.txt of job 7}
     */
    public IOException of(IOException failure, String what, SftpChannel channel) {
        if (!(failure instanceof SftpException answer)) {
            return channel.explained(failure);
        }
        String words = ServiceWords.line(String.valueOf(answer.getMessage()));
        return switch (answer.getStatus()) {
            case SftpConstants.SSH_FX_PERMISSION_DENIED, SftpConstants.SSH_FX_WRITE_PROTECT ->
                new PermissionDeniedException(resource, user, what, "");
            case SftpConstants.SSH_FX_NO_SUCH_FILE, SftpConstants.SSH_FX_NO_SUCH_PATH ->
                new UnknownFileException(resource + " does not have " + what + "; look at the job's files again", "");
            case SftpConstants.SSH_FX_NO_CONNECTION, SftpConstants.SSH_FX_CONNECTION_LOST -> channel.explained(failure);
            default -> new ServiceFaultException(resource + " refused " + what + "; the service says: " + words, words);
        };
    }
}
