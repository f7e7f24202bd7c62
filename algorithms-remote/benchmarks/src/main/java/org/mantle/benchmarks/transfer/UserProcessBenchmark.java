package org.mantle.benchmarks.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.mantle.gateway.Gateway;
import org.mantle.gateway.GatewayConfig;
import org.mantle.pac.FileSource;
import org.mantle.pac.LogOnAnswer;
import org.mantle.pac.LogOnRequest;
import org.mantle.pac.MultipartBody;

/**
 * Sends a file to two gateways in this JVM in turn and fetches it back, and prints how fast: one of root's reaches it by a process of
 * the user's, the other itself. To be started by root. No Slurm is needed.
 */
public final class UserProcessBenchmark {

    private static final char[] PASSWORD = "transfer".toCharArray();
    private static final int MEBIBYTE = 1 << 20;
    private static final int STARTS = 20;

    private final String user;
    private final Path folder;
    private final int mebibytes;
    private final int rounds;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private UserProcessBenchmark(String[] args) {
        user = args[0];
        folder = Path.of(args[1]);
        mebibytes = Integer.parseInt(args[2]);
        rounds = Integer.parseInt(args[3]);
    }

    /**
     * Runs the benchmark.
     *
     * @param args an account that is not root's, an empty folder that it can come to, the size in MiB, the number of rounds
     */
    public static void main(String[] args) throws Exception {
        new UserProcessBenchmark(args).run();
    }

    private void run() throws Exception {
        Path file = folder.resolve("big.bin");
        writeFile(file);
        Path own = Files.createDirectory(folder.resolve(user));
        Files.setOwner(
                own, FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(user));
        Path key = Files.createFile(
                folder.resolve("key"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(key, new byte[32]);
        GatewayConfig ofProcesses = GatewayConfig.builder(folder.resolve("processes"))
                .slurm(URI.create("http://127.0.0.1:1"), key)
                .build();
        try (Gateway alone = Gateway.start(
                        GatewayConfig.builder(folder.resolve("alone")).build());
                Gateway processes = Gateway.start(ofProcesses)) {
            Way first = way(alone, "/work", file);
            Way second = way(processes, own.toString(), file);
            List<List<Double>> all =
                    List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (int round = 0; round <= rounds; round++) {
                List<Callable<Boolean>> tasks =
                        List.of(first::upload, second::upload, first::download, second::download);
                Files.deleteIfExists(folder.resolve("alone/" + user + "/work/big.bin"));
                Files.deleteIfExists(own.resolve("big.bin"));
                for (int i = 0; i < tasks.size(); i++) {
                    long begun = System.nanoTime();
                    tasks.get(i).call();
                    if (round > 0) {
                        all.get(i).add(mebibytes * 1.048576e9 / (System.nanoTime() - begun));
                    }
                }
            }
            if (Files.mismatch(file, own.resolve("big.bin")) >= 0) {
                throw new IOException("what arrived is not what was sent");
            }
            report("upload", all.get(0), all.get(1));
            report("download", all.get(2), all.get(3));
            System.out.printf(
                    "peak resident memory of the process: %s%n",
                    ProcessHandle.current()
                            .descendants()
                            .map(process -> peak(process.pid()))
                            .toList());
        }
        reportStarts(ofProcesses, own, file);
    }

    /** How long the first call takes, for which the process begins, and the second. */
    private void reportStarts(GatewayConfig config, Path own, Path file) throws Exception {
        List<Double> first = new ArrayList<>();
        List<Double> second = new ArrayList<>();
        for (int start = 0; start < STARTS; start++) {
            try (Gateway gateway = Gateway.start(config)) {
                Way way = way(gateway, own.toString(), file);
                for (List<Double> times : List.of(first, second)) {
                    long begun = System.nanoTime();
                    way.downloadNothing();
                    times.add((System.nanoTime() - begun) / 1e6);
                }
            }
        }
        System.out.println("first call " + spread(first, "%.1f") + " ms, second " + spread(second, "%.1f") + " ms");
    }

    private void writeFile(Path file) throws IOException {
        byte[] block = new byte[MEBIBYTE];
        Random random = new Random(1);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < mebibytes; i++) {
                random.nextBytes(block);
                out.write(block);
            }
        }
    }

    private Way way(Gateway gateway, String directory, Path file) throws IOException, InterruptedException {
        if (gateway.users().list().isEmpty()) {
            gateway.users().add(user, PASSWORD);
        }
        URI service = gateway.url().resolve("webservice/pacclient/");
        HttpRequest logOn = HttpRequest.newBuilder(service.resolve("logon/"))
                .header("Content-Type", "application/xml")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new LogOnRequest(user, PASSWORD).toXml()))
                .build();
        String cookie = LogOnAnswer.fromXml(
                        client.send(logOn, HttpResponse.BodyHandlers.ofString()).body())
                .token()
                .orElseThrow()
                .toCookieHeader();
        return new Way(service, cookie, directory, file);
    }

    /** A user's way to a gateway. */
    private final class Way {

        private final URI service;
        private final String cookie;
        private final String directory;
        private final Path file;

        private Way(URI service, String cookie, String directory, Path file) {
            this.service = service;
            this.cookie = cookie;
            this.directory = directory;
            this.file = file;
        }

        private boolean upload() throws IOException, InterruptedException {
            MultipartBody body = MultipartBody.upload(directory, List.of(FileSource.of(file)));
            HttpRequest request = HttpRequest.newBuilder(service.resolve("upfile/0"))
                    .header("Cookie", cookie)
                    .header("Content-Type", body.contentType())
                    .POST(HttpRequest.BodyPublishers.fromPublisher(
                            HttpRequest.BodyPublishers.ofInputStream(body::open), body.contentLength()))
                    .build();
            String answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            if (!answer.contains("successfully")) {
                throw new IOException(answer);
            }
            return true;
        }

        private boolean download() throws IOException, InterruptedException {
            if (fetch(directory + "/" + file.getFileName()) != (long) mebibytes * MEBIBYTE) {
                throw new IOException("what was fetched is not whole");
            }
            return true;
        }

        private void downloadNothing() throws IOException, InterruptedException {
            fetch(directory + "/nothing");
        }

        private long fetch(String name) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(service.resolve("file/0"))
                    .header("Cookie", cookie)
                    .POST(HttpRequest.BodyPublishers.ofString(name))
                    .build();
            try (InputStream in = client.send(request, HttpResponse.BodyHandlers.ofInputStream())
                    .body()) {
                return in.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    private static String peak(long process) {
        try {
            return Files.readAllLines(Path.of("/proc/" + process + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM"))
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static void report(String what, List<Double> alone, List<Double> process) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < alone.size(); i++) {
            ratios.add(process.get(i) / alone.get(i));
        }
        System.out.printf(
                "%-8s by itself %s MB/s, by the user's process %s MB/s, ratio %s%n",
                what, spread(alone, "%.0f"), spread(process, "%.0f"), spread(ratios, "%.2f"));
    }

    /** Returns the median, with the lowest and the highest. */
    private static String spread(List<Double> values, String format) {
        double[] sorted = values.stream().mapToDouble(value -> value).toArray();
        Arrays.sort(sorted);
        return (format + " (" + format + " to " + format + ")")
                .formatted(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }
}
