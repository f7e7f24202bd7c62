package org.mantle.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The user's browser. */
final class Browser {

    private static final System.Logger LOG = System.getLogger(Browser.class.getName());

    private Browser() {}

    /** Opens a file in the browser that the system would take; where there is none, nothing happens. */
    static void open(Path page, Map<String, String> environment) {
        List<String> command = command(System.getProperty("os.name", "").toLowerCase(Locale.ROOT), environment);
        if (command.isEmpty()) {
            return;
        }
        try {
            new ProcessBuilder(Stream.concat(command.stream(), Stream.of(page.toString()))
                            .toList())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.INFO, "no browser could be opened: {0}", e.getMessage());
        }
    }

    private static List<String> command(String system, Map<String, String> environment) {
        if (system.contains("win")) {
            return List.of("rundll32", "url.dll,FileProtocolHandler");
        }
        if (system.contains("mac")) {
            return List.of("open");
        }
        boolean hasScreen = environment.containsKey("DISPLAY")
                || environment.containsKey("WAYLAND_DISPLAY")
                || environment.containsKey("BROWSER");
        return hasScreen ? List.of("xdg-open") : List.of();
    }
}
