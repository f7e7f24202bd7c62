package org.mantle.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mantle.cli.CommandContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mantle quickstart}: the main job on the scan that is shipped with Mantle. */
@Command(
        name = "quickstart",
        description = {
            "Reconstruct a real scan, from log-in to log-out.",
            "Starts a gateway on this machine, and drives it with SCARFTomoReconstruction as any host would. It leaves nothing"
                    + " running."
        })
final class QuickstartCommand implements Callable<Integer> {

    private static final String SCAN = "i13-24737.nxs";

    private final CommandContext context;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            defaultValue = "mantle-quickstart",
            description = "Where the slices go; made if missing. Default: mantle-quickstart")
    private Path output = Path.of("mantle-quickstart");

    QuickstartCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (output.toString().isBlank()) {
            throw GatewayCommand.wrongUsage(
                    spec, new IllegalArgumentException("--output needs the name of a folder, and it is empty"));
        }
        return new Quickstart(context, scan(), output).run();
    }

    /** Finds the scan in the distribution, or beside the sources. */
    private static Path scan() throws IOException {
        String distribution = System.getProperty("mantle.distribution", "");
        Path shipped = Path.of(distribution, "data", SCAN);
        if (distribution.isEmpty() || !Files.isRegularFile(shipped)) {
            throw new IOException("the scan of the quickstart is not at " + shipped
                    + "; start mantle by the launcher bin/mantle of a complete distribution");
        }
        return shipped;
    }
}
