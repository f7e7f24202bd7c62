package org.mantle.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.RunState;
import org.mantle.remote.job.LocalFileException;
import org.mantle.remote.job.ServiceUnreachableException;
import org.mantle.remote.job.Session;

/** What lies below the protocol: certificates, slow and broken networks, full disks. */
class TransportTests {

    @TempDir
    Path folder;

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private ScriptedServer serviceWithACertificateFor(String host) throws Exception {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String store = folder.resolve("key.p12").toString();
        run(
                keytool,
                "-genkeypair",
                "-alias",
                "k",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + host,
                "-ext",
                "san=dns:" + host,
                "-keystore",
                store,
                "-storepass",
                "changeit");
        run(
                keytool,
                "-exportcert",
                "-rfc",
                "-alias",
                "k",
                "-keystore",
                store,
                "-storepass",
                "changeit",
                "-file",
                folder.resolve("ca.pem").toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Path.of(store))) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        ScriptedServer server = new ScriptedServer(context.getServerSocketFactory());
        return server.text("ping", "Web Services are ready on URL:");
    }

    @Test
    void certificatesAreVerifiedAndOnesOwnCanBeTrusted() throws Exception {
        Path pem = folder.resolve("ca.pem");
        try (ScriptedServer server = serviceWithACertificateFor("localhost")) {
            String port = ":" + server.port() + "/platform/";
            try (Host distrusting = new Host(Host.pac("https://localhost" + port))) {
                assertThat(distrusting.failure("anna", "Ping"))
                        .isInstanceOf(ServiceUnreachableException.class)
                        .hasMessageContaining("cannot be trusted")
                        .hasMessageContaining("trustedCertificates");
            }
            try (Host trusting = new Host(Host.pac("https://localhost" + port, "trustedCertificates", pem))) {
                trusting.run("anna", "Ping");
            }
            try (Host otherName = new Host(Host.pac("https://127.0.0.1" + port, "trustedCertificates", pem))) {
                assertThat(otherName.failure("anna", "Ping"))
                        .isInstanceOf(ServiceUnreachableException.class)
                        .hasMessageContaining("cannot be trusted");
            }
            try (Host noFile =
                    new Host(Host.pac("https://localhost" + port, "trustedCertificates", folder.resolve("none.pem")))) {
                assertThat(noFile.failure("anna", "Ping"))
                        .isInstanceOf(LocalFileException.class)
                        .hasMessageContaining("none.pem");
            }
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
            host.sessions.put(
                    "SCARF@STFC",
                    new Session(
                            "anna", URI.create("http://127.0.0.1:" + deaf.getLocalPort() + "/"), "platform_token=t"));
            assertThat(host.failure("anna", "Upload", "FileToUpload", file.toString()))
                    .isInstanceOf(ServiceUnreachableException.class)
                    .hasMessageContaining("no byte could be sent for 0.5 s");
        }
    }

    @Test
    void cancellingStopsAnUpload() throws Exception {
        Path file = Files.write(folder.resolve("large"), new byte[20_000_000]);
        try (ServerSocket deaf = listener(1);
                Host host = new Host(Host.pac("http://127.0.0.1:" + deaf.getLocalPort()))) {
            host.sessions.put(
                    "SCARF@STFC",
                    new Session(
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
            host.sessions.put(
                    "SCARF@STFC",
                    new Session(
                            "anna",
                            URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/"),
                            "platform_token=t"));
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
        try (SmallDisk disk = SmallDisk.at(Files.createDirectory(folder.resolve("small")));
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
