package org.mantle.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.DefaultKeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.remote.ComputeResources;
import org.mantle.remote.RemoteSessions;
import org.mantle.remote.job.LogInRefusedException;
import org.mantle.remote.job.ServiceUnreachableException;
import org.mantle.remote.job.SessionEndedException;
import org.mantle.ssh.testing.SlurmSite;
import org.mantle.ssh.testing.SshHost;

/** Users without a key, before a server that knows a password. No account of this machine is needed for that. */
class PasswordTests {

    private static final String PASSWORD = "M4rk3d & 'wörd";

    @TempDir
    Path folder;

    private SshServer server;
    private Map<String, Object> settings;
    private volatile String password = PASSWORD;

    @BeforeEach
    void start() throws Exception {
        Path commands = Files.createDirectory(folder.resolve("commands"));
        SlurmSite.command(commands.resolve("squeue"), "exit 0");
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        SimpleGeneratorHostKeyProvider keys = new SimpleGeneratorHostKeyProvider(folder.resolve("host_key"));
        keys.setAlgorithm("EC");
        server.setKeyPairProvider(keys);
        server.setPasswordAuthenticator((user, given, session) -> user.equals("anna") && given.equals(password));
        server.setCommandFactory(new ProcessShellCommandFactory());
        server.start();
        String key =
                PublicKeyEntry.toString(keys.loadKeys(null).iterator().next().getPublic());
        Path known =
                Files.writeString(folder.resolve("known_hosts"), "[127.0.0.1]:" + server.getPort() + " " + key + "\n");
        settings = Map.of(
                "type",
                "slurm+ssh",
                "host",
                "127.0.0.1",
                "port",
                server.getPort(),
                "knownHosts",
                known,
                "agentSocket",
                folder.resolve("no agent"),
                "slurmDirectory",
                commands.toString(),
                "jobsDirectory",
                folder.resolve("jobs").toString(),
                "responseTimeoutSeconds",
                20);
    }

    @AfterEach
    void stop() throws Exception {
        server.stop(true);
    }

    private static Map<String, Object> as(String action) {
        return Map.of("UserName", "anna", "Action", action);
    }

    private static Map<String, Object> logIn(String password) {
        return Map.of("UserName", "anna", "Action", "LogIn", "Password", password);
    }

    @Test
    void theRightPasswordServesForOneProgramAndIsInNoFile() throws Exception {
        Path file = folder.resolve("sessions.json");
        try (Mantle first = host(file)) {
            first.run("SCARFTomoReconstruction", logIn(PASSWORD));
            first.run("SCARFTomoReconstruction", as("JobStatus"));
            assertThat(first.history().records().get(0).warnings().toString())
                    .contains("the session of anna ends with this program: passwords are not kept")
                    .contains("use a key: let an agent hold it (ssh-add), or name one without a pass phrase");
        }
        assertThat(Files.readString(file)).doesNotContain("M4rk3d");
        try (Mantle second = host(file)) {
            assertThat(second.validate("SCARFTomoReconstruction", as("JobStatus")))
                    .anyMatch(problem -> problem.message()
                            .contains(
                                    "anna is not logged in at SCARF@STFC; log in first: run SCARFTomoReconstruction with"
                                            + " UserName=anna, Action=LogIn and the Password, for what is done in one program"
                                            + " (passwords are not kept; for one command after the other use a key: "));
            second.run("SCARFTomoReconstruction", logIn(PASSWORD));
            second.run("SCARFTomoReconstruction", as("LogOut"));
            assertThat(second.validate("SCARFTomoReconstruction", as("JobStatus")))
                    .anyMatch(problem -> problem.message().contains("anna is not logged in at SCARF@STFC"));
        }
    }

    private Mantle host(Path sessions) throws Exception {
        ComputeResources resources = ComputeResources.inMemory();
        resources.add("SCARF@STFC", settings);
        return Mantle.builder()
                .service(ComputeResources.class, resources)
                .service(RemoteSessions.class, RemoteSessions.at(sessions))
                .build();
    }

    @Test
    void aWrongPasswordIsRefusedAndAChangedOneEndsTheSession() throws Exception {
        try (SshHost host = new SshHost(settings)) {
            assertThat(host.failureOf(logIn("wrong")))
                    .isInstanceOf(LogInRefusedException.class)
                    .hasMessage("the log-in of anna at SCARF@STFC was refused; check UserName and Password");
            host.run(logIn(PASSWORD));
            password = "another";
            assertThat(host.failureOf(as("JobStatus"))).isInstanceOf(SessionEndedException.class);
        }
    }

    /** Many clusters ask for the password by a question. */
    @Test
    void aServerThatAsksForThePasswordGetsIt() throws Exception {
        server.setUserAuthFactories(List.of(UserAuthKeyboardInteractiveFactory.INSTANCE));
        server.setKeyboardInteractiveAuthenticator(DefaultKeyboardInteractiveAuthenticator.INSTANCE);
        try (SshHost host = new SshHost(settings)) {
            host.run(logIn(PASSWORD));
            host.run(as("JobStatus"));
        }
    }

    @Test
    void aHostThatRunsNoCommandsOrIsSilentIsToldAsThat() throws Exception {
        server.setCommandFactory(
                (channel, command) -> new ProcessShellCommandFactory().createCommand(channel, "exit 3"));
        try (SshHost host = new SshHost(settings)) {
            host.run(logIn(PASSWORD));
            assertThat(host.failureOf(as("JobStatus"))).hasMessageContaining("runs no commands for this account");
        }
        CountDownLatch never = new CountDownLatch(1);
        server.setPasswordAuthenticator((user, given, session) -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return false;
        });
        Map<String, Object> impatient = new HashMap<>(settings);
        impatient.put("responseTimeoutSeconds", 1);
        try (SshHost host = new SshHost(impatient)) {
            assertThat(host.failureOf(logIn(PASSWORD)))
                    .isInstanceOf(ServiceUnreachableException.class)
                    .hasMessageContaining("did not answer within 1.0 s");
        } finally {
            never.countDown();
        }
    }
}
