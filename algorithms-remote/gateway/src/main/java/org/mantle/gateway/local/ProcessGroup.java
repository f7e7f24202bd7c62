package org.mantle.gateway.local;

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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All processes of one job: those of its group; those that left the group by a {@code setsid} of their own, which have the
 * environment that the job was started with; and what any of these has started.
 *
 * <p>Java can signal single processes only, and with two signals only; so the shell's own {@code kill} is used, with numbers
 * and fixed words for arguments. Who is in the group is read from {@code /proc}, where unlike with {@code kill -0} a zombie
 * that nobody waits for can be told from a process that runs.
 *
 * @param id the group, which is the process that the job was started as
 * @param marks the entries of its environment, {@code NAME=value}, that together no other job has
 */
record ProcessGroup(long id, Set<String> marks) implements JobProcesses {

    private static final Path PROC = Path.of("/proc");
    private static final Duration FORMATION_LIMIT = Duration.ofSeconds(5);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(30);
    private static final int SIGNAL_ROUNDS = 100;
    private static final long LEFT_POLL_NANOS = 200_000_000;

    /** Where proc(5) has the start time, counted from the state. */
    private static final int START_FIELD = 19;

    /** SIGSTOP, which is 19, among the signals that proc(5) tells of as bits, the first of which is signal 1. */
    private static final long STOP_BIT = 1L << 18;

    /** A process as proc(5) tells of it. */
    private record Entry(long id, String state, long parent, long group, long start) {
        boolean runs() {
            return !state.equals("Z") && !state.equals("X");
        }
    }

    /**
     * Finds the processes of a job that another gateway started, if any of them still runs.
     *
     * @param id the process that the job was started as, whose number may be another's by now
     * @param start when that process began, as {@link #startOf} told it
     */
    static Optional<ProcessGroup> find(long id, long start, Set<String> marks) {
        if (first(id, start).isPresent()) {
            return Optional.of(new ProcessGroup(id, marks));
        }
        // the first has ended, and not all that it started
        return processes().stream()
                .filter(entry -> isMarked(entry.id(), marks))
                .findFirst()
                .map(entry -> new ProcessGroup(entry.group(), marks));
    }

    /** Returns when a process began, by the machine's own count; together with its number it is like no other's. */
    static long startOf(long process) {
        return entry(PROC.resolve(Long.toString(process))).map(Entry::start).orElse(-1L);
    }

    /** Waits until a job's first process has ended, which is not the gateway's own child. */
    static void awaitEndOf(long id, long start) {
        while (first(id, start).isPresent()) {
            LockSupport.parkNanos(LEFT_POLL_NANOS);
        }
    }

    /** Tells whether a job's first process was stopped by a signal, and stands still. */
    static boolean isStopped(long id, long start) {
        return first(id, start)
                .filter(entry -> entry.state().equals("T") || (entry.state().equals("D") && isStopPending(id)))
                .isPresent();
    }

    /**
     * Tells whether a stop signal waits for a process. One that has just started another program, by vfork(2), sleeps until that has
     * begun, in which no signal reaches it: when both are stopped in this moment, it stands still all the same.
     */
    private static boolean isStopPending(long process) {
        try (Stream<String> lines = Files.lines(PROC.resolve(process + "/status"), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith("ShdPnd:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & STOP_BIT) != 0);
        } catch (IOException | UncheckedIOException e) {
            // it ended meanwhile
            return false;
        }
    }

    private static Optional<Entry> first(long id, long start) {
        return entry(PROC.resolve(Long.toString(id))).filter(entry -> entry.start() == start);
    }

    /** Waits until {@code setsid} has made the group, or the process has ended. */
    void awaitFormation(Process process) {
        JobProcesses.awaitUntil(
                () -> !process.isAlive()
                        || entry(PROC.resolve(Long.toString(id)))
                                .filter(entry -> entry.group() == id)
                                .isPresent(),
                FORMATION_LIMIT);
    }

    /**
     * Sends a signal by its name without SIG; returns false if there is no such group (any more).
     *
     * <p>A process outside the group may start others before its signal arrives, so it is looked for more until there are none.
     */
    @Override
    public boolean signal(String name) throws IOException {
        boolean sent = kill(name, "-" + id);
        Set<Long> signalled = new HashSet<>();
        // not for ever, since one may start others when it is signalled
        for (int round = 0; round < SIGNAL_ROUNDS; round++) {
            int before = signalled.size();
            for (Entry process : members()) {
                if (process.group() != id && signalled.add(process.id())) {
                    // false if it ended meanwhile
                    kill(name, Long.toString(process.id()));
                }
            }
            if (signalled.size() == before) {
                break;
            }
        }
        return sent;
    }

    static boolean kill(String signal, String target) throws IOException {
        Process kill = new ProcessBuilder("sh", "-c", "kill -s \"$1\" -- \"$2\"", "kill", signal, target)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        return succeeds(kill, KILL_LIMIT);
    }

    /** Waits for a {@code kill}, which takes a moment; one that hangs is given up and ended. */
    static boolean succeeds(Process kill, Duration limit) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (kill.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                        return kill.exitValue() == 0;
                    }
                    kill.destroyForcibly();
                    throw new IOException("the command \"kill\" did not end within " + limit.toSeconds() + " s");
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

    @Override
    public boolean isAlive() {
        return !members().isEmpty();
    }

    private List<Entry> members() {
        List<Entry> others = processes();
        List<Entry> members = new ArrayList<>();
        Set<Long> ids = new HashSet<>();
        Predicate<Entry> joins = entry -> ids.add(entry.id()) && members.add(entry);
        others.removeIf(entry -> (entry.group() == id || isMarked(entry.id(), marks)) && joins.test(entry));
        boolean grown = true;
        // one that is just beginning another program has no environment to read, but a parent that has
        while (grown) {
            grown = others.removeIf(entry -> ids.contains(entry.parent()) && joins.test(entry));
        }
        return members;
    }

    /** Returns what runs on this machine; zombies do not. */
    private static List<Entry> processes() {
        List<Entry> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            processes.forEach(process -> entry(process).ifPresent(found::add));
        } catch (IOException e) {
            throw new UncheckedIOException("the list of processes cannot be read", e);
        }
        return found;
    }

    /** Reads the environment that a process began with; that of others' processes, and of zombies, cannot be read. */
    private static boolean isMarked(long process, Set<String> marks) {
        try {
            byte[] environment = Files.readAllBytes(PROC.resolve(process + "/environ"));
            return List.of(new String(environment, StandardCharsets.UTF_8).split("\0"))
                    .containsAll(marks);
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads proc(5): {@code pid (name) state ppid pgrp … starttime …}, where the name may have anything in it. */
    private static Optional<Entry> entry(Path process) {
        try {
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Optional.of(new Entry(
                            Long.parseLong(String.valueOf(process.getFileName())),
                            fields[0],
                            Long.parseLong(fields[1]),
                            Long.parseLong(fields[2]),
                            Long.parseLong(fields[START_FIELD])))
                    .filter(Entry::runs);
        } catch (IOException e) {
            // it ended meanwhile: there is no such file, or reading it gives "No such process"
            return Optional.empty();
        }
    }
}
