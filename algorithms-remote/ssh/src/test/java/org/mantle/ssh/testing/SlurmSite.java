package org.mantle.ssh.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mantle.gateway.testing.SlurmCluster;

/** A site that runs Slurm and offers SSH: a real cluster and a real daemon, and commands of Slurm that a test may hold up and count. */
public final class SlurmSite implements AutoCloseable {

    private final Path folder;
    private final SlurmCluster cluster;
    private final SshDaemon daemon;

    /** Starts the site; its files are in the folder. */
    public SlurmSite(Path folder) throws IOException {
        this.folder = folder;
        this.cluster = SlurmCluster.shared();
        // the account of the tests may be root's
        cluster.call(
                "sh",
                "-c",
                "sed -i s/^DisableRootJobs=YES/DisableRootJobs=NO/ \"$SLURM_CONF\" && scontrol reconfigure");
        Path commands = Files.createDirectory(folder.resolve("commands"));
        for (String name : List.of("sbatch", "squeue", "sacct")) {
            Path real = Path.of("/usr/bin", name);
            command(
                    commands.resolve(name),
                    "echo " + name + " >>" + folder.resolve("called"),
                    "if [ -x " + folder.resolve("instead-of-" + name) + " ]; then exec "
                            + folder.resolve("instead-of-" + name) + " \"$@\"; fi",
                    "exec " + real + " \"$@\"");
        }
        daemon = new SshDaemon(Files.createDirectory(folder.resolve("ssh")))
                .with("SLURM_CONF", cluster.call("sh", "-c", "printf %s \"$SLURM_CONF\""))
                .with("PATH", commands + ":/usr/local/bin:/usr/bin:/bin")
                .start();
    }

    /** Writes a script for the shell that can be run. */
    public static Path command(Path file, String... lines) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
        return file;
    }

    /** Puts a script in the place of one of Slurm's commands. */
    public void replace(String name, String... lines) throws IOException {
        command(folder.resolve("instead-of-" + name), lines);
    }

    /** Lets a command be Slurm's own again. */
    public void restore(String name) throws IOException {
        Files.deleteIfExists(folder.resolve("instead-of-" + name));
    }

    /** Returns how often a command was called so far. */
    public long calls(String name) throws IOException {
        Path called = folder.resolve("called");
        return Files.exists(called)
                ? Files.readAllLines(called).stream().filter(name::equals).count()
                : 0;
    }

    public SshDaemon daemon() {
        return daemon;
    }

    public SlurmCluster cluster() {
        return cluster;
    }

    /** Returns the folder of jobs. */
    public Path jobs() {
        return folder.resolve("jobs of site");
    }

    /** Returns a host whose resource is this site, with more or other settings. */
    public SshHost host(Object... namesAndValues) throws Exception {
        var settings = SshHost.settings(daemon, namesAndValues);
        settings.putIfAbsent("jobsDirectory", jobs().toString());
        settings.putIfAbsent("listingIntervalSeconds", 0.01);
        return new SshHost(settings);
    }

    @Override
    public void close() {
        daemon.close();
    }
}
