package org.mantle.remote.pac;

import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.mantle.pac.LogOnAnswer;
import org.mantle.pac.LogOnRequest;
import org.mantle.pac.PacFormatException;
import org.mantle.remote.job.CallMonitor;
import org.mantle.remote.job.LogInRefusedException;
import org.mantle.remote.job.RemoteServiceException;
import org.mantle.remote.job.ServiceFaultException;
import org.mantle.remote.job.ServiceWords;
import org.mantle.remote.job.Session;
import org.mantle.remote.pac.PacConnection.TextAnswer;

/** The log-in of one user, at the service or in the way of SCARF. The password goes into a body, and nowhere else. */
final class PacLogIn {

    // without a charset: the library's own constants declare Latin-1, and what we send is UTF-8
    private static final ContentType XML = ContentType.create("application/xml");
    private static final ContentType FORM = ContentType.create("application/x-www-form-urlencoded");

    private final String name;
    private final PacResource resource;
    private final PacConnection connection;
    private final String user;

    PacLogIn(String name, PacResource resource, PacConnection connection, String user) {
        this.name = name;
        this.resource = resource;
        this.connection = connection;
        this.user = user;
    }

    Session with(char[] password, CallMonitor monitor) throws RemoteServiceException {
        return resource.scarfLogInUrl().isPresent()
                ? logInAtScarf(resource.scarfLogInUrl().get(), password, monitor)
                : logInAtService(password, monitor);
    }

    private Session logInAtService(char[] password, CallMonitor monitor) throws RemoteServiceException {
        LogOnRequest logOn = new LogOnRequest(user, password);
        byte[] body = logOn.toXml();
        logOn.wipe();
        // a GET with a body is how this protocol logs in
        PacRequest request = connection.request("GET", resource.url(), "logon/");
        request.setEntity(new ByteArrayEntity(body, XML));
        TextAnswer answer = sendAndWipe(request, body, monitor);
        return session(password, answer, LogOnAnswer::fromXml);
    }

    private Session logInAtScarf(URI logInUrl, char[] password, CallMonitor monitor) throws RemoteServiceException {
        byte[] body = SecretForm.logIn(user, password);
        PacRequest request = connection.request("POST", logInUrl);
        request.setEntity(new ByteArrayEntity(body, FORM));
        TextAnswer answer = sendAndWipe(request, body, monitor);
        return session(password, answer, LogOnAnswer::fromScarfText);
    }

    private TextAnswer sendAndWipe(PacRequest request, byte[] body, CallMonitor monitor) throws RemoteServiceException {
        try {
            return connection.shortText(request, monitor);
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    /** A reader of one form of answer to a log-in. */
    private interface LogOnReader {
        LogOnAnswer read(String body) throws PacFormatException;
    }

    private Session session(char[] password, TextAnswer answer, LogOnReader reader) throws RemoteServiceException {
        String words = PacWords.of(ServiceWords.without(password, answer.body()));
        if (answer.status() == HttpStatus.SC_UNAUTHORIZED || answer.status() == HttpStatus.SC_FORBIDDEN) {
            throw new LogInRefusedException(name, user, words);
        }
        if (answer.status() != HttpStatus.SC_OK) {
            throw new PacFaults(name).status(user, "the log-in", answer, words);
        }
        LogOnAnswer logOn;
        try {
            logOn = reader.read(answer.body());
        } catch (PacFormatException e) {
            throw new ServiceFaultException(
                    name + " gave an answer to the log-in that is not one ("
                            + ServiceWords.line(ServiceWords.without(password, String.valueOf(e.getMessage())))
                            + "); check the resource's address and kind of log-in with: mantle resources list",
                    "");
        }
        if (logOn.token().isEmpty()) {
            String refusal = ServiceWords.without(password, logOn.error().orElse(""));
            throw new LogInRefusedException(name, user, ServiceWords.line(refusal));
        }
        return new Session(user, trusted(logOn.baseUrl()), logOn.token().get().toCookieHeader());
    }

    /** Returns where the session is: an answer may name another port or path of the configured host, and nothing else. */
    private URI trusted(Optional<String> told) throws ServiceFaultException {
        if (told.isEmpty()) {
            return resource.url();
        }
        try {
            URI address = URI.create(told.get());
            if (resource.mayBeServedAt(address)) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // not an address: refused below
        }
        throw new ServiceFaultException(
                "the log-in at " + name + " worked, but its answer sends us to \"" + ServiceWords.line(told.get())
                        + "\", which is not the host " + resource.url().getHost()
                        + " that is configured; nothing was sent there. If it is right, configure that address",
                "");
    }
}
