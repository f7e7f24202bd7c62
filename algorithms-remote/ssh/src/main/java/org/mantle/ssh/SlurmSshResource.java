package org.mantle.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.mantle.framework.property.Property;
import org.mantle.pac.quoting.ArgumentSplitter;
import org.mantle.remote.kind.ResourceSettings;
import org.mantle.ssh.connection.SshAddress;
import org.mantle.validators.Validators;

/**
 * Where a Slurm is that is reached by SSH, and how to use it.
 *
 * @param name the name of the resource
 * @param address where the host is
 * @param access by which keys users are known
 * @param jobsDirectory the folder of the jobs' folders, absolute or from the account's home
 * @param slurmDirectory where Slurm's commands are; empty if they are on the path of commands
 * @param submitOptions more options of {@code sbatch}
 * @param listingInterval how old a list of jobs may be
 */
record SlurmSshResource(
        String name,
        SshAddress address,
        KeyAccess access,
        String jobsDirectory,
        String slurmDirectory,
        List<String> submitOptions,
        Duration listingInterval) {

    static final Property<String> HOST = Property.string("host")
            .mandatory()
            .validator(Validators.matching(
                    "[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_])?|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*",
                    "the name or number of a host, such as login.cluster.example"))
            .documentation("The host on which Slurm's commands run, such as the cluster's login node.")
            .build();
    static final Property<Integer> PORT = Property.integer("port")
            .defaultValue(SshAddress.USUAL_PORT)
            .validator(Validators.between(1, 65_535))
            .documentation("The port at which it speaks SSH.")
            .build();
    static final Property<Path> KEY = Property.of("key", Path.class)
            .documentation(
                    "The file with the user's private key, in the form of OpenSSH or in PEM. When not given, the keys of the"
                            + " agent and those in ~/.ssh (id_ed25519, id_ecdsa, id_rsa) are tried, or the password.")
            .build();
    static final Property<Path> KNOWN_HOSTS = Property.of("knownHosts", Path.class)
            .documentation("The file with the keys of hosts, in the form of OpenSSH; only read. When not given,"
                    + " ~/.ssh/known_hosts and /etc/ssh/ssh_known_hosts.")
            .build();
    static final Property<Path> AGENT_SOCKET = Property.of("agentSocket", Path.class)
            .documentation("The socket of the key agent. When not given, the one that SSH_AUTH_SOCK names.")
            .build();
    static final Property<String> JOBS_DIRECTORY = Property.string("jobsDirectory")
            .defaultValue("mantle-jobs")
            .validator(Validators.matching(
                    "(?!(.*/)?\\.\\.(/|$))[^\\p{Cntrl}]+", "a path without \"..\" in it, such as mantle-jobs"))
            .documentation(
                    "The folder in which each job gets a folder of its own, absolute or from the account's home; the"
                            + " nodes must see it.")
            .build();
    static final Property<String> SLURM_DIRECTORY = Property.string("slurmDirectory")
            .validator(Validators.emptyOr(Validators.matching("/[^\\p{Cntrl}:]*", "an absolute path")))
            .documentation("The folder of Slurm's commands on the host, where they are not on the path of commands.")
            .build();
    static final Property<String> SUBMIT_OPTIONS = Property.string("submitOptions")
            .documentation("More options of sbatch for every job, such as --partition=gpu --time=2:00:00.")
            .build();
    static final Property<Double> CONNECT_TIMEOUT = seconds("connectTimeoutSeconds", 10)
            .documentation("How long to wait for a connection.")
            .build();
    static final Property<Double> RESPONSE_TIMEOUT = seconds("responseTimeoutSeconds", 60)
            .documentation(
                    "How long the host may take for an answer. A transfer may take longer, as long as 1000 bytes a"
                            + " second move on the average of that time.")
            .build();
    static final Property<Double> LISTING_INTERVAL = seconds("listingIntervalSeconds", 2)
            .documentation("How old a list of jobs may be: all in this program who watch jobs of one user share one.")
            .build();

    /** The settings in the order of the file. */
    static final List<Property<?>> DECLARED = List.of(
            HOST,
            PORT,
            KEY,
            KNOWN_HOSTS,
            AGENT_SOCKET,
            JOBS_DIRECTORY,
            SLURM_DIRECTORY,
            SUBMIT_OPTIONS,
            CONNECT_TIMEOUT,
            RESPONSE_TIMEOUT,
            LISTING_INTERVAL);

    private static Property.Builder<Double> seconds(String name, double seconds) {
        return Property.number(name)
                .defaultValue(seconds)
                .validator(Validators.atLeast(0.001))
                .unit("s");
    }

    /** Returns the settings as the adapter uses them. */
    static SlurmSshResource of(String name, ResourceSettings settings) {
        Path ofUser = Path.of(System.getProperty("user.home"), ".ssh");
        SshAddress address = new SshAddress(
                name,
                settings.get(HOST),
                settings.get(PORT),
                settings.find(KNOWN_HOSTS)
                        .map(List::of)
                        .orElseGet(() -> List.of(ofUser.resolve("known_hosts"), Path.of("/etc/ssh/ssh_known_hosts"))),
                duration(settings.get(CONNECT_TIMEOUT)),
                duration(settings.get(RESPONSE_TIMEOUT)));
        return new SlurmSshResource(
                name,
                address,
                new KeyAccess(settings.find(KEY), settings.find(AGENT_SOCKET).or(KeyAccess::usualAgent), ofUser),
                settings.get(JOBS_DIRECTORY),
                settings.find(SLURM_DIRECTORY).orElse(""),
                ArgumentSplitter.split(settings.find(SUBMIT_OPTIONS).orElse("")),
                duration(settings.get(LISTING_INTERVAL)));
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
