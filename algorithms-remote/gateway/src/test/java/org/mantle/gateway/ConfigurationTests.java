package org.mantle.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mantle.commons.testing.Prerequisites;

/** The configuration file. */
class ConfigurationTests {

    @TempDir
    Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("gateway.json"), content);
    }

    private Path secret(String name, String content, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void aGatewayIsAsTheFileSays() throws IOException {
        Prerequisites.command("setsid", "util-linux");
        Path file = file("""
                {"port": 0, "data": "users", "names": ["portal.example"], "auditLog": "audit.jsonl", "pathMap": {"/data": "d"},
                 "jobsAtATime": 3, "drainSeconds": 0.5, "connections": 7}
                """);
        try (Gateway gateway = Gateway.start(
                GatewayConfig.read(file, folder.resolve("elsewhere")).build())) {
            Wire wire = new Wire(gateway);

            assertThat(folder.resolve("users/.gateway")).isDirectory();
            assertThat(folder.resolve("elsewhere")).doesNotExist();
            assertThat(folder.resolve("audit.jsonl")).isRegularFile();
            String ping = "GET /platform/webservice/pacclient/ping/ HTTP/1.1\r\nConnection: close\r\nHost: ";
            assertThat(wire.sendRaw((ping + "portal.example\r\n\r\n").getBytes())
                            .status())
                    .isEqualTo(200);
            assertThat(wire.sendRaw((ping + "other.example\r\n\r\n").getBytes()).status())
                    .isEqualTo(421);
        }
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() throws IOException {
        Path file = file("""
                {"prot": 1, "port": 70000, "jobsAtATime": 0, "drainSeconds": -1, "allowManyUsers": "yes",
                 "tlsPasswordFile": "p", "ldap": {"url": "http://h", "basis": "dc=x"}}
                """);
        assertThatThrownBy(() -> GatewayConfig.read(file, folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("\n  prot: there is no such setting; did you mean port?")
                .hasMessageContaining("port")
                .hasMessageContaining("65535")
                .hasMessageContaining("jobsAtATime")
                .hasMessageContaining(" settings are wrong:\n  ")
                .hasMessageContaining("drainSeconds")
                .hasMessageContaining("allowManyUsers")
                .hasMessageContaining("tlsPasswordFile: it is for tlsFile, which is not given")
                .hasMessageContaining("ldap.basis: there is no such setting; did you mean base?")
                .hasMessageContaining("ldap.url");
    }

    @Test
    void eachProblemHasALineWithTheNameThatWasProbablyMeant() throws IOException {
        Path file = file("{\"tls\": \"x.p12\", \"slurmUrl\": \"x\", \"Port\": 1, \"zzz\": 1}");
        assertThatThrownBy(() -> GatewayConfig.read(file, folder))
                .hasMessageContaining("the configuration " + file + ": 4 settings are wrong:\n")
                .hasMessageContaining("\n  tls: there is no such setting; did you mean tlsFile?\n")
                .hasMessageContaining("\n  slurmUrl: there is no such setting; did you mean slurm?\n")
                .hasMessageContaining("\n  Port: there is no such setting; did you mean port?\n")
                .hasMessageContaining("\n  zzz: there is no such setting; there are host, port")
                .satisfies(thrown -> assertThat(thrown.getMessage().lines()).hasSize(5));
    }

    @Test
    void whatIsFoundLaterNamesTheFileToo() throws IOException {
        Path file = file("{\"pathMap\": {\"work\": \"work\"}}");
        assertThatThrownBy(() -> GatewayConfig.read(file, folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the configuration " + file
                        + ": a path prefix must begin with a slash and not end with one: \"work\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                     | it has a list",
                "{\"port\": 1           | the text",
                "{\"port\": 1, \"port\": 2} | given more than once",
                "port=1;prot=2          | did you mean port?"
            })
    void whatIsNoConfigurationIsTold(String content, String words) throws IOException {
        Path file = file(content);
        assertThatThrownBy(() -> GatewayConfig.read(file, folder))
                .hasMessageContaining(file.toString())
                .hasMessageContaining(words);
    }

    @Test
    void linesWillDoToo() throws IOException {
        Path file = file("# ours\nport = 70000\n\ndata=x\n");
        assertThatThrownBy(() -> GatewayConfig.read(file, folder)).hasMessageContaining("65535");
    }

    @Test
    void aFileThatIsNotThereIsTold() {
        assertThatThrownBy(() -> GatewayConfig.read(folder.resolve("none.json"), folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no configuration " + folder.resolve("none.json"));
    }

    @Test
    void aSecretThatOthersCanReadIsRefused() throws IOException {
        secret("token", "t\n", "rw-r-----");
        Path file = file("{\"metricsTokenFile\": \"token\"}");
        assertThatThrownBy(() -> GatewayConfig.read(file, folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the file \"" + folder.resolve("token") + "\", which has a secret, is not safe")
                .hasMessageContaining(
                        "others can read it: take that right away with: chmod 600 " + folder.resolve("token"));

        secret("token", "\n", "rw-------");
        assertThatThrownBy(() -> GatewayConfig.read(file, folder)).hasMessageContaining("is empty");

        Files.delete(folder.resolve("token"));
        assertThatThrownBy(() -> GatewayConfig.read(file, folder))
                .hasMessageContaining("there is no file " + folder.resolve("token"));
    }

    @Test
    void passwordsGoToADirectoryOnAnotherMachineOverTlsOnly() throws IOException {
        Path file = file("{\"ldap\": {\"url\": \"ldap://dir.example\", \"base\": \"dc=x\"}}");
        assertThatThrownBy(() -> GatewayConfig.read(file, folder))
                .hasMessageContaining("passwords would be sent to dir.example for others to read");
    }

    @Test
    void aDirectoryIsForManyUsers() throws IOException {
        Path file = file("{\"ldap\": {\"url\": \"ldaps://dir.example\", \"base\": \"dc=x\"}}");
        GatewayConfig.Builder builder = GatewayConfig.read(file, folder);
        assertThatThrownBy(builder::build).hasMessageContaining("allowManyUsers");
        builder.allowManyUsers(true).build();
    }
}
