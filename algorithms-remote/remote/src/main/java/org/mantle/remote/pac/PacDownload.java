package org.mantle.remote.pac;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpStatus;
import org.jspecify.annotations.Nullable;
import org.mantle.pac.PacFormatException;
import org.mantle.pac.PacProtocol;
import org.mantle.remote.job.CallMonitor;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.PermissionDeniedException;
import org.mantle.remote.job.RemoteFile;
import org.mantle.remote.job.RemoteServiceException;
import org.mantle.remote.job.ServiceFaultException;
import org.mantle.remote.job.ServiceUnreachableException;
import org.mantle.remote.job.Session;
import org.mantle.remote.job.SessionEndedException;
import org.mantle.remote.job.UnknownFileException;

/** The download of one file, which finds out whether it came whole. */
final class PacDownload {

    private final String resourceName;
    private final Session session;
    private final JobId id;
    private final RemoteFile file;
    private final CallMonitor monitor;

    PacDownload(String resourceName, Session session, JobId id, RemoteFile file, CallMonitor monitor) {
        this.resourceName = resourceName;
        this.session = session;
        this.id = id;
        this.file = file;
        this.monitor = monitor;
    }

    private String what() {
        return "the file " + file.name() + " of job " + id;
    }

    void read(PacConnection connection, HttpUriRequestBase request, OutputStream sink) throws IOException {
        FileAnswer answer = new FileAnswer(monitor);
        long count = connection.execute(request, monitor, response -> {
            if (response.getCode() != HttpStatus.SC_OK) {
                throw refusal(connection.readText(response));
            }
            return copy(response, answer, sink);
        });
        if (count != file.size()) {
            checkStart(answer.start());
        }
        // a job that runs may have written more since the list was made, but never less
        if (count == 0 && file.size() > 0) {
            throw new UnknownFileException(
                    resourceName + " handed out nothing for " + what() + ", although it lists " + file.size()
                            + " bytes: the file is gone or may not be read; look at the job's files again",
                    "");
        }
        if (count < file.size()) {
            throw new ServiceUnreachableException(
                    what() + " came cut short from " + resourceName + ": " + count + " bytes of " + file.size(),
                    "fetch it again",
                    ServiceUnreachableException.Stage.BROKEN,
                    null);
        }
    }

    private long copy(ClassicHttpResponse response, FileAnswer answer, OutputStream sink) throws IOException {
        @Nullable HttpEntity entity = response.getEntity();
        if (entity == null) {
            return 0;
        }
        // not closed here: closing it half-way would read the rest first
        InputStream in = entity.getContent();
        try {
            return answer.copy(in, entity.getContentType(), sink);
        } catch (PacFormatException e) {
            throw new ServiceUnreachableException(
                    what() + " came in a message that is not whole (" + e.getMessage() + ")",
                    "fetch it again",
                    ServiceUnreachableException.Stage.BROKEN,
                    e);
        }
    }

    private RemoteServiceException refusal(PacConnection.TextAnswer answer) {
        String words = PacWords.of(answer.body());
        if (answer.status() == HttpStatus.SC_UNAUTHORIZED || PacProtocol.saysSessionEnded(words)) {
            return new SessionEndedException(resourceName, session.user(), words);
        }
        if (answer.status() == HttpStatus.SC_FORBIDDEN) {
            return new PermissionDeniedException(resourceName, session.user(), what(), words);
        }
        if (answer.status() == HttpStatus.SC_NOT_FOUND) {
            return new UnknownFileException(
                    resourceName + " does not have " + what() + " any more" + RemoteServiceException.saying(words)
                            + "; look at the job's files again",
                    words);
        }
        return new ServiceFaultException(
                resourceName + " answered with status " + answer.status() + " instead of " + what()
                        + RemoteServiceException.saying(words) + "; try again later",
                words);
    }

    /** Checks how an answer begins, since an error with status 200 would pass for the file. */
    private void checkStart(String start) throws RemoteServiceException {
        String words = PacWords.of(start);
        boolean error = PacWords.errorIn(start).isPresent();
        if (PacProtocol.saysSessionEnded(words) && (error || start.startsWith(PacProtocol.SESSION_ENDED))) {
            throw new SessionEndedException(resourceName, session.user(), words);
        }
        if (error) {
            throw new ServiceFaultException(
                    resourceName + " answered with an error instead of " + what()
                            + RemoteServiceException.saying(words),
                    words);
        }
    }
}
