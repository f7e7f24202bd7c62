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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * All processes of one job: those that have not left the group by a {@code setsid} of their own.
 *
 * <p>Java can signal single processes only, and with two signals only; so the shell's own {@code kill} is used, with numbers
 * and fixed words for arguments. Who is in the group is read from {@code /proc}, where unlike with {@code kill -0} a zombie
 * that nobody waits for can be told from a process that runs.
 */
record ProcessGroup(long id) {
    private static final Path PROC = Path.of("/proc");
    private static final Duration FORMATION_LIMIT = Duration.ofSeconds(5);
    private static final Duration DEATH_LIMIT = Duration.ofSeconds(10);
    private static final long POLL_NANOS = 5_000_000;

    /** Waits until {@code setsid} has made the group, or the process has ended. */
    void awaitFormation(Process process) {
        awaitUntil(() -> isMember(PROC.resolve(Long.toString(id))) || !process.isAlive(), FORMATION_LIMIT);
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
        signal("KILL");
        return awaitUntil(() -> !isAlive(), DEATH_LIMIT);
    }

    /** Sends a signal by its name without SIG; false if there is no such group (any more). */
    boolean signal(String name) throws IOException {
        Process kill = new ProcessBuilder("sh", "-c", "kill -s \"$1\" -- \"-$2\"", "kill", name, Long.toString(id))
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
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (isMember(process)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("The list of processes cannot be read", e);
        }
    }

    /** Reads proc(5): {@code pid (name) state ppid pgrp …}, where the name may have anything in it. */
    private boolean isMember(Path process) {
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
