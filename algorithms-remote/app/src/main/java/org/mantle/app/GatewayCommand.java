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
            "Its jobs run as processes of this machine and end with it, unless they run on Slurm. The reconstruction program is installed at "
                    + ReconstructionProgram.REMOTE_PATH + "."
        })
final class GatewayCommand implements Callable<Integer> {

    private final CommandContext context;
    private final Supplier<MantleHome> home;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "The port to listen on, 0 for any free one. Default: 8080")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address to listen on; one that others can reach needs --tls. Default: 127.0.0.1")
    private String host = "127.0.0.1";

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
            names = "--allow-many-users",
            scope = ScopeType.INHERIT,
            description = "Allow more than one user, although all jobs run under your account.")
    private boolean allowManyUsers;

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

    GatewayCommand(CommandContext context, Supplier<MantleHome> home) {
        this.context = context;
        this.home = home;
    }

    /** Returns the folder, and makes the home around it if it is there and missing. */
    Path data() throws IOException {
        return data == null ? home.get().create().gateway() : data;
    }

    /** Returns the folder for whoever only looks into it. */
    Path dataToRead() {
        return data == null ? home.get().gateway() : data;
    }

    boolean allowsManyUsers() {
        return allowManyUsers;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        try (Registration stop = context.onStop(stopped::countDown);
                Gateway gateway = start()) {
            context.out().println("The gateway serves at " + gateway.url() + " until you press Ctrl-C.");
            if (gateway.users().list().isEmpty()) {
                context.notes().println("It has no user yet; add one with: mantle gateway user add NAME");
            }
            context.notes().println("To use it as SCARF@STFC: mantle resources add SCARF@STFC " + gateway.url());
            stopped.await();
        }
        context.notes()
                .println(
                        slurm == null
                                ? "The gateway has stopped, and its jobs with it."
                                : "The gateway has stopped; jobs on Slurm go on.");
        return 0;
    }

    private Gateway start() throws IOException, InterruptedException {
        char[] keyStorePassword = tls == null ? new char[0] : new Passwords(context).read(tls.toString());
        try {
            GatewayConfig.Builder config = GatewayConfig.builder(data())
                    .host(host)
                    .port(port)
                    .allowManyUsers(allowManyUsers)
                    .program(ReconstructionProgram.REMOTE_PATH, ReconstructionProgram.command());
            names.forEach(config::name);
            if (slurm != null && slurmKey != null) {
                config.slurm(slurm, slurmKey);
                letAccountsThrough();
            } else if (slurm != null || slurmKey != null) {
                throw new IllegalArgumentException(
                        "--slurm and --slurm-key belong together: give the address of Slurm's REST daemon and its key");
            }
            if (tls != null) {
                config.tls(tls, keyStorePassword);
            }
            return Gateway.start(config.build());
        } catch (IllegalArgumentException e) {
            throw wrongUsage(spec, e);
        } finally {
            Arrays.fill(keyStorePassword, '\0');
        }
    }

    /** Jobs of the accounts that a gateway of root serves have their folders in the home, where nobody said otherwise. */
    private void letAccountsThrough() throws IOException {
        if (data == null && "root".equals(System.getProperty("user.name"))) {
            home.get().letAccountsThrough();
        }
    }

    /** An argument that is not allowed is wrong usage, and told in the words of whoever refused it. */
    static RuntimeException wrongUsage(@Nullable CommandSpec spec, IllegalArgumentException refusal) {
        return spec == null ? refusal : new ParameterException(spec.commandLine(), refusal.getMessage(), refusal);
    }
}
