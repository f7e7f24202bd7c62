package org.mantle.remote.pac;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
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
    private static final int DECODING_BUFFER = 64 * 1024;

    private final String resourceName;
    private final PacResource resource;
    private final CloseableHttpClient client;
    private final ProxyRoutes proxies;

    PacConnection(String resourceName, PacResource resource, CloseableHttpClient client, ProxyRoutes proxies) {
        this.proxies = proxies;
        this.resourceName = resourceName;
        this.resource = resource;
        this.client = client;
    }

    /**
     * An answer that was read whole, as text.
     *
     * @param location where a redirection leads to
     * @param recognisesMarks whether the service says that it recognises the marks of submissions
     */
    record TextAnswer(int status, String body, Optional<String> location, boolean recognisesMarks) {}

    /** A reader of an answer while it arrives. */
    @FunctionalInterface
    interface AnswerReader<T> {
        T read(ClassicHttpResponse response) throws IOException;
    }

    /** Returns a request to an address. */
    PacRequest request(String method, URI address) {
        return new PacRequest(method, address, resource);
    }

    /** Returns a request for an operation of the service. */
    PacRequest request(String method, URI serviceUrl, String operation) {
        PacRequest request = request(method, URI.create(serviceUrl + PacProtocol.SERVICE_PATH + operation));
        request.setHeader(HttpHeaders.ACCEPT, PacProtocol.ACCEPT_RAW);
        return request;
    }

    /** Returns a request for an operation in a session. */
    PacRequest request(String method, Session session, String operation) {
        PacRequest request = request(method, session.serviceUrl(), operation);
        request.setHeader(HttpHeaders.COOKIE, session.token());
        return request;
    }

    TextAnswer text(PacRequest request, CallMonitor monitor) throws IOException {
        return execute(request, monitor, this::readText);
    }

    /** Sends a request without a file, and reads the answer as text. */
    TextAnswer shortText(PacRequest request, CallMonitor monitor) throws RemoteServiceException {
        try {
            return text(request, monitor);
        } catch (RemoteServiceException e) {
            throw e;
        } catch (IOException e) {
            throw new ServiceFaultException(String.valueOf(e.getMessage()), "");
        }
    }

    /**
     * Sends a request, which the monitor may cancel and the clock may end, and reads the answer. What the reader leaves of it is not
     * read.
     */
    <T> T execute(PacRequest request, CallMonitor monitor, AnswerReader<T> reader) throws IOException {
        request.setConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.of(resource.responseTimeout()))
                .setProtocolUpgradeEnabled(false)
                .build());
        monitor.checkCancelled();
        HttpClientContext context = HttpClientContext.create();
        Registration cancellation = monitor.onCancel(request::cancel);
        request.clock().begin(context);
        try {
            ClassicHttpResponse response = client.executeOpen(null, request, context);
            if (!request.clock().isConnected()) {
                throw refusedByProxy(request, response);
            }
            return reader.read(response);
        } catch (IllegalStateException e) {
            // what the client throws when a request is ended just as it is given its connection
            throw failure(request, monitor, new IOException("it was ended before it began", e));
        } catch (IOException e) {
            throw failure(request, monitor, e);
        } finally {
            request.clock().end();
            cancellation.close();
            // to close an answer half-way would read the rest of it first, and no connection is kept
            request.cancel();
        }
    }

    /** Reads an answer as text; an answer too large for that is an error of the service. */
    TextAnswer readText(ClassicHttpResponse response) throws IOException {
        Header location = response.getFirstHeader(HttpHeaders.LOCATION);
        return new TextAnswer(
                response.getCode(),
                readText(response.getEntity()),
                location == null ? Optional.empty() : Optional.ofNullable(location.getValue()),
                response.containsHeader(PacProtocol.IDEMPOTENCY_KEY));
    }

    private String readText(@Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return "";
        }
        byte[] bytes = content(entity).readNBytes(LARGEST_TEXT + 1);
        if (bytes.length > LARGEST_TEXT) {
            throw new ServiceFaultException(
                    resourceName + " gave an answer of more than " + LARGEST_TEXT
                            + " bytes where a short one was expected; ask the resource's support",
                    "");
        }
        return PacText.decode(bytes);
    }

    /**
     * Returns the bytes of an answer. All requests ask for bytes that are not coded; those that come coded by gzip all the same are
     * decoded (RFC 9110, section 8.4), and any other coding is an error of the service.
     */
    InputStream content(HttpEntity entity) throws IOException {
        String coding = entity.getContentEncoding() == null
                ? ""
                : entity.getContentEncoding().strip().toLowerCase(Locale.ROOT);
        return switch (coding) {
            case "", "identity" -> entity.getContent();
            case "gzip", "x-gzip" -> new GZIPInputStream(entity.getContent(), DECODING_BUFFER);
            default ->
                throw new ServiceFaultException(
                        resourceName + " gave an answer in the coding \"" + ServiceWords.line(coding)
                                + "\", although none was asked for; only gzip is understood. Ask the resource's support",
                        "");
        };
    }

    private IOException failure(PacRequest request, CallMonitor monitor, IOException e) {
        monitor.checkCancelled();
        Optional<ServiceUnreachableException> late = request.clock().verdict(where(request), e);
        if (late.isPresent()) {
            return late.get();
        }
        return e instanceof RemoteServiceException || e instanceof LocalFileException ? e : named(e, request);
    }

    private RemoteServiceException named(IOException e, PacRequest request) {
        String where = where(request);
        String check = "check the network, and the address with: mantle resources list";
        String words = ServiceWords.line(String.valueOf(e.getMessage()));
        if (e instanceof UnknownHostException) {
            return unreachable(where + " cannot be reached: there is no such host", check, Stage.NOT_CONNECTED, e);
        }
        if (e instanceof HttpHostConnectException
                && proxy(request).isEmpty()
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
            String limit = CallClock.seconds(resource.connectTimeout());
            return unreachable(
                    where + " cannot be reached: no connection within " + limit, check, Stage.NOT_CONNECTED_IN_TIME, e);
        }
        if (e instanceof SSLHandshakeException || e instanceof SSLPeerUnverifiedException) {
            CertificateFault fault = CertificateFault.of(e);
            return unreachable(where + " cannot be trusted: " + fault.reason(), fault.advice(), Stage.NOT_TRUSTED, e);
        }
        if (e instanceof SSLException) {
            String advice = "check whether the address should begin with https://, and its port";
            return unreachable(where + " does not speak TLS as it should (" + words + ")", advice, Stage.BROKEN, e);
        }
        if (e instanceof SocketTimeoutException) {
            String limit = CallClock.seconds(resource.responseTimeout());
            return unreachable(where + " did not answer within " + limit, "try again later", Stage.SILENT, e);
        }
        if (e instanceof NoHttpResponseException) {
            return unreachable(where + " closed the connection without an answer", "try again later", Stage.BROKEN, e);
        }
        if (e instanceof ConnectionClosedException || e instanceof EOFException) {
            return unreachable(where + " broke off its answer in the middle", "try again", Stage.BROKEN, e);
        }
        if (e instanceof ZipException) {
            return new ServiceFaultException(
                    where + " gave an answer that is not in the coding gzip, although it says so (" + words
                            + "); try again later",
                    "");
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

    /** Returns what an answer means that came before the request was sent: the proxy would not make the connection. */
    private ServiceUnreachableException refusedByProxy(PacRequest request, ClassicHttpResponse response) {
        return new ServiceUnreachableException(
                where(request) + " cannot be reached: the proxy refuses with status " + response.getCode(),
                "ask whoever runs the proxy, or set another with: mantle resources add NAME URL --proxy",
                Stage.REFUSED_BY_PROXY,
                null);
    }

    private static ServiceUnreachableException unreachable(
            String reason, String advice, Stage stage, IOException cause) {
        return new ServiceUnreachableException(reason, advice, stage, cause);
    }

    private String where(PacRequest request) {
        return resourceName + " at " + request.getScheme() + "://" + request.getAuthority()
                + proxy(request)
                        .map(proxy -> " through the proxy " + proxy.toURI())
                        .orElse("");
    }

    private Optional<HttpHost> proxy(PacRequest request) {
        return proxies.proxyFor(new HttpHost(request.getScheme(), request.getAuthority()));
    }
}
