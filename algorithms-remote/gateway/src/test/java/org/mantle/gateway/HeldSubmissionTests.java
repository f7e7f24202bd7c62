package org.mantle.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.gateway.testing.Eventually.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.gateway.slurm.ScriptedDaemon;
import org.mantle.gateway.testing.AccountPlace;

/** Submissions whose way to Slurm takes long: its REST daemon holds its answer back. */
class HeldSubmissionTests {

    private static final String KEYED = "Idempotency-Key: scan-1\r\n";

    @TempDir
    private Path base;

    private ScriptedDaemon daemon;
    private Gateway gateway;
    private Wire wire;
    private String cookie;

    @BeforeEach
    void start() throws IOException {
        Prerequisites.command("getent", "libc-bin");
        base = AccountPlace.open(base);
        String own = Files.getOwner(Path.of("/proc/self")).getName();
        String user = own.equals("root") ? "nobody" : own;
        AccountPlace.folder(base, user);
        Path key = Files.write(base.resolve("key"), new byte[32]);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        daemon = new ScriptedDaemon();
        gateway = Gateway.start(GatewayConfig.builder(base.resolve("data"))
                .slurm(daemon.url(), key)
                .jobsFolder(base + "/{user}/jobs")
                .build());
        gateway.users().add(user, "secret".toCharArray());
        wire = new Wire(gateway);
        cookie = wire.logOn(user, "secret");
    }

    @AfterEach
    void stop() {
        gateway.close();
        daemon.close();
    }

    @Test
    void aRepetitionOfWhatIsStillUnderWayIsToldSoAndMakesNoSecondJob() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        daemon.submissionHeld = held;
        FutureTask<String> first = new FutureTask<>(() -> wire.submit(cookie + KEYED, "/bin/true", ""));
        new Thread(first).start();
        await().until(() -> daemon.submissions() == 1);
        Wire.Answer second = wire.submitRaw(cookie + KEYED, "/bin/true", "");
        held.countDown();

        assertThat(second.status()).isEqualTo(409);
        assertThat(Wire.element(second.text(), "errMsg"))
                .isEqualTo("A submission with the Idempotency-Key 'scan-1' is still under way: try again in a minute");
        assertThat(wire.submit(cookie + KEYED, "/bin/true", "")).isEqualTo(first.get());
        assertThat(daemon.submissions()).isEqualTo(1);
    }
}
