package org.mantle.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mantle.gateway.testing.Eventually.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.commons.testing.Prerequisites;

/** Jobs of the applications that a site defines, and what clients are told of these (section 11). */
class ApplicationSubmissionTests {

    private static final String SERVICE = "/platform/webservice/pacclient/";

    @TempDir
    static Path data;

    private static Gateway gateway;
    private static Wire wire;
    private static String cookie;

    @BeforeAll
    static void startGateway() throws IOException {
        Prerequisites.command("setsid", "util-linux");
        data = data.toRealPath();
        Path show = Files.writeString(data.resolve("show"), """
                #!/bin/sh
                for each; do echo "[$each]"; done
                echo "threads=$OMP_NUM_THREADS job=$MANTLE_JOB_ID"
                """);
        assertThat(show.toFile().setExecutable(true)).isTrue();
        Path applications = Files.writeString(data.resolve("applications.json"), """
                {
                  "TOMOPY_0_1_9": {
                    "documentation": "Reconstructs a scan.",
                    "command": ["%s", "{INPUT_FILE}", "--axis={AXIS}", "{METHOD}", "{OUT}", "{INPUT_ARGS}"],
                    "parameters": {
                      "AXIS": {"type": "number", "label": "Rotation <axis>", "atLeast": 0, "atMost": 4096},
                      "METHOD": {"allowedValues": ["gridrec", "sirt"], "default": "gridrec"},
                      "OUT": {"type": "path"}
                    },
                    "resources": {"timeLimitMinutes": 60, "processors": 4, "partition": "gpu"},
                    "environment": {"OMP_NUM_THREADS": "4"}
                  },
                  "FIXED": {"command": ["echo", "fixed"]},
                  "ABSENT": {"command": ["no-such-program"]}
                }""".formatted(show));
        gateway = Gateway.start(
                GatewayConfig.builder(data).applications(applications).build());
        gateway.users().add("fed", "secret".toCharArray());
        wire = new Wire(gateway);
        cookie = wire.logOn("fed", "secret");
        wire.upload(cookie, "0", "/work/data", "scan 1.nxs", new byte[1]);
    }

    @AfterAll
    static void stopGateway() {
        if (gateway != null) {
            gateway.close();
        }
    }

    private static String outputOf(String application, String runnable, String options, String... more)
            throws IOException {
        Wire.Answer answer = wire.submitTo(application, cookie, runnable, options, more);
        String id = Wire.element(answer.text(), "id");
        assertThat(id).as(answer.text()).matches("[1-9]\\d*");
        await().until(() -> wire.state(cookie, id).equals("Done"));
        return wire.send("GET " + SERVICE + "file/" + id, cookie, id + ".output")
                .text();
    }

    @Test
    void runsWhatTheSiteDefinesWithTheClientsValuesInTheirPlaces() throws IOException {
        String folder = data.resolve("fed/work").toString();

        assertThat(outputOf(
                        "TOMOPY_0_1_9:template",
                        "/work/data/scan 1.nxs",
                        "'a b' /work/x $(id)",
                        "AXIS",
                        "12.50",
                        "METHOD",
                        "sirt",
                        "OUT",
                        "/work/new;id",
                        "NOTIFY_ENABLE",
                        "Y",
                        "EXTRA_PARAMS",
                        "-x"))
                .startsWith("[" + folder + "/data/scan 1.nxs]\n[--axis=12.5]\n[sirt]\n[" + folder + "/new;id]\n[a b]\n["
                        + folder + "/x]\n[$(id)]\nthreads=4 job=");
        String jobs = wire.get(SERVICE + "jobs", cookie).text();
        assertThat(jobs).contains("/work/data/scan 1.nxs --axis=12.5 sirt /work/new;id a b /work/x $(id)</cmd>");
        assertThat(jobs).doesNotContain(folder);
    }

    @Test
    void leavesOutWhatIsNotGivenAndTakesDefaults() throws IOException {
        assertThat(outputOf("TOMOPY_0_1_9", "/work/data/scan 1.nxs,link", ""))
                .matches("(?s)\\[.*/scan 1.nxs]\n\\[gridrec]\nthreads=4 job=\\d+\n");
    }

    /** The runnable of an algorithm chooses the application by the resource's rules, and need not be there. */
    @Test
    void runsAnApplicationThatNeedsNoRunnable() throws IOException {
        assertThat(outputOf("FIXED", "/work/imat/webservice_test/tomopy/", "")).isEqualTo("fixed\n");
    }

    @Test
    void stillRunsAnyCommandAsTheGenericApplication() throws IOException {
        assertThat(outputOf("generic", "", "x y", "COMMANDTORUN", "echo z", "RUNLIMITHOUR", "1", "QUEUE", "normal"))
                .isEqualTo("z x y\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "TOMOPY_0_1_9; AXIS; 4097; AXIS: 4097 is not at most 4096",
                "TOMOPY_0_1_9; AXIS; x; AXIS: needs a number",
                "TOMOPY_0_1_9; METHODS; sirt; there is no parameter 'METHODS': did you mean METHOD?",
                "TOMOPY_0_1_9; COMMANDTORUN; id; there is no parameter 'COMMANDTORUN'",
                "TOMOPY_0_1_9; OUT; /etc/x; OUT: '/etc/x' is not a place of yours",
                "TOMOPY_0_1_9; OUT; ../../../../x; OUT: '../../../../x' is not a place of yours",
                "TOMOPY_0_1_9; INPUT_FILE; /work/missing; INPUT_FILE: there is no such file of yours",
                "TOMOPY_0_1_9; RUNLIMITHOUR; 2; may run for at most 60 minutes, not 120",
                "TOMOPY_0_1_9; RUNLIMITMINUTE; soon; 'soon' (RUNLIMITMINUTE) is not a whole number",
                "TOMOPY_0_1_9; MAX_NUM_CPU; 5; may have at most 4 processors, not 5",
                "TOMOPY_0_1_9; QUEUE; cpu; run in the queue gpu alone, not in 'cpu'",
                "generic; QUEUE; a b; cannot be a queue's name",
                "generic; MAX_NUM_CPU; -1; '-1' (MAX_NUM_CPU) is not a whole number",
                "ABSENT; JOB_NAME; x; The program 'no-such-program' of 'ABSENT' is not there",
                "TOMOPY_0_0_3; JOB_NAME; x; There is no application 'TOMOPY_0_0_3': did you mean TOMOPY_0_1_9?"
            })
    void refusesWhatIsNotAllowedAndLeavesNothing(String application, String name, String value, String words)
            throws IOException {
        Path jobs = data.resolve("fed/work/jobs");
        long before = Files.exists(jobs) ? Files.list(jobs).count() : 0;
        Wire.Answer answer = name.equals("INPUT_FILE")
                ? wire.submitTo(application, cookie, value, "")
                : wire.submitTo(application, cookie, "/work/data/scan 1.nxs", "", name, value);

        assertThat(Wire.element(answer.text(), "errMsg")).contains(words);
        assertThat(Wire.element(answer.text(), "id")).isEqualTo("0");
        assertThat(Files.exists(jobs) ? Files.list(jobs).count() : 0).isEqualTo(before);
    }

    @Test
    void listsTheApplications() throws IOException {
        assertThat(wire.get(SERVICE + "appStatus", cookie).text())
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><AppInfos>"
                        + "<AppInfo><appName>TOMOPY_0_1_9</appName><status>Published</status></AppInfo>"
                        + "<AppInfo><appName>FIXED</appName><status>Published</status></AppInfo>"
                        + "<AppInfo><appName>ABSENT</appName><status>Published</status></AppInfo>"
                        + "<AppInfo><appName>generic</appName><status>Published</status></AppInfo></AppInfos>");
    }

    /** By the name in the body of a GET, without a line end, as IBM's client asks; an empty element makes that fail. */
    @ParameterizedTest
    @ValueSource(strings = {"TOMOPY_0_1_9", "TOMOPY_0_1_9\n", "TOMOPY_0_1_9:t"})
    void tellsTheParametersOfAnApplicationWithoutEmptyElements(String body) throws IOException {
        String text = wire.send("GET " + SERVICE + "appParams", cookie + "Content-Type: text/plain\r\n", body)
                .text();

        assertThat(text)
                .contains("<AppParam><id>AXIS</id><label>Rotation &lt;axis&gt;</label><mandatory>false</mandatory>"
                        + "<defaultValue>-</defaultValue></AppParam>")
                .contains("<AppParam><id>METHOD</id><label>METHOD</label><mandatory>false</mandatory>"
                        + "<defaultValue>gridrec</defaultValue></AppParam>")
                .contains("<AppParam><id>INPUT_FILE</id><label>INPUT_FILE</label><mandatory>true</mandatory>")
                .contains("<id>OUTPUT_FILE</id><label>File for output</label><mandatory>false</mandatory>"
                        + "<defaultValue>%J.output</defaultValue>")
                .doesNotContain("><<")
                .doesNotContainPattern("<([a-zA-Z]+)></\\1>");
    }

    @Test
    void tellsTheParametersOfTheGenericApplicationAndOfNoOther() throws IOException {
        assertThat(wire.send("GET " + SERVICE + "appParams/", cookie, "generic").text())
                .contains("<id>COMMANDTORUN</id>")
                .contains("<id>RUNLIMITHOUR</id>");
        assertThat(wire.send("GET " + SERVICE + "appParams", cookie, "TOMOPY").text())
                .contains("<errMsg>There is no application 'TOMOPY'");
        assertThat(wire.get(SERVICE + "appStatus", "").text()).contains("Your current login session was logout");
    }

    @Test
    void doesNotStartWithApplicationsThatAreNotRight(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), "{\"A\": {\"command\": [], \"x\": 1}}");

        assertThatThrownBy(() -> GatewayConfig.builder(folder).applications(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A.x: there is no such field")
                .hasMessageContaining("A.command: needs a list of texts");
    }
}
