package org.mantle.commons.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One lock in the hands of threads and of processes. */
class LockFileTests {

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void endProcesses() {
        processes.forEach(Process::destroyForcibly);
    }

    private LockFile lock() {
        return new LockFile(folder.resolve("home/lock"));
    }

    /** Holds the lock until its input ends. */
    static final class Holds {

        public static void main(String[] arguments) throws Exception {
            Optional<LockFile.Held> held = new LockFile(Path.of(arguments[0])).acquire(Duration.ZERO);
            System.out.write(held.isPresent() ? 'y' : 'n');
            System.out.flush();
            while (System.in.read() >= 0) {}
            if (held.isPresent()) {
                held.get().close();
            }
        }
    }

    /** Adds to a number in a file, again and again. */
    static final class Counts {

        public static void main(String[] arguments) throws Exception {
            Path number = Path.of(arguments[1]);
            for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                LockFile.Held held =
                        new LockFile(Path.of(arguments[0])).acquire(LONG).orElseThrow();
                try {
                    Files.writeString(number, "" + (Integer.parseInt(Files.readString(number)) + 1));
                } finally {
                    held.close();
                }
            }
        }
    }

    private Process other() throws IOException {
        Process process = Processes.start(Holds.class, lock().file().toString());
        processes.add(process);
        return process;
    }

    @Test
    void aLockThatAnotherProcessHasIsHadWhenItIsGivenBack() throws Exception {
        Process other = other();
        assertThat(other.getInputStream().read()).isEqualTo('y');
        assertThat(lock().acquire(Duration.ZERO)).isEmpty();
        long start = System.nanoTime();
        assertThat(lock().acquire(Duration.ofMillis(200))).isEmpty();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(200_000_000L);
        assertThat(lock().acquireUninterruptibly(Duration.ZERO)).isEmpty();

        CompletableFuture<Optional<LockFile.Held>> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return lock().acquireUninterruptibly(LONG);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        other.getOutputStream().close();
        LockFile.Held held = waiting.get(1, TimeUnit.MINUTES).orElseThrow();
        assertThat(other().getInputStream().read()).isEqualTo('n');
        held.close();
        assertThat(other().getInputStream().read()).isEqualTo('y');
    }

    @Test
    void aProcessThatIsKilledGivesItsLockBack() throws Exception {
        Process other = other();
        assertThat(other.getInputStream().read()).isEqualTo('y');
        other.destroyForcibly();
        lock().acquire(LONG).orElseThrow().close();
    }

    /** The system's locks are those of a process: whoever closes the file gives back the lock of its other threads. */
    @Test
    void whoTriesInVainDoesNotGiveBackTheLockOfAnotherThread() throws Exception {
        LockFile.Held held = lock().acquire(Duration.ZERO).orElseThrow();
        assertThat(lock().acquire(Duration.ZERO)).isEmpty();
        Path link = Files.createSymbolicLink(folder.resolve("link"), lock().file());
        assertThat(new LockFile(link).acquire(Duration.ofMillis(20))).isEmpty();

        assertThat(other().getInputStream().read()).isEqualTo('n');
        held.close();
        lock().acquire(Duration.ZERO).orElseThrow().close();
    }

    @Test
    void threadsAndProcessesTakeTurns() throws Exception {
        Path number = Files.writeString(folder.resolve("number"), "0");
        String lock = lock().file().toString();
        for (int i = 0; i < 2; i++) {
            processes.add(Processes.start(Counts.class, lock, number.toString(), "100"));
        }
        LockFile shared = lock();
        List<FutureTask<Void>> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            LockFile ofThread = i < 2 ? shared : lock();
            FutureTask<Void> task = new FutureTask<>(() -> {
                for (int n = 0; n < 50; n++) {
                    LockFile.Held held = ofThread.acquire(LONG).orElseThrow();
                    try {
                        Files.writeString(number, "" + (Integer.parseInt(Files.readString(number)) + 1));
                    } finally {
                        held.close();
                    }
                }
                return null;
            });
            threads.add(task);
            new Thread(task).start();
        }
        for (FutureTask<Void> thread : threads) {
            thread.get(1, TimeUnit.MINUTES);
        }
        for (Process process : processes) {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        assertThat(number).hasContent("400");
    }

    @Test
    void anInterruptEndsTheWaitForAnotherThreadAndForAnotherProcess() throws Exception {
        LockFile shared = lock();
        LockFile.Held held = shared.acquire(Duration.ZERO).orElseThrow();
        assertInterruptible(shared);
        assertInterruptible(lock());
        held.close();
        Process other = other();
        assertThat(other.getInputStream().read()).isEqualTo('y');
        assertInterruptible(shared);
        other.getOutputStream().close();
        shared.acquire(LONG).orElseThrow().close();
    }

    private static void assertInterruptible(LockFile lock) throws InterruptedException {
        FutureTask<Optional<LockFile.Held>> task = new FutureTask<>(() -> lock.acquire(LONG));
        Thread thread = new Thread(task);
        thread.start();
        awaitWaiting(thread);
        thread.interrupt();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> task.get(30, TimeUnit.SECONDS))
                .withCauseInstanceOf(InterruptedException.class);
    }

    private static void awaitWaiting(Thread thread) {
        Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    }

    @Test
    void anInterruptWaitsUntilTheWorkIsDoneForWhomItMustNotDisturb() throws Exception {
        LockFile shared = lock();
        for (LockFile waiting : List.of(shared, lock())) {
            LockFile.Held held = shared.acquire(Duration.ZERO).orElseThrow();
            AtomicReference<String> seen = new AtomicReference<>("");
            FutureTask<Void> task = new FutureTask<>(() -> {
                LockFile.Held mine = waiting.acquireUninterruptibly(LONG).orElseThrow();
                seen.set("with the lock: " + Thread.currentThread().isInterrupted());
                mine.close();
                seen.set(seen + ", after it: " + Thread.currentThread().isInterrupted());
                return null;
            });
            Thread thread = new Thread(task);
            thread.start();
            awaitWaiting(thread);
            thread.interrupt();
            held.close();
            task.get(1, TimeUnit.MINUTES);
            assertThat(seen).hasValue("with the lock: false, after it: true");
        }
    }

    @Test
    void whoIsInterruptedAlreadyGetsNoLockUnlessItMustNotDisturb() throws Exception {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> lock().acquire(Duration.ZERO));
        Thread.currentThread().interrupt();
        lock().acquireUninterruptibly(Duration.ZERO).orElseThrow().close();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anotherThreadMayGiveItBackAndTwiceIsOnce() throws Exception {
        LockFile lock = lock();
        LockFile.Held held = lock.acquire(Duration.ZERO).orElseThrow();
        CompletableFuture.runAsync(() -> {
                    try {
                        held.close();
                        held.close();
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                })
                .get(1, TimeUnit.MINUTES);
        LockFile.Held again = lock.acquire(Duration.ZERO).orElseThrow();
        held.close();
        assertThat(lock.acquire(Duration.ZERO)).isEmpty();
        again.close();
    }

    @Test
    void whoOnlyTriesIsNotConcernedWithInterrupts() throws Exception {
        Thread.currentThread().interrupt();
        LockFile.Held held = lock().tryAcquire().orElseThrow();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(lock().tryAcquire()).isEmpty();
        held.close();
        assertThat(Thread.interrupted()).isTrue();

        held = lock().tryAcquire().orElseThrow();
        assertThat(other().getInputStream().read()).isEqualTo('n');
        held.close();
        assertThat(other().getInputStream().read()).isEqualTo('y');
        assertThat(lock().tryAcquire()).isEmpty();
    }

    @Test
    void theLockOfAFileThatSomebodyElseMakesIsNotHadWhenTheFileIsGone() throws Exception {
        Path file = folder.resolve("file");
        LockFile lock = LockFile.ofExisting(file);
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(lock::tryAcquire);
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> lock.acquire(LONG));
        assertThat(file).doesNotExist();

        Files.createFile(file);
        LockFile.Held held = lock.tryAcquire().orElseThrow();
        assertThat(LockFile.ofExisting(file).tryAcquire()).isEmpty();
        held.close();
        assertThat(lock.tryAcquire()).isPresent();
    }

    @Test
    void whoWaitsForAFileThatIsReplacedMeanwhileDoesNotGetTheOldOnesLock() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Process other = Processes.start(Holds.class, file.toString());
        processes.add(other);
        assertThat(other.getInputStream().read()).isEqualTo('y');
        FutureTask<Optional<LockFile.Held>> task =
                new FutureTask<>(() -> LockFile.ofExisting(file).acquire(LONG));
        Thread thread = new Thread(task);
        thread.start();
        awaitWaiting(thread);
        Files.move(Files.createFile(folder.resolve("new")), file, StandardCopyOption.REPLACE_EXISTING);
        other.getOutputStream().close();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> task.get(1, TimeUnit.MINUTES))
                .withCauseInstanceOf(NoSuchFileException.class);
    }

    @Test
    void theFileIsMadeForItsOwnerAloneAndStays() throws Exception {
        lock().acquire(Duration.ZERO).orElseThrow().close();
        Path file = folder.resolve("home/lock");
        assertThat(file).isEmptyFile();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }
}
