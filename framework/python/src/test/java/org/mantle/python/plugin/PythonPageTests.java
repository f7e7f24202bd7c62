package org.mantle.python.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.framework.run.AlgorithmDescriptor;

/** The page about algorithms in Python: its example runs, and it names what there is. */
class PythonPageTests {

    private static final Path ROOT = Path.of(System.getProperty("mantle.root"));

    @TempDir
    Path home;

    @BeforeAll
    static void needsPython() {
        Prerequisites.command("python3", "python3");
    }

    @Test
    void theExampleIsListedDescribedCheckedAndRun() throws Exception {
        String example = Files.readString(Path.of("src", "test", "resources", "plugins", "smooth.py"));
        try (PluginFolderHost host = PluginFolderHost.of(home, "smooth.py", example)) {
            assertThat(host.faults()).isEmpty();
            AlgorithmDescriptor smooth = host.mantle.registry().get("SmoothValues");
            assertThat(smooth.summary())
                    .isEqualTo("Smooths a list of numbers by the mean of each with its neighbours.");
            assertThat(host.mantle
                            .run("SmoothValues", Map.of("Values", "1,2,6,3,0"))
                            .get("Smoothed"))
                    .isEqualTo(List.of(1.5, 3.0, 11 / 3.0, 3.0, 1.5));
            // 2 * 2 + 1 + 6 = 11, of weights 4; a weight that does not count is not checked
            Map<String, Object> weighted = Map.of("Values", "1,2,6", "Method", "Weighted", "CentreWeight", 2);
            assertThat(host.mantle.run("SmoothValues", weighted).get("Smoothed"))
                    .isEqualTo(List.of(4 / 3.0, 11 / 4.0, 14 / 3.0));
            assertThat(host.mantle.validate("SmoothValues", Map.of("Values", "1,2,6", "CentreWeight", 0)))
                    .isEmpty();
            assertThat(host.mantle
                            .validate("SmoothValues", Map.of("Values", "1,2,6", "Reach", 2))
                            .get(0)
                            .message())
                    .isEqualTo("must be less than half of the number of values");
        }
    }

    @Test
    void thePageNamesAllThatAnAuthorCanImport() throws Exception {
        String module = Files.readString(PluginFolderHost.PACKAGES.resolve("mantle/algorithm.py"));
        String names = module.substring(module.indexOf("__all__"), module.indexOf("]", module.indexOf("__all__")));
        String page = Files.readString(ROOT.resolve("docs/python-algorithms.md"));
        TreeSet<String> missing = new TreeSet<>();
        Matcher name = Pattern.compile("\"(\\w+)\"").matcher(names);
        while (name.find()) {
            if (!Pattern.compile("\\b" + name.group(1) + "\\b").matcher(page).find()) {
                missing.add(name.group(1));
            }
        }
        assertThat(missing).isEmpty();
    }
}
