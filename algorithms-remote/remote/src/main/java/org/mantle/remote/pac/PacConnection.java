package org.mantle.remote.pac;

import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.type.Registration;
import org.mantle.pac.PacProtocol;
import org.mantle.pac.PacText;
import org.mantle.remote.job.CallMonitor;
import org.mantle.remote.job.LocalFileException;
import org.mantle.remote.job.RemoteServiceException;
import org.mantle.remote.job.ServiceFaultException;
import org.mantle.remote.job.ServiceUnreachableException;
import org.mantle.remote.job.ServiceUnreachableException.Stage;
import org.mantle.remote.job.ServiceWords;
import org.mantle.remote.job.Session;

/** The way of requests to one service, on which every failure gets a name and words. */
final class PacConnection {

    private static final int LARGEST_TEXT = 16 * 1024 * 1024;

    private final String resourceName;
    private final PacResource resource;
    private final CloseableHttpClient client;

    PacConnection(String resourceName, PacResource resource, CloseableHttpClient client) {
        this.resourceName = resourceName;
        this.resource = resource;
        this.client = client;
    }

    /** An answer that was read whole, as text. */
    record TextAnswer(int status, String body, Optional<String> location) {}

    /** A reader of an answer while it arrives. */
    @FunctionalInterface
    interface AnswerReader<T> {
        T read(ClassicHttpResponse response) throws IOException;
    }

    /** Returns a request for an operation of the service. */
    HttpUriRequestBase request(String method, URI serviceUrl, String operation) {
        HttpUriRequestBase request =
                new HttpUriRequestBase(method, URI.create(serviceUrl + PacProtocol.SERVICE_PATH + operation));
        request.setHeader(HttpHeaders.ACCEPT, PacProtocol.ACCEPT_RAW);
        return request;
    }

    /** Returns a request for an operation in a session. */
    HttpUriRequestBase request(String method, Session session, String operation) {
        HttpUriRequestBase request = request(method, session.serviceUrl(), operation);
        request.setHeader(HttpHeaders.COOKIE, session.token());
        return request;
    }

    TextAnswer text(HttpUriRequestBase request, CallMonitor monitor) throws IOException {
        return execute(request, monitor, this::readText);
    }

    /** Sends a request without a file, and reads the answer as text. */
    TextAnswer shortText(HttpUriRequestBase request, CallMonitor monitor) throws RemoteServiceException {
        try {
            return text(request, monitor);
        } catch (RemoteServiceException e) {
            throw e;
        } catch (IOException e) {
            throw new ServiceFaultException(String.valueOf(e.getMessage()), "");
        }
    }

    /** Sends a request, which the monitor may cancel, and reads the answer. */
    <T> T execute(HttpUriRequestBase request, CallMonitor monitor, AnswerReader<T> reader) throws IOException {
        request.setConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.of(resource.responseTimeout()))
                .setProtocolUpgradeEnabled(false)
                .build());
        monitor.checkCancelled();
        Registration cancellation = monitor.onCancel(request::cancel);
        try {
            return client.execute(request, response -> readOrHangUp(request, response, reader));
        } catch (RemoteServiceException | LocalFileException e) {
            monitor.checkCancelled();
            throw e;
        } catch (IOException e) {
            monitor.checkCancelled();
            throw named(e, request);
        } finally {
            cancellation.close();
        }
    }

    /** Reads an answer, and hangs up when that fails: closing it half-way would read the rest of it first. */
    private static <T> T readOrHangUp(HttpUriRequestBase request, ClassicHttpResponse response, AnswerReader<T> reader)
            throws IOException {
        boolean whole = false;
        try {
            T result = reader.read(response);
            whole = true;
            return result;
        } finally {
            if (!whole) {
                request.cancel();
            }
        }
    }

    /** Reads an answer as text; an answer too large for that is an error of the service. */
    TextAnswer readText(ClassicHttpResponse response) throws IOException {
        Header location = response.getFirstHeader(HttpHeaders.LOCATION);
        return new TextAnswer(
                response.getCode(),
                readText(response.getEntity()),
                location == null ? Optional.empty() : Optional.ofNullable(location.getValue()));
    }

    private String readText(@Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return "";
        }
        byte[] bytes = entity.getContent().readNBytes(LARGEST_TEXT + 1);
        if (bytes.length > LARGEST_TEXT) {
            throw new ServiceFaultException(
                    resourceName + " gave an answer of more than " + LARGEST_TEXT
                            + " bytes where a short one was expected; ask the resource's support",
                    "");
        }
        return PacText.decode(bytes);
    }

    private RemoteServiceException named(IOException e, HttpUriRequestBase request) {
        String where = resourceName + " at " + origin(request);
        String check = "check the network, and the address with: mantle resources list";
        String words = ServiceWords.line(String.valueOf(e.getMessage()));
        if (e instanceof UnknownHostException) {
            return unreachable(where + " cannot be reached: there is no such host", check, Stage.NOT_CONNECTED, e);
        }
        if (e instanceof HttpHostConnectException
                && AddressType.isLoopback(request.getAuthority().getHostName())) {
            return unreachable(
                    where + " cannot be reached: no service runs at that address",
                    "start it, or check the address with: mantle resources list",
                    Stage.NOT_CONNECTED,
                    e);
        }
        if (e instanceof HttpHostConnectException || e instanceof NoRouteToHostException) {
            return unreachable(where + " cannot be reached: the connection was refused", check, Stage.NOT_CONNECTED, e);
        }
        if (e instanceof ConnectTimeoutException) {
            String limit = seconds(resource.connectTimeout());
            return unreachable(
                    where + " cannot be reached: no connection within " + limit, check, Stage.NOT_CONNECTED_IN_TIME, e);
        }
        if (e instanceof SSLHandshakeException || e instanceof SSLPeerUnverifiedException) {
            String trust = "check the address, or set the resource's trustedCertificates";
            return unreachable(where + " cannot be trusted: " + words, trust, Stage.NOT_CONNECTED, e);
        }
        if (e instanceof SSLException) {
            String advice = "check whether the address should begin with https://, and its port";
            return unreachable(where + " does not speak TLS as it should (" + words + ")", advice, Stage.BROKEN, e);
        }
        if (e instanceof SocketTimeoutException) {
            String limit = seconds(resource.responseTimeout());
            return unreachable(where + " did not answer within " + limit, "try again later", Stage.SILENT, e);
        }
        if (e instanceof NoHttpResponseException) {
            return unreachable(where + " closed the connection without an answer", "try again later", Stage.BROKEN, e);
        }
        if (e instanceof ConnectionClosedException) {
            return unreachable(where + " broke off its answer in the middle", "try again", Stage.BROKEN, e);
        }
        if (e instanceof ClientProtocolException) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return new ServiceFaultException(
                    where + " does not answer as an HTTP service should ("
                            + ServiceWords.line(String.valueOf(cause.getMessage())) + "); check the resource's address",
                    "");
        }
        return unreachable("the connection to " + where + " broke (" + words + ")", "try again", Stage.BROKEN, e);
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }

    private static ServiceUnreachableException unreachable(
            String reason, String advice, Stage stage, IOException cause) {
        return new ServiceUnreachableException(reason, advice, stage, cause);
    }

    private static String origin(HttpUriRequestBase request) {
        return request.getScheme() + "://" + request.getAuthority();
    }
}
