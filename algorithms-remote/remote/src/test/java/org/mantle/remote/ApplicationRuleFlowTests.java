package org.mantle.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.run.Outputs;
import org.mantle.gateway.Gateway;
import org.mantle.gateway.GatewayConfig;
import org.mantle.remote.job.RemoteServiceException;

/** Jobs of an application that a site defines, chosen by a rule of the resource. */
class ApplicationRuleFlowTests {

    @TempDir
    Path folder;

    private Gateway gateway;
    private Host host;

    @BeforeEach
    void start() throws Exception {
        Path applications = Files.writeString(folder.resolve("applications.json"), """
                {
                  "TOMOPY_0_1_9": {
                    "command": ["/bin/echo", "axis={AXIS}", "{METHOD}", "{INPUT_ARGS}"],
                    "parameters": {
                      "AXIS": {"type": "number", "atLeast": 0},
                      "METHOD": {"allowedValues": ["gridrec", "sirt"], "default": "gridrec"}
                    }
                  }
                }""");
        gateway = Gateway.start(GatewayConfig.builder(folder.resolve("data"))
                .applications(applications)
                .build());
        gateway.users().add("anna", Host.PASSWORD.toCharArray());
    }

    private void connect(String axis) throws Exception {
        host = new Host(Host.pac(
                gateway.url().toString(),
                "applications",
                List.of(Map.of(
                        "runnable", "*/tomopy/", "application", "TOMOPY_0_1_9", "parameters", Map.of("AXIS", axis)))));
        host.loggedIn("anna");
    }

    @AfterEach
    void stop() {
        host.close();
        gateway.close();
    }

    @Test
    void aRuleNamesAnApplicationOfTheSiteAndGivesItParameters() throws Exception {
        connect("12.5");
        Outputs submitted =
                host.run("anna", "SubmitJob", "RunnablePath", "/work/x/tomopy/", "JobOptions", "one 'two three'");
        assertThat(submitted.get("RemoteJobCommand")).isEqualTo("/bin/echo axis=12.5 gridrec one two three");
        long id = Long.parseLong(String.valueOf(((List<?>) submitted.get("RemoteJobsID")).get(0)));
        Waiting.await()
                .until(() -> host.run("anna", "JobStatusByID", "JobID", id)
                        .get("RemoteJobStatus")
                        .equals("Done"));
        host.run("anna", "Download", "DownloadJobID", id, "LocalDirectory", folder.toString());

        assertThat(folder.resolve(id + ".output")).hasContent("axis=12.5 gridrec one two three");
    }

    @Test
    void whatTheApplicationDoesNotAllowFailsInItsWords() throws Exception {
        connect("-1");
        assertThat(host.failure("anna", "SubmitJob", "RunnablePath", "/work/x/tomopy/"))
                .isInstanceOf(RemoteServiceException.class)
                .hasMessageContaining("AXIS: -1 is not at least 0");
        assertThat(host.failure("anna", "SubmitJob", "RunnablePath", "/work/missing"))
                .hasMessageContaining("There is nothing to run at '/work/missing'");
    }
}
