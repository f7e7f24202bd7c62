package org.mantle.benchmarks.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.mantle.remote.ComputeResource;
import org.mantle.remote.ComputeResources;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.RemoteFile;
import org.mantle.remote.job.RemoteJobManager;
import org.mantle.remote.job.Session;
import org.mantle.remote.job.StoppableMonitor;

/**
 * Sends a large file to OpenSSH's daemon on this machine and fetches it back, by a resource of kind {@code slurm+ssh}, by scp and by
 * sftp in turn, and prints how long each took.
 *
 * <p>The daemon is a process of its own, with keys of its own. The times of scp and sftp are those of their whole processes; the client's
 * are those of its calls in this JVM, each with a connection of its own. Start this with {@code -Xmx64m}.
 */
public final class SftpBenchmark {

    private static final String RESOURCE = "bench";
    private static final String USER = System.getProperty("user.name");
    private static final int MEBIBYTE = 1 << 20;

    private final Path folder;
    private final int port;
    private final Map<String, List<Double>> seconds = new TreeMap<>();

    private SftpBenchmark(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /**
     * Runs the benchmark.
     *
     * @param args an empty folder, the size in MiB, the number of rounds
     */
    public static void main(String[] args) throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        SftpBenchmark benchmark = new SftpBenchmark(Path.of(args[0]).toAbsolutePath(), port);
        benchmark.writeFile(Integer.parseInt(args[1]));
        Process daemon = benchmark.startDaemon();
        try {
            benchmark.run(Integer.parseInt(args[2]));
        } finally {
            daemon.destroy();
            daemon.waitFor();
        }
        benchmark.report(Integer.parseInt(args[1]));
    }

    private void writeFile(int mebibytes) throws IOException {
        byte[] block = new byte[MEBIBYTE];
        Random random = new Random(1);
        try (OutputStream out = Files.newOutputStream(folder.resolve("big.bin"))) {
            for (int i = 0; i < mebibytes; i++) {
                random.nextBytes(block);
                out.write(block);
            }
        }
    }

    private Process startDaemon() throws IOException, InterruptedException {
        for (String key : List.of("host", "user")) {
            command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key);
        }
        String host = Files.readString(folder.resolve("host.pub"));
        Files.writeString(folder.resolve("known_hosts"), "[127.0.0.1]:" + port + " " + host);
        Files.write(
                folder.resolve("sshd_config"),
                List.of(
                        "Port " + port,
                        "ListenAddress 127.0.0.1",
                        "HostKey " + folder.resolve("host"),
                        "PidFile none",
                        "AuthorizedKeysFile " + folder.resolve("user.pub"),
                        "StrictModes no",
                        "PermitRootLogin prohibit-password",
                        "UsePAM no",
                        "Subsystem sftp /usr/lib/openssh/sftp-server"));
        Process daemon = new ProcessBuilder(
                        "/usr/sbin/sshd",
                        "-D",
                        "-e",
                        "-f",
                        folder.resolve("sshd_config").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sshd.log").toFile())
                .start();
        while (!listens()) {
            if (!daemon.isAlive()) {
                throw new IOException("sshd did not start: " + Files.readString(folder.resolve("sshd.log")));
            }
        }
        return daemon;
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private void run(int rounds) throws Exception {
        ComputeResources resources = ComputeResources.inMemory();
        resources.add(
                RESOURCE,
                Map.of(
                        "type",
                        "slurm+ssh",
                        "host",
                        "127.0.0.1",
                        "port",
                        port,
                        "key",
                        folder.resolve("user"),
                        "knownHosts",
                        folder.resolve("known_hosts")));
        ComputeResource resource = resources.find(RESOURCE).orElseThrow();
        Session session =
                resource.kind().standingSession(USER, resource.settings()).orElseThrow();
        Files.createDirectories(folder.resolve("there"));
        Files.createDirectories(folder.resolve("here"));
        for (int round = 0; round <= rounds; round++) {
            boolean counts = round > 0;
            time("upload client", counts, () -> upload(resource, session));
            delete("there");
            time("upload scp", counts, () -> scp("big.bin", "127.0.0.1:" + folder + "/there/"));
            delete("there");
            time("upload sftp", counts, () -> sftp("put big.bin " + folder + "/there/"));
            time("download client", counts, () -> download(resource, session));
            delete("here");
            time("download scp", counts, () -> scp("127.0.0.1:" + folder + "/there/big.bin", "here/"));
            delete("here");
            time("download sftp", counts, () -> sftp("get " + folder + "/there/big.bin here/"));
            delete("here");
            delete("there");
        }
    }

    private Path upload(ComputeResource resource, Session session) throws IOException {
        try (RemoteJobManager manager = resource.connect()) {
            manager.upload(
                    session, folder.resolve("big.bin"), folder.resolve("there").toString(), new StoppableMonitor());
        }
        return requireWhole("there");
    }

    private Path download(ComputeResource resource, Session session) throws IOException {
        Path there = folder.resolve("there/big.bin");
        try (RemoteJobManager manager = resource.connect();
                OutputStream out = Files.newOutputStream(folder.resolve("here/big.bin"))) {
            manager.download(
                    session,
                    JobId.of(1),
                    new RemoteFile(there.toString(), Files.size(there), true),
                    out,
                    new StoppableMonitor());
        }
        return requireWhole("here");
    }

    private Path requireWhole(String place) throws IOException {
        Path copy = folder.resolve(place).resolve("big.bin");
        if (Files.size(copy) != Files.size(folder.resolve("big.bin"))) {
            throw new IOException(copy + " is not whole");
        }
        return copy;
    }

    private String scp(String from, String to) throws IOException, InterruptedException {
        return command(
                "scp",
                "-q",
                "-i",
                "user",
                "-o",
                "UserKnownHostsFile=known_hosts",
                "-P",
                Integer.toString(port),
                from,
                to);
    }

    private String sftp(String line) throws IOException, InterruptedException {
        Path batch = Files.writeString(folder.resolve("batch"), line + "\n");
        return command(
                "sftp",
                "-q",
                "-i",
                "user",
                "-o",
                "UserKnownHostsFile=known_hosts",
                "-P",
                Integer.toString(port),
                "-b",
                batch.toString(),
                "127.0.0.1");
    }

    private void delete(String place) throws IOException {
        Files.deleteIfExists(folder.resolve(place).resolve("big.bin"));
    }

    private void time(String what, boolean counts, Callable<?> work) throws Exception {
        long start = System.nanoTime();
        work.call();
        double took = (System.nanoTime() - start) / 1e9;
        if (counts) {
            seconds.computeIfAbsent(what, name -> new ArrayList<>()).add(took);
        }
    }

    private String command(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", words) + ": " + printed);
        }
        return printed;
    }

    private void report(int mebibytes) {
        seconds.forEach((what, all) -> {
            List<Double> sorted = all.stream().sorted().toList();
            System.out.printf(
                    "%-16s %6.0f MB/s (%.0f to %.0f)%n",
                    what,
                    rate(mebibytes, sorted.get(sorted.size() / 2)),
                    rate(mebibytes, sorted.get(sorted.size() - 1)),
                    rate(mebibytes, sorted.get(0)));
        });
    }

    private static double rate(int mebibytes, double took) {
        return mebibytes * (double) MEBIBYTE / 1e6 / took;
    }
}
