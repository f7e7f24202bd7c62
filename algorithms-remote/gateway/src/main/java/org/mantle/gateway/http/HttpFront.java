package org.mantle.gateway.http;

import java.io.IOException;
import java.net.BindException;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP server before a service. */
public final class HttpFront {

    private static final System.Logger LOG = System.getLogger(HttpFront.class.getName());
    private static final int INPUT_BUFFER = 256 * 1024;
    private static final int MAXIMUM_HEADERS = 16 * 1024;
    private static final int THREADS = 64;
    private static final long IDLE_MILLIS = 120_000;

    private final Server server;
    private final ServerConnector connector;

    private HttpFront(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /** Where to listen, on which port (0 for a free one), and by which certificate, if any. */
    public record Address(String host, int port, Optional<SSLContext> tls) {}

    /**
     * Listens and serves.
     *
     * @throws IOException if the address cannot be had
     */
    public static HttpFront start(Address address, HttpService service) throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("gateway-http");
        Server server = new Server(threads);
        ServerConnector connector = connector(server, address);
        connector.setHost(address.host());
        connector.setPort(address.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.setHandler(new ServiceHandler(service));
        server.setErrorHandler(plainErrors());
        HttpFront front = new HttpFront(server, connector);
        try {
            server.start();
        } catch (Exception e) {
            // Jetty declares nothing narrower
            front.stop();
            throw new IOException(whyNotStarted(address, e), e);
        }
        return front;
    }

    /** Answers what Jetty refuses by itself, such as bytes that are no request. */
    private static ErrorHandler plainErrors() {
        ErrorHandler errors = new ErrorHandler();
        errors.setShowStacks(false);
        errors.setShowCauses(false);
        errors.setShowOrigin(false);
        return errors;
    }

    private static String whyNotStarted(Address address, Exception problem) {
        boolean taken = problem instanceof BindException || problem.getCause() instanceof BindException;
        String place = address.host() + ":" + address.port();
        return taken
                ? "the gateway cannot listen on " + place + ", perhaps because something else does: choose another port"
                : "the gateway cannot serve on " + place + ": " + problem.getMessage();
    }

    private static ServerConnector connector(Server server, Address address) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAXIMUM_HEADERS);
        // clients send array jobs as they are, 12[3]; only ids are taken from a path, so nothing in it can be ambiguous
        http.setUriCompliance(UriCompliance.from(Set.of(UriCompliance.Violation.values())));
        HttpConnectionFactory factory = new HttpConnectionFactory(http);
        factory.setInputBufferSize(INPUT_BUFFER);
        if (address.tls().isEmpty()) {
            return new ServerConnector(server, factory);
        }
        SecureRequestCustomizer secure = new SecureRequestCustomizer();
        // clients verify names; here any name that leads to this gateway will do
        secure.setSniHostCheck(false);
        http.addCustomizer(secure);
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setSslContext(address.tls().get());
        return new ServerConnector(server, new SslConnectionFactory(context, factory.getProtocol()), factory);
    }

    /** Returns the port that it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Stops serving; calls under way are cut off. */
    public void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            // Jetty declares nothing narrower
            LOG.log(System.Logger.Level.WARNING, "the HTTP server did not stop cleanly", e);
        }
    }

    /** Hands requests to the service, and tells clients nothing of what went wrong in it. */
    private static final class ServiceHandler extends Handler.Abstract {

        private final HttpService service;

        ServiceHandler(HttpService service) {
            this.service = service;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Exchange exchange = new Exchange(request, response);
            try {
                service.serve(exchange);
                callback.succeeded();
            } catch (IOException e) {
                // mostly a client that went away; its words are in the log, and no answer would reach it
                LOG.log(System.Logger.Level.DEBUG, "a call ended early", e);
                fail(exchange, callback, e);
            } catch (RuntimeException e) {
                // the boundary: whatever went wrong must not reach the client as it is
                LOG.log(System.Logger.Level.ERROR, "a call failed", e);
                fail(exchange, callback, e);
            }
            return true;
        }

        private static void fail(Exchange exchange, Callback callback, Exception problem) {
            if (exchange.isAnswered()) {
                // cuts the connection, so that the client sees that the answer is not whole
                callback.failed(problem);
                return;
            }
            try {
                exchange.answer(500, Exchange.PLAIN_TEXT, "The gateway could not do this. Its log tells why.");
                callback.succeeded();
            } catch (IOException e) {
                callback.failed(e);
            }
        }
    }
}
