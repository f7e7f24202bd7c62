package org.mantle.gateway;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * All processes of one job: those of its group, and those that left the group by a {@code setsid} of their own but have
 * the environment that the job was started with.
 *
 * <p>Java can signal single processes only, and with two signals only; so the shell's own {@code kill} is used, with numbers
 * and fixed words for arguments. Who is in the group is read from {@code /proc}, where unlike with {@code kill -0} a zombie
 * that nobody waits for can be told from a process that runs.
 *
 * @param id the group, which is the process that the job was started as
 * @param marks the entries of its environment, {@code NAME=value}, that together no other job has
 */
record ProcessGroup(long id, Set<String> marks) {
    private static final Path PROC = Path.of("/proc");
    private static final Duration FORMATION_LIMIT = Duration.ofSeconds(5);
    private static final Duration DEATH_LIMIT = Duration.ofSeconds(1);
    private static final int DEATH_ROUNDS = 10;
    private static final long POLL_NANOS = 5_000_000;

    /** Waits until {@code setsid} has made the group, or the process has ended. */
    void awaitFormation(Process process) {
        awaitUntil(() -> isInGroup(PROC.resolve(Long.toString(id))) || !process.isAlive(), FORMATION_LIMIT);
    }

    void terminate() throws IOException {
        signal("TERM");
        signal("CONT"); // a stopped process does not see the other signal before
    }

    /** Ends whatever is left of the group; true when nothing is. */
    boolean end(Duration grace) throws IOException {
        if (!isAlive()) {
            return true;
        }
        terminate();
        if (awaitUntil(() -> !isAlive(), grace)) {
            return true;
        }
        boolean ended = false;
        for (int round = 0; round < DEATH_ROUNDS && !ended; round++) { // one that left the group may just have forked
            signal("KILL");
            ended = awaitUntil(() -> !isAlive(), DEATH_LIMIT);
        }
        return ended;
    }

    /** Sends a signal by its name without SIG; false if there is no such group (any more). */
    boolean signal(String name) throws IOException {
        boolean sent = kill(name, "-" + id);
        for (Path process : processes(process -> !isInGroup(process) && isMarked(process))) {
            kill(name, String.valueOf(process.getFileName())); // false if it ended meanwhile
        }
        return sent;
    }

    private static boolean kill(String signal, String target) throws IOException {
        Process kill = new ProcessBuilder("sh", "-c", "kill -s \"$1\" -- \"$2\"", "kill", signal, target)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return kill.waitFor(10, TimeUnit.SECONDS) && kill.exitValue() == 0;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    boolean isAlive() {
        return !processes(process -> isInGroup(process) || isMarked(process)).isEmpty();
    }

    private static List<Path> processes(Predicate<Path> wanted) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            processes.forEach(process -> {
                if (wanted.test(process)) {
                    found.add(process);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("The list of processes cannot be read", e);
        }
        return found;
    }

    /** Reads the environment that a process began with; that of others' processes, and of zombies, cannot be read. */
    private boolean isMarked(Path process) {
        try {
            String environment = new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.UTF_8);
            return List.of(environment.split("\0")).containsAll(marks);
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads proc(5): {@code pid (name) state ppid pgrp …}, where the name may have anything in it. */
    private boolean isInGroup(Path process) {
        try {
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 4);
            return !fields[0].equals("Z") && !fields[0].equals("X") && Long.parseLong(fields[2]) == id;
        } catch (IOException e) {
            return false; // it ended meanwhile: there is no such file, or reading it gives "No such process"
        }
    }

    private static boolean awaitUntil(BooleanSupplier condition, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }
}
