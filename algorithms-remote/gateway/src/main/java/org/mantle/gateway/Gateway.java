package org.mantle.gateway;

import com.google.common.net.HostAndPort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.file.LockFile;
import org.mantle.gateway.http.HttpFront;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.job.JobBook;
import org.mantle.gateway.job.JobExecutor;
import org.mantle.gateway.job.JobObserver;
import org.mantle.gateway.job.JobSpec;
import org.mantle.gateway.job.JobStatus;
import org.mantle.gateway.job.MemoryJobBook;
import org.mantle.gateway.local.LeftJob;
import org.mantle.gateway.local.LocalExecutor;
import org.mantle.gateway.pac.PacService;
import org.mantle.gateway.place.Arrivals;
import org.mantle.gateway.place.DataFolder;
import org.mantle.gateway.place.JobFolders;
import org.mantle.gateway.place.PathMap;
import org.mantle.gateway.place.UserFolder;
import org.mantle.gateway.place.UserFolders;
import org.mantle.gateway.slurm.ClusterAccounts;
import org.mantle.gateway.slurm.SlurmExecutor;

/**
 * A job service that speaks the PAC protocol and runs the jobs as processes of this machine, or on Slurm.
 *
 * <p>On this machine its mode is {@code EMBEDDED}: jobs end with the gateway. Those on Slurm go on.
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
        DataFolder data = DataFolder.open(config.dataDirectory());
        users = GatewayUsers.of(data, config.allowManyUsers());
        requireAllowedNumber(users, config.allowManyUsers());
        folderLock = data.lock(config.allowManyUsers());
        boolean started = false;
        JobExecutor startedExecutor = null;
        try {
            // here it is chosen who remembers jobs, and who runs them
            JobFolders jobFolders = new JobFolders(data.own());
            JobBook book = new MemoryJobBook(data.own(), jobFolders.greatestId());
            Arrivals arrivals = new Arrivals(data.own());
            UserFolders folders;
            JobObserver observer = (job, status) -> note(book, job, status);
            if (config.slurm().isPresent()) {
                ClusterAccounts accounts = new ClusterAccounts();
                if (accounts.isRoot()) {
                    data.letAccountsThrough();
                }
                folders = new UserFolders(data, new PathMap(Map.of()), accounts);
                startedExecutor = new SlurmExecutor(data.own(), config.slurm().get(), config.clock(), observer);
            } else {
                folders = new UserFolders(data, new PathMap(config.pathMap()));
                LocalExecutor local = new LocalExecutor(
                        data.own(), config.concurrency(), config.killGrace(), config.clock(), observer);
                startedExecutor = local;
                local.takeOver(left -> know(left, book, folders));
            }
            executor = startedExecutor;
            PacService service =
                    new PacService(config.pac(), users.store(), book, executor, folders, arrivals, jobFolders);
            http = HttpFront.start(config.address(), config.limits(), service);
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

    private static void note(JobBook book, long job, JobStatus status) {
        try {
            book.update(job, known -> known.with(status));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "what became of job " + job + " could not be kept: " + status, e);
        }
    }

    /** Writes down a job that an earlier gateway left running, so that its user sees it and can end it. */
    private static void know(LeftJob left, JobBook book, UserFolders folders) {
        JobSpec spec = left.spec();
        LOG.log(
                System.Logger.Level.WARNING,
                "job {0} of \"{1}\" was left running by a gateway that was killed: its user can see and kill it as any other,"
                        + " and it ends with this gateway",
                Long.toString(spec.id()),
                spec.user());
        try {
            UserFolder home = folders.of(spec.user());
            String command = spec.command().stream()
                    .map(word -> word.startsWith("/") ? home.virtual(Path.of(word)) : word)
                    .collect(Collectors.joining(" "));
            book.append(new Job(
                    spec.id(),
                    spec.user(),
                    spec.name(),
                    "-",
                    command,
                    spec.directory(),
                    home.virtual(spec.directory()),
                    left.started(),
                    Optional.of(left.execution()),
                    JobStatus.pending()));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "job " + spec.id() + " could not be written down", e);
        }
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
        LOG.log(
                System.Logger.Level.INFO,
                "gateway at {0}, {1}",
                gateway.url(),
                config.slurm().isPresent() ? "jobs on Slurm" : "mode EMBEDDED");
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

    /** Returns who may use this gateway, which can be changed while it runs. */
    public GatewayUsers users() {
        return users;
    }

    /**
     * Stops serving, ends all jobs of this machine with all their processes, and waits until they have ended, whoever began it. Jobs on
     * Slurm go on.
     */
    @Override
    public void close() {
        // a JVM that exits while somebody closes this must wait for that
        closing.lock();
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
