package org.mantle.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;

/** How a site runs a gateway: the configuration file, the doctor, the unit for systemd. */
class GatewayOperationIT {

    @TempDir
    Path folder;

    private Path config(String content) throws IOException {
        return Files.writeString(folder.resolve("gateway.json"), content);
    }

    @Test
    void theConfigurationIsForAllOfTheCommandsAndOptionsCountMore() throws Exception {
        Path config = config("{\"port\": 1, \"data\": \"users\", \"names\": [\"portal.example\"]}");
        Launcher launcher = new Launcher(folder);
        launcher.runWithInput("secret\n", "gateway", "user", "add", "alice", "--config", config.toString());

        assertThat(folder.resolve("users/.gateway")).isDirectory();
        assertThat(launcher.run("gateway", "user", "list", "--config", config.toString())
                        .out())
                .isEqualTo("alice\n");
        try (Launcher.Service gateway = launcher.start("gateway", "--config", config.toString(), "--port", "0")) {
            assertThat(gateway.awaitLine("serves at")).doesNotContain(":1/");
        }
        Launcher.Result wrong = launcher.run(
                "gateway",
                "--config",
                config("{\"prot\": 1, \"jobsAtATime\": 0}").toString());
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("did you mean port?", "jobsAtATime", "gateway.json");
        assertThat(launcher.run("gateway", "--config", "none.json").exitCode()).isNotZero();
    }

    @Test
    void theDoctorSaysWhatIsWrongAndWhatToDo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Path config = config("{\"port\": " + taken.getLocalPort() + ", \"data\": \"users\"}");
            Launcher launcher = new Launcher(folder);
            launcher.runWithInput("secret\n", "gateway", "user", "add", "alice", "--config", config.toString());

            Launcher.Result ill = launcher.run("gateway", "doctor", "--config", config.toString());
            assertThat(ill.exitCode()).as(ill.err()).isEqualTo(1);
            assertThat(ill.out())
                    .contains("fault: address: 127.0.0.1:" + taken.getLocalPort() + " cannot be had")
                    .contains("ok: users: 1 of its own");
        }
        Launcher.Result wrong = new Launcher(folder)
                .run(
                        "gateway",
                        "doctor",
                        "--json",
                        "--config",
                        config("{\"prot\": 1}").toString());
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(JsonParser.parseString(wrong.out()).getAsJsonArray())
                .singleElement()
                .satisfies(finding -> assertThat(
                                finding.getAsJsonObject().get("message").getAsString())
                        .contains("did you mean port?"));
        Launcher.Result log = new Launcher(folder)
                .run(
                        "gateway",
                        "doctor",
                        "--config",
                        config("{\"port\": 0, \"data\": \"users\", \"auditLog\": \".\"}")
                                .toString());
        assertThat(log.exitCode()).isEqualTo(1);
        assertThat(log.out()).contains("fault: audit log: the audit log");
        Launcher.Result well = new Launcher(folder)
                .run(
                        "gateway",
                        "doctor",
                        "--json",
                        "--config",
                        config("{\"port\": 0, \"data\": \"users\"}").toString());
        assertThat(well.exitCode()).as(well.out()).isZero();
        JsonArray findings = JsonParser.parseString(well.out()).getAsJsonArray();
        assertThat(findings)
                .extracting(JsonElement::getAsJsonObject)
                .allSatisfy(finding ->
                        assertThat(finding.get("level").getAsString()).isIn("ok", "warning"))
                .extracting(finding -> finding.get("subject").getAsString())
                .contains("data folder", "address", "users", "jobs");
    }

    @Test
    void whatIsLoggedIsAnObjectALineWhereTheConfigurationOrAnOptionSaysSo() throws Exception {
        Launcher launcher = new Launcher(folder);
        Path config = config("{\"port\": 0, \"data\": \"users\", \"logFormat\": \"json\"}");
        for (List<String> options :
                List.of(List.of("--config", config.toString()), List.of("--port", "0", "--log-format", "json"))) {
            List<String> command = new ArrayList<>(List.of("gateway"));
            command.addAll(options);
            List<String> loggers = new ArrayList<>();
            try (Launcher.Service gateway = launcher.start(command.toArray(new String[0]))) {
                List<String> others = new ArrayList<>();
                String line = gateway.awaitLine("");
                while (!line.contains("To use it as SCARF@STFC")) {
                    if (line.startsWith("{")) {
                        JsonObject object = JsonParser.parseString(line).getAsJsonObject();
                        assertThat(object.keySet()).contains("time", "level", "logger", "thread", "message");
                        loggers.add(object.get("logger").getAsString());
                    } else {
                        others.add(line);
                    }
                    line = gateway.awaitLine("");
                }
                assertThat(line).startsWith("{\"time\":");
                assertThat(others).singleElement().asString().startsWith("The gateway serves at http://127.0.0.1:");
            }
            assertThat(loggers).contains("org.mantle.gateway.Gateway").anyMatch(name -> name.startsWith("org.eclipse"));
        }
        Launcher.Result text = launcher.run("gateway", "--log-format", "xml", "--port", "0");
        assertThat(text.exitCode()).isEqualTo(2);
        assertThat(text.err()).contains("text, json");
        assertThat(launcher.run(
                                "gateway",
                                "--config",
                                config("{\"logFormat\": \"xml\"}").toString())
                        .err())
                .contains("logFormat", "json");
    }

    @Test
    void theUnitIsOneThatSystemdTakes() throws Exception {
        Prerequisites.command("systemd-analyze", "systemd");
        // systemd looks for the program and the user of a unit, so these are what is here
        String unit = Files.readString(Launcher.DISTRIBUTION.resolve("share/systemd/mantle-gateway.service"))
                .replace(
                        "/opt/mantle/bin/mantle",
                        Launcher.DISTRIBUTION.resolve("bin/mantle").toString().replace(" ", "\\\\x20"))
                .replace("User=mantle\n", "")
                // what stands there for Slurm, too
                .replace("#User=root", "User=root")
                .replace("#CapabilityBoundingSet", "CapabilityBoundingSet");
        assertThat(unit).contains("\nUser=root\nCapabilityBoundingSet=CAP_SETUID CAP_SETGID CAP_KILL\n");
        // where the configuration on the page has its audit log, and what has no account of its own cannot make there
        assertThat(unit).contains("\nLogsDirectory=mantle\n", "\nStateDirectory=mantle\n");
        Path file = Files.writeString(folder.resolve("mantle-gateway.service"), unit);
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(List.of("systemd-analyze", "verify", "--man=no", file.toString()))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(out)).doesNotContain("mantle-gateway.service");
        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
    }
}
