package org.mantle.remote.pac;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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

/** The download of one file, which finds out whether it came whole, and whether it is the file. */
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
        return file.inWords(id);
    }

    /** Returns whether the user named a file by its path, which need not be of the job. */
    private boolean isByPath() {
        return !file.isListed() && RemoteFile.isAbsolute(file.path());
    }

    void read(PacConnection connection, PacRequest request, OutputStream sink) throws IOException {
        FileAnswer answer = new FileAnswer(file, request.clock(), monitor);
        boolean isPage = connection.execute(request, monitor, response -> {
            if (response.getCode() != HttpStatus.SC_OK) {
                throw refusal(connection.readText(response));
            }
            request.clock().fetch();
            return copy(connection, response, answer, sink);
        });
        boolean exact = answer.count() == file.size() && !answer.moreCame();
        if (!exact) {
            checkStart(answer.start(), isPage);
            checkCount(answer);
        }
    }

    /** Copies the content, and returns whether its media type is that of a page. */
    private boolean copy(PacConnection connection, ClassicHttpResponse response, FileAnswer answer, OutputStream sink)
            throws IOException {
        @Nullable HttpEntity entity = response.getEntity();
        if (entity == null) {
            return false;
        }
        // not closed here: closing it half-way would read the rest first
        InputStream in = connection.content(entity);
        try {
            answer.copy(in, entity.getContentType(), sink);
        } catch (PacFormatException e) {
            throw new ServiceUnreachableException(
                    what() + " came in a message that is not whole (" + e.getMessage() + ")",
                    "fetch it again",
                    ServiceUnreachableException.Stage.BROKEN,
                    e);
        }
        return PacWords.isTypeOfPage(entity.getContentType());
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
                    resourceName + " does not have " + what() + (file.isListed() ? " any more" : "")
                            + RemoteServiceException.saying(words)
                            + (isByPath() ? "; check its path" : "; look at the job's files again"),
                    words);
        }
        return new ServiceFaultException(
                resourceName + " answered with status " + answer.status() + " instead of " + what()
                        + RemoteServiceException.saying(words) + "; try again later",
                words);
    }

    /** Checks how an answer begins, since an error with status 200 would pass for the file, and a page for log-in too. */
    private void checkStart(String start, boolean isPage) throws RemoteServiceException {
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
        if ((isPage || PacWords.isPage(start)) && !PacWords.isNameOfPage(file.name())) {
            throw new ServiceFaultException(
                    resourceName + " answered with a page of HTML instead of " + what()
                            + RemoteServiceException.saying(words) + "; try again later, or log in again",
                    words);
        }
    }

    private void checkCount(FileAnswer answer) throws RemoteServiceException {
        if (!file.isListed()) {
            if (answer.count() == 0 && !answer.isMessage()) {
                throw nothing("; it may be empty");
            }
            return;
        }
        if (answer.count() == 0 && file.size() > 0) {
            throw nothing(", although it lists " + file.size() + " bytes");
        }
        if (answer.count() < file.size()) {
            throw new ServiceUnreachableException(
                    what() + " came cut short from " + resourceName + ": " + answer.count() + " bytes of "
                            + file.size(),
                    "fetch it again",
                    ServiceUnreachableException.Stage.BROKEN,
                    null);
        }
        if (answer.moreCame() && !file.mayGrow()) {
            throw new ServiceFaultException(
                    resourceName + " handed out more for " + what() + " than the " + file.size()
                            + " bytes that it lists: it is another file, or is still written; look at the job's files"
                            + " and fetch it again",
                    "");
        }
    }

    private UnknownFileException nothing(String although) {
        return new UnknownFileException(
                resourceName + " handed out nothing for " + what() + although
                        + ": the file is gone or may not be read; "
                        + (isByPath() ? "check its path" : "look at the job's files again"),
                "");
    }
}
