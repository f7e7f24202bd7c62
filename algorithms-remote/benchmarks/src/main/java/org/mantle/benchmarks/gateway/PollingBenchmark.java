package org.mantle.benchmarks.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets many users who are logged in ask for the state of their jobs every few seconds, and prints how long that took and how much of a
 * processor the gateway used.
 *
 * <p>The gateway is a process of its own. A call is timed from when it was due, so that one that waits for its turn counts as slow.
 */
public final class PollingBenchmark {

    private static final int CALLERS = 64;

    /** No more than a gateway checks passwords of at a time. */
    private static final int LOGGING_IN = 2;

    private PollingBenchmark() {}

    /**
     * Runs the benchmark.
     *
     * @param args the launcher {@code bin/mantle}, an empty folder, the number of users, the seconds between two questions of each, the
     *     seconds of a round, the number of rounds
     */
    public static void main(String[] args) throws Exception {
        int users = Integer.parseInt(args[2]);
        int interval = Integer.parseInt(args[3]);
        int seconds = Integer.parseInt(args[4]);
        int rounds = Integer.parseInt(args[5]);
        Path data = Files.createDirectories(Path.of(args[1]).resolve("gateway"));
        try (ServingGateway gateway = ServingGateway.start(Path.of(args[0]), data, users, "-Xmx256m")) {
            List<String[]> asked = logInAndSubmit(gateway, users);
            System.out.printf(Locale.ROOT, "%d users are logged in, each with a job%n", users);
            for (int round = 0; round <= rounds; round++) {
                poll(gateway, asked, interval, seconds, round == 0 ? "warming up" : "round " + round);
            }
        }
    }

    /** Returns the cookie of each user, and the path that asks for the job. */
    private static List<String[]> logInAndSubmit(ServingGateway gateway, int users) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(LOGGING_IN);
        try {
            List<Future<String[]>> asked = new ArrayList<>();
            for (int user = 0; user < users; user++) {
                String name = ServingGateway.user(user);
                asked.add(threads.submit(() -> {
                    String cookie = gateway.logOn(name);
                    return new String[] {cookie, "jobs/" + gateway.submit(cookie)};
                }));
            }
            List<String[]> all = new ArrayList<>();
            for (Future<String[]> each : asked) {
                all.add(each.get());
            }
            return all;
        } finally {
            threads.shutdown();
        }
    }

    private static void poll(ServingGateway gateway, List<String[]> asked, int interval, int seconds, String what)
            throws Exception {
        Latencies latencies = new Latencies();
        AtomicInteger failed = new AtomicInteger();
        ScheduledExecutorService callers = Executors.newScheduledThreadPool(CALLERS);
        double processor = gateway.processorSeconds();
        long begun = System.nanoTime();
        long intervalNanos = TimeUnit.SECONDS.toNanos(interval);
        List<Future<?>> calls = new ArrayList<>();
        for (int user = 0; user < asked.size(); user++) {
            String[] question = asked.get(user);
            long first = intervalNanos * user / asked.size();
            for (long due = first; due < TimeUnit.SECONDS.toNanos(seconds); due += intervalNanos) {
                long time = begun + due;
                calls.add(callers.schedule(
                        () -> {
                            try {
                                if (!gateway.get(question[1], question[0]).contains("<status>")) {
                                    failed.incrementAndGet();
                                }
                            } catch (IOException e) {
                                failed.incrementAndGet();
                            }
                            latencies.add(System.nanoTime() - time);
                        },
                        time - System.nanoTime(),
                        TimeUnit.NANOSECONDS));
            }
        }
        callers.shutdown();
        if (!callers.awaitTermination(2L * seconds + interval, TimeUnit.SECONDS)) {
            throw new IOException("the gateway does not keep up");
        }
        for (Future<?> call : calls) {
            call.get();
        }
        double taken = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%s: %s, %d failed, in %.0f s; gateway: %.0f %% of a processor, %.0f MB resident%n",
                what,
                latencies.take(),
                failed.get(),
                taken,
                100 * (gateway.processorSeconds() - processor) / taken,
                gateway.memoryMegabytes("VmRSS"));
    }
}
