package org.mantle.app;

import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.mantle.cli.terminal.Terminal;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.Mantle;
import org.mantle.gateway.GatewayUsers;
import org.mantle.python.ScriptSession;

/**
 * Runs the common commands once in one JVM, so that the build can list and archive the classes that they load ({@code
 * -XX:DumpLoadedClassList}) and every later start finds them ready.
 */
final class ClassDataTraining {

    private static final List<String> CALLS = List.of(
            "{\"id\": 1, \"call\": \"names\"}",
            "{\"id\": 2, \"call\": \"describe\", \"algorithm\": \"Echo\"}",
            "{\"id\": 3, \"call\": \"run\", \"algorithm\": \"Echo\", \"inputs\": {\"Text\": \"a\"}}");

    private ClassDataTraining() {}

    public static void main(String[] unused) throws IOException {
        Path home = Files.createTempDirectory("mantle-training-");
        try {
            for (List<String> command : List.of(
                    List.of("list"),
                    List.of("search", "tomography"),
                    List.of("describe", "SCARFTomoReconstruction"),
                    List.of("describe", "SCARFTomoReconstruction", "--json"),
                    // nobody serves the discard port: the HTTP client is loaded and gives up at once
                    List.of("resources", "add", "SCARF@STFC", "http://127.0.0.1:9/platform/"),
                    List.of("resources", "list"),
                    List.of("jobs"),
                    List.of("run", "SCARFTomoReconstruction", "UserName=nobody", "Action=Ping"),
                    List.of("run", "SCARFTomoReconstruction", "UserName=nobody", "Action=JobStatus", "--json"),
                    List.of("history"),
                    List.of("host"))) {
                Main.builder(() -> new MantleHome(home))
                        .environment(Map.of())
                        .streams(
                                new ByteArrayInputStream(new byte[0]),
                                OutputStream.nullOutputStream(),
                                OutputStream.nullOutputStream())
                        .terminal(Terminal.none())
                        .build()
                        .run(command.toArray(String[]::new));
            }
            // what a program in Python asks first
            try (Mantle mantle = Main.mantle(new MantleHome(home));
                    ScriptSession session = ScriptSession.ofOwnProgram(mantle, Map.of())) {
                CALLS.forEach(call -> session.take(
                        JsonParser.parseString(call).getAsJsonObject(), answer -> JsonForm.LINE.text(answer)));
            }
            // the gateway's database, which the quickstart opens as well
            GatewayUsers.open(home.resolve("gateway"), false).list();
        } finally {
            Folders.delete(home);
        }
    }
}
