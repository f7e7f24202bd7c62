package org.mantle.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mantle.app.python.PythonCalls;
import org.mantle.cli.CommandContext;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.type.Registration;
import org.mantle.remote.RemoteAccounts;
import org.mantle.remote.web.JobsPanel;
import org.mantle.remote.web.SlicesPanel;
import org.mantle.web.Explorer;
import org.mantle.web.ExplorerConfig;
import org.mantle.web.panel.HostFolders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mantle explorer}: serves the page and the interfaces for programs until it is told to stop. */
@Command(
        name = "explorer",
        description = {
            "Find, fill in, run and watch algorithms in a browser, until stopped by Ctrl-C.",
            "Prints the address with its access token, by which programs of this machine can call, too (OGC API - Processes at"
                    + " /ogc/)."
        })
final class ExplorerCommand implements Callable<Integer> {

    private final CommandContext context;
    private final Supplier<MantleHome> home;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The port to listen on, 0 for any free one. Default: " + ExplorerConfig.USUAL_PORT
                    + ", or a free one where that is taken")
    private @Nullable Integer port;

    @Option(names = "--no-browser", description = "Open no browser.")
    private boolean noBrowser;

    @Option(
            names = "--no-token",
            description =
                    "Ask nobody for the access token: every user of this machine can run what you can. For tests.")
    private boolean noToken;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description =
                    "A folder that callers reach, with those below it: the page lists, reads and writes its files, and"
                            + " inputs may name them. May be given several times. Default: the folder in which this"
                            + " is started")
    private List<Path> folders = List.of(Path.of(""));

    private final BiFunction<AlgorithmDescriptor, Property<?>, Optional<String>> suggestions;

    ExplorerCommand(
            CommandContext context,
            Supplier<MantleHome> home,
            BiFunction<AlgorithmDescriptor, Property<?>, Optional<String>> suggestions) {
        this.context = context;
        this.home = home;
        this.suggestions = suggestions;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        List<AlgorithmRun> underWay;
        try (Registration stop = context.onStop(stopped::countDown);
                JobsPanel jobs = jobsPanel();
                PythonCalls python = new PythonCalls(context.mantle(), folders);
                Explorer explorer = Explorer.start(context.mantle(), config(jobs, python))) {
            context.out().println(explorer.address());
            if (noToken) {
                context.notes()
                        .println(
                                "warning: there is no access token, so that every user of this machine can run what you"
                                        + " can. Start without --no-token for anything but a test.");
            }
            context.notes().println("The explorer serves until you press Ctrl-C.");
            if (!noBrowser) {
                explorer.redirectPage().ifPresent(page -> Browser.open(page, context.environment()));
            }
            stopped.await();
            underWay = context.mantle().manager().running();
        }
        context.notes().println(ending(underWay));
        return 0;
    }

    private JobsPanel jobsPanel() {
        try {
            return new JobsPanel(
                    RemoteAccounts.of(context.mantle().services()),
                    HostFolders.of(context.mantle(), folders),
                    JobsPanel.USUAL_INTERVAL);
        } catch (UncheckedIOException e) {
            throw GatewayCommand.wrongUsage(
                    spec, new IllegalArgumentException(e.getMessage() + "; it is not there", e));
        }
    }

    private ExplorerConfig config(JobsPanel jobs, PythonCalls python) throws IOException {
        try {
            ExplorerConfig.Builder config = ExplorerConfig.builder()
                    .stateFolder(home.get().create().folder())
                    .panel(jobs)
                    .panel(new SlicesPanel())
                    .calls(python::addTo)
                    .suggestions(suggestions);
            folders.forEach(folder -> config.folder(folder.toAbsolutePath()));
            if (port != null) {
                config.port(port);
            }
            if (noToken) {
                config.withoutToken();
            }
            return config.build();
        } catch (IllegalArgumentException e) {
            throw GatewayCommand.wrongUsage(spec, e);
        }
    }

    private static String ending(List<AlgorithmRun> underWay) {
        if (underWay.isEmpty()) {
            return "The explorer has stopped.";
        }
        List<String> names =
                underWay.stream().map(run -> run.descriptor().name()).toList();
        return "The explorer has stopped, and cancels "
                + (names.size() == 1 ? "the run" : "the " + names.size() + " runs")
                + " under way: " + String.join(", ", names);
    }
}
