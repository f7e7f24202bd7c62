package org.mantle.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.gateway.testing.Eventually.await;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job from log-on to download. */
class GatewayTests {

    @TempDir
    Path data;

    @Test
    void runsAJobFromLogOnToDownload() throws Exception {
        GatewayConfig config = GatewayConfig.builder(data)
                .program("/work/imat/webservice_test/tomopy/", List.of("/bin/echo", "hello"))
                .build();
        try (Gateway gateway = Gateway.start(config)) {
            gateway.users().add("fed12345", "secret".toCharArray());
            Wire wire = new Wire(gateway);
            String cookie = wire.logOn("fed12345", "secret");
            String id = wire.submit(
                    cookie,
                    "/work/imat/webservice_test/tomopy/",
                    "a 'b c'",
                    "OUTPUT_FILE",
                    "%J.output",
                    "JOB_NAME",
                    "J");

            await().until(() -> wire.state(cookie, id).equals("Done"));
            String list = wire.get("/platform/webservice/pacclient/jobfiles/" + id, cookie)
                    .text();
            assertThat(list)
                    .matches("PAC Server\\*/work/jobs/J_\\d+[A-Za-z]{5}/1\\.error\\*FILE\\*0\\*true;"
                            + "PAC Server\\*/work/jobs/J_\\d+[A-Za-z]{5}/1\\.output\\*FILE\\*12\\*true;");
            assertThat(wire.send("GET /platform/webservice/pacclient/file/" + id, cookie, "1.output")
                            .text())
                    .isEqualTo("hello a b c\n");
        }
    }
}
