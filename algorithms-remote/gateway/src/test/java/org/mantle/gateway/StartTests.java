package org.mantle.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.gateway.http.KeyStoreFile;
import org.mantle.gateway.user.LdapDirectory;
import org.mantle.gateway.user.LdapSettings;

/** What a gateway needs to start, and what it refuses. */
class StartTests {

    @TempDir
    Path data;

    @BeforeAll
    static void needs() {
        Prerequisites.command("setsid", "util-linux");
    }

    @Test
    void servesPlainHttpToThisMachineOnly() {
        assertThatThrownBy(() -> GatewayConfig.builder(data).host("0.0.0.0").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give a certificate");
        assertThat(GatewayConfig.builder(data)
                        .host("localhost")
                        .build()
                        .address()
                        .host())
                .isEqualTo("localhost");
        assertThat(GatewayConfig.builder(data).host("::1").build().address().host())
                .isEqualTo("::1");
    }

    @Test
    void refusesACertificatesKeyThatOthersCanRead() throws Exception {
        Path store = keyStore();
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> GatewayConfig.builder(data).tls(store, "changeit".toCharArray()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the file \"" + store + "\", which has a secret, is not safe: others can read it")
                .hasMessageContaining("chmod 600 " + store);
    }

    @Test
    void refusesADataFolderThatOthersCanWriteIntoAndClosesItsOwn() throws Exception {
        Path own = Files.createDirectories(data.resolve(".gateway"));
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxr-x"));

        assertThatThrownBy(() -> Gateway.start(data))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("could replace what the gateway keeps there")
                .hasMessageContaining("chmod go-w " + data.toRealPath());
        assertThat(GatewayConfig.builder(data).build().examine())
                .anySatisfy(finding -> assertThat(finding.message()).contains("others can write into"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        Gateway.start(data).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
                .isEqualTo("rwx------");
    }

    /** What root leaves there the account cannot use, and what root loads from there the account can change. */
    @Test
    void rootDoesNothingInTheFolderOfAnotherAccount() throws Exception {
        Prerequisites.administrator();
        Path folder = Files.createDirectory(data.resolve("of-another"));
        Files.setAttribute(folder, "unix:uid", 65534);
        GatewayConfig config = GatewayConfig.builder(folder)
                .auditLog(folder.resolve("audit.jsonl"))
                .build();
        String words = "belongs to the account \"nobody\", and root does nothing there: run this as that account";

        assertThatThrownBy(() -> Gateway.start(config))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(words);
        assertThatThrownBy(() -> GatewayUsers.open(folder, false)).hasMessageContaining(words);
        assertThat(config.examine())
                .anySatisfy(finding -> assertThat(finding.message()).contains(words))
                .anySatisfy(finding -> assertThat(finding.message()).contains("it is made when the gateway starts"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void clientsAreToldANameInPlaceOfAllAddresses() throws Exception {
        try (Gateway gateway = Gateway.start(GatewayConfig.builder(data)
                .host("0.0.0.0")
                .tls(keyStore(), "changeit".toCharArray())
                .build())) {
            assertThat(gateway.url().getHost()).isEqualTo("0.0.0.0");
            assertThat(gateway.urlForClients())
                    .isEqualTo(URI.create(
                            "https://gateway.example.org:" + gateway.url().getPort() + "/platform/"));
        }
        try (Gateway gateway = Gateway.start(data)) {
            assertThat(gateway.urlForClients()).isEqualTo(gateway.url());
        }
    }

    @Test
    void theDoctorLooksForTheProgramsOfApplications(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("applications.json"), """
                {"THERE": {"command": ["sh", "{INPUT_FILE}"]}, "GONE": {"command": ["/no/such/program"]}}
                """);

        List<GatewayFinding> findings =
                GatewayConfig.builder(data).applications(file).build().examine();
        assertThat(findings)
                .filteredOn(finding -> finding.subject().startsWith("application"))
                .extracting(finding -> finding.level() + " " + finding.subject())
                .containsExactly("OK application THERE", "FAULT application GONE");
        assertThat(findings).anyMatch(finding -> finding.message().contains("/no/such/program"));
    }

    @Test
    void aDirectoryWhoseCertificateNobodySignedIsToldInPlainWords() throws Exception {
        try (Gateway gateway = Gateway.start(GatewayConfig.builder(data)
                .tls(keyStore(), "changeit".toCharArray())
                .build())) {
            // any server that speaks TLS will do
            LdapDirectory directory = new LdapDirectory(new LdapSettings(
                    URI.create("ldaps://localhost:" + gateway.url().getPort()),
                    "dc=x",
                    "uid",
                    Optional.empty(),
                    Optional.empty()));

            assertThatThrownBy(directory::probe)
                    .hasMessageContaining(
                            "its certificate comes from nobody whom this machine trusts: have Java trust it")
                    .hasMessageNotContaining("PKIX");
        }
    }

    @Test
    void servesHttpsWithACertificate() throws Exception {
        Path store = keyStore();
        GatewayConfig config = GatewayConfig.builder(data)
                .host("0.0.0.0")
                .tls(store, "changeit".toCharArray())
                .build();
        try (Gateway gateway = Gateway.start(config)) {
            assertThat(gateway.url().getScheme()).isEqualTo("https");
            KeyStore trusted = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            try (Socket socket = context.getSocketFactory()
                    .createSocket("127.0.0.1", gateway.url().getPort())) {
                socket.getOutputStream()
                        .write(
                                "GET /platform/webservice/pacclient/ping HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                        .getBytes(UTF_8));
                assertThat(Wire.read(socket.getInputStream()).text()).contains("Web Services are ready");
            }
        }
    }

    /** As a proxy on this machine passes it on. */
    @Test
    void takesNoPasswordInTheAddressFromWhoCallsItByAnotherNameThanThisMachines() throws Exception {
        GatewayConfig config =
                GatewayConfig.builder(data).name("portal.example.org").build();
        try (Gateway gateway = Gateway.start(config)) {
            gateway.users().add("fed", "secret".toCharArray());
            for (String host : List.of("portal.example.org", "localhost", "127.0.0.1:8080", "[::1]")) {
                Wire.Answer answer = new Wire(gateway)
                        .sendRaw(("GET /cgi-bin/token.py?username=fed&password=secret HTTP/1.1\r\nHost: " + host
                                        + "\r\nConnection: close\r\n\r\n")
                                .getBytes(UTF_8));
                assertThat(answer.text())
                        .as(host)
                        .contains(host.contains("portal") ? "is refused where others could read it" : "fed\"");
            }
        }
    }

    @Test
    void answersForTheNamesThatItWasStartedFor() throws Exception {
        GatewayConfig config =
                GatewayConfig.builder(data).name("Portal.example.org").build();
        try (Gateway gateway = Gateway.start(config)) {
            for (String host : List.of("portal.example.org", "localhost")) {
                assertThat(new Wire(gateway)
                                .sendRaw(("GET /platform/webservice/pacclient/ping HTTP/1.1\r\nHost: " + host
                                                + "\r\nConnection: close\r\n\r\n")
                                        .getBytes(UTF_8))
                                .status())
                        .isEqualTo(200);
            }
        }
        assertThatThrownBy(() -> GatewayConfig.builder(data).name("http://x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be a host's");
    }

    private Path keyStore() throws Exception {
        Path store = data.resolve("key.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "g",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=gateway.example.org",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        return Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void cutsOffWhoDoesNotFinishTheHandshake() throws Exception {
        GatewayConfig config = GatewayConfig.builder(data)
                .tls(keyStore(), "changeit".toCharArray())
                .clientPatience(Duration.ofSeconds(2))
                .build();
        try (Gateway gateway = Gateway.start(config);
                Socket silent = new Wire(gateway).connect();
                Socket half = new Wire(gateway).connect()) {
            // the beginning of a handshake record
            half.getOutputStream().write(new byte[] {22, 3, 1, 2, 0});

            // an alert at most, and the end
            assertThat(silent.getInputStream().readAllBytes()).hasSizeLessThan(100);
            assertThat(half.getInputStream().readAllBytes()).hasSizeLessThan(100);
        }
    }

    @Test
    void answersOverTlsForTheNamesOfItsCertificate() throws Exception {
        Path store = keyStore();
        assertThat(KeyStoreFile.open(store, "changeit".toCharArray()).names())
                .containsExactly("gateway.example.org", "localhost", "127.0.0.1");
    }

    @Test
    void saysWhatIsWrongWithACertificate() throws Exception {
        GatewayConfig.Builder builder = GatewayConfig.builder(data);
        Path store = data.resolve("key.p12");
        char[] password = "changeit".toCharArray();
        assertThatThrownBy(() -> builder.tls(store, password))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no file " + store);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, password);
        try (OutputStream out = Files.newOutputStream(store)) {
            keys.store(out, password);
        }
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> builder.tls(store, password))
                .hasMessageContaining("holds no certificate with its key");
        assertThatThrownBy(() -> builder.tls(store, "wrong".toCharArray()))
                .isInstanceOf(IOException.class)
                .hasMessage("the password does not open the file " + store + ": give the right one");
        assertThat(password).containsExactly('c', 'h', 'a', 'n', 'g', 'e', 'i', 't');
    }

    @Test
    void saysThatAPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            GatewayConfig config =
                    GatewayConfig.builder(data).port(taken.getLocalPort()).build();

            assertThatThrownBy(() -> Gateway.start(config))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("choose another port");
        }
        // the folder was given back
        Gateway.start(data).close();
    }

    @Test
    void keepsAFolderToOneGatewayAtATime() throws IOException {
        try (Gateway first = Gateway.start(data)) {
            assertThatThrownBy(() -> Gateway.start(data))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another gateway uses the folder");
            assertThat(first.url().toString()).matches("http://127\\.0\\.0\\.1:\\d+/platform/");
        }
        Gateway second = Gateway.start(data);
        second.close();
        second.close();
    }

    @Test
    void keepsItsFoldersToTheirOwner() throws IOException {
        Path folder = data.resolve("made/by/it");
        Gateway.start(folder).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void refusesSettingsThatCannotBe() {
        GatewayConfig.Builder builder = GatewayConfig.builder(data);

        assertThatThrownBy(() -> builder.port(65536)).hasMessageContaining("65535");
        assertThatThrownBy(() -> builder.concurrency(0)).hasMessageContaining("at least one");
        assertThatThrownBy(() -> builder.sessionIdleTime(Duration.ZERO)).hasMessageContaining("longer than");
        assertThatThrownBy(() -> builder.killGrace(Duration.ofSeconds(-1))).hasMessageContaining("negative");
        assertThatThrownBy(() -> builder.clientPatience(Duration.ZERO)).hasMessageContaining("longer than");
        assertThatThrownBy(() -> builder.connections(1, 2)).hasMessageContaining("not 2 and 1");
        assertThatThrownBy(() -> builder.pathMap(Map.of("work", "work"))).hasMessageContaining("begin with a slash");
        assertThatThrownBy(() -> builder.pathMap(Map.of("/work", "../x"))).hasMessageContaining("inside");
        assertThatThrownBy(() -> builder.pathMap(Map.of("/work", "/x"))).hasMessageContaining("inside");
        assertThatThrownBy(() -> builder.program("x", List.of("y"))).hasMessageContaining("begin with a slash");
        assertThatThrownBy(() -> builder.program("/x", List.of())).hasMessageContaining("must not be empty");
    }

    @Test
    void usesRealPathsWithoutAMap() throws Exception {
        try (Gateway gateway =
                Gateway.start(GatewayConfig.builder(data).pathMap(Map.of()).build())) {
            gateway.users().add("fed", "x".toCharArray());
            Wire wire = new Wire(gateway);
            Path room = data.toRealPath().resolve("fed");

            assertThat(wire.upload(wire.logOn("fed", "x"), "0", room + "/sub", "f", new byte[1])
                            .text())
                    .isEqualTo("1 file uploaded successfully to " + room + "/sub");
        }
    }
}
