package org.mantle.ssh.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.mantle.gateway.testing.Eventually;

/** OpenSSH's agent, with a socket of its own. */
public final class SshAgent implements AutoCloseable {

    private final Path folder;
    private final Path socket;
    private final Process process;

    /** Starts an agent that holds no key; its files are in the folder. */
    public SshAgent(Path folder) throws IOException {
        this.folder = folder;
        this.socket = folder.resolve("agent");
        this.process = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Eventually.await().until(() -> Files.exists(socket));
    }

    /** Returns where it listens. */
    public Path socket() {
        return socket;
    }

    /** Hands it a key with a pass phrase. */
    public void add(Path key, String passPhrase) throws IOException, InterruptedException {
        Path asks = SlurmSite.command(folder.resolve("asks"), "echo '" + passPhrase + "'");
        ProcessBuilder add = new ProcessBuilder("ssh-add", key.toString());
        add.environment()
                .putAll(Map.of(
                        "SSH_AUTH_SOCK", socket.toString(),
                        "SSH_ASKPASS", asks.toString(),
                        "SSH_ASKPASS_REQUIRE", "force"));
        int exitCode = add.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new IOException("ssh-add ended with " + exitCode);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
