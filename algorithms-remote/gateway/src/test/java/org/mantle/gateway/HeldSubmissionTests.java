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

/** Submissions to a Slurm whose REST daemon holds its answer back, or has jobs that the gateway does not know. */
class HeldSubmissionTests {

    private static final String KEYED = "Idempotency-Key: scan-1\r\n";

    @TempDir
    private Path base;

    private ScriptedDaemon daemon;
    private GatewayConfig config;
    private String user;
    private Gateway gateway;
    private Wire wire;
    private String cookie;

    @BeforeEach
    void start() throws IOException {
        Prerequisites.command("getent", "libc-bin");
        base = AccountPlace.open(base);
        String own = Files.getOwner(Path.of("/proc/self")).getName();
        user = own.equals("root") ? "nobody" : own;
        AccountPlace.folder(base, user);
        Path key = Files.write(base.resolve("key"), new byte[32]);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        daemon = new ScriptedDaemon();
        config = GatewayConfig.builder(base.resolve("data"))
                .slurm(daemon.url(), key)
                .jobsFolder(base + "/{user}/jobs")
                .build();
        gateway = Gateway.start(config);
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

    @Test
    void ofTwoLostJobsWithOneKeyTheFirstHasItAndBothAreListed() throws Exception {
        Path own = base.resolve("data/.gateway");
        wire.submit(cookie, "/bin/true", "");
        byte[] database = Files.readAllBytes(own.resolve("gateway.db"));
        byte[] log = Files.readAllBytes(own.resolve("gateway.db-wal"));
        gateway.close();
        // as a gateway leaves it that was killed
        Files.write(own.resolve("gateway.db"), database);
        Files.write(own.resolve("gateway.db-wal"), log);
        String name = Files.readString(own.resolve("slurm-name")).strip();
        daemon.listing =
                "{\"errors\": [], \"jobs\": [" + listed(8, name + "-50") + ", " + listed(9, name + "-51") + ", "
                        // of an id that nobody has given
                        + listed(10, name + "-4711") + "]}";
        gateway = Gateway.start(config);
        wire = new Wire(gateway);

        assertThat(wire.submit(cookie + KEYED, "/bin/true", "")).isEqualTo("50");
        assertThat(wire.get("/platform/webservice/pacclient/jobs", cookie).text())
                .contains("<id>50</id>", "<id>51</id>")
                .doesNotContain("<id>4711</id>");
        assertThat(daemon.submissions()).isEqualTo(1);
    }

    private String listed(int id, String mark) {
        return """
                {"job_id": %d, "array_job_id": 0, "comment": "mantle:%s mantle:scan-1", "user_name": "%s", "job_state": "RUNNING",
                 "name": "scan", "current_working_directory": "/tmp", "standard_output": "/tmp/o", "standard_error": "/tmp/e",
                 "submit_time": 1795337528}""".formatted(id, mark, user);
    }
}
