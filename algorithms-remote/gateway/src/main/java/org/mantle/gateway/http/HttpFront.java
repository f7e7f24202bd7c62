package org.mantle.gateway.http;

import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP server before a service. */
public final class HttpFront {

    private static final System.Logger LOG = System.getLogger(HttpFront.class.getName());
    private static final int INPUT_BUFFER = 256 * 1024;
    private static final int MAXIMUM_HEADERS = 16 * 1024;

    /** How many bytes are kept outside the heap, and in it, for those who come next. */
    private static final long KEPT_BUFFERS = 16L * 1024 * 1024;

    /** More than the usual patience with a client, which {@link Visits} looks after. */
    private static final long IDLE_MILLIS = 180_000;

    /** How many bytes of a {@link Call#withShortBody} are read. */
    public static final int SHORT_BODY = 64 * 1024;

    private final Server server;
    private final ServerConnector connector;

    private HttpFront(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Where to listen.
     *
     * @param port 0 for a free one
     * @param tls the certificate, if any
     * @param names by what other names clients may call the server
     */
    public record Address(String host, int port, Optional<KeyStoreFile> tls, List<String> names) {

        /** Creates an address. */
        public Address {
            names = List.copyOf(names);
        }

        private HostNames hostNames() {
            Stream<String> certified = tls.stream().flatMap(file -> file.names().stream());
            List<String> all = Stream.of(Stream.of(host), names.stream(), certified)
                    .flatMap(Function.identity())
                    .toList();
            return new HostNames(all, tls.isEmpty());
        }
    }

    /**
     * What clients may take.
     *
     * @param patience how long to wait for a request or a short body, and for a longer one that does not move; for an answer it is four
     *     times that
     * @param leastRate how many bytes a second must move in the long run
     * @param connections how many connections there may be
     * @param connectionsOfAddress how many of them one address may have
     * @param drain how long calls under way may take to end when the server stops; zero cuts them off
     */
    public record Limits(
            Duration patience, long leastRate, int connections, int connectionsOfAddress, Duration drain) {}

    /**
     * Listens and serves.
     *
     * @throws IOException if the address cannot be had
     */
    public static HttpFront start(
            Address address, Limits limits, HttpService service, CallObserver observer, CallsUnderWay calls)
            throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(UserShares.THREADS);
        threads.setName("gateway-http");
        Server server = new Server(threads, null, buffers());
        ServerConnector connector = connector(server, address);
        connector.setHost(address.host());
        connector.setPort(address.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        Visits visits = new Visits(limits);
        connector.addEventListener(visits);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
        // waits at a stop for what is under way, and refuses what comes meanwhile
        server.setHandler(
                new GracefulHandler(new ServiceHandler(service, address.hostNames(), visits, observer, calls)));
        server.setStopTimeout(limits.drain().toMillis());
        server.setErrorHandler(plainErrors());
        HttpFront front = new HttpFront(server, connector);
        try {
            server.start();
            visits.watch(connector.getScheduler());
        } catch (Exception e) {
            // Jetty declares nothing narrower
            front.stop();
            throw new IOException(whyNotStarted(address, e), e);
        }
        return front;
    }

    /** Keeps buffers of all sizes that are used here: by itself Jetty makes one anew for each request that is larger than 64 KiB. */
    private static ByteBufferPool buffers() {
        return new ArrayByteBufferPool(0, -1, INPUT_BUFFER, Integer.MAX_VALUE, KEPT_BUFFERS, KEPT_BUFFERS);
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
        context.setSslContext(address.tls().get().context());
        return new ServerConnector(server, new SslConnectionFactory(context, factory.getProtocol()), factory);
    }

    /** Returns how many connections there are. */
    public int connections() {
        return connector.getConnectedEndPoints().size();
    }

    /** Returns the port that it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Takes no more calls, and stops when those under way have ended or have taken as long as they may. */
    public void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            // Jetty declares nothing narrower
            LOG.log(System.Logger.Level.WARNING, "the HTTP server did not stop cleanly", e);
        }
    }

    /** Begins a conversation for each request. */
    private static final class ServiceHandler extends Handler.Abstract {

        private final HttpService service;
        private final HostNames names;
        private final Visits visits;
        private final CallObserver observer;
        private final CallsUnderWay calls;
        private final UserShares shares = new UserShares();

        ServiceHandler(
                HttpService service, HostNames names, Visits visits, CallObserver observer, CallsUnderWay calls) {
            this.service = service;
            this.names = names;
            this.visits = visits;
            this.observer = observer;
            this.calls = calls;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Visit visit = visits.of(request.getConnectionMetaData());
            new Conversation(request, response, callback, visit, observer, calls, shares).begin(service, names);
            return true;
        }
    }
}
