package org.mantle.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.gateway.testing.Eventually.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;

/** What the page about the gateway shows. */
class GatewayPageTests {

    private static final Path PAGE = Path.of(System.getProperty("mantle.root"), "docs", "gateway.md");
    private static final String PROGRAM = "/opt/tomopy/bin/reconstruct";

    @TempDir
    Path folder;

    @Test
    void theApplicationOfThePageRuns() throws IOException {
        Prerequisites.command("setsid", "util-linux");
        String page = Files.readString(PAGE);
        Matcher example =
                Pattern.compile("(?s)## Applications.*?```json\n(.*?)```").matcher(page);
        assertThat(example.find()).isTrue();
        assertThat(example.group(1)).contains(PROGRAM);
        Path program = Files.writeString(
                folder.resolve("reconstruct"), "#!/bin/sh\nprintf '%s|' \"$@\"; echo $OMP_NUM_THREADS\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Path applications = Files.writeString(
                folder.resolve("applications.json"), example.group(1).replace(PROGRAM, program.toString()));
        Path data = folder.resolve("data");
        try (Gateway gateway = Gateway.start(
                GatewayConfig.builder(data).applications(applications).build())) {
            gateway.users().add("fed", "secret".toCharArray());
            Wire wire = new Wire(gateway);
            String cookie = wire.logOn("fed", "secret");
            wire.upload(cookie, "0", "/work", "scan.nxs", new byte[1]);
            String id = Wire.element(
                    wire.submitTo(
                                    "TOMOPY_0_1_9",
                                    cookie,
                                    // which the rule of the page about the algorithm has for it
                                    "/work/imat/webservice_test/tomopy/",
                                    "/work/scan.nxs --rows '1 2'",
                                    "AXIS",
                                    "12",
                                    "VERBOSE",
                                    "true")
                            .text(),
                    "id");
            await().until(() -> wire.state(cookie, id).equals("Done"));

            assertThat(wire.send("GET /platform/webservice/pacclient/file/" + id, cookie, id + ".output")
                            .text())
                    .isEqualTo("--axis=12|--method|gridrec|--verbose|" + data.toRealPath()
                            + "/fed/work/scan.nxs|--rows|1 2|4\n");
        }
    }
}
