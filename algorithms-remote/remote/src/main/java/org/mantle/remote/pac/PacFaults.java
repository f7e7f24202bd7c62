package org.mantle.remote.pac;

import org.apache.hc.core5.http.HttpStatus;
import org.mantle.pac.PacProtocol;
import org.mantle.remote.job.PermissionDeniedException;
import org.mantle.remote.job.RemoteServiceException;
import org.mantle.remote.job.ServiceFaultException;
import org.mantle.remote.job.ServiceWords;
import org.mantle.remote.job.Session;
import org.mantle.remote.job.SessionEndedException;
import org.mantle.remote.pac.PacConnection.TextAnswer;

/** The names for what a service says when it does not do what it was asked. */
final class PacFaults {

    private final String name;

    PacFaults(String name) {
        this.name = name;
    }

    void checkStatus(Session session, String what, TextAnswer answer) throws RemoteServiceException {
        if (answer.status() == HttpStatus.SC_OK) {
            return;
        }
        String words = PacWords.of(answer.body());
        if (answer.status() == HttpStatus.SC_UNAUTHORIZED || PacProtocol.saysSessionEnded(words)) {
            throw new SessionEndedException(name, session.user(), words);
        }
        throw status(session.user(), what, answer, words);
    }

    /** Returns what a status other than 200 means. */
    RemoteServiceException status(String user, String what, TextAnswer answer, String words) {
        int status = answer.status();
        if (status == HttpStatus.SC_FORBIDDEN) {
            return new PermissionDeniedException(name, user, what, words);
        }
        String also = RemoteServiceException.saying(words);
        if (status >= HttpStatus.SC_REDIRECTION && status < HttpStatus.SC_CLIENT_ERROR) {
            String target = answer.location().map(ServiceWords::line).orElse("another place");
            return new ServiceFaultException(
                    name + " redirects " + what + " to " + target
                            + "; redirections are not followed. Configure the right address with: mantle resources add",
                    words);
        }
        return new ServiceFaultException(
                name + " answered " + what + " with status " + status + also + advice(status, words), words);
    }

    private static String advice(int status, String words) {
        if (status == HttpStatus.SC_NOT_FOUND) {
            return "; check the resource's address with: mantle resources list";
        }
        boolean passes = status >= HttpStatus.SC_SERVER_ERROR
                || status == HttpStatus.SC_TOO_MANY_REQUESTS
                || status == HttpStatus.SC_REQUEST_TIMEOUT;
        if (passes) {
            return "; try again later, or ask the resource's support";
        }
        return words.isEmpty() ? "; ask the resource's support" : "";
    }

    /** Returns what an error with status 200 means. */
    RemoteServiceException refused(Session session, String what, String words) {
        return named(session, what, words, " answered " + what + " with an error");
    }

    /** Returns what an answer means that does not say that it worked. */
    RemoteServiceException unconfirmed(Session session, String what, String words) {
        return named(session, what, words, " did not confirm " + what);
    }

    /** Returns what a confirmation means that came before everything was sent. */
    ServiceFaultException early(String what, String words) {
        return new ServiceFaultException(
                name + " confirmed " + what + " before it had everything: what is there cannot be whole"
                        + RemoteServiceException.saying(words) + "; upload it again, or ask the resource's support",
                words);
    }

    private RemoteServiceException named(Session session, String what, String words, String happened) {
        if (PacProtocol.saysSessionEnded(words)) {
            return new SessionEndedException(name, session.user(), words);
        }
        if (ServiceWords.sayNoPermission(words)) {
            return new PermissionDeniedException(name, session.user(), what, words);
        }
        String empty = words.isEmpty() ? ": its answer is empty" : "";
        return new ServiceFaultException(name + happened + empty + RemoteServiceException.saying(words), words);
    }

    ServiceFaultException notUnderstood(String what, Exception e) {
        return new ServiceFaultException(
                name + " gave an answer to " + what + " that cannot be understood: "
                        + ServiceWords.line(String.valueOf(e.getMessage())),
                "");
    }
}
