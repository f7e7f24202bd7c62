package org.mantle.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mantle.gateway.testing.Eventually.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.gateway.store.Store;
import org.mantle.gateway.testing.UsersFile;

/** A gateway whose database lies on a disk, a tmpfs of its own, that becomes full or read-only. */
class FullDiskTests {

    private static final String SERVICE = "/platform/webservice/pacclient/";

    @TempDir
    Path data;

    private Path own;
    private boolean mounted;

    /** The library of SQLite stays loaded, and its disk cannot be unmounted then. */
    @BeforeAll
    static void loadFromAnotherDisk(@TempDir Path folder) throws IOException {
        Store.open(folder).close();
    }

    @BeforeEach
    void mountSmallDisk() throws Exception {
        Prerequisites.command("setsid", "util-linux");
        Prerequisites.command("mount", "mount");
        own = Files.createDirectories(data.resolve(".gateway"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=6m,mode=700", "tmpfs", own.toString()) == 0;
        Prerequisites.that(mounted, "a tmpfs cannot be mounted: run the tests as root, with the right to mount");
        UsersFile.write(own, "fed", "secret");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", own.toString())).isZero();
        }
    }

    private static int run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    /** Leaves no byte free. */
    private void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(own.resolve("filler"))) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private void makeRoom() throws IOException {
        Files.delete(own.resolve("filler"));
    }

    @Test
    void losesNothingOnAFullDiskAndGoesOnWhenThereIsRoom() throws Exception {
        String waiting = Scripts.executable(
                data,
                "fed",
                "wait.sh",
                "touch \"$HOME/work/begun\"; until [ -e \"$HOME/work/go\" ]; do sleep 0.02; done; exit 4");
        String quick = Scripts.executable(data, "fed", "t.sh", "exit 0");
        String cookie;
        String id;
        String later;
        try (Gateway gateway =
                Gateway.start(GatewayConfig.builder(data).concurrency(1).build())) {
            Wire wire = new Wire(gateway);
            cookie = wire.logOn("fed", "secret");
            String second = wire.logOn("fed", "secret");
            id = wire.submit(cookie, waiting, "");
            await().until(() -> Files.exists(data.resolve("fed/work/begun")));
            fill();
            // what has room in pages that are there already is taken as ever
            await().until(() ->
                    wire.submitRaw(cookie, quick, "x".repeat(5000)).text().contains("disk is full"));
            int known = count(wire, cookie);

            assertThat(Wire.element(
                            wire.submitRaw(cookie, quick, "x".repeat(5000)).text(), "errMsg"))
                    .isEqualTo("The gateway's disk is full: free some space, then try again");
            assertThat(wire.upload(cookie, "0", "/work/in", "f", new byte[10]).text())
                    .doesNotContain("successfully");
            assertThatThrownBy(() -> wire.logOn("fed", "secret")).hasMessageContaining("The gateway's disk is full");
            assertThat(count(wire, cookie)).isEqualTo(known);
            assertThat(data.resolve("fed/work/jobs").toFile().list()).hasSize(known);
            assertThat(wire.state(second, id)).isEqualTo("Running");
            // its end cannot be kept now
            Files.createFile(data.resolve("fed/work/go"));
            await().until(() -> wire.state(cookie, id).equals("Exit"));
            makeRoom();
            later = wire.submit(cookie, quick, "");
            await().until(() -> wire.state(cookie, later).equals("Done"));
            assertThat(wire.logOn("fed", "secret")).isNotEmpty();
            assertThat(wire.upload(cookie, "0", "/work/in", "f", new byte[10]).text())
                    .contains("successfully");
        }
        try (Gateway gateway = Gateway.start(data)) {
            Wire wire = new Wire(gateway);
            assertThat(wire.state(cookie, later)).isEqualTo("Done");
            assertThat(Wire.element(wire.get(SERVICE + "jobs/" + id, cookie).text(), "extStatus"))
                    .startsWith("exit code 4");
        }
    }

    private static int count(Wire wire, String cookie) throws IOException {
        return wire.get(SERVICE + "jobs", cookie).text().split("<id>", -1).length - 1;
    }

    @Test
    void saysThatThereIsNoRoomToBegin() throws Exception {
        fill();

        assertThatThrownBy(() -> Gateway.start(data))
                .isInstanceOf(IOException.class)
                .satisfies(problem -> assertThat(String.valueOf(problem.getMessage()) + problem.getCause())
                        .containsAnyOf("is full", "No space left"));
        makeRoom();
        Gateway.start(data).close();
    }

    @Test
    void saysWhereSqliteWouldHaveToBeLoadedFrom() throws Exception {
        assertThat(run("mount", "-o", "remount,noexec", own.toString())).isZero();
        Path elsewhere = Files.createDirectories(data.resolve("elsewhere"));

        assertThatThrownBy(() ->
                        GatewayProcess.start(data, GatewayMode.EMBEDDED, List.of("-Djava.io.tmpdir=" + own), Map.of()))
                .hasMessage("the gateway did not start");
        assertThat(Files.readString(GatewayProcess.log(data)))
                .contains(
                        "SQLite, which keeps what the gateway remembers, cannot be loaded: programs may be run neither from "
                                + own.toRealPath().resolve("native") + " nor from " + own)
                .contains("-Dorg.sqlite.tmpdir=DIR");
        GatewayProcess.start(data, GatewayMode.EMBEDDED, List.of("-Dorg.sqlite.tmpdir=" + elsewhere), Map.of())
                .close();
        // from the folder for temporary files
        GatewayProcess.start(data, GatewayMode.EMBEDDED, List.of(), Map.of()).close();
    }

    @Test
    void saysThatTheDiskIsReadOnly() throws Exception {
        Gateway.start(data).close();
        assertThat(run("mount", "-o", "remount,ro", own.toString())).isZero();
        try {
            for (ThrowingCallable start : List.<ThrowingCallable>of(() -> Gateway.start(data), () -> {
                try (Store store = Store.open(own)) {
                    store.jobs().nextId();
                }
            })) {
                assertThatThrownBy(start)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining(" cannot be written")
                        .hasMessageContaining("give it")
                        .hasMessageContaining("not read-only");
            }
        } finally {
            run("mount", "-o", "remount,rw", own.toString());
        }
    }
}
