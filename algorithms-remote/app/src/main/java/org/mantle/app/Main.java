package org.mantle.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.mantle.cli.CommandLineHost;
import org.mantle.framework.Mantle;
import org.mantle.framework.MantleBuilder;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.python.PythonPlugins;
import org.mantle.remote.ComputeResources;
import org.mantle.remote.RememberedUsers;
import org.mantle.remote.RemoteAccounts;
import org.mantle.remote.RemoteSessions;
import org.mantle.remote.UnansweredSubmissions;
import picocli.CommandLine;

/**
 * The {@code mantle} command.
 *
 * @since 0.1.0
 */
public final class Main {

    private Main() {}

    /** Runs one command and ends the JVM with its exit code. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        if (ReadableClassPath.isNeeded()) {
            ReadableClassPath.run(Main.class.getName(), arguments);
        } else {
            openJars();
            System.exit(run(arguments));
        }
    }

    /** Has the jars of the class path opened by another thread meanwhile: the first search for services goes through all of them. */
    static void openJars() {
        Thread opener = new Thread(() -> ClassLoader.getSystemResource("META-INF/services/none"), "mantle-jars");
        opener.setDaemon(true);
        opener.start();
    }

    /** Runs one command of this process and returns its exit code. */
    static int run(String... arguments) {
        return builder(Main::home).build().run(arguments);
    }

    /** Finds the home when something is read or kept there; most of what tells of commands needs none. */
    static MantleHome home() {
        try {
            return MantleHome.of(System.getenv());
        } catch (IllegalArgumentException e) {
            throw new UncheckedIOException(e.getMessage(), new IOException(e.getMessage(), e));
        }
    }

    static CommandLineHost.Builder builder(Supplier<MantleHome> home) {
        return CommandLineHost.builder(() -> mantle(home.get()))
                .suggestions((algorithm, property) -> suggestion(home.get(), algorithm, property))
                // what it warns of ends as a failure in our words
                .quietLoggers("org.apache.sshd")
                .command("gateway", context -> {
                    GatewayCommand gateway = new GatewayCommand(context, home);
                    return new CommandLine(gateway)
                            .addSubcommand(new GatewayUserCommand(context, gateway))
                            .addSubcommand(new GatewayDoctorCommand(context, gateway))
                            .addSubcommand(new GatewayJobsCommand(context, gateway));
                })
                .command(
                        "explorer",
                        context -> new ExplorerCommand(
                                context, home, (algorithm, property) -> suggestion(home.get(), algorithm, property)))
                .command("mcp", McpCommand::new)
                .bareCommand("host", context -> new HostCommand(context, home))
                .command(
                        "script",
                        // what follows the script is the script's
                        context -> new CommandLine(new ScriptCommand(context)).setStopAtPositional(true))
                .command("resources", context -> new ResourcesCommand(context, home))
                .command("jobs", context -> new JobsCommand(context, home))
                .command("quickstart", QuickstartCommand::new);
    }

    /**
     * Makes a host of algorithms whose state is kept in a folder. What keeps something there makes the folder, so that whoever only
     * looks, or runs what keeps nothing, needs none.
     */
    static Mantle mantle(MantleHome home) {
        return mantleBuilder(home).build();
    }

    /** Begins such a host; see {@link #mantle(MantleHome)}. */
    static MantleBuilder mantleBuilder(MantleHome home) {
        RemoteAccounts accounts = home.accounts();
        return Mantle.builder()
                .historyFile(home.history())
                .pluginFolder(home.plugins())
                .sharedPackages("org.mantle.remote")
                .pluginReader(PythonPlugins.builder(Path.of(System.getProperty("mantle.distribution", ""), "python"))
                        .environment(System.getenv())
                        .cache(home.pythonDeclarations())
                        .build())
                .service(ComputeResources.class, accounts.resources())
                .service(RemoteSessions.class, accounts.sessions())
                .service(RememberedUsers.class, accounts.users())
                .service(UnansweredSubmissions.class, accounts.submissions());
    }

    /** Offers the user name of the last successful call at the algorithm's resource; a file that cannot be read offers nothing. */
    private static Optional<String> suggestion(MantleHome home, AlgorithmDescriptor algorithm, Property<?> property) {
        if (!property.name().equals("UserName")) {
            return Optional.empty();
        }
        try {
            RememberedUsers users = RememberedUsers.at(home.userNames());
            for (String resource : ComputeResources.namesInUse(List.of(algorithm))) {
                Optional<String> last = users.last(resource);
                if (last.isPresent()) {
                    return last;
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
