package org.mantle.benchmarks.transfer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.mantle.framework.Mantle;
import org.mantle.framework.run.Outputs;
import org.mantle.remote.ComputeResources;

/**
 * Sends a large file to a gateway and fetches it back, by {@code SCARFTomoReconstruction} and by curl in turn, and prints how
 * long each took.
 *
 * <p>The gateway is a process of its own, started by the launcher, with a heap of 64 MiB; start this with {@code -Xmx64m} too.
 * Curl's times are those of its whole process; the client's are those of its calls in this JVM.
 */
public final class TransferBenchmark {

    private static final String ALGORITHM = "SCARFTomoReconstruction";
    private static final String USER = "bench";
    private static final String PASSWORD = "transfer";
    private static final int MEBIBYTE = 1 << 20;

    private final Path launcher;
    private final Path folder;
    private final Path file;
    private final int rounds;
    private final Map<String, List<Double>> seconds = new HashMap<>();

    private TransferBenchmark(Path launcher, Path folder, int rounds) {
        this.launcher = launcher;
        this.folder = folder;
        this.file = folder.resolve("big.bin");
        this.rounds = rounds;
    }

    /**
     * Runs the benchmark.
     *
     * @param args the launcher {@code bin/mantle}, an empty folder, the size in MiB, the number of rounds
     */
    public static void main(String[] args) throws Exception {
        int size = Integer.parseInt(args[2]);
        TransferBenchmark benchmark =
                new TransferBenchmark(Path.of(args[0]), Path.of(args[1]), Integer.parseInt(args[3]));
        benchmark.writeFile(size);
        benchmark.run(size);
    }

    private void writeFile(int mebibytes) throws IOException {
        byte[] block = new byte[MEBIBYTE];
        Random random = new Random(1);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < mebibytes; i++) {
                random.nextBytes(block);
                out.write(block);
            }
        }
    }

    private void run(int mebibytes) throws Exception {
        Path data = folder.resolve("gateway");
        command(PASSWORD + "\n", launcher.toString(), "gateway", "user", "add", USER, "--data", data.toString());
        writeRunnable(data);
        ProcessBuilder builder =
                new ProcessBuilder(launcher.toString(), "gateway", "--port", "0", "--data", data.toString());
        builder.environment().put("MANTLE_JAVA_OPTIONS", "-Xmx64m");
        Process gateway = builder.redirectErrorStream(true).start();
        ComputeResources resources = ComputeResources.inMemory();
        try (BufferedReader lines = gateway.inputReader();
                Mantle mantle = Mantle.builder()
                        .service(ComputeResources.class, resources)
                        .build()) {
            String url = lines.readLine().replaceAll(".*(http:[^ ]*).*", "$1");
            resources.add("SCARF@STFC", Map.of("url", url));
            call(mantle, Map.of("Action", "LogIn", "Password", PASSWORD));
            String cookie = "Cookie: platform_token=" + token(url).replace("\"", "#quote#");
            String job = submitAndWait(mantle);
            Path received = Files.createDirectory(folder.resolve("received"));
            for (int round = 0; round <= rounds; round++) {
                boolean counts = round > 0;
                deleteCopies(data, received);
                time("upload client", counts, () -> uploadByClient(mantle));
                deleteCopies(data, received);
                time("upload curl", counts, () -> uploadByCurl(url, cookie));
                time("download client", counts, () -> downloadByClient(mantle, job, received));
                time("download curl", counts, () -> downloadByCurl(url, cookie, job, received));
            }
            requireWhole(received.resolve("big.bin"));
            requireWhole(received.resolve("curl.bin"));
            report(mebibytes, gateway.pid());
        } finally {
            gateway.destroy();
            gateway.waitFor();
        }
    }

    private Outputs uploadByClient(Mantle mantle) {
        return call(
                mantle,
                Map.of(
                        "Action",
                        "Upload",
                        "FileToUpload",
                        file.toString(),
                        "DestinationDirectory",
                        "/work/imat/client"));
    }

    private String uploadByCurl(String url, String cookie) throws IOException, InterruptedException {
        return curl(
                cookie,
                "-H",
                "Accept: text/plain",
                "-H",
                "Expect:",
                "-H",
                "Content-Type: multipart/mixed",
                "-F",
                "DirName=/work/imat/curl",
                "-F",
                "big.bin=@" + file,
                url + "webservice/pacclient/upfile/0");
    }

    private static Outputs downloadByClient(Mantle mantle, String job, Path received) {
        return call(
                mantle,
                Map.of(
                        "Action",
                        "Download",
                        "DownloadJobID",
                        job,
                        "RemoteJobFilename",
                        "big.bin",
                        "LocalDirectory",
                        received.toString()));
    }

    private static String downloadByCurl(String url, String cookie, String job, Path received)
            throws IOException, InterruptedException {
        return curl(
                cookie,
                "-X",
                "GET",
                "-H",
                "Content-Type: text/plain",
                "-H",
                "Accept: text/plain",
                "--data-binary",
                "big.bin",
                "-o",
                received.resolve("curl.bin").toString(),
                url + "webservice/pacclient/file/" + job);
    }

    private static String curl(String cookie, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("curl", "-sS", "-f", "-H", cookie));
        command.addAll(List.of(arguments));
        return command("", command.toArray(String[]::new));
    }

    /**
     * Deletes what the last transfers have left. Some file systems write a file to disk at once when it replaces another: then the
     * disk would be measured.
     */
    private static void deleteCopies(Path data, Path received) throws IOException {
        for (String who : List.of("client", "curl")) {
            Files.deleteIfExists(
                    data.resolve(USER).resolve("work/imat").resolve(who).resolve("big.bin"));
        }
        Files.deleteIfExists(received.resolve("big.bin"));
        Files.deleteIfExists(received.resolve("curl.bin"));
    }

    /** Writes a program whose job has the file in its directory, without a copy of it. */
    private void writeRunnable(Path data) throws IOException {
        Path bin = Files.createDirectories(data.resolve(USER).resolve("work/imat/bench"));
        Path run = Files.writeString(bin.resolve("run"), "#!/bin/sh\nln '" + file.toAbsolutePath() + "' big.bin\n");
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwx------"));
    }

    private static String submitAndWait(Mantle mantle) throws InterruptedException {
        Outputs submitted = call(mantle, Map.of("Action", "SubmitJob", "RunnablePath", "/work/imat/bench"));
        String job = ((List<?>) submitted.get("RemoteJobsID")).get(0).toString();
        while (!call(mantle, Map.of("Action", "JobStatusByID", "JobID", job))
                .get("RemoteJobStatus")
                .equals("Done")) {
            Thread.sleep(100);
        }
        return job;
    }

    private static String token(String url) throws IOException, InterruptedException {
        String answer = command(
                "",
                "curl",
                "-sS",
                "-X",
                "GET",
                "-H",
                "Content-Type: application/xml",
                "--data-binary",
                "<User><name>" + USER + "</name> <pass>" + PASSWORD + "</pass> </User>",
                url + "webservice/pacclient/logon/");
        return answer.replaceAll("(?s).*<token>(.*?)</token>.*", "$1")
                .replace("&quot;", "\"")
                .strip();
    }

    private static Outputs call(Mantle mantle, Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(properties);
        all.put("UserName", USER);
        return mantle.run(ALGORITHM, all);
    }

    private static String command(String input, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command[0] + " failed: " + output);
        }
        return output;
    }

    private void time(String what, boolean counts, Callable<?> work) throws Exception {
        long start = System.nanoTime();
        work.call();
        if (counts) {
            seconds.computeIfAbsent(what, unused -> new ArrayList<>()).add((System.nanoTime() - start) / 1e9);
        }
    }

    private void requireWhole(Path received) throws IOException {
        if (Files.mismatch(file, received) >= 0) {
            throw new IOException(received + " is not what was sent");
        }
    }

    private void report(int mebibytes, long gateway) throws IOException {
        for (String direction : List.of("upload", "download")) {
            List<Double> client = seconds.getOrDefault(direction + " client", List.of());
            List<Double> curl = seconds.getOrDefault(direction + " curl", List.of());
            double[] ratios = new double[client.size()];
            for (int i = 0; i < ratios.length; i++) {
                ratios[i] = curl.get(i) / client.get(i);
            }
            System.out.printf(
                    "%-8s client %s MB/s, curl %s MB/s, client over curl %s%n",
                    direction, rates(client, mebibytes), rates(curl, mebibytes), spread(ratios, "%.2f"));
        }
        System.out.printf(
                "peak resident memory of the gateway: %s; peak heap of the client: %d MiB%n",
                Files.readAllLines(Path.of("/proc/" + gateway + "/status")).stream()
                        .filter(line -> line.startsWith("VmHWM"))
                        .findFirst()
                        .orElse("unknown"),
                peakHeap() / MEBIBYTE);
    }

    private static String rates(List<Double> times, int mebibytes) {
        return spread(
                times.stream().mapToDouble(time -> mebibytes * 1.048576 / time).toArray(), "%.0f");
    }

    /** Returns the median, with the lowest and the highest. */
    private static String spread(double[] values, String format) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (format + " (" + format + " to " + format + ")")
                .formatted(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
