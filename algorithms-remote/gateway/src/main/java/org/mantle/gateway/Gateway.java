package org.mantle.gateway;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.file.LockFile;
import org.mantle.commons.file.OwnerOnly;

/**
 * A job service that speaks the PAC protocol and runs the jobs as processes of this machine.
 *
 * <p>Its mode is {@code EMBEDDED}: jobs end with the gateway.
 *
 * <pre>{@code
 * try (Gateway gateway = Gateway.start(folder)) {
 *     gateway.users().add("alice", password);
 *     client.connect(gateway.url());
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
public final class Gateway implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Gateway.class.getName());

    private final GatewayConfig config;
    private final GatewayUsers users;
    private final LockFile.Held folderLock;
    private final JobExecutor executor;
    private final HttpFront http;
    private final ReentrantLock closing = new ReentrantLock();
    private boolean closed;
    private @Nullable Thread exitHook;

    private Gateway(GatewayConfig config) throws IOException {
        this.config = config;
        Path data = OwnerOnly.createFolder(config.dataDirectory()).toRealPath();
        Path own = OwnerOnly.createFolder(ownFolder(data));
        users = GatewayUsers.open(data, config.allowManyUsers());
        requireAllowedNumber(users, config.allowManyUsers());
        folderLock = lock(own, data);
        boolean started = false;
        JobExecutor startedExecutor = null;
        try {
            PathMap pathMap = new PathMap(config.pathMap());
            JobBook book = new JobBook(own, pathMap.jobsPlace());
            Arrivals arrivals = new Arrivals(own);
            startedExecutor = new LocalExecutor(config.concurrency(), config.killGrace(), config.clock(), Thread::new);
            executor = startedExecutor;
            http = HttpFront.start(config, service(data, pathMap, book, arrivals));
            started = true;
        } finally {
            if (!started) {
                if (startedExecutor != null) {
                    startedExecutor.close();
                }
                folderLock.close();
            }
        }
    }

    private PacService service(Path data, PathMap pathMap, JobBook book, Arrivals arrivals) {
        Sessions sessions = new Sessions(config.clock(), config.sessionIdleTime());
        return new PacService(
                new LogOns(users, sessions, config.allowManyUsers()),
                sessions,
                users,
                user -> Room.open(data, user, pathMap),
                book,
                new JobQueries(book, config.clock()),
                new JobFiles(book, arrivals),
                new Submissions(book, arrivals, executor, new Runnables(config.programs()), config.clock()));
    }

    /** The folder of the gateway's own files; no user can have that name. */
    static Path ownFolder(Path dataDirectory) {
        return dataDirectory.resolve(".gateway");
    }

    /**
     * Starts a gateway on a free port of this machine, with defaults for all else.
     *
     * @param dataDirectory the folder in which it keeps its users and their files; made if missing
     * @return the running gateway
     * @throws IOException if the folder cannot be used, another gateway uses it, or this machine lacks what it takes
     */
    public static Gateway start(Path dataDirectory) throws IOException {
        return start(GatewayConfig.builder(dataDirectory).build());
    }

    /**
     * Starts a gateway.
     *
     * @param config what was set
     * @return the running gateway
     * @throws IOException if the folder cannot be used, another gateway uses it, the address cannot be had, or this machine
     *     lacks what it takes
     * @throws IllegalArgumentException if the folder has several users and that is not allowed
     */
    public static Gateway start(GatewayConfig config) throws IOException {
        Gateway gateway = new Gateway(config);
        if (config.closeOnExit()) {
            Thread hook = new Thread(gateway::close, "gateway-exit");
            gateway.exitHook = hook;
            Runtime.getRuntime().addShutdownHook(hook);
        }
        LOG.log(System.Logger.Level.INFO, "Gateway at {0}, mode EMBEDDED", gateway.url());
        return gateway;
    }

    private static void requireAllowedNumber(GatewayUsers users, boolean allowMany) throws IOException {
        if (!allowMany && users.list().size() > 1) {
            throw new IllegalArgumentException("This gateway has several users (" + String.join(", ", users.list())
                    + "), and their jobs would run under one account: allow many users if they trust each other"
                    + " (--allow-many-users), or remove the others");
        }
    }

    private static LockFile.Held lock(Path own, Path data) throws IOException {
        return new LockFile(own.resolve("lock"))
                .acquireUninterruptibly(Duration.ZERO)
                .orElseThrow(() -> new IOException(
                        "Another gateway uses the folder " + data + ": end it, or give this one another folder"));
    }

    /**
     * Returns the base URL, which clients are to be told.
     *
     * @return a URL that ends in {@code /platform/}
     */
    public URI url() {
        String scheme = config.tls().isPresent() ? "https" : "http";
        String host = config.host().indexOf(':') >= 0 ? "[" + config.host() + "]" : config.host();
        return URI.create(scheme + "://" + host + ":" + http.port() + PacService.CONTEXT + "/");
    }

    /**
     * Returns who may use this gateway.
     *
     * @return the users, which can be changed while it runs
     */
    public GatewayUsers users() {
        return users;
    }

    /** Stops serving, ends all jobs with all their processes, and waits until they have ended, whoever began it. */
    @Override
    public void close() {
        closing.lock(); // a JVM that exits while somebody closes this must wait for that
        try {
            if (!closed) {
                closed = true;
                http.stop();
                executor.close();
                unlockFolder();
                removeExitHook();
            }
        } finally {
            closing.unlock();
        }
    }

    private void unlockFolder() {
        try {
            folderLock.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The data folder could not be unlocked", e);
        }
    }

    private void removeExitHook() {
        try {
            if (exitHook != null) {
                Runtime.getRuntime().removeShutdownHook(exitHook);
            }
        } catch (IllegalStateException e) {
            LOG.log(System.Logger.Level.TRACE, "The JVM is exiting already", e);
        }
    }
}
