package org.mantle.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.commons.testing.SmallDisk;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.RunState;
import org.mantle.remote.job.LocalFileException;
import org.mantle.remote.job.ServiceFaultException;
import org.mantle.remote.job.ServiceUnreachableException;
import org.mantle.remote.job.Session;

/** What lies below the protocol: certificates, slow and broken networks, full disks. */
class TransportTests {

    /** The key and certificate of each host, which take a while to make. */
    private static final Map<String, byte[]> KEY_STORES = new HashMap<>();

    @TempDir
    Path folder;

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private ScriptedServer serviceWithACertificateFor(String host) throws Exception {
        ScriptedServer server = new ScriptedServer(socketsWithACertificateFor(host));
        return server.text("ping", "Web Services are ready on URL:");
    }

    /** The certificate is written into ca.pem, too. */
    private ServerSocketFactory socketsWithACertificateFor(String host) throws Exception {
        byte[] store = KEY_STORES.get(host);
        if (store == null) {
            Path file = folder.resolve("key.p12");
            keytool(
                    file,
                    "-genkeypair",
                    "-alias",
                    "k",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=" + host,
                    "-ext",
                    "san=dns:" + host);
            store = Files.readAllBytes(file);
            KEY_STORES.put(host, store);
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(new ByteArrayInputStream(store), "changeit".toCharArray());
        String certificate =
                Base64.getMimeEncoder().encodeToString(keys.getCertificate("k").getEncoded());
        Files.writeString(
                folder.resolve("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n" + certificate + "\n-----END CERTIFICATE-----\n");
        return sockets(keys);
    }

    private static ServerSocketFactory sockets(KeyStore keys) throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }

    private static void keytool(Path store, String... command) throws Exception {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        words.addAll(List.of(command));
        words.addAll(List.of("-keystore", store.toString(), "-storepass", "changeit"));
        run(words.toArray(String[]::new));
    }

    /** Makes an authority, whose certificate is written into ca.pem, and one of this machine that it has signed for some days. */
    private ServerSocketFactory signedFor(String from, String days) throws Exception {
        Path store = folder.resolve("signed.p12");
        String request = folder.resolve("request").toString();
        String signed = folder.resolve("signed").toString();
        String[] both = {"-keyalg", "EC", "-genkeypair"};
        keytool(store, with(both, "-alias", "ca", "-dname", "CN=authority", "-ext", "bc:c"));
        keytool(store, with(both, "-alias", "k", "-dname", "CN=localhost"));
        keytool(store, "-certreq", "-alias", "k", "-file", request);
        String[] sign = {"-gencert", "-alias", "ca", "-infile", request, "-outfile", signed, "-ext", "san=dns:localhost"
        };
        keytool(store, with(sign, "-startdate", from, "-validity", days));
        keytool(store, "-importcert", "-noprompt", "-alias", "k", "-file", signed);
        keytool(
                store,
                "-exportcert",
                "-rfc",
                "-alias",
                "ca",
                "-file",
                folder.resolve("ca.pem").toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(new ByteArrayInputStream(Files.readAllBytes(store)), "changeit".toCharArray());
        keys.deleteEntry("ca");
        return sockets(keys);
    }

    private static String[] with(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource({
        "-10d, 5, its certificate has expired; ask the resource's support",
        "+10d, 5, 'its certificate is not valid yet; check the clock of this machine, or ask the resource''s support'"
    })
    void aCertificateOfAnotherTimeIsToldAsThat(String from, String days, String words) throws Exception {
        try (ScriptedServer server = new ScriptedServer(signedFor(from, days));
                Host host = new Host(Host.pac(
                        "https://localhost:" + server.port() + "/platform/",
                        "trustedCertificates",
                        folder.resolve("ca.pem")))) {
            assertThat(host.failure("anna", "Ping")).hasMessageEndingWith("cannot be trusted: " + words);
        }
    }

    @Test
    void certificatesAreVerifiedAndOnesOwnCanBeTrusted() throws Exception {
        Path pem = folder.resolve("ca.pem");
        try (ScriptedServer server = serviceWithACertificateFor("localhost")) {
            String port = ":" + server.port() + "/platform/";
            try (Host distrusting = new Host(Host.pac("https://localhost" + port))) {
                assertThat(distrusting.failure("anna", "Ping"))
                        .isInstanceOfSatisfying(
                                ServiceUnreachableException.class,
                                e -> assertThat(e.stage()).isEqualTo(ServiceUnreachableException.Stage.NOT_TRUSTED))
                        .hasMessageContaining(
                                "cannot be trusted: its certificate comes from nobody whom this machine trusts; if the"
                                        + " address is right, get the certificate")
                        .hasMessageContaining("trustedCertificates (mantle resources add NAME URL --trust FILE)");
            }
            try (Host trusting = new Host(Host.pac("https://localhost" + port, "trustedCertificates", pem))) {
                trusting.run("anna", "Ping");
            }
            try (Host otherName = new Host(Host.pac("https://127.0.0.1" + port, "trustedCertificates", pem))) {
                assertThat(otherName.failure("anna", "Ping"))
                        .isInstanceOf(ServiceUnreachableException.class)
                        .hasMessageContaining("cannot be trusted: its certificate is for another host (")
                        .hasMessageEndingWith(
                                "); use the address that the certificate names, or ask the resource's support");
            }
            try (Host noFile =
                    new Host(Host.pac("https://localhost" + port, "trustedCertificates", folder.resolve("none.pem")))) {
                assertThat(noFile.failure("anna", "Ping"))
                        .isInstanceOf(LocalFileException.class)
                        .hasMessageContaining("none.pem");
            }
        }
    }

    private static String pemOfAKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    @Test
    void aTrustFileMayHoldMoreThanCertificates() throws Exception {
        try (ScriptedServer server = serviceWithACertificateFor("localhost")) {
            String certificate = Files.readString(folder.resolve("ca.pem"));
            String key = pemOfAKey();
            byte[] binary = Base64.getMimeDecoder().decode(certificate.replaceAll("-----[A-Z ]+-----", ""));
            List<byte[]> files = List.of(
                    (key + certificate).getBytes(StandardCharsets.US_ASCII),
                    (certificate + key).getBytes(StandardCharsets.US_ASCII),
                    ("Bag Attributes: ü\r\n" + certificate.replace("\n", "\r\n") + certificate)
                            .getBytes(StandardCharsets.UTF_8),
                    certificate.replace("CERTIFICATE", "X509 CERTIFICATE").getBytes(StandardCharsets.US_ASCII),
                    binary);
            for (int i = 0; i < files.size(); i++) {
                Path file = Files.write(folder.resolve("trust" + i), files.get(i));
                Map<String, Object> settings =
                        Host.pac("https://localhost:" + server.port() + "/platform/", "trustedCertificates", file);
                ComputeResources.inMemory().checkFiles("SCARF@STFC", settings);
                try (Host host = new Host(settings)) {
                    host.run("anna", "Ping");
                }
            }
        }
    }

    @Test
    void aTrustFileWithoutACertificateIsRefused() throws Exception {
        for (String content : List.of(
                pemOfAKey(),
                "",
                "not one",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\nAAAA\n")) {
            Path file = Files.writeString(folder.resolve("trust.pem"), content);
            Map<String, Object> settings = Host.pac("https://localhost:9/", "trustedCertificates", file);
            assertThatThrownBy(() -> ComputeResources.inMemory().checkFiles("SCARF@STFC", settings))
                    .isInstanceOf(LocalFileException.class)
                    .hasMessageContaining(file + " holds no certificates in PEM form")
                    .hasMessageContaining("BEGIN CERTIFICATE");
            try (Host host = new Host(settings)) {
                assertThat(host.failure("anna", "Ping")).isInstanceOf(LocalFileException.class);
            }
        }
        Map<String, Object> missing = Host.pac("https://localhost:9/", "trustedCertificates", folder.resolve("none"));
        assertThatThrownBy(() -> ComputeResources.inMemory().checkFiles("SCARF@STFC", missing))
                .isInstanceOf(LocalFileException.class)
                .hasMessageContaining("it does not exist");
    }

    @Test
    void aServiceIsReachedThroughAProxyThatSeesNothing() throws Exception {
        Path pem = folder.resolve("ca.pem");
        Path file = Files.write(folder.resolve("large"), new byte[3_000_000]);
        try (ScriptedServer server = serviceWithACertificateFor("portal.example");
                ConnectProxy proxy = ConnectProxy.to(server.port());
                Host host = new Host(Host.pac(
                        "https://portal.example:8443/platform/", "trustedCertificates", pem, "proxy", proxy.url()))) {
            host.run("anna", "Ping");
            server.text("upfile", "1 file uploaded successfully to /work/imat");
            host.loggedIn("anna").run("anna", "Upload", "FileToUpload", file.toString());
            assertThat(server.only("upfile").bytes()).hasSizeGreaterThan(3_000_000);
            assertThat(proxy.requests()).hasSize(3).allSatisfy(request -> {
                assertThat(request.method()).isEqualTo("CONNECT");
                assertThat(request.target()).isEqualTo("portal.example:8443");
                assertThat(request.headers()).doesNotContainKey("cookie");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "403 Forbidden",
                "407 Proxy Authentication Required",
                "302 Found",
                "404 Not Found",
                "401 Unauthorized",
                "503 Service Unavailable"
            })
    void aProxyThatRefusesIsNotTakenForTheService(String status) throws Exception {
        try (ScriptedServer server = new ScriptedServer();
                ConnectProxy proxy = new ConnectProxy(
                        server.port(),
                        "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nProxy-Authenticate: Basic\r\n\r\n");
                Host host = new Host(Host.pac("https://portal.example:8443/platform/", "proxy", proxy.url()))) {
            host.keep(new Session("anna", URI.create("https://portal.example:8443/platform/"), "platform_token=t"));
            for (String action : List.of("Ping", "JobStatus", "SubmitJob")) {
                assertThat(host.failure("anna", action))
                        .isInstanceOf(ServiceUnreachableException.class)
                        .hasMessageContaining(
                                "SCARF@STFC at https://portal.example:8443 through the proxy " + proxy.url())
                        .hasMessageContaining("the proxy refuses with status " + status.substring(0, 3))
                        .isInstanceOfSatisfying(
                                ServiceUnreachableException.class,
                                e -> assertThat(e.stage())
                                        .isEqualTo(ServiceUnreachableException.Stage.REFUSED_BY_PROXY));
            }
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void aProxyThatIsNotThereIsNamed() throws Exception {
        String url;
        try (ServerSocket closed = listener(1)) {
            url = "http://127.0.0.1:" + closed.getLocalPort();
        }
        try (Host host = new Host(Host.pac("https://portal.example:8443/platform/", "proxy", url))) {
            assertThat(host.failure("anna", "Ping"))
                    .isInstanceOf(ServiceUnreachableException.class)
                    .hasMessageContaining(
                            "through the proxy " + url + " cannot be reached: the connection was refused");
        }
    }

    /** A server whom nobody calls is no reason to wait for ever. */
    private static ServerSocket listener(int backlog) throws IOException {
        ServerSocket listener = new ServerSocket(0, backlog, InetAddress.getByName("127.0.0.1"));
        listener.setSoTimeout((int) Waiting.LONG.toMillis());
        return listener;
    }

    @Test
    void aServiceWithoutTlsAtASecureAddressIsReported() throws Exception {
        try (ServerSocket plain = listener(5);
                Host host = new Host(Host.pac("https://127.0.0.1:" + plain.getLocalPort()))) {
            AlgorithmRun run = host.mantle.start(Host.NAME, Host.properties("UserName", "anna", "Action", "Ping"));
            // a question is asked again once
            for (int attempt = 0; attempt < 2; attempt++) {
                try (Socket accepted = plain.accept()) {
                    assertThat(accepted.getInputStream().read(new byte[4096])).isPositive();
                    accepted.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            }
            assertThat(run.await()).isEqualTo(RunState.FAILED);
            assertThat(host.mantle.history().records().get(0).error().orElseThrow())
                    .contains("does not speak TLS");
        }
    }

    @Test
    void aServiceThatNeverAnswersTheTlsHandshakeIsGivenUp() throws Exception {
        try (ServerSocket deaf = listener(1);
                Host host = new Host(Host.pac(
                        "https://127.0.0.1:" + deaf.getLocalPort(),
                        "connectTimeoutSeconds",
                        Duration.ofMillis(500),
                        "responseTimeoutSeconds",
                        Duration.ofMinutes(10)))) {
            AlgorithmRun run = host.mantle.start(Host.NAME, Host.properties("UserName", "anna", "Action", "Ping"));
            assertThat(run.await(Waiting.LONG)).isTrue();
            assertThat(host.mantle.history().records().get(0).error().orElseThrow())
                    .contains("cannot be reached: no connection within 0.5 s");
        }
    }

    @Test
    void anUploadThatStandsStillIsGivenUp() throws Exception {
        Path file = Files.write(folder.resolve("large"), new byte[20_000_000]);
        try (ServerSocket deaf = listener(1);
                Host host = new Host(Host.pac(
                        "http://127.0.0.1:" + deaf.getLocalPort(), "responseTimeoutSeconds", Duration.ofMillis(500)))) {
            host.keep(new Session(
                    "anna", URI.create("http://127.0.0.1:" + deaf.getLocalPort() + "/"), "platform_token=t"));
            assertThat(host.failure("anna", "Upload", "FileToUpload", file.toString()))
                    .isInstanceOf(ServiceUnreachableException.class)
                    .hasMessageContaining("could be sent for 0.5 s");
        }
    }

    @Test
    void cancellingStopsAnUpload() throws Exception {
        Path file = Files.write(folder.resolve("large"), new byte[20_000_000]);
        try (ServerSocket deaf = listener(1);
                Host host = new Host(Host.pac("http://127.0.0.1:" + deaf.getLocalPort()))) {
            host.keep(new Session(
                    "anna", URI.create("http://127.0.0.1:" + deaf.getLocalPort() + "/"), "platform_token=t"));
            AlgorithmRun run = host.mantle.start(
                    Host.NAME,
                    Host.properties("UserName", "anna", "Action", "Upload", "FileToUpload", file.toString()));
            try (Socket accepted = deaf.accept()) {
                assertThat(accepted.getInputStream().read()).isEqualTo('P');
                run.cancel();
                assertThat(run.await(Waiting.LONG)).isTrue();
            }
            assertThat(run.state()).isEqualTo(RunState.CANCELLED);
        }
    }

    @Test
    void aRefusalInTheMiddleOfAnUploadIsHeard() throws Exception {
        Path file = Files.write(folder.resolve("large"), new byte[50_000_000]);
        byte[] refusal = ScriptedServer.response(
                "200 OK", "", "Your current login session was logout".getBytes(StandardCharsets.US_ASCII));
        try (ServerSocket listener = listener(1);
                Host host = new Host(Host.pac("http://127.0.0.1:" + listener.getLocalPort()))) {
            host.keep(new Session(
                    "anna", URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/"), "platform_token=t"));
            AlgorithmRun run = host.mantle.start(
                    Host.NAME,
                    Host.properties("UserName", "anna", "Action", "Upload", "FileToUpload", file.toString()));
            try (Socket accepted = listener.accept()) {
                accepted.getInputStream().readNBytes(100_000);
                accepted.getOutputStream().write(refusal);
                accepted.getOutputStream().flush();
                // a service that has refused reads on, so that its answer is not lost (RFC 9112, section 9.6)
                assertThat(bytesUntilHungUp(accepted.getInputStream())).isLessThan(40_000_000);
                assertThat(run.await(Waiting.LONG)).isTrue();
            }
            assertThat(host.mantle.history().records().get(0).error().orElseThrow())
                    .contains("has ended", "Your current login session was logout");
        }
    }

    private static AlgorithmRun startUpload(Host host, String address, Path file) throws IOException {
        host.keep(new Session("anna", URI.create(address), "platform_token=t"));
        return host.mantle.start(
                Host.NAME, Host.properties("UserName", "anna", "Action", "Upload", "FileToUpload", file.toString()));
    }

    private static String error(Host host) {
        return host.mantle.history().records().get(0).error().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aConfirmationBeforeEverythingWasSentConfirmsNothing(boolean encrypted) throws Exception {
        Path file = Files.write(folder.resolve("large"), new byte[50_000_000]);
        byte[] praise = ScriptedServer.response(
                "200 OK", "", "1 file uploaded successfully to /work/imat".getBytes(StandardCharsets.US_ASCII));
        ServerSocketFactory sockets =
                encrypted ? socketsWithACertificateFor("localhost") : ServerSocketFactory.getDefault();
        try (ServerSocket listener = sockets.createServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String address = (encrypted ? "https" : "http") + "://localhost:" + listener.getLocalPort() + "/";
            Object[] trust = encrypted ? new Object[] {"trustedCertificates", folder.resolve("ca.pem")} : new Object[0];
            try (Host host = new Host(Host.pac(address, trust))) {
                AlgorithmRun run = startUpload(host, address, file);
                try (Socket accepted = listener.accept()) {
                    accepted.getInputStream().readNBytes(1_000_000);
                    accepted.getOutputStream().write(praise);
                    accepted.getOutputStream().flush();
                    // a service that reads on, but for which the answer came too early
                    assertThat(bytesUntilHungUp(accepted.getInputStream())).isLessThan(45_000_000);
                    assertThat(run.await(Waiting.LONG)).isTrue();
                }
                assertThat(run.state()).isEqualTo(RunState.FAILED);
                assertThat(error(host)).contains("before it had everything", "upload it again");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><title>Log in</title>You were logged out successfully</html>",
                "<Job><errMsg>It could not be stored successfully</errMsg></Job>",
                "successful"
            })
    void wordsThatAreNoConfirmationConfirmNothing(String words) throws Exception {
        Path file = Files.write(folder.resolve("small"), new byte[10]);
        try (ScriptedServer server = new ScriptedServer();
                Host host = new Host(Host.pac(server.url()))) {
            server.text("upfile", words);
            assertThat(host.loggedIn("anna").failure("anna", "Upload", "FileToUpload", file.toString()))
                    .isInstanceOf(ServiceFaultException.class)
                    .hasMessageContaining("did not confirm");
        }
    }

    /** Sends one byte after another, each in time: no time-out for silence ends that. */
    private static void dribble(OutputStream out, String bytes) throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        try {
            for (byte b : bytes.getBytes(StandardCharsets.US_ASCII)) {
                out.write(b);
                out.flush();
                assertThat(never.await(50, TimeUnit.MILLISECONDS)).isFalse();
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"})
    void anAnswerThatComesByteByByteIsGivenUp(String head) throws Exception {
        try (ScriptedServer server = new ScriptedServer();
                Host host = new Host(Host.pac(server.url(), "responseTimeoutSeconds", Duration.ofSeconds(1)))) {
            server.on("logon", (request, out) -> {
                out.write(head.getBytes(StandardCharsets.US_ASCII));
                while (true) {
                    dribble(out, "HTTP/1.1 ");
                }
            });
            assertThat(host.failure("anna", "LogIn", "Password", "x"))
                    .isInstanceOf(ServiceUnreachableException.class)
                    .hasMessageContaining("did not answer within 1.0 s");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "X: y\r\n"})
    void aHeadWithoutAnEndIsNotReadOn(String endless) throws Exception {
        try (ScriptedServer server = new ScriptedServer();
                Host host = new Host(Host.pac(server.url(), "responseTimeoutSeconds", Waiting.LONG))) {
            CountDownLatch hungUp = new CountDownLatch(2);
            server.on("ping", (request, out) -> {
                out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
                byte[] much = endless.repeat(10_000).getBytes(StandardCharsets.US_ASCII);
                try {
                    while (true) {
                        out.write(much);
                    }
                } finally {
                    hungUp.countDown();
                }
            });
            assertThat(host.failure("anna", "Ping")).isInstanceOf(ServiceUnreachableException.class);
            // a question is asked again once
            hungUp.await();
        }
    }

    @Test
    void aDownloadThatComesByteByByteIsGivenUp() throws Exception {
        try (ScriptedServer server = new ScriptedServer();
                Host host = new Host(Host.pac(server.url()))) {
            host.loggedIn("anna");
            host.resources.add("SCARF@STFC", Host.pac(server.url(), "responseTimeoutSeconds", Duration.ofSeconds(3)));
            server.text("jobfiles", "PAC Server*/j/big*FILE*2000000000*true;");
            server.on("file", (request, out) -> {
                out.write("HTTP/1.1 200 OK\r\nContent-Length: 2000000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                while (true) {
                    dribble(out, "x");
                }
            });
            assertThat(host.failure("anna", "Download", "DownloadJobID", 1, "LocalDirectory", folder.toString()))
                    .isInstanceOf(ServiceUnreachableException.class)
                    .hasMessageContaining("could be fetched for 3.0 s")
                    .hasMessageContaining("at least 1000 bytes a second");
            assertThat(folder).isEmptyDirectory();
        }
    }

    private static long bytesUntilHungUp(InputStream in) throws IOException {
        long count = 0;
        byte[] buffer = new byte[65_536];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                count += read;
            }
        } catch (SocketException e) {
            // reset by a client that has heard enough
        }
        return count;
    }

    @Test
    @Timeout(120)
    void aFullDiskIsNamedAndNothingHalfIsLeft() throws Exception {
        try (SmallDisk disk = SmallDisk.at(Files.createDirectory(folder.resolve("small")), "size=1m");
                ScriptedServer server = new ScriptedServer();
                Host host = new Host(Host.pac(server.url(), "responseTimeoutSeconds", Duration.ofMinutes(10)))) {
            Path small = disk.folder();
            host.loggedIn("anna");
            CountDownLatch failed = new CountDownLatch(1);
            server.text("jobfiles", "PAC Server*/j/big*FILE*2000000000*true;");
            // the rest never comes, so the failure must not wait for it
            server.on("file", (request, out) -> {
                out.write("HTTP/1.1 200 OK\r\nContent-Length: 2000000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                out.write(new byte[5_000_000]);
                try {
                    failed.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            });
            assertThat(host.failure("anna", "Download", "DownloadJobID", 1, "LocalDirectory", small.toString()))
                    .isInstanceOf(LocalFileException.class)
                    .hasMessageContaining(small.toString())
                    .hasMessageContaining("No space left on device")
                    .hasMessageContaining("make room");
            assertThat(small).isEmptyDirectory();
            failed.countDown();
        }
    }
}
