package org.mantle.benchmarks.submit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.mantle.gateway.Gateway;
import org.mantle.gateway.GatewayConfig;
import org.mantle.pac.AppParameter;
import org.mantle.pac.JobAnswer;
import org.mantle.pac.LogOnAnswer;
import org.mantle.pac.LogOnRequest;
import org.mantle.pac.MultipartBody;
import org.mantle.pac.Submission;

/**
 * Submits jobs that do nothing, to Slurm's REST daemon and to a gateway before it in turn, on one connection and on eight, and prints how
 * many a second were taken, and how much more processor time this JVM, in which the gateway is, took for each by way of that; then by sbatch, one after the other.
 *
 * <p>Where jobs are not to take the processors of what is measured, the partition is set down before. All jobs of the account are cancelled after
 * each round.
 */
public final class SlurmSubmissionBenchmark {

    private static final int MOST_CONNECTIONS = 8;
    private static final int[] CONNECTIONS = {1, MOST_CONNECTIONS};
    private static final String VERSION = "v0.0.38";

    /** Jobs that do not count unless told otherwise: a gateway runs for months, and its code is compiled in the first of these minutes. */
    private static final int WARM_UP = 20_000;

    private static final long PAUSE_MILLIS = 100;

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final URI daemon;
    private final Path keyFile;
    private final String user;
    private final Path folder;
    private final int jobs;
    private final int rounds;
    private final int warmUp;

    /** The processor time of this JVM for each job of the last round. */
    private double processorMillis;

    private SlurmSubmissionBenchmark(String[] args) {
        daemon = URI.create(args[0]);
        keyFile = Path.of(args[1]);
        user = args[2];
        folder = Path.of(args[3]);
        jobs = Integer.parseInt(args[4]);
        rounds = Integer.parseInt(args[5]);
        warmUp = args.length > 6 ? Integer.parseInt(args[6]) : WARM_UP;
    }

    /**
     * Runs the benchmark.
     *
     * @param args the REST daemon's URL, Slurm's key, the account that submits, a folder that the account can come to, with nothing but one of
     *     the account's own by its name in it, the number of jobs of each round, the number of rounds, and how many jobs go through the gateway before,
     *     20,000 unless given
     */
    public static void main(String[] args) throws Exception {
        new SlurmSubmissionBenchmark(args).run();
    }

    /** Submits one job. */
    private interface Way {
        void submit() throws IOException, InterruptedException;
    }

    private void run() throws Exception {
        GatewayConfig config = GatewayConfig.builder(folder.resolve("gateway"))
                .slurm(daemon, keyFile)
                .jobsFolder(folder + "/{user}/jobs")
                .build();
        try (Gateway gateway = Gateway.start(config)) {
            char[] password = "submissions".toCharArray();
            gateway.users().add(user, password);
            // the client's code is compiled too
            rate(daemonWay(), MOST_CONNECTIONS);
            for (int warm = 0; warm < warmUp; warm += jobs) {
                rate(gatewayWay(gateway.url(), password), MOST_CONNECTIONS);
            }
            for (int connections : CONNECTIONS) {
                List<Double> alone = new ArrayList<>();
                List<Double> through = new ArrayList<>();
                List<Double> ratios = new ArrayList<>();
                List<Double> more = new ArrayList<>();
                for (int round = -1; round < rounds; round++) {
                    double first = rate(daemonWay(), connections);
                    double ofClient = processorMillis;
                    double second = rate(gatewayWay(gateway.url(), password), connections);
                    if (round >= 0) {
                        alone.add(first);
                        through.add(second);
                        ratios.add(second / first);
                        more.add(processorMillis - ofClient);
                    }
                }
                System.out.printf(
                        Locale.ROOT,
                        "%d connections: slurmrestd %s/s, gateway %s/s, ratio %s, processor time of the gateway %s ms a job%n",
                        connections,
                        spread("%.0f", alone),
                        spread("%.0f", through),
                        spread("%.2f", ratios),
                        spread("%.2f", more));
            }
        }
        List<Double> commands = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            commands.add(rate(this::sbatch, 1));
        }
        System.out.printf(Locale.ROOT, "sbatch: %s/s%n", spread("%.0f", commands));
    }

    /** Returns the median of some values, with the least and the most. */
    private static String spread(String form, List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                form + " (" + form + " to " + form + ")",
                sorted.get(sorted.size() / 2),
                sorted.get(0),
                sorted.get(sorted.size() - 1));
    }

    private double rate(Way way, int connections) throws Exception {
        try {
            return rateAlone(way, connections);
        } finally {
            cancelAll();
        }
    }

    /** Cancels what was submitted, and waits until it has ended. */
    private void cancelAll() throws IOException, InterruptedException {
        call("scancel", "--user=" + user);
        while (!call("squeue", "--noheader", "--user=" + user).isBlank()) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private double rateAlone(Way way, int connections) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Callable<Boolean>> all = new ArrayList<>();
            for (int job = 0; job < jobs; job++) {
                all.add(() -> {
                    way.submit();
                    return true;
                });
            }
            long begun = System.nanoTime();
            long processor = SYSTEM.getProcessCpuTime();
            for (Future<Boolean> one : threads.invokeAll(all)) {
                one.get();
            }
            processorMillis = (SYSTEM.getProcessCpuTime() - processor) / 1e6 / jobs;
            return jobs * 1e9 / (System.nanoTime() - begun);
        } finally {
            threads.shutdown();
        }
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private Way daemonWay() throws Exception {
        HttpClient client = client();
        String body = """
                {"script": "#!/bin/sh\\nexec /bin/true\\n", "job": {"name": "bench", "tasks": 1, "no_requeue": true,
                 "current_working_directory": "/tmp", "standard_output": "/dev/null", "standard_error": "/dev/null",
                 "environment": {"PATH": "/usr/bin:/bin"}}}""";
        HttpRequest request = HttpRequest.newBuilder(daemon.resolve("/slurm/" + VERSION + "/job/submit"))
                .header("X-SLURM-USER-NAME", user)
                .header("X-SLURM-USER-TOKEN", token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return () -> {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(answer.body());
            }
        };
    }

    private String token() throws Exception {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        long end = System.currentTimeMillis() / 1000 + 3600;
        String signed = base64.encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(UTF_8)) + "."
                + base64.encodeToString(("{\"exp\":" + end + ",\"sun\":\"" + user + "\"}").getBytes(UTF_8));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Files.readAllBytes(keyFile), "HmacSHA256"));
        return signed + "." + base64.encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
    }

    private Way gatewayWay(URI url, char[] password) throws IOException, InterruptedException {
        HttpClient client = client();
        URI service = url.resolve("webservice/pacclient/");
        HttpRequest logOn = HttpRequest.newBuilder(service.resolve("logon/"))
                .header("Content-Type", "application/xml")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new LogOnRequest(user, password).toXml()))
                .build();
        String cookie = LogOnAnswer.fromXml(
                        client.send(logOn, HttpResponse.BodyHandlers.ofString()).body())
                .token()
                .orElseThrow()
                .toCookieHeader();
        MultipartBody body = MultipartBody.submission(
                new Submission(
                        "generic",
                        List.of(AppParameter.of("COMMANDTORUN", "true"), AppParameter.of("JOB_NAME", "bench"))),
                List.of());
        byte[] bytes;
        try (var in = body.open()) {
            bytes = in.readAllBytes();
        }
        HttpRequest request = HttpRequest.newBuilder(service.resolve("submitapp"))
                .header("Cookie", cookie)
                .header("Content-Type", body.contentType())
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build();
        return () -> {
            String answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            if (JobAnswer.fromXml(answer).id().filter(id -> !id.equals("0")).isEmpty()) {
                throw new IOException(answer);
            }
        };
    }

    private void sbatch() throws IOException, InterruptedException {
        call("sbatch", "--uid=" + user, "--chdir=/tmp", "--output=/dev/null", "--wrap=exec /bin/true");
    }

    private static String call(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
        return said;
    }
}
