package org.mantle.cli;

import java.nio.file.Path;
import org.mantle.framework.Mantle;
import org.mantle.framework.MantleBuilder;

/** The command line in a process of its own. */
final class SampleMain {

    /** The variable of the environment that names the file of the history; there is none without it. */
    static final String HISTORY = "SAMPLE_HISTORY";

    private SampleMain() {}

    public static void main(String[] arguments) {
        System.exit(CommandLineHost.builder(SampleMain::mantle).build().run(arguments));
    }

    private static Mantle mantle() {
        MantleBuilder builder = Mantle.builder().discover(false).provider(new SampleAlgorithms());
        String history = System.getenv(HISTORY);
        return (history == null ? builder : builder.historyFile(Path.of(history))).build();
    }
}
