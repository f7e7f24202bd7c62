package org.mantle.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mantle.gateway.testing.Eventually.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;

/** How much a user may keep. */
class QuotaTests {

    private static final int QUOTA = 1_000_000;

    @TempDir
    private Path data;

    private Gateway gateway;
    private Wire wire;
    private String cookie;
    private Path work;

    @BeforeEach
    void startGateway() throws IOException {
        Prerequisites.command("setsid", "util-linux");
        gateway = Gateway.start(
                GatewayConfig.builder(data).allowManyUsers(true).quota(QUOTA).build());
        for (String user : new String[] {"fed", "other"}) {
            gateway.users().add(user, "secret".toCharArray());
        }
        wire = new Wire(gateway);
        cookie = wire.logOn("fed", "secret");
        work = data.resolve("fed/work");
    }

    @AfterEach
    void stopGateway() {
        if (gateway != null) {
            gateway.close();
        }
    }

    private String upload(String name, int size) throws IOException {
        return wire.upload(cookie, "0", "/work/in", name, new byte[size]).text();
    }

    @Test
    void whatDoesNotFitIsRefusedAndLeavesTheRoomThatThereWas() throws IOException {
        Files.write(Files.createDirectories(work.resolve("before")).resolve("x"), new byte[300_000]);
        assertThat(upload("a", 300_000)).contains("successfully");
        for (int i = 0; i < 3; i++) {
            assertThat(upload("b", 400_001))
                    .isEqualTo(
                            "'b' could not be stored: your room on this gateway, 1,000,000 bytes, is used up. Nothing of"
                                    + " it was kept: let a job remove files of yours, or ask who runs the gateway for more");
        }
        assertThat(work.resolve("in").toFile().list()).containsExactly("a");
        assertThat(upload("b", 400_000)).contains("successfully");

        assertThat(upload("c", 1)).contains("The upload could not be stored: your room");
        assertThat(wire.submitRaw(cookie, "/work/in/a", "").text()).contains("The submission could not be stored");
        try (Stream<Path> jobs = Files.list(data.resolve("fed/work"))) {
            assertThat(jobs.map(file -> file.getFileName().toString())).doesNotContain("c");
        }
        // each user has as much
        String other = wire.logOn("other", "secret");
        assertThat(wire.upload(other, "0", "/work/in", "a", new byte[QUOTA]).text())
                .contains("successfully");
    }

    @Test
    void theNewerGenerationIsToldSoByTheStatusToo() throws IOException {
        assertThat(upload("a", QUOTA)).contains("successfully");
        Wire.Answer submitted = wire.send(
                "POST /platform/ws/jobs/submit",
                cookie + "Content-Type: multipart/mixed; boundary=B\r\n",
                "--B\r\nContent-Disposition: form-data; name=\"AppName\"\r\n\r\ngeneric\r\n--B--\r\n");

        // insufficient storage (RFC 4918)
        assertThat(submitted.status()).isEqualTo(507);
        assertThat(submitted.text())
                .contains("<error>", "The submission could not be stored: your room on this gateway");
        // the older one has words alone
        assertThat(wire.submitRaw(cookie, "/work/in/a", "").status()).isEqualTo(200);
    }

    @Test
    void filesCountWhateverTheyAreCalled() throws IOException {
        assertThat(upload(".a.part", QUOTA)).contains("successfully");
        // each refusal has what is kept counted anew before one of the next
        for (int i = 0; i < 50; i++) {
            assertThat(upload("b", 1)).contains("your room on this gateway");
        }
    }

    @Test
    void whatWasRemovedMakesRoom() throws IOException {
        assertThat(upload("a", QUOTA)).contains("successfully");
        Files.delete(work.resolve("in/a"));

        await().until(() -> upload("b", QUOTA).contains("successfully"));
    }

    @Test
    void onSlurmTheFileSystemBoundsWhatIsKept(@TempDir Path folder) throws IOException {
        Path key = Files.write(folder.resolve("key"), "0123456789abcdef0123456789abcdef".getBytes(UTF_8));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        GatewayConfig.Builder config = GatewayConfig.builder(folder)
                .slurm(URI.create("http://127.0.0.1:1"), key)
                .quota(1);

        assertThatThrownBy(config::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leave out quotaBytes");
    }
}
