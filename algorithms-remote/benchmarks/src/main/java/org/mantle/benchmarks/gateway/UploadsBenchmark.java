package org.mantle.benchmarks.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Lets many users upload a file each at once, and one the same bytes alone in turn with them, and prints the rates, when the first and the
 * last of them had done, how long the state of a job took meanwhile, and the gateway's memory.
 *
 * <p>The gateway is a process of its own, with a heap of 64 MiB.
 */
public final class UploadsBenchmark {

    private static final int MEBIBYTE = 1 << 20;
    private static final long POLL_MILLIS = 50;

    private final ServingGateway gateway;
    private final Path data;
    private final List<String> cookies;
    private final byte[] content;

    private UploadsBenchmark(ServingGateway gateway, Path data, List<String> cookies, int mebibytes) {
        this.gateway = gateway;
        this.data = data;
        this.cookies = cookies;
        content = new byte[mebibytes * MEBIBYTE];
        new Random(1).nextBytes(content);
    }

    /**
     * Runs the benchmark.
     *
     * @param args the launcher {@code bin/mantle}, an empty folder, the number of users, the size of each file in MiB, the number of rounds
     */
    public static void main(String[] args) throws Exception {
        int users = Integer.parseInt(args[2]);
        Path data = Files.createDirectories(Path.of(args[1]).resolve("gateway"));
        try (ServingGateway gateway = ServingGateway.start(Path.of(args[0]), data, users, "-Xmx64m")) {
            List<String> cookies = new ArrayList<>();
            for (int user = 0; user < users; user++) {
                cookies.add(gateway.logOn(ServingGateway.user(user)));
            }
            UploadsBenchmark benchmark = new UploadsBenchmark(gateway, data, cookies, Integer.parseInt(args[3]));
            for (int round = 0; round <= Integer.parseInt(args[4]); round++) {
                String what = round == 0 ? "warming up" : "round " + round;
                benchmark.alone(what);
                benchmark.together(what);
            }
        }
    }

    private void alone(String what) throws IOException {
        long begun = System.nanoTime();
        for (int user = 0; user < cookies.size(); user++) {
            gateway.upload(cookies.get(0), "/work/alone", "file" + user, content);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%s, one after the other: %.0f MB/s, %.0f MB resident at most until then%n",
                what,
                megabytes() / seconds,
                gateway.memoryMegabytes("VmHWM"));
        requireWholeAndDelete(ServingGateway.user(0), "alone", cookies.size());
    }

    private void together(String what) throws Exception {
        String job = gateway.submit(cookies.get(0));
        Latencies polls = new Latencies();
        ExecutorService threads = Executors.newFixedThreadPool(cookies.size() + 1);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Double>> ends = new ArrayList<>();
            for (int user = 0; user < cookies.size(); user++) {
                String cookie = cookies.get(user);
                ends.add(threads.submit(() -> {
                    start.await();
                    long begun = System.nanoTime();
                    gateway.upload(cookie, "/work/together", "file0", content);
                    return (System.nanoTime() - begun) / 1e9;
                }));
            }
            CountDownLatch done = new CountDownLatch(1);
            Future<Boolean> poller = threads.submit(() -> {
                while (!done.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    long begun = System.nanoTime();
                    gateway.get("jobs/" + job, cookies.get(0));
                    polls.add(System.nanoTime() - begun);
                }
                return true;
            });
            long begun = System.nanoTime();
            start.countDown();
            List<Double> seconds = new ArrayList<>();
            for (Future<Double> end : ends) {
                seconds.add(end.get());
            }
            double all = (System.nanoTime() - begun) / 1e9;
            done.countDown();
            poller.get();
            List<Double> sorted = seconds.stream().sorted().toList();
            System.out.printf(
                    Locale.ROOT,
                    "%s, %d at once: %.0f MB/s; the first had done after %.1f s, half after %.1f s, the last after %.1f s;"
                            + " state of a job meanwhile: %s; %.0f MB resident at most%n",
                    what,
                    cookies.size(),
                    megabytes() / all,
                    sorted.get(0),
                    sorted.get(sorted.size() / 2),
                    sorted.get(sorted.size() - 1),
                    polls.take(),
                    gateway.memoryMegabytes("VmHWM"));
        } finally {
            threads.shutdown();
        }
        for (int user = 0; user < cookies.size(); user++) {
            requireWholeAndDelete(ServingGateway.user(user), "together", 1);
        }
    }

    private double megabytes() {
        return (double) content.length * cookies.size() / 1e6;
    }

    private void requireWholeAndDelete(String user, String folder, int files) throws IOException {
        for (int file = 0; file < files; file++) {
            Path received = data.resolve(user).resolve("work").resolve(folder).resolve("file" + file);
            if (Files.size(received) != content.length) {
                throw new IOException(received + " is not what was sent");
            }
            Files.delete(received);
        }
    }
}
