package org.mantle.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mantle.remote.job.LocalFileException;
import org.mantle.remote.job.LogInRefusedException;
import org.mantle.ssh.key.AgentSocket;
import org.mantle.ssh.testing.SshAgent;
import org.mantle.ssh.testing.SshDaemon;
import org.mantle.ssh.testing.SshHost;

/** Who users are, by real keys and a real agent, before a real daemon. */
class LogInTests {

    private static final String PASS_PHRASE = "pass phräse";

    @TempDir
    Path folder;

    private SshDaemon daemon;

    @BeforeEach
    void start() throws Exception {
        daemon = new SshDaemon(folder).start();
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    private SshHost host(Object... settings) throws Exception {
        return new SshHost(SshHost.settings(daemon, settings));
    }

    private Path upload() throws IOException {
        return Files.writeString(folder.resolve("small.txt"), "some text");
    }

    private void uploads(SshHost host) throws IOException {
        Path there = folder.resolve("there");
        host.run("Upload", "FileToUpload", upload().toString(), "DestinationDirectory", there.toString());
        assertThat(there.resolve("small.txt")).hasContent("some text");
    }

    @Test
    void withAKeyNobodyNeedLogIn() throws Exception {
        try (SshHost host = host()) {
            uploads(host);
            // who does so all the same is told whether the key is accepted
            host.run("LogIn", "Password", "whatever");
            host.run("LogOut");
            uploads(host);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ed25519, ''",
        "ecdsa, ''",
        "rsa, ''",
        "ecdsa, PEM",
        "rsa, PEM",
        "ecdsa, PKCS8",
        "rsa, PKCS8",
    })
    void keysOfAllTypesAndFormsAreAcceptedWithAPassPhraseAndWithout(String type, String form) throws Exception {
        String[] more = form.isEmpty() ? new String[0] : new String[] {"-m", form};
        daemon.makeKey("plain", type, "", more);
        daemon.makeKey("closed", type, PASS_PHRASE, more);
        daemon.authorize("plain");
        daemon.authorize("closed");
        try (SshHost host = host("key", folder.resolve("plain"))) {
            uploads(host);
        }
        Files.delete(folder.resolve("there/small.txt"));
        try (SshHost host = host("key", folder.resolve("closed"), "agentSocket", folder.resolve("no-agent"))) {
            assertThat(host.problems("Upload", "FileToUpload", upload().toString()))
                    .anyMatch(problem -> problem.contains("is not logged in at SCARF@STFC; log in first"));
            assertThat(host.failure("LogIn", "Password", "another"))
                    .isInstanceOf(LogInRefusedException.class)
                    .hasMessageContaining("Password is not the pass phrase of the key " + folder.resolve("closed"));
            host.run("LogIn", "Password", PASS_PHRASE);
            uploads(host);
            host.run("LogOut");
            assertThat(host.problems("JobStatus")).anyMatch(problem -> problem.contains("is not logged in"));
        }
    }

    @Test
    void aKeyThatTheHostDoesNotKnowIsToldAsThat() throws Exception {
        Path key = daemon.makeKey("stranger", "ed25519", "");
        try (SshHost host = host("key", key)) {
            assertThat(host.failure("JobStatus"))
                    .isInstanceOf(LogInRefusedException.class)
                    .hasMessage("the log-in of " + SshDaemon.user() + " at SCARF@STFC was refused; check UserName, and"
                            + " that the public part of the key " + key
                            + " is in ~/.ssh/authorized_keys of that account");
            assertThat(host.failure("LogIn", "Password", "right at the host"))
                    .isInstanceOf(LogInRefusedException.class)
                    .hasMessageContaining("the public part of the key " + key)
                    .hasMessageEndingWith(
                            "Password is taken as the pass phrase of that key, which needs none, and was not"
                                    + " sent: to log in by the password, add the resource without --key");
        }
    }

    @Test
    void aKeyThatOthersCanReadIsNotUsedAsByOpenSsh() throws Exception {
        Path key = daemon.makeKey("open", "ed25519", "");
        daemon.authorize("open");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        try (SshHost host = host("key", key)) {
            assertThat(host.failure("JobStatus"))
                    .isInstanceOf(LocalFileException.class)
                    .hasMessage("the key " + key
                            + " is not used, since it is no secret: others can read it: take that right"
                            + " away with: chmod 600 " + key);
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            uploads(host);
        }
        // who names the wrong file is told that first, since others may well read that one
        Path publicKey = folder.resolve("open.pub");
        Files.setPosixFilePermissions(publicKey, PosixFilePermissions.fromString("rw-r--r--"));
        try (SshHost host = host("key", publicKey)) {
            assertThat(host.failure("JobStatus")).hasMessageContaining("holds no private key that can be used");
        }
    }

    @Test
    void aFileThatHoldsNoKeyIsToldAsThat() throws Exception {
        Path none = Files.writeString(folder.resolve("none"), "no key");
        try (SshHost host = host("key", none)) {
            assertThat(host.failure("JobStatus"))
                    .isInstanceOf(LocalFileException.class)
                    .hasMessageStartingWith(none + " holds no private key that can be used");
        }
        try (SshHost host = host("key", folder.resolve("missing"))) {
            assertThat(host.failure("JobStatus"))
                    .isInstanceOf(LocalFileException.class)
                    .hasMessage("the key cannot be read from " + folder.resolve("missing") + ": it does not exist");
        }
    }

    @ParameterizedTest
    @CsvSource({"ed25519", "ecdsa", "rsa"})
    void anAgentServesInPlaceOfAKey(String type) throws Exception {
        Path key = daemon.makeKey("agents", type, "secret words");
        daemon.authorize("agents");
        try (SshAgent agent = new SshAgent(folder)) {
            try (SshHost host = host("key", key, "agentSocket", agent.socket())) {
                assertThat(host.problems("JobStatus")).anyMatch(problem -> problem.contains("is not logged in"));
                agent.add(key, "secret words");
                uploads(host);
            }
            Files.delete(folder.resolve("there/small.txt"));
            try (SshHost host = host("key", "", "agentSocket", agent.socket())) {
                uploads(host);
            }
        }
    }

    @Test
    void anAgentThatDoesNotAnswerHoldsNobodyUpForEver() throws Exception {
        Path socket = folder.resolve("agent");
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(socket));
            assertThat(new AgentSocket(socket, Optional.empty(), Duration.ofMillis(50)).hasKey())
                    .isFalse();
        }
    }
}
