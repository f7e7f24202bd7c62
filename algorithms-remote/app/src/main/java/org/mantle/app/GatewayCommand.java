package org.mantle.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mantle.cli.CommandContext;
import org.mantle.framework.type.Registration;
import org.mantle.gateway.Gateway;
import org.mantle.gateway.GatewayConfig;
import org.mantle.gateway.GatewayLog;
import org.mantle.gateway.GatewayMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code mantle gateway}: serves the PAC protocol until it is told to stop. */
@Command(
        name = "gateway",
        description = {
            "Serve jobs to PAC clients on this machine, until stopped by Ctrl-C.",
            "Its jobs run as processes of this machine and end with it, unless it is a --service or they run on Slurm. The reconstruction program is installed at "
                    + ReconstructionProgram.REMOTE_PATH + "."
        })
final class GatewayCommand implements Callable<Integer> {

    private static final System.Logger LOG = System.getLogger(GatewayCommand.class.getName());

    private final CommandContext context;
    private final Supplier<MantleHome> home;

    @Spec
    private @Nullable CommandSpec spec;

    private static final int DEFAULT_PORT = 8080;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description =
                    "Take all that is not given here from this file, a JSON object with the settings of docs/gateway.md.")
    private @Nullable Path file;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The port to listen on, 0 for any free one. Default: 8080")
    private @Nullable Integer port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "The address to listen on; one that others can reach needs --tls. Default: 127.0.0.1")
    private @Nullable String host;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "A name by which clients call this gateway, such as that of a proxy before it; may be repeated.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--tls",
            paramLabel = "FILE",
            description =
                    "Serve HTTPS with the certificate and key in this PKCS#12 file. Its password is asked for; where"
                            + " there is no terminal, it is the first line of standard input.")
    private @Nullable Path tls;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Where users, their files and jobs are kept. Default: gateway in MANTLE_HOME")
    private @Nullable Path data;

    @Option(
            names = "--applications",
            paramLabel = "FILE",
            description = "The applications that jobs may be submitted to, as JSON; see the page about the gateway.")
    private @Nullable Path applications;

    @Option(
            names = "--allow-many-users",
            scope = ScopeType.INHERIT,
            description = "Allow more than one user, although all jobs run under your account.")
    private boolean allowManyUsers;

    @Option(
            names = "--service",
            description = "Let jobs go on when the gateway ends; the next one on that folder takes them over.")
    private boolean service;

    @Option(
            names = "--slurm",
            paramLabel = "URL",
            description =
                    "Run jobs on Slurm, through its REST daemon at this address, each under the account that has its"
                            + " user's name. They go on when the gateway ends. Needs --slurm-key")
    private @Nullable URI slurm;

    @Option(
            names = "--slurm-key",
            paramLabel = "FILE",
            description = "Slurm's key of tokens, jwt_key in slurm.conf, which its owner alone may read.")
    private @Nullable Path slurmKey;

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            description =
                    "How what is logged is written to standard error: text, or json, an object a line. Default: text")
    private @Nullable String logFormat;

    private boolean logsJson;

    GatewayCommand(CommandContext context, Supplier<MantleHome> home) {
        this.context = context;
        this.home = home;
    }

    /** Returns the folder, and makes the home around it if it is there and missing. */
    Path data() throws IOException {
        return data == null && file == null ? home.get().create().gateway() : dataToRead();
    }

    /** Returns the folder for whoever only looks into it. */
    Path dataToRead() throws IOException {
        return configured().dataDirectory();
    }

    /** Returns the command that adds a user to the gateway that these options mean. */
    String addUser() {
        return "mantle gateway user add NAME"
                + (file == null ? "" : " --config " + context.shellWord(file.toString()))
                + (data == null ? "" : " --data " + context.shellWord(data.toString()));
    }

    boolean allowsManyUsers() throws IOException {
        return configured().allowManyUsers();
    }

    /** Returns what the file and the options say that also the commands below this have. */
    GatewayConfig configured() throws IOException {
        try {
            return builder(home.get().gateway()).build();
        } catch (IllegalArgumentException e) {
            throw wrongUsage(spec, e);
        }
    }

    private GatewayConfig.Builder builder(Path otherwise) throws IOException {
        GatewayConfig.Builder config;
        if (file == null) {
            config = GatewayConfig.builder(data == null ? otherwise : data).port(DEFAULT_PORT);
        } else {
            config = GatewayConfig.read(file, otherwise);
            if (data != null) {
                config.data(data);
            }
        }
        if (allowManyUsers) {
            config.allowManyUsers(true);
        }
        return config;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        boolean goesOn;
        try (Registration stop = context.onStop(stopped::countDown);
                Gateway gateway = start()) {
            goesOn = gateway.jobsGoOn();
            context.out().println("The gateway serves at " + gateway.url() + " until you press Ctrl-C.");
            if (gateway.users().list().isEmpty()) {
                note("It has no user yet; add one with: " + addUser());
            }
            note("To use it as SCARF@STFC: mantle resources add SCARF@STFC " + gateway.urlForClients());
            stopped.await();
        }
        note(
                goesOn
                        ? "The gateway has stopped. Its jobs go on, and the next one takes them over."
                        : "The gateway has stopped, and its jobs with it.");
        return 0;
    }

    /** Tells what is good to know, as all that is logged where programs read it. */
    private void note(String words) {
        if (logsJson) {
            LOG.log(System.Logger.Level.INFO, words);
        } else {
            context.notes().println(words);
        }
    }

    private Gateway start() throws IOException, InterruptedException {
        char[] keyStorePassword = tls == null ? new char[0] : new Passwords(context).read(tls.toString());
        try {
            GatewayConfig.Builder config =
                    builder(data()).program(ReconstructionProgram.REMOTE_PATH, ReconstructionProgram.command());
            if (service) {
                config.mode(GatewayMode.SERVICE);
            }
            if (host != null) {
                config.host(host);
            }
            if (port != null) {
                config.port(port);
            }
            names.forEach(config::name);
            if (applications != null) {
                config.applications(applications);
            }
            if (slurm != null && slurmKey != null) {
                config.slurm(slurm, slurmKey);
            } else if (slurm != null || slurmKey != null) {
                throw new IllegalArgumentException(
                        "--slurm and --slurm-key belong together: give the address of Slurm's REST daemon and its key");
            }
            if (tls != null) {
                config.tls(tls, keyStorePassword);
            }
            if (logFormat != null) {
                switch (logFormat) {
                    case "json" -> config.log(new GatewayLog());
                    case "text" -> config.logAsText();
                    default ->
                        throw new IllegalArgumentException(
                                "--log-format is \"" + logFormat + "\"; choose one of text, json");
                }
            }
            GatewayConfig built = config.build();
            built.log().ifPresent(log -> {
                logsJson = true;
                context.logAs(log::line);
            });
            return Gateway.start(built);
        } catch (IllegalArgumentException e) {
            throw wrongUsage(spec, e);
        } finally {
            Arrays.fill(keyStorePassword, '\0');
        }
    }

    /** An argument that is not allowed is wrong usage, and told in the words of whoever refused it. */
    static RuntimeException wrongUsage(@Nullable CommandSpec spec, IllegalArgumentException refusal) {
        return spec == null ? refusal : new ParameterException(spec.commandLine(), refusal.getMessage(), refusal);
    }
}
