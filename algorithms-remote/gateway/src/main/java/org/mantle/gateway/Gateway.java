package org.mantle.gateway;

import com.google.common.net.HostAndPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.file.LockFile;
import org.mantle.gateway.account.AccountFolders;
import org.mantle.gateway.account.Accounts;
import org.mantle.gateway.file.UploadsInPieces;
import org.mantle.gateway.http.CallsUnderWay;
import org.mantle.gateway.http.HttpFront;
import org.mantle.gateway.job.JobExecutor;
import org.mantle.gateway.job.JobObserver;
import org.mantle.gateway.job.JobStage;
import org.mantle.gateway.local.LocalArrays;
import org.mantle.gateway.local.LocalExecutor;
import org.mantle.gateway.pac.PacService;
import org.mantle.gateway.place.Arrivals;
import org.mantle.gateway.place.DataFolder;
import org.mantle.gateway.place.DataFolders;
import org.mantle.gateway.place.PathMap;
import org.mantle.gateway.place.UserFolders;
import org.mantle.gateway.slurm.SlurmExecutor;
import org.mantle.gateway.slurm.SlurmSettings;
import org.mantle.gateway.store.Store;
import org.mantle.gateway.user.LdapDirectory;
import org.mantle.gateway.user.TwoUserStores;
import org.mantle.gateway.user.UserStore;
import org.mantle.gateway.watch.AuditLog;
import org.mantle.gateway.watch.Health;
import org.mantle.gateway.watch.Metrics;
import org.mantle.gateway.watch.WatchService;
import org.mantle.gateway.ws.PlatformService;

/**
 * A job service that speaks the PAC protocol and runs the jobs as processes of this machine, or on Slurm.
 *
 * <p>Jobs end with the gateway unless its {@link GatewayMode} is another, or they run on Slurm.
 *
 * <pre>{@code
 * try (Gateway gateway = Gateway.start(folder)) {
 *     gateway.users().add("alice", password);
 *     client.connect(gateway.url());
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class Gateway implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Gateway.class.getName());

    /** What Slurm is called where it is told that it does not answer. */
    private static final String SLURM = "Slurm";

    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(10_000);

    private final GatewayConfig config;
    private final GatewayUsers users;
    private final LockFile.Held folderLock;
    private final Store store;
    private final JobExecutor executor;
    private final Optional<AccountFolders> accounts;
    private final HttpFront http;
    private final Optional<Retention> retention;
    private final ReentrantLock closing = new ReentrantLock();
    private boolean closed;
    private @Nullable Thread exitHook;

    private Gateway(GatewayConfig config) throws IOException {
        this.config = config;
        DataFolder data = DataFolder.open(config.dataDirectory());
        folderLock = data.lock(config.allowManyUsers());
        boolean started = false;
        Store startedStore = null;
        JobExecutor startedExecutor = null;
        AccountFolders startedAccounts = null;
        try {
            startedStore = Store.open(data.own());
            store = startedStore;
            store.check();
            Optional<LdapDirectory> directory = config.directory().map(LdapDirectory::new);
            UserStore own = store.users(config.allowManyUsers());
            UserStore known = directory.isPresent() ? new TwoUserStores(own, directory.get()) : own;
            users = GatewayUsers.of(data, known, config.allowManyUsers());
            requireAllowedNumber(users, config.allowManyUsers());
            Metrics metrics = new Metrics();
            JobNotes notes = new JobNotes(store.jobs());
            JobObserver observer = (job, status) -> {
                metrics.changed(status);
                notes.changed(job, status);
            };
            Map<String, Health.Check> needed = new LinkedHashMap<>();
            needed.put("the data folder", data::requireWritable);
            needed.put("the database", () -> store.jobs().find(0));
            directory.ifPresent(asked -> needed.put("the directory of users", asked::probe));
            // here it is chosen who runs jobs, and with whose rights files of users are reached
            UserFolders folders;
            Executor tidying;
            if (config.slurm().isPresent()) {
                startedAccounts = new AccountFolders(
                        new Accounts(config.lowestUid()), config.jobsFolder(), config.fileProcesses());
                folders = startedAccounts;
                SlurmExecutor slurm =
                        new SlurmExecutor(data.own(), config.slurm().get(), config.clock(), observer);
                startedExecutor = slurm;
                // a file system of users that does not answer keeps no gateway from its start; what belongs to a job
                // that is found again stays
                tidying = work -> soon(() -> {
                    if (slurm.awaitLost(AS_LONG_AS_IT_TAKES)) {
                        work.run();
                    }
                });
                needed.put(SLURM, slurm::probe);
            } else {
                folders = new DataFolders(data, new PathMap(config.pathMap()), config.quota());
                tidying = Runnable::run;
                startedExecutor = new LocalArrays(
                        observer,
                        told -> new LocalExecutor(
                                data.own(),
                                config.concurrency(),
                                config.killGrace(),
                                config.clock(),
                                config.mode() == GatewayMode.SERVICE,
                                told));
            }
            executor = startedExecutor;
            accounts = Optional.ofNullable(startedAccounts);
            notes.takeOver(executor);
            PacService service = new PacService(
                    config.pac(),
                    known,
                    store.sessions(),
                    store.jobs(),
                    executor,
                    folders,
                    new Arrivals(store.arrivals(), folders, tidying),
                    new UploadsInPieces(store.uploads(), data.own(), folders, config.clock(), tidying));
            Optional<AuditLog> audit = auditLog(config);
            Health health = new Health(needed, config.clock());
            http = HttpFront.start(
                    config.address(),
                    config.limits(),
                    new WatchService(
                            health, metrics, config.metricsToken(), new PlatformService(service, config.clock())),
                    call -> {
                        metrics.ended(call);
                        audit.ifPresent(log -> log.ended(call));
                    },
                    config.log().map(GatewayLog::calls).orElseGet(CallsUnderWay::new));
            metrics.gauge("mantle_gateway_connections", "Connections of clients", http::connections);
            metrics.gauge(
                    "mantle_gateway_disk_free_bytes", "Room for files on the disk of the data folder", data::freeBytes);
            metrics.gauge(
                    "mantle_gateway_jobs_waiting", "Jobs that wait for their turn", () -> count(JobStage.PENDING));
            metrics.gauge("mantle_gateway_jobs_running", "Jobs that run", () -> count(JobStage.RUNNING));
            if (config.isOnSlurm()) {
                metrics.gauge("mantle_gateway_slurm_up", "Whether Slurm answers", () -> health.isWell(SLURM) ? 1 : 0);
            }
            accounts.ifPresent(served ->
                    metrics.gauge("mantle_gateway_file_processes", "Processes of users", () -> served.processes()));
            retention = config.keepJobs().map(age -> Retention.start(store.jobs(), folders, config.clock(), age));
            started = true;
        } finally {
            if (!started) {
                if (startedExecutor != null) {
                    startedExecutor.close();
                }
                if (startedAccounts != null) {
                    startedAccounts.close();
                }
                if (startedStore != null) {
                    startedStore.close();
                }
                folderLock.close();
            }
        }
    }

    /** Returns how many jobs are in a stage, arrays as one; not a number if nobody can tell. */
    private double count(JobStage stage) {
        try {
            return store.jobs().count(stage);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the jobs could not be counted: {0}", e.getMessage());
            return Double.NaN;
        }
    }

    private static void soon(Runnable work) {
        Thread thread = new Thread(work, "gateway-tidying");
        thread.setDaemon(true);
        thread.start();
    }

    private static Optional<AuditLog> auditLog(GatewayConfig config) throws IOException {
        Optional<Path> file = config.auditLog();
        return file.isPresent() ? Optional.of(new AuditLog(file.get(), config.clock())) : Optional.empty();
    }

    /**
     * Starts a gateway on a free port of this machine, with defaults for all else.
     *
     * @param dataDirectory the folder in which it keeps its users and their files; made if missing
     * @throws IOException if the folder cannot be used, another gateway uses it, or this machine lacks what it takes
     */
    public static Gateway start(Path dataDirectory) throws IOException {
        return start(GatewayConfig.builder(dataDirectory).build());
    }

    /**
     * Starts a gateway.
     *
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
        if (config.isSlurmAskedInPlainText()) {
            LOG.log(System.Logger.Level.WARNING, "Slurm: " + SlurmSettings.PLAIN_TEXT);
        }
        LOG.log(
                System.Logger.Level.INFO,
                "gateway at {0}, {1}",
                gateway.url(),
                config.slurm().isPresent() ? "jobs on Slurm" : "mode " + config.mode());
        return gateway;
    }

    private static void requireAllowedNumber(GatewayUsers users, boolean allowMany) throws IOException {
        if (!allowMany && users.list().size() > 1) {
            throw new IllegalArgumentException("this gateway has several users (" + String.join(", ", users.list())
                    + "), and their jobs would run under one account: allow many users if they trust each other"
                    + " (--allow-many-users), or remove the others");
        }
    }

    /** Returns the base URL, which clients are to be told; it ends in {@code /platform/}. */
    public URI url() {
        String scheme = config.address().tls().isPresent() ? "https" : "http";
        HostAndPort authority = HostAndPort.fromParts(config.address().host(), http.port());
        return URI.create(scheme + "://" + authority + PacService.CONTEXT + "/");
    }

    /**
     * Returns the base URL by which clients of other machines can call it: where it listens on all addresses, that of its first name, of the
     * first in its certificate, or of this machine.
     */
    public URI urlForClients() {
        if (!config.isOnAllAddresses()) {
            return url();
        }
        String host = Stream.concat(
                        config.address().names().stream(),
                        config.address().tls().stream()
                                .flatMap(file -> file.names().stream())
                                .filter(name -> !name.startsWith("*")))
                .findFirst()
                .orElseGet(Gateway::nameOfMachine);
        return URI.create(
                url().getScheme() + "://" + HostAndPort.fromParts(host, http.port()) + PacService.CONTEXT + "/");
    }

    private static String nameOfMachine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            LOG.log(System.Logger.Level.DEBUG, "this machine has no name", e);
            return "localhost";
        }
    }

    /** Tells whether jobs go on when this gateway ends. */
    public boolean jobsGoOn() {
        return config.mode() == GatewayMode.SERVICE || config.slurm().isPresent();
    }

    /** Returns who may use this gateway, which can be changed while it runs. */
    public GatewayUsers users() {
        return users;
    }

    /**
     * Takes no more calls, lets those under way end within their time, ends all jobs of this machine with all their processes, and waits until they have ended, whoever began it. In mode {@code SERVICE}, and
     * on Slurm, jobs go on.
     */
    @Override
    public void close() {
        // a JVM that exits while somebody closes this must wait for that
        closing.lock();
        try {
            if (!closed) {
                closed = true;
                retention.ifPresent(Retention::close);
                http.stop();
                executor.close();
                accounts.ifPresent(AccountFolders::close);
                store.close();
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
            LOG.log(System.Logger.Level.WARNING, "the data folder could not be unlocked", e);
        }
    }

    private void removeExitHook() {
        try {
            if (exitHook != null) {
                Runtime.getRuntime().removeShutdownHook(exitHook);
            }
        } catch (IllegalStateException e) {
            LOG.log(System.Logger.Level.TRACE, "the JVM is exiting already", e);
        }
    }
}
