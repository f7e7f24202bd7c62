package org.mantle.benchmarks.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Lets users submit, ask, upload, fetch, log in and out without a pause for some minutes, and prints the gateway's heap after a collection,
 * its memory, threads and open files now and then: what grows with the calls would be seen.
 */
public final class SoakBenchmark {

    private static final int USERS = 20;
    private static final int UPLOAD = 2_000_000;
    private static final int REPORTS = 5;

    private final ServingGateway gateway;
    private final AtomicBoolean ended = new AtomicBoolean();

    /** Held by each user for reading, so that nothing is under way when the heap is looked at. */
    private final ReentrantReadWriteLock quiet = new ReentrantReadWriteLock(true);

    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger jobs = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    /** What was said when something was not done. */
    private final Set<String> failures = ConcurrentHashMap.newKeySet();

    private SoakBenchmark(ServingGateway gateway) {
        this.gateway = gateway;
    }

    /**
     * Runs the benchmark.
     *
     * @param args the launcher {@code bin/mantle}, an empty folder, the minutes, the milliseconds that each user rests between two questions after a job
     */
    public static void main(String[] args) throws Exception {
        int minutes = Integer.parseInt(args[2]);
        long rest = Long.parseLong(args[3]);
        Path data = Files.createDirectories(Path.of(args[1]).resolve("gateway"));
        try (ServingGateway gateway = ServingGateway.start(Path.of(args[0]), data, USERS, "-Xmx128m")) {
            new SoakBenchmark(gateway).run(minutes, rest);
        }
    }

    private void run(int minutes, long rest) throws Exception {
        report(0);
        List<Thread> users = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            String name = ServingGateway.user(user);
            Thread thread = new Thread(() -> work(name, rest));
            thread.start();
            users.add(thread);
        }
        long begun = System.nanoTime();
        for (int report = 1; report <= REPORTS; report++) {
            long due = begun + TimeUnit.MINUTES.toNanos(minutes) * report / REPORTS;
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            report((System.nanoTime() - begun) / 60e9);
        }
        ended.set(true);
        for (Thread user : users) {
            user.join();
        }
        failures.forEach(System.out::println);
    }

    private void work(String user, long rest) {
        byte[] content = new byte[UPLOAD];
        while (!ended.get()) {
            quiet.readLock().lock();
            try {
                String cookie = gateway.logOn(user);
                String id = gateway.submit(cookie);
                jobs.incrementAndGet();
                gateway.upload(cookie, "/work/in", "file", content);
                calls.addAndGet(3);
                // until it has run, so that no more wait for their turn than there are users
                while (!gateway.get("jobs/" + id, cookie).contains("<status>Done<")) {
                    calls.incrementAndGet();
                    TimeUnit.MILLISECONDS.sleep(rest);
                }
                gateway.get("jobfiles/" + id, cookie);
                gateway.logOut(cookie);
                calls.addAndGet(2);
            } catch (IOException e) {
                failed.incrementAndGet();
                failures.add(String.valueOf(e.getMessage()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } finally {
                quiet.readLock().unlock();
            }
        }
    }

    private void report(double minutes) throws Exception {
        quiet.writeLock().lock();
        try {
            print(minutes);
        } finally {
            quiet.writeLock().unlock();
        }
    }

    private void print(double minutes) throws Exception {
        System.out.printf(
                Locale.ROOT,
                "after %.1f minutes: %d jobs, %d calls, %d failed; heap after a collection %.1f MB, %.0f MB resident, %s%n",
                minutes,
                jobs.get(),
                calls.get(),
                failed.get(),
                gateway.heapMegabytes(),
                gateway.memoryMegabytes("VmRSS"),
                gateway.threadsAndFiles());
    }
}
