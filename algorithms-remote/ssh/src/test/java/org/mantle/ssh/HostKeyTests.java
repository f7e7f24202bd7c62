package org.mantle.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.remote.ComputeResources;
import org.mantle.remote.RememberedUsers;
import org.mantle.remote.RemoteAccounts;
import org.mantle.remote.RemoteSessions;
import org.mantle.remote.ResourceAccount;
import org.mantle.remote.UnansweredSubmissions;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.ServiceUnreachableException;
import org.mantle.remote.job.StoppableMonitor;
import org.mantle.ssh.testing.SshDaemon;
import org.mantle.ssh.testing.SshHost;

/** Whom to trust: a real daemon's keys beside files of known hosts. */
class HostKeyTests {

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

    private String hostAndPort() {
        return "[127.0.0.1]:" + daemon.port();
    }

    private Throwable refusal(String knownHosts) throws Exception {
        Path file = Files.writeString(folder.resolve("hosts"), knownHosts);
        try (SshHost host = new SshHost(SshHost.settings(daemon, "knownHosts", file))) {
            return host.failure("Ping");
        }
    }

    private void ping(Path knownHosts) throws Exception {
        try (SshHost host = new SshHost(SshHost.settings(daemon, "knownHosts", knownHosts))) {
            host.run("Ping");
        }
    }

    /** The host has keys of three types: it must be asked for the one that is known. */
    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void aHostIsKnownByAKeyOfAnyType(String type) throws Exception {
        ping(daemon.knownHosts(type));
    }

    @Test
    void hostsMayBeHashedAsOpenSshDoes() throws Exception {
        Path file = daemon.knownHosts("ed25519");
        SshDaemon.run(folder, "ssh-keygen", "-q", "-H", "-f", file.toString());
        assertThat(Files.readString(file)).startsWith("|1|").doesNotContain("127.0.0.1");
        ping(file);
    }

    @Test
    void linesThatCannotBeUnderstoodHideNoOthers() throws Exception {
        Path file = folder.resolve("hosts");
        Files.writeString(
                file,
                "# a remark\n\nnonsense\n" + hostAndPort() + " ssh-unheard AAAA\n*.example ssh-ed25519 !!!\n" + "other,"
                        + hostAndPort() + " " + daemon.publicKey("host_ed25519") + " a comment\n");
        ping(file);
    }

    @Test
    void anUnknownHostIsRefusedWithItsFingerprintAndTheLineToAdd() throws Exception {
        Throwable failure = refusal("other.example " + daemon.publicKey("host_ed25519") + "\n");
        assertThat(failure)
                .isInstanceOf(ServiceUnreachableException.class)
                .hasMessageContaining("cannot be trusted: its key is not known: ");
        String line = failure.getMessage().replaceFirst(".*add this line to " + folder.resolve("hosts") + ": ", "");
        Files.writeString(folder.resolve("hosts"), line + "\n");
        ping(folder.resolve("hosts"));
        String type = line.split(" ")[1].replaceFirst("ssh-", "").replaceFirst("-sha2.*", "");
        assertThat(failure).hasMessageContaining(daemon.fingerprint("host_" + type));
    }

    /** To wait does not help: a service that is away is asked again for minutes. */
    @Test
    @Timeout(60)
    void whoFollowsAJobIsToldOfAnUnknownHostAtOnce() throws Exception {
        ComputeResources resources = ComputeResources.inMemory();
        resources.add("S", SshHost.settings(daemon, "knownHosts", folder.resolve("none")));
        RemoteAccounts accounts = new RemoteAccounts(
                resources, RemoteSessions.inMemory(), RememberedUsers.inMemory(), UnansweredSubmissions.inMemory());
        try (ResourceAccount account =
                accounts.connect(resources.find("S").orElseThrow(), SshDaemon.user(), new StoppableMonitor())) {
            OutputStream nowhere = OutputStream.nullOutputStream();
            assertThatThrownBy(() -> account.follow(JobId.of(1), job -> {}, nowhere, nowhere))
                    .isInstanceOfSatisfying(
                            ServiceUnreachableException.class,
                            e -> assertThat(e.stage()).isEqualTo(ServiceUnreachableException.Stage.NOT_TRUSTED))
                    .hasMessageContaining("its key is not known");
        }
    }

    @Test
    void aFileThatIsNotThereKnowsNoHost() throws Exception {
        try (SshHost host = new SshHost(SshHost.settings(daemon, "knownHosts", folder.resolve("none")))) {
            assertThat(host.failure("Ping")).hasMessageContaining("its key is not known");
        }
    }

    @Test
    void aKeyThatHasChangedIsToldWithBothFingerprintsAndNothingIsSent() throws Exception {
        String known = hostAndPort() + " " + daemon.publicKey("host_ed25519") + "\n";
        String before = daemon.fingerprint("host_ed25519");
        daemon.close();
        daemon.makeHostKeys();
        daemon.start();
        Throwable failure = refusal(known);
        assertThat(failure)
                .isInstanceOf(ServiceUnreachableException.class)
                .hasMessageContaining("cannot be trusted: its key has changed: it is now ssh-ed25519 "
                        + daemon.fingerprint("host_ed25519") + ", and was ssh-ed25519 " + before)
                .hasMessageContaining("replace the line of " + hostAndPort() + " in " + folder.resolve("hosts"))
                .hasMessageNotContaining("\n");
        assertThat(Files.readString(folder.resolve("sshd.log"))).doesNotContain("Accepted");
    }

    @Test
    void aRevokedKeyIsRefusedAlsoWhereItIsKnown() throws Exception {
        String key = daemon.publicKey("host_ed25519");
        assertThat(refusal(hostAndPort() + " " + key + "\n@revoked * " + key + "\n"))
                .isInstanceOf(ServiceUnreachableException.class)
                .hasMessageContaining("its key (ssh-ed25519 " + daemon.fingerprint("host_ed25519") + ") was revoked");
    }

    @Test
    void aHostWithoutSshIsToldAsThat() throws Exception {
        daemon.close();
        try (SshHost host = new SshHost(SshHost.settings(daemon))) {
            assertThat(host.failure("Ping"))
                    .isInstanceOf(ServiceUnreachableException.class)
                    .hasMessageContaining("cannot be reached: the connection was refused");
        }
        try (SshHost host = new SshHost(SshHost.settings(daemon, "host", "no-such-host.invalid"))) {
            assertThat(host.failure("Ping")).hasMessageContaining("cannot be reached: there is no host of that name");
        }
    }
}
