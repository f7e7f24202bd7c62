package org.mantle.ssh.testing;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.gateway.testing.Eventually;

/** OpenSSH's daemon on a free port of the loopback interface, with keys and a configuration of its own, for the account that runs the tests. */
public final class SshDaemon implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");
    private static final Path FILES = Path.of("/usr/lib/openssh/sftp-server");

    private final Path folder;
    private final int port;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> options = new ArrayList<>();
    private Process process;

    /** Makes a daemon that does not run yet; its files are in the folder. */
    public SshDaemon(Path folder) throws IOException {
        Prerequisites.that(Files.isExecutable(PROGRAM), "the program 'sshd' is missing: install openssh-server");
        Prerequisites.that(
                Files.isExecutable(FILES), "the program 'sftp-server' is missing: install openssh-sftp-server");
        Prerequisites.command("ssh-keygen", "openssh-client");
        this.folder = folder;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        makeHostKeys();
        makeKey("user", "ed25519", "");
        authorize("user");
        Path privileges = Path.of("/run/sshd");
        if (!Files.exists(privileges) && user().equals("root")) {
            Files.createDirectory(privileges);
        }
    }

    /** Makes new host keys, in place of those that there were. */
    public void makeHostKeys() throws IOException {
        for (String type : List.of("ed25519", "ecdsa", "rsa")) {
            Files.deleteIfExists(folder.resolve("host_" + type));
            makeKey("host_" + type, type, "", type.equals("rsa") ? new String[] {"-b", "2048"} : new String[0]);
        }
    }

    /** Makes a key in the folder. */
    public Path makeKey(String name, String type, String passPhrase, String... more) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("ssh-keygen", "-q", "-t", type, "-N", passPhrase, "-C", name, "-f", name));
        command.addAll(List.of(more));
        run(folder, command.toArray(String[]::new));
        return folder.resolve(name);
    }

    /** Lets the account in by a key of the folder. */
    public void authorize(String name) throws IOException {
        Path all = folder.resolve("authorized_keys");
        String known = Files.exists(all) ? Files.readString(all) : "";
        Files.writeString(all, known + Files.readString(folder.resolve(name + ".pub")));
    }

    /** Adds a variable to the environment of those who log in. */
    public SshDaemon with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Adds a line to the configuration of the next start. */
    public SshDaemon option(String line) {
        options.add(line);
        return this;
    }

    /** Returns what the daemon has logged so far. */
    public String log() throws IOException {
        return Files.readString(folder.resolve("sshd.log"));
    }

    /** Starts the daemon, and waits until it listens. */
    public SshDaemon start() throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "Port " + port,
                "ListenAddress 127.0.0.1",
                "HostKey " + folder.resolve("host_ed25519"),
                "HostKey " + folder.resolve("host_ecdsa"),
                "HostKey " + folder.resolve("host_rsa"),
                "PidFile " + folder.resolve("sshd.pid"),
                "AuthorizedKeysFile " + folder.resolve("authorized_keys"),
                "StrictModes no",
                "PermitRootLogin prohibit-password",
                "PasswordAuthentication no",
                "KbdInteractiveAuthentication no",
                "UsePAM no",
                "PrintMotd no",
                "MaxStartups 100",
                "Subsystem sftp " + FILES));
        lines.addAll(options);
        if (!environment.isEmpty()) {
            StringBuilder set = new StringBuilder("SetEnv");
            environment.forEach((name, value) ->
                    set.append(" \"").append(name).append('=').append(value).append('"'));
            lines.add(set.toString());
        }
        Path configuration = folder.resolve("sshd_config");
        Files.write(configuration, lines);
        process = new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", configuration.toString())
                .directory(new File("/"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("sshd.log").toFile()))
                .start();
        Eventually.await().until(() -> {
            if (!process.isAlive()) {
                throw new IOException("sshd did not start: " + log());
            }
            try (Socket socket = new Socket("127.0.0.1", port)) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        });
        return this;
    }

    /** Ends all connections at once, as a failing network does; new ones can be made. */
    public void breakConnections() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
    }

    /** Returns the account that runs the tests. */
    public static String user() {
        return System.getProperty("user.name");
    }

    public int port() {
        return port;
    }

    /** Returns the key by which the account is let in. */
    public Path key() {
        return folder.resolve("user");
    }

    /** Writes a file of known hosts with the daemon's keys of some types, and returns it. */
    public Path knownHosts(String... types) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String type : types.length == 0 ? new String[] {"ed25519", "ecdsa", "rsa"} : types) {
            lines.append("[127.0.0.1]:")
                    .append(port)
                    .append(' ')
                    .append(publicKey("host_" + type))
                    .append('\n');
        }
        return Files.writeString(folder.resolve("known_hosts"), lines);
    }

    /** Returns type and text of a public key of the folder. */
    public String publicKey(String name) throws IOException {
        String[] words = Files.readString(folder.resolve(name + ".pub")).strip().split(" ");
        return words[0] + " " + words[1];
    }

    /** Returns the fingerprint of a key of the folder, as OpenSSH tells it. */
    public String fingerprint(String name) throws IOException {
        return run(folder, "ssh-keygen", "-l", "-f", name + ".pub").split(" ")[1];
    }

    /** Runs a program to its end, and returns what it printed. */
    public static String run(Path directory, String... command) throws IOException {
        Process program = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        program.getOutputStream().close();
        String printed = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (program.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + printed);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return printed;
    }

    @Override
    public void close() {
        if (process != null) {
            List<ProcessHandle> all = process.descendants().toList();
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
