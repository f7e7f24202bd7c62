package org.mantle.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mantle.gateway.GatewayFinding.Level;
import org.mantle.gateway.account.AccountFolders;
import org.mantle.gateway.account.Accounts;
import org.mantle.gateway.application.Application;
import org.mantle.gateway.http.KeyStoreFile;
import org.mantle.gateway.local.LocalExecutor;
import org.mantle.gateway.place.DataFolder;
import org.mantle.gateway.place.NoAccountException;
import org.mantle.gateway.place.UserFolder;
import org.mantle.gateway.slurm.ClusterParts;
import org.mantle.gateway.slurm.SlurmExecutor;
import org.mantle.gateway.slurm.SlurmSettings;
import org.mantle.gateway.user.LdapDirectory;
import org.mantle.gateway.watch.AuditLog;

/** Looks at all that a gateway needs, without starting one; one may be running meanwhile. */
final class GatewayDoctor {

    private static final String NO_USER = "there is none: add one with mantle gateway user add NAME --data ";
    private static final double LITTLE_ROOM = 1e9;
    private static final Duration SOON = Duration.ofDays(30);
    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private final GatewayConfig config;
    private final List<GatewayFinding> findings = new ArrayList<>();

    GatewayDoctor(GatewayConfig config) {
        this.config = config;
    }

    List<GatewayFinding> examine() {
        Optional<DataFolder> data = data();
        boolean running = data.isPresent() && isRunning(data.get());
        address(running);
        config.address().tls().ifPresent(this::certificate);
        data.ifPresent(this::users);
        config.directory().map(LdapDirectory::new).ifPresent(this::directory);
        config.auditLog().ifPresent(this::auditLog);
        jobs();
        programs();
        return List.copyOf(findings);
    }

    private void tell(Level level, String subject, String message) {
        findings.add(new GatewayFinding(level, subject, message));
    }

    private Optional<DataFolder> data() {
        Path folder = config.dataDirectory();
        if (!Files.exists(folder)) {
            Path above = nearestFolder(folder);
            boolean canBeMade = canHold(above);
            tell(
                    canBeMade ? Level.WARNING : Level.FAULT,
                    "data folder",
                    folder
                            + (canBeMade
                                    ? " is not there yet; it is made when the gateway starts"
                                    : " is not there, and cannot be made in " + above + ": give another, or make it"));
            tell(Level.WARNING, "users", NO_USER + config.dataDirectory());
            return Optional.empty();
        }
        try {
            DataFolder data = DataFolder.open(folder);
            data.requireWritable();
            boolean isPrivate = !Files.getFileStore(folder).supportsFileAttributeView("posix")
                    || Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS).stream()
                            .noneMatch(OF_OTHERS::contains);
            double free = data.freeBytes();
            if (data.canOthersReplaceFiles()) {
                tell(
                        Level.FAULT,
                        "data folder",
                        "others can write into " + folder
                                + ", and could replace what the gateway keeps there: take that right away (chmod go-w)");
            } else if (!isPrivate) {
                tell(
                        Level.WARNING,
                        "data folder",
                        "others can look into " + folder + ": take that right away (chmod 700)");
            } else if (free < LITTLE_ROOM) {
                tell(Level.WARNING, "data folder", "only " + Math.round(free / 1e6) + " MB are free for " + folder);
            } else {
                tell(Level.OK, "data folder", folder + ", " + Math.round(free / 1e9) + " GB free");
            }
            return Optional.of(data);
        } catch (IOException e) {
            tell(Level.FAULT, "data folder", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private boolean isRunning(DataFolder data) {
        try {
            boolean running = data.isInUse();
            tell(Level.OK, "gateway", running ? "one runs on this data folder" : "none runs on this data folder");
            return running;
        } catch (IOException e) {
            tell(Level.FAULT, "gateway", "nobody can tell whether one runs on the data folder: " + e.getMessage());
            return false;
        }
    }

    private void address(boolean running) {
        String host = config.address().host();
        int port = config.address().port();
        String place = host + ":" + port;
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            tell(Level.OK, "address", port == 0 ? host + ", any free port" : place + " is free");
        } catch (BindException e) {
            boolean privileged = port > 0 && port < 1024;
            tell(
                    running ? Level.OK : Level.FAULT,
                    "address",
                    running
                            ? place + " is in use, perhaps by the gateway that runs"
                            : place + " cannot be had (" + e.getMessage() + "): "
                                    + (privileged
                                            ? "ports below 1024 are root's, choose a greater one or put a proxy before it"
                                            : "something else listens there, or it is no address of this machine"));
        } catch (IOException e) {
            tell(Level.FAULT, "address", place + " cannot be had: " + e.getMessage());
        }
    }

    private void certificate(KeyStoreFile file) {
        Instant now = config.clock().instant();
        if (file.expires().isBefore(now)) {
            tell(Level.FAULT, "certificate", "it has expired on " + file.expires() + ": give a new one");
        } else if (file.expires().isBefore(now.plus(SOON))) {
            tell(Level.WARNING, "certificate", "it expires on " + file.expires() + ": have it renewed");
        } else {
            tell(Level.OK, "certificate", "for " + String.join(", ", file.names()) + ", until " + file.expires());
        }
    }

    private void users(DataFolder data) {
        try {
            List<String> users = GatewayUsers.open(config.dataDirectory(), config.allowManyUsers())
                    .list();
            if (users.isEmpty() && config.directory().isEmpty()) {
                tell(Level.WARNING, "users", NO_USER + config.dataDirectory());
            } else if (users.size() > 1 && !config.allowManyUsers()) {
                tell(
                        Level.FAULT,
                        "users",
                        "there are several (" + String.join(", ", users)
                                + "), and the gateway is for one: allow many users if they trust each other");
            } else {
                tell(Level.OK, "users", users.size() + " of its own");
            }
            if (config.slurm().isPresent()) {
                accounts(users);
            }
        } catch (IOException e) {
            tell(Level.FAULT, "users", String.valueOf(e.getMessage()));
        }
    }

    /** On Slurm users are accounts, whose files processes of theirs reach: one is tried. */
    private void accounts(List<String> users) {
        List<String> served = new ArrayList<>();
        try (AccountFolders folders =
                new AccountFolders(new Accounts(config.lowestUid()), config.jobsFolder(), config.fileProcesses())) {
            for (String user : users) {
                try {
                    UserFolder home = folders.of(user);
                    if (served.isEmpty() && !Files.isDirectory(home.file(Path.of("/")))) {
                        tell(Level.FAULT, "accounts", "\"" + user + "\" cannot read the folder /");
                    }
                    served.add(user);
                } catch (NoAccountException e) {
                    tell(Level.WARNING, "accounts", String.valueOf(e.getMessage()));
                }
            }
            tell(Level.OK, "accounts", served.size() + " of the users are accounts that are served");
        } catch (IOException | IllegalArgumentException e) {
            tell(Level.FAULT, "accounts", String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            tell(Level.FAULT, "accounts", String.valueOf(e.getMessage()));
        }
    }

    private void directory(LdapDirectory directory) {
        try {
            directory.probe();
            tell(Level.OK, "directory", "it answers");
        } catch (IOException e) {
            tell(Level.FAULT, "directory", String.valueOf(e.getMessage()));
        }
    }

    /** Looks at the audit log; one that is not there yet is not made, since the gateway may run as another account. */
    private void auditLog(Path file) {
        try {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                new AuditLog(file, config.clock());
                tell(Level.OK, "audit log", file.toString());
            } else {
                Path above = nearestFolder(file);
                boolean canBeMade = canHold(above);
                tell(
                        canBeMade ? Level.OK : Level.FAULT,
                        "audit log",
                        file
                                + (canBeMade
                                        ? " is not there yet; it is made when the gateway starts"
                                        : " is not there, and cannot be made in " + above
                                                + ": name another, or make it"));
            }
        } catch (IOException e) {
            tell(Level.FAULT, "audit log", String.valueOf(e.getMessage()));
        }
    }

    /** Returns the folder that is there, in which what is not there would be made. */
    private static Path nearestFolder(Path missing) {
        Path above = missing;
        while (above.getParent() != null && !Files.exists(above)) {
            above = above.getParent();
        }
        return above;
    }

    private static boolean canHold(Path folder) {
        return Files.isDirectory(folder) && Files.isWritable(folder) && !folder.startsWith("/proc");
    }

    private void jobs() {
        if (config.slurm().isPresent()) {
            slurm(config.slurm().get());
        } else if (LocalExecutor.hasProcessGroups()) {
            tell(Level.OK, "jobs", config.concurrency() + " at a time, as processes of this machine");
        } else {
            tell(
                    Level.WARNING,
                    "jobs",
                    "without setsid and /proc, processes that leave their job may go on when it ends (Debian: util-linux)");
        }
    }

    /** Looks for the programs of applications; on a cluster they are on other machines. */
    private void programs() {
        if (config.isOnSlurm()) {
            return;
        }
        for (Application application : config.applications().all()) {
            String program = application.program();
            boolean isThere = LocalExecutor.isProgram(program);
            tell(
                    isThere ? Level.OK : Level.FAULT,
                    "application " + application.name(),
                    isThere
                            ? program
                            : "there is no program " + program
                                    + " that this account can run: install it, or name another in the file of applications");
        }
    }

    /** Compares what applications ask for with what the cluster has. */
    private void resources(SlurmSettings settings) {
        if (config.applications().all().isEmpty()) {
            return;
        }
        ClusterParts parts;
        try {
            parts = SlurmExecutor.parts(settings, config.clock());
        } catch (IOException e) {
            tell(Level.WARNING, "applications", "whether Slurm can run them is not known: " + e.getMessage());
            return;
        }
        for (Application application : config.applications().all()) {
            List<String> misfits = parts.misfits(application.resources());
            tell(
                    misfits.isEmpty() ? Level.OK : Level.FAULT,
                    "application " + application.name(),
                    misfits.isEmpty()
                            ? "Slurm has what it asks for; whether " + application.program()
                                    + " is there, only the machines of the cluster know"
                            : String.join("; ", misfits) + ": correct its resources in the file of applications");
        }
    }

    private void slurm(SlurmSettings settings) {
        if (config.isSlurmAskedInPlainText()) {
            tell(Level.WARNING, "Slurm", SlurmSettings.PLAIN_TEXT);
        }
        try {
            tell(
                    Level.OK,
                    "jobs",
                    "on Slurm at " + settings.url() + ", whose daemon speaks "
                            + SlurmExecutor.version(settings, config.clock()));
            resources(settings);
        } catch (IOException e) {
            tell(Level.FAULT, "jobs", e.getMessage() + " (" + settings.url() + ")");
        }
    }
}
