package org.mantle.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.mantle.cli.CommandContext;
import org.mantle.python.ScriptHost;
import picocli.CommandLine.Command;

/** {@code mantle host}: serves the program that started this process. */
@Command(
        name = "host",
        description = {
            "Serve one program over standard input and output, with messages of JSON.",
            "The Python package starts this itself. It ends with the program's input."
        })
final class HostCommand implements Callable<Integer> {

    /** What runs say, which is told to the program and stands in no log beside. */
    private static final Logger RUNS = Logger.getLogger("org.mantle.run");

    private final CommandContext context;

    private final Supplier<MantleHome> home;

    HostCommand(CommandContext context, Supplier<MantleHome> home) {
        this.context = context;
        this.home = home;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        InputStream in = context.in();
        // nor may it take a message for something typed
        System.setIn(InputStream.nullInputStream());
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        // whatever an algorithm prints must not come between the messages
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        RUNS.setUseParentHandlers(false);
        serve(home.get(), context.environment(), in, out);
        return 0;
    }

    /** Serves a program until it closes its stream; see {@link ScriptHost}. */
    static void serve(MantleHome home, Map<String, String> environment, InputStream in, OutputStream out)
            throws IOException, InterruptedException {
        // a script may run thousands of algorithms in a row, each of which is recorded
        ScriptHost.serve(() -> Main.mantleBuilder(home).historyWrittenLater().build(), environment, in, out);
    }
}
