package org.mantle.web.server;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.mantle.web.http.Routes;
import org.mantle.web.http.WebProblem;
import org.mantle.web.http.WebReply;

/**
 * An HTTP server that programs of this machine can reach and no others, and that answers those alone who know its token. Safe from many
 * threads.
 */
public final class WebServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(WebServer.class.getName());
    private static final String HOST = "127.0.0.1";
    private static final int THREADS = 256;
    private static final int MAXIMUM_HEADERS = 16 * 1024;
    private static final long IDLE_MILLIS = 60_000;
    private static final long BEAT_SECONDS = 15;
    private static final long STOP_MILLIS = 2_000;

    /** How long a connection on which nothing moves is kept when the server ends: browsers hold theirs open in reserve. */
    private static final long STOP_IDLE_MILLIS = 100;

    /** How much of a body that nobody wants is read, from callers who are known. */
    private static final long READ_OVER = 64 * 1024 * 1024;

    private final Server server;
    private final ServerConnector connector;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();

    /** What tells those who wait for a reply that the server ends. */
    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();

    /** Is true before those who wait or listen are told, so that who comes to them later can tell himself. */
    private volatile boolean closing;

    private WebServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Listens on a port of the loopback address and serves.
     *
     * @param port 0 for a free one
     * @param token what callers have to know; null lets everybody of this machine in
     * @throws BindException if the port is taken
     * @throws IOException if it cannot serve
     */
    public static WebServer start(int port, @Nullable AccessToken token, Routes routes) throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("explorer-http");
        threads.setDaemon(true);
        Server server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAXIMUM_HEADERS);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(HOST);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setShutdownIdleTimeout(STOP_IDLE_MILLIS);
        server.addConnector(connector);
        server.setStopTimeout(STOP_MILLIS);
        WebServer web = new WebServer(server, connector);
        server.setHandler(web.new RoutedHandler(new Guard(token), routes));
        server.setErrorHandler(plainErrors());
        try {
            server.start();
            web.beat();
        } catch (Exception e) {
            // Jetty declares nothing narrower
            web.stop();
            if (e instanceof BindException || e.getCause() instanceof BindException) {
                throw (IOException)
                        new BindException("something else listens on port " + port + "; choose another port")
                                .initCause(e);
            }
            throw new IOException("the explorer cannot serve on port " + port + ": " + e.getMessage(), e);
        }
        return web;
    }

    /** Answers what Jetty refuses by itself, such as bytes that are no request. */
    private static ErrorHandler plainErrors() {
        ErrorHandler errors = new ErrorHandler();
        errors.setShowStacks(false);
        errors.setShowCauses(false);
        errors.setShowOrigin(false);
        return errors;
    }

    private void beat() {
        streams.forEach(EventStream::beat);
        connector.getScheduler().schedule(this::beat, BEAT_SECONDS, TimeUnit.SECONDS);
    }

    /** Returns the address, without a slash behind it. */
    public String address() {
        return "http://" + HOST + ":" + connector.getLocalPort();
    }

    /** Returns how many clients listen to events. */
    public int listeners() {
        return streams.size();
    }

    /**
     * Tells all clients that listen to events, or wait for a reply that comes later, that the server ends, and ends; what is being answered
     * has two seconds still.
     */
    @Override
    public void close() {
        closing = true;
        waiting.forEach(Runnable::run);
        streams.forEach(WebServer::tellClosing);
        stop();
    }

    private static void tellClosing(EventStream stream) {
        stream.send("closing", "{}");
        stream.end();
    }

    private void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            // Jetty declares nothing narrower
            LOG.log(System.Logger.Level.WARNING, "the explorer's server did not stop cleanly", e);
        }
    }

    /** Answers each request by its route. */
    private final class RoutedHandler extends Handler.Abstract {

        private final Guard guard;
        private final Routes routes;

        RoutedHandler(Guard guard, Routes routes) {
            this.guard = guard;
            this.routes = routes;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            ReplyWriter writer = new ReplyWriter(request, response, callback);
            WebReply reply;
            try {
                reply = reply(request);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "a call ended early", e);
                callback.failed(new QuietException.Exception(e));
                return true;
            } catch (RuntimeException | Error e) {
                reply = writer.problem(problem(e));
            }
            if (reply.body() instanceof WebReply.Later later) {
                sendLater(later, request, response, callback);
            } else if (reply.body() instanceof WebReply.Events events
                    && !request.getMethod().equals("HEAD")) {
                writer.begin(reply);
                tell(events, request, response, callback);
            } else {
                writer.send(reply);
            }
            return true;
        }

        /** Returns what the caller is told of what a handler threw. */
        private static WebProblem problem(Throwable thrown) {
            if (thrown instanceof WebProblem told) {
                return told;
            }
            if (thrown instanceof HttpException refused && refused.getCode() < 500) {
                return WebProblem.of(refused.getCode(), "the request is malformed: " + refused.getReason());
            }
            // the boundary: whatever went wrong must not reach the client as it is
            LOG.log(System.Logger.Level.ERROR, "a call failed", thrown);
            return WebProblem.of(500, "the explorer could not do this, and its log tells why");
        }

        private void sendLater(WebReply.Later later, Request request, Response response, Callback callback) {
            ReplyWriter writer = new ReplyWriter(request, response, callback);
            Runnable[] self = new Runnable[1];
            CallerWatch watch = new CallerWatch(request, response, () -> {
                waiting.remove(self[0]);
                callback.failed(new QuietException.Exception("the caller has gone"));
                later.whenGone().run();
            });
            Runnable tellClosing = () -> {
                if (watch.end()) {
                    writer.send(writer.problem(WebProblem.of(503, "the explorer is closing")));
                }
            };
            self[0] = tellClosing;
            waiting.add(tellClosing);
            watch.begin();
            if (closing) {
                tellClosing.run();
            }
            later.reply().whenComplete((reply, thrown) -> {
                waiting.remove(tellClosing);
                if (watch.end()) {
                    Throwable cause = thrown instanceof CompletionException && thrown.getCause() != null
                            ? thrown.getCause()
                            : thrown;
                    writer.send(cause == null ? reply : writer.problem(problem(cause)));
                }
            });
        }

        private WebReply reply(Request request) throws IOException {
            Guard.Admission admission = guard.admit(request);
            if (admission == Guard.Admission.FIRST_VISIT) {
                return FirstVisit.reply(request, guard.cookie(request));
            }
            // a call may be slow to answer, which is nobody's fault
            request.addIdleTimeoutListener(timeout -> false);
            String decoded = request.getHttpURI().getDecodedPath();
            String path = decoded == null ? "/" : decoded;
            try {
                Routes.Match match = routes.find(request.getMethod(), path);
                return match.handler().handle(new ServedRequest(request, path, match.variables()));
            } catch (WebProblem e) {
                readOver(request);
                throw e;
            }
        }

        /** Most clients read no answer before they have sent everything, and would not see this one. */
        private static void readOver(Request request) throws IOException {
            try (InputStream rest = Content.Source.asInputStream(request)) {
                rest.skipNBytes(READ_OVER);
            } catch (EOFException e) {
                // that was all
            }
        }

        private void tell(WebReply.Events events, Request request, Response response, Callback callback) {
            EventStream[] self = new EventStream[1];
            EventStream stream = new EventStream(request, response, callback, () -> streams.remove(self[0]));
            self[0] = stream;
            streams.add(stream);
            // the head goes out at once, so that the client knows that it listens
            stream.beat();
            try {
                stream.tellsFor(events.source().begin(stream));
            } catch (RuntimeException | Error e) {
                // the boundary: what cannot begin must leave no listener behind
                LOG.log(System.Logger.Level.ERROR, "a stream of events did not begin", e);
                stream.cut();
            }
            if (closing) {
                tellClosing(stream);
            }
        }
    }
}
