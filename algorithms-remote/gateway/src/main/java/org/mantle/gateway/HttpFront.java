package org.mantle.gateway;

import java.io.IOException;
import java.net.BindException;
import java.util.Set;
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

/** The HTTP server before the service. */
final class HttpFront {
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

    /** Listens and serves; fails if the address cannot be had. */
    static HttpFront start(GatewayConfig config, PacService service) throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("gateway-http");
        Server server = new Server(threads);
        ServerConnector connector = connector(server, config);
        connector.setHost(config.host());
        connector.setPort(config.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.setHandler(new ServiceHandler(service));
        server.setErrorHandler(plainErrors());
        HttpFront front = new HttpFront(server, connector);
        try {
            server.start();
        } catch (Exception e) { // what Jetty declares
            front.stop();
            throw new IOException(whyNotStarted(config, e), e);
        }
        return front;
    }

    /** For what Jetty refuses by itself, such as a request that is none. */
    private static ErrorHandler plainErrors() {
        ErrorHandler errors = new ErrorHandler();
        errors.setShowStacks(false);
        errors.setShowCauses(false);
        errors.setShowOrigin(false);
        return errors;
    }

    private static String whyNotStarted(GatewayConfig config, Exception problem) {
        boolean taken = problem instanceof BindException || problem.getCause() instanceof BindException;
        String address = config.host() + ":" + config.port();
        return taken
                ? "The gateway cannot listen on " + address
                        + ", perhaps because something else does: choose another port"
                : "The gateway cannot serve on " + address + ": " + problem.getMessage();
    }

    private static ServerConnector connector(Server server, GatewayConfig config) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAXIMUM_HEADERS);
        // clients send array jobs as they are, 12[3]; only ids are taken from a path, so nothing in it can be ambiguous
        http.setUriCompliance(UriCompliance.from(Set.of(UriCompliance.Violation.values())));
        HttpConnectionFactory factory = new HttpConnectionFactory(http);
        factory.setInputBufferSize(INPUT_BUFFER);
        if (config.tls().isEmpty()) {
            return new ServerConnector(server, factory);
        }
        SecureRequestCustomizer secure = new SecureRequestCustomizer();
        secure.setSniHostCheck(false); // clients verify names; here any name that leads to this gateway will do
        http.addCustomizer(secure);
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setSslContext(config.tls().get());
        return new ServerConnector(server, new SslConnectionFactory(context, factory.getProtocol()), factory);
    }

    int port() {
        return connector.getLocalPort();
    }

    void stop() {
        try {
            server.stop();
        } catch (Exception e) { // what Jetty declares
            LOG.log(System.Logger.Level.WARNING, "The HTTP server did not stop cleanly", e);
        }
    }

    private static final class ServiceHandler extends Handler.Abstract {
        private final PacService service;

        ServiceHandler(PacService service) {
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
                LOG.log(System.Logger.Level.DEBUG, "A call ended early", e);
                fail(exchange, callback, e);
            } catch (RuntimeException e) { // the boundary: whatever went wrong must not reach the client as it is
                LOG.log(System.Logger.Level.ERROR, "A call failed", e);
                fail(exchange, callback, e);
            }
            return true;
        }

        private static void fail(Exchange exchange, Callback callback, Exception problem) {
            if (exchange.isAnswered()) {
                callback.failed(problem); // cuts the connection, so that the client sees that the answer is not whole
                return;
            }
            try {
                exchange.answer(500, "text/plain;charset=UTF-8", "The gateway could not do this. Its log tells why.");
                callback.succeeded();
            } catch (IOException e) {
                callback.failed(e);
            }
        }
    }
}
