package org.mantle.benchmarks.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mantle.gateway.Gateway;

/**
 * Asks a gateway that remembers many jobs for the status of one, for the latest, and submits another, and prints how long each took.
 *
 * <p>Gateway and clients are in this JVM, and talk over the loopback device. The jobs are copies, in the database, of one that ran.
 */
public final class ManyJobsBenchmark {

    private static final String USER = "bench";
    private static final String PASSWORD = "many jobs";
    private static final int CLIENTS = 8;
    private static final int QUESTIONS = 2_000;
    private static final int LISTS = 20;
    private static final int SUBMISSIONS = 100;
    private static final Pattern TOKEN = Pattern.compile("<token>([^<]+)</token>");
    private static final Pattern ID = Pattern.compile("<id>(\\d+)</id>");

    private final Path data;
    private final HttpClient http = HttpClient.newHttpClient();

    private ManyJobsBenchmark(Path data) {
        this.data = data;
    }

    /**
     * Runs the benchmark.
     *
     * @param args an empty folder, the number of jobs
     */
    public static void main(String[] args) throws Exception {
        ManyJobsBenchmark benchmark = new ManyJobsBenchmark(Path.of(args[0]));
        int jobs = Integer.parseInt(args[1]);
        benchmark.runOneJob();
        benchmark.copy(jobs);
        benchmark.measure(jobs);
    }

    private void runOneJob() throws Exception {
        try (Gateway gateway = Gateway.start(data)) {
            gateway.users().add(USER, PASSWORD.toCharArray());
            Path script = Files.createDirectories(data.resolve(USER + "/work")).resolve("t.sh");
            Files.writeString(script, "#!/bin/sh\nexit 0\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
            String cookie = logOn(gateway.url());
            String id = submit(gateway.url(), cookie);
            while (!get(gateway.url(), "jobs/" + id, cookie).contains("Done")) {
                Thread.onSpinWait();
            }
        }
    }

    private void copy(int jobs) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve(".gateway/gateway.db"));
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // whatever columns there are
            statement.executeUpdate("CREATE TEMP TABLE copied AS SELECT * FROM job WHERE id = 1");
            try (PreparedStatement next =
                            connection.prepareStatement("UPDATE copied SET id = id + 1, execution_id = id + 1,"
                                    + " name = 'job ' || ((id + 1) % 1000), submitted = submitted + 1000000000");
                    PreparedStatement copy = connection.prepareStatement("INSERT INTO job SELECT * FROM copied")) {
                for (int job = 2; job <= jobs; job++) {
                    next.executeUpdate();
                    copy.executeUpdate();
                }
            }
            statement.executeUpdate("UPDATE last_job SET id = " + jobs);
            connection.commit();
        }
    }

    private void measure(int jobs) throws Exception {
        long begin = System.nanoTime();
        try (Gateway gateway = Gateway.start(data)) {
            URI url = gateway.url();
            System.out.printf(
                    Locale.ROOT,
                    "%d jobs, a database of %d MB, started in %.0f ms%n",
                    jobs,
                    Files.size(data.resolve(".gateway/gateway.db")) / 1_000_000,
                    (System.nanoTime() - begin) / 1e6);
            String cookie = logOn(url);
            Random random = new Random(1);
            for (int round = 0; round < 2; round++) {
                print("status of one", 1, QUESTIONS, () -> get(url, "jobs/" + (1 + random.nextInt(jobs)), cookie));
                print(
                        "status of one",
                        CLIENTS,
                        QUESTIONS,
                        () -> get(url, "jobs/" + (1 + random.nextInt(jobs)), cookie));
                print(
                        "jobs of a name",
                        1,
                        QUESTIONS / 10,
                        () -> get(url, "jobsforname/job%20" + random.nextInt(1000), cookie));
                print("the latest 10,000", 1, LISTS, () -> get(url, "jobs", cookie));
                print("submission", 1, SUBMISSIONS, () -> submit(url, cookie));
                print("submission", CLIENTS, SUBMISSIONS, () -> submit(url, cookie));
            }
        }
    }

    /** Lets so many clients make a call so often each, and prints the times in milliseconds. */
    private static void print(String what, int clients, int calls, Callable<String> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        List<Future<long[]>> results = new ArrayList<>();
        long begin = System.nanoTime();
        for (int client = 0; client < clients; client++) {
            results.add(threads.submit(() -> {
                long[] times = new long[calls];
                for (int i = 0; i < calls; i++) {
                    long start = System.nanoTime();
                    call.call();
                    times[i] = System.nanoTime() - start;
                }
                return times;
            }));
        }
        long[] all = new long[0];
        for (Future<long[]> result : results) {
            long[] times = result.get();
            int before = all.length;
            all = Arrays.copyOf(all, before + times.length);
            System.arraycopy(times, 0, all, before, times.length);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        threads.shutdown();
        Arrays.sort(all);
        System.out.printf(
                Locale.ROOT,
                "%-18s %d clients: median %.2f ms, p99 %.2f ms, most %.2f ms, %.0f/s%n",
                what,
                clients,
                all[all.length / 2] / 1e6,
                all[all.length * 99 / 100] / 1e6,
                all[all.length - 1] / 1e6,
                all.length / seconds);
    }

    private String logOn(URI url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url.resolve("webservice/pacclient/logon/"))
                .POST(HttpRequest.BodyPublishers.ofString(
                        "<User><name>" + USER + "</name> <pass>" + PASSWORD + "</pass> </User>"))
                .build();
        Matcher token = TOKEN.matcher(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        if (!token.find()) {
            throw new IOException("not logged in");
        }
        return "platform_token=" + token.group(1).replace("&quot;", "\"").replace("\"", "#quote#");
    }

    private String get(URI url, String path, String cookie) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url.resolve("webservice/pacclient/" + path))
                .header("Cookie", cookie)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private String submit(URI url, String cookie) throws IOException, InterruptedException {
        String body = """
                --B
                Content-Disposition: form-data; name="AppName"

                generic
                --B
                Content-Disposition: form-data; name="INPUT_FILE"

                <AppParam><id>INPUT_FILE</id><value>/work/t.sh</value><type></type></AppParam>
                --B--
                """.replace("\n", "\r\n");
        HttpRequest request = HttpRequest.newBuilder(url.resolve("webservice/pacclient/submitapp"))
                .header("Cookie", cookie)
                .header("Content-Type", "multipart/mixed; boundary=B")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        Matcher id = ID.matcher(answer);
        if (!id.find() || id.group(1).equals("0")) {
            throw new IOException("not submitted: " + answer);
        }
        return id.group(1);
    }
}
