package org.mantle.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.mantle.commons.testing.Prerequisites;

/**
 * A Slurm of its own on this machine: munged, slurmctld, one slurmd and slurmrestd on free ports of the loopback interface, with all files in
 * a temporary folder. Started by root, jobs run as the users whose they are; by another account, as that account.
 *
 * <p>It is made once for all tests of a JVM, and stopped with that.
 */
public final class SlurmCluster {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KILL_WAIT = 2;

    private static SlurmCluster shared;

    private final Path folder;
    private final boolean root;
    private final String account;
    private final InetAddress address;
    private final int restPort;
    private final Map<String, Process> processes = new LinkedHashMap<>();

    private SlurmCluster() throws IOException {
        account = Files.getOwner(Path.of("/proc/self")).getName();
        root = account.equals("root");
        address = InetAddress.getByName(hostName());
        folder = Files.createTempDirectory("slurm");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        int[] ports = freePorts(3);
        restPort = ports[2];
        makeFolders();
        Files.writeString(configuration(), configurationText(ports[0], ports[1]));
    }

    /** The cluster of this JVM; a test that needs it is skipped where Slurm is not installed. */
    public static synchronized SlurmCluster shared() throws IOException {
        requireInstalled();
        if (shared == null) {
            SlurmCluster cluster = new SlurmCluster();
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::stop));
            cluster.start();
            shared = cluster;
        }
        return shared;
    }

    private static void requireInstalled() throws IOException {
        List.of(
                        "munged munge",
                        "slurmctld slurmctld",
                        "slurmd slurmd",
                        "slurmrestd slurmrestd",
                        "scontrol slurm-client",
                        "setpriv util-linux")
                .forEach(each -> {
                    String[] words = each.split(" ");
                    Prerequisites.that(
                            program(words[0]).isPresent(),
                            "the command '" + words[0] + "' is missing: install " + words[1]);
                });
        Prerequisites.that(hasTokens(), "Slurm's plugin auth_jwt is missing: install slurm-wlm-jwt-plugin");
        Prerequisites.that(hasKnownName(), "this machine's name '" + hostName() + "' does not resolve");
    }

    private static boolean hasKnownName() {
        try {
            return InetAddress.getByName(hostName()) != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean hasTokens() throws IOException {
        try (DirectoryStream<Path> places = Files.newDirectoryStream(Path.of("/usr/lib"), Files::isReadable)) {
            for (Path place : places) {
                if (Files.isDirectory(place) && hasTokens(place)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean hasTokens(Path place) throws IOException {
        try (DirectoryStream<Path> plugins = Files.newDirectoryStream(place, "slurm*")) {
            for (Path folder : plugins) {
                if (Files.exists(folder.resolve("auth_jwt.so"))) {
                    return true;
                }
            }
            return false;
        }
    }

    private static Optional<Path> program(String name) {
        return Stream.concat(
                        Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin", "/sbin"))
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String hostName() {
        try {
            String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            return name.split("\\.")[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int[] freePorts(int count) throws IOException {
        List<ServerSocket> taken = new ArrayList<>();
        int[] ports = new int[count];
        try {
            for (int i = 0; i < count; i++) {
                ServerSocket socket = new ServerSocket(0);
                taken.add(socket);
                ports[i] = socket.getLocalPort();
            }
        } finally {
            for (ServerSocket socket : taken) {
                socket.close();
            }
        }
        return ports;
    }

    private Path configuration() {
        return folder.resolve("slurm.conf");
    }

    private void makeFolders() throws IOException {
        for (String name : List.of("state", "spool", "log", "munge")) {
            Files.createDirectory(folder.resolve(name));
        }
        byte[] mungeKey = new byte[128];
        byte[] tokenKey = new byte[32];
        RANDOM.nextBytes(mungeKey);
        RANDOM.nextBytes(tokenKey);
        makePrivate(Files.write(folder.resolve("munge/munge.key"), mungeKey));
        makePrivate(Files.write(keyFile(), tokenKey));
        // munged takes no folder that others can write to, and clients must reach its socket
        give("munge", folder.resolve("munge"), folder.resolve("munge/munge.key"));
        give("slurm", folder.resolve("state"), folder.resolve("log"), keyFile());
    }

    private static void makePrivate(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void give(String user, Path... files) throws IOException {
        if (root) {
            for (Path file : files) {
                Files.setOwner(
                        file,
                        FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(user));
            }
        }
    }

    private String configurationText(int controllerPort, int nodePort) {
        String bind = address.getHostAddress().equals("127.0.0.1") ? "NoInAddrAny,NoCtldInAddrAny" : "NoCtldInAddrAny";
        return """
                ClusterName=mantletest
                SlurmctldHost=%1$s(%2$s)
                SlurmctldPort=%3$d
                SlurmUser=%4$s
                SlurmdUser=%5$s
                DisableRootJobs=YES
                CommunicationParameters=%6$s
                AuthType=auth/munge
                AuthInfo=socket=%7$s/munge/socket,cred_expire=20
                AuthAltTypes=auth/jwt
                AuthAltParameters=jwt_key=%7$s/jwt.key
                CredType=cred/munge
                StateSaveLocation=%7$s/state
                SlurmdSpoolDir=%7$s/spool/%%n
                SlurmctldPidFile=%7$s/state/slurmctld.pid
                SlurmdPidFile=%7$s/spool/slurmd.%%n.pid
                SlurmctldLogFile=%7$s/log/slurmctld.log
                SlurmdLogFile=%7$s/spool/slurmd.%%n.log
                MailProg=/bin/true
                ProctrackType=proctrack/linuxproc
                TaskPlugin=task/none
                JobAcctGatherType=jobacct_gather/none
                MpiDefault=none
                SwitchType=switch/none
                SlurmdParameters=config_overrides
                ReturnToService=2
                SchedulerType=sched/backfill
                SelectType=select/cons_tres
                SelectTypeParameters=CR_CPU
                SchedulerParameters=batch_sched_delay=0,sched_min_interval=0,sched_interval=1,bf_interval=1,default_queue_depth=1000
                MaxJobCount=10000
                MinJobAge=300
                SlurmctldTimeout=30
                SlurmdTimeout=60
                MessageTimeout=10
                KillWait=%8$d
                InactiveLimit=0
                AccountingStorageType=accounting_storage/none
                NodeName=n1 NodeHostname=%1$s NodeAddr=%2$s Port=%9$d CPUs=4 RealMemory=1024 State=UNKNOWN
                PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
                """.formatted(
                        hostName(),
                        address.getHostAddress(),
                        controllerPort,
                        root ? "slurm" : account,
                        root ? "root" : account,
                        bind,
                        folder,
                        KILL_WAIT,
                        nodePort);
    }

    private void start() throws IOException {
        String munge = folder + "/munge/";
        List<String> munged = as(
                "munge",
                "munged",
                "--foreground",
                "--socket=" + munge + "socket",
                "--key-file=" + munge + "munge.key",
                "--log-file=" + munge + "log",
                "--pid-file=" + munge + "pid",
                "--seed-file=" + munge + "seed");
        launch("munged", munged);
        await("munged", () -> Files.exists(folder.resolve("munge/socket")));
        startController();
        launch(
                "slurmd",
                List.of(path("slurmd"), "-D", "-N", "n1", "-f", configuration().toString()));
        startRest();
        awaitNode();
    }

    /** Starts the controller after {@link #stopController}, and waits until it answers. */
    public void startController() throws IOException {
        launch(
                "slurmctld",
                List.of(path("slurmctld"), "-D", "-f", configuration().toString()));
        await("slurmctld", () -> call("scontrol", "ping").contains("is UP"));
    }

    /** Waits until jobs can run. */
    public void awaitNode() throws IOException {
        await("slurmd", () -> call("sinfo", "-h", "-N", "-o", "%T").matches("(?s)(idle|mixed|allocated)\\s*"));
    }

    /** Starts the REST daemon after {@link #stopRest}, and waits until it listens. */
    public void startRest() throws IOException {
        launch(
                "slurmrestd",
                as(
                        "nobody",
                        "slurmrestd",
                        "-a",
                        "rest_auth/jwt",
                        "-s",
                        "v0.0.38,v0.0.37",
                        "-t",
                        "8",
                        "127.0.0.1:" + restPort));
        await("slurmrestd", () -> {
            try (Socket socket = new Socket("127.0.0.1", restPort)) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** Kills the REST daemon, without warning. */
    public void stopRest() throws IOException {
        end("slurmrestd", true);
    }

    /** Stops the controller, which keeps its state. */
    public void stopController() throws IOException {
        end("slurmctld", false);
    }

    private static String path(String program) {
        return program(program).orElseThrow().toString();
    }

    private List<String> as(String user, String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (root) {
            command.addAll(List.of("setpriv", "--reuid=" + user, "--regid=" + groupOf(user), "--clear-groups"));
        }
        command.add(path(program));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String groupOf(String user) {
        return user.equals("nobody") ? "nogroup" : user;
    }

    private void launch(String name, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve(name + ".out").toFile()));
        prepare(builder);
        // the daemon gives tokens on, and must be told so
        builder.environment().put("SLURM_JWT", "daemon");
        if (!root) {
            builder.environment().put("SLURMRESTD_SECURITY", "disable_user_check");
        }
        if (!name.equals("slurmrestd")) {
            builder.environment().remove("SLURM_JWT");
        }
        processes.put(name, builder.start());
    }

    private void prepare(ProcessBuilder builder) {
        builder.environment().keySet().removeIf(name -> name.startsWith("SLURM"));
        builder.environment().put("SLURM_CONF", configuration().toString());
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private void await(String name, Condition condition) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.holds()) {
            Process process = processes.get(name);
            if (!process.isAlive() || System.nanoTime() > end) {
                String said = Files.readString(folder.resolve(name + ".out"));
                throw new IOException(name + " did not start: " + said);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(30);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What one of Slurm's commands prints. */
    public String call(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        prepare(builder);
        Process process = builder.start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + restPort);
    }

    public Path keyFile() {
        return folder.resolve("jwt.key");
    }

    /** An account as which jobs run. */
    public String user() {
        return root ? "nobody" : account;
    }

    public boolean isOfRoot() {
        return root;
    }

    /** Makes a folder one of the account as which jobs run. */
    public void giveToUser(Path directory) throws IOException {
        give("nobody", directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void stop() {
        try {
            end("slurmrestd", true);
            cancelAll();
            for (String name : List.of("slurmd", "slurmctld", "munged")) {
                end(name, false);
            }
            endJobProcesses();
            delete();
        } catch (IOException e) {
            throw new UncheckedIOException("a Slurm of the tests may be running still, in " + folder, e);
        }
    }

    /** Ends all jobs, so that there is room for those of the next test. */
    public void cancelAll() throws IOException {
        if (!processes.containsKey("slurmctld") || !processes.get("slurmctld").isAlive()) {
            return;
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(KILL_WAIT + 8);
        String ids = queued();
        while (!ids.isEmpty() && System.nanoTime() < end) {
            List<String> command = new ArrayList<>(List.of("scancel"));
            command.addAll(ids.lines().limit(500).toList());
            call(command.toArray(String[]::new));
            pause();
            ids = queued();
        }
    }

    private String queued() throws IOException {
        return call("squeue", "-h", "-a", "-o", "%A").strip();
    }

    private void end(String name, boolean atOnce) throws IOException {
        Process process = processes.remove(name);
        if (process == null) {
            return;
        }
        if (atOnce) {
            process.destroyForcibly();
        } else {
            process.destroy();
        }
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                process.waitFor(10, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + name + " was stopped", e);
        }
    }

    /** What outlives its slurmd: each process of this cluster's jobs knows its configuration. */
    private void endJobProcesses() {
        String entry = "SLURM_CONF=" + configuration();
        ProcessHandle.allProcesses()
                .filter(process -> environment(process.pid()).contains(entry))
                .forEach(ProcessHandle::destroyForcibly);
    }

    private static List<String> environment(long pid) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "environ"));
            return List.of(new String(bytes, UTF_8).split("\0"));
        } catch (IOException e) {
            return List.of();
        }
    }

    private void delete() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> paths = new ArrayList<>(all.toList());
            Collections.reverse(paths);
            for (Path path : paths) {
                Files.deleteIfExists(path);
            }
        }
    }
}
