package org.mantle.gateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.gateway.testing.Eventually.await;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.gateway.job.Execution;
import org.mantle.gateway.job.JobExecutor;
import org.mantle.gateway.job.JobExecutorContract;
import org.mantle.gateway.job.JobStage;

/** The contract of executors on a machine without setsid, as macOS is one. */
class ProcessTreeTests extends JobExecutorContract {

    @Override
    protected JobExecutor executor() throws IOException {
        return new LocalExecutor(
                folder, 1, Duration.ofSeconds(1), Clock.systemUTC(), this, Thread::new, Optional.empty());
    }

    private static boolean runs(String process) {
        return ProcessHandle.of(Long.parseLong(process.strip()))
                .filter(handle -> handle.isAlive() && handle.info().command().isPresent())
                .isPresent();
    }

    @Test
    void endsWhatAJobHasStartedWhenItIsKilled() throws Exception {
        Path pids = folder.resolve("pids");
        try (JobExecutor executor = executor()) {
            Execution job = executor.submit(job(1, "/bin/sh", "-c", """
                    sh -c 'trap "" TERM; while :; do sleep 0.05; done' & echo $! > pids.tmp
                    sleep 100000 & echo $! >> pids.tmp
                    mv pids.tmp pids; wait"""));
            await().until(() -> Files.exists(pids));
            executor.kill(job);
            await().until(() -> status(1).stage().equals(JobStage.FAILED));

            assertThat(Files.readAllLines(pids)).hasSize(2).noneMatch(ProcessTreeTests::runs);
        }
    }

    /** A program that looks at the first process of the machine, which belongs to root. */
    static final class Looks {

        private Looks() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) {
            ProcessHandle first = ProcessHandle.of(1).orElseThrow();
            System.out.print(first.info().command().isPresent() + " " + ProcessTree.runs(first));
        }
    }

    @Test
    void aProcessOfAnotherUserIsAliveAlthoughItsProgramCannotBeSeen() throws Exception {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            // root sees all
            Prerequisites.command("setpriv", "util-linux");
            command.addAll(List.of("setpriv", "--reuid=65534", "--clear-groups"));
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                readableClasses().toString(),
                Looks.class.getName()));
        Process looks = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(looks.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(looks.waitFor()).isZero();
        // whether it sees the program, and whether it takes the process for one that runs
        assertThat(said).isIn("false true", "true true");
    }

    /** Returns a folder of the classes in this package, which every user can read. */
    private Path readableClasses() throws IOException, URISyntaxException {
        Path classes = folder.resolve("readable");
        Path inside = classes.resolve(ProcessTree.class.getPackageName().replace('.', '/'));
        Files.createDirectories(inside);
        for (Class<?> type : List.of(ProcessTree.class, Looks.class)) {
            Path from = Path.of(type.getResource(type.getName().replaceAll(".*\\.", "") + ".class")
                    .toURI());
            try (DirectoryStream<Path> neighbours = Files.newDirectoryStream(from.getParent(), "*.class")) {
                for (Path neighbour : neighbours) {
                    Files.copy(neighbour, inside.resolve(neighbour.getFileName().toString()));
                }
            }
        }
        return classes;
    }

    @Test
    void endsWhatAJobLeavesBehind() throws Exception {
        Path pid = folder.resolve("pid");
        try (JobExecutor executor = executor()) {
            executor.submit(job(1, "/bin/sh", "-c", """
                    sleep 100000 & echo $! > pid
                    until [ -e go ]; do sleep 0.02; done"""));
            await().until(() -> Files.exists(pid) && !Files.readString(pid).isBlank());
            String left = Files.readString(pid);
            // what is started is seen by looking
            ProcessHandle first = ProcessHandle.of(Long.parseLong(left.strip()))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow();
            assertThat(first.isAlive()).isTrue();
            long looked = System.nanoTime();
            await().until(() -> System.nanoTime() - looked > 1_000_000_000L);
            Files.createFile(folder.resolve("go"));
            await().until(() -> status(1).stage().ended());

            assertThat(runs(left)).isFalse();
        }
    }
}
