package org.mantle.python;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Logger;
import org.mantle.framework.Mantle;
import org.mantle.framework.MantleBuilder;

/** A host with the algorithms of the tests, as the launcher of a distribution starts one. */
public final class HostMain {

    private static final Logger RUNS = Logger.getLogger("org.mantle.run");

    private HostMain() {}

    public static void main(String[] arguments) throws Exception {
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        if (System.getenv("HOST_PRINTS") != null) {
            // as a library of another language would, past Java
            out.write("printed past Java\nand half a line".getBytes(StandardCharsets.UTF_8));
        }
        RUNS.setUseParentHandlers(false);
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        MantleBuilder builder =
                Mantle.builder().provider(new SampleAlgorithms()).historyWrittenLater();
        Optional.ofNullable(System.getenv("HOST_HISTORY")).ifPresent(file -> builder.historyFile(Path.of(file)));
        Optional.ofNullable(System.getenv("HOST_PLUGINS"))
                .ifPresent(folder -> builder.pluginFolder(Path.of(folder))
                        .pluginReader(PythonPlugins.builder(Path.of(System.getenv("PYTHONPATH")))
                                .build()));
        try (Mantle mantle = builder.build()) {
            ScriptHost.serve(mantle, System.getenv(), System.in, out);
        }
    }
}
