package org.mantle.framework.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.run.RegistryFault;
import org.mantle.framework.type.Registration;

/** Runs the examples of {@code docs/plugins.md}. */
class PluginsPageTests {

    static final class MethodProvider implements AlgorithmProvider {
        @Override
        public MethodHandles.Lookup lookup() {
            return MethodHandles.lookup();
        }

        @Override
        public List<Class<?>> methods() {
            return List.of(TextMethods.class);
        }
    }

    @Test
    void looksIntoAFolder(@TempDir Path folder) {
        List<String> shown = new ArrayList<>();
        // tag::folder[]
        try (Mantle mantle = Mantle.builder().pluginFolder(folder).build()) {
            for (RegistryFault fault : mantle.registry().faults()) {
                shown.add(fault.source() + ": " + fault.message());
            }
            mantle.rescanPlugins(); // when jars may have come, gone or changed
        }
        // end::folder[]
        assertThat(shown).noneMatch(line -> line.contains(folder.toString()));
    }

    @Test
    void followsChanges() {
        List<String> shown = new ArrayList<>();
        try (Mantle mantle = Mantle.load()) {
            // tag::changes[]
            Registration listener = mantle.registry().onChange(change -> {
                change.removed().forEach(algorithm -> shown.add("- " + algorithm));
                change.added().forEach(algorithm -> shown.add("+ " + algorithm));
            });
            Registration plugin = mantle.register(new MethodProvider());
            Outputs outputs = mantle.run("SplitText", Map.of("Text", "to be or not"));
            Object count = outputs.get("Count"); // 4
            plugin.close();
            listener.close();
            // end::changes[]
            assertThat(count).isEqualTo(4);
        }
        assertThat(shown).containsExactly("+ SplitText v1", "- SplitText v1");
    }
}
