package org.mantle.framework.internal.registry;

import static org.mantle.framework.internal.registry.TestPlugin.algorithm;
import static org.mantle.framework.internal.registry.TestPlugin.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.run.AlgorithmDescriptor;

/** A folder of jars, made for a test, and a host that looks into it. */
abstract class PluginJars {

    @TempDir
    Path folder;

    Path plugins() {
        return folder.resolve("plugins");
    }

    Mantle host() {
        return Mantle.builder().discover(false).pluginFolder(plugins()).build();
    }

    /** Makes a jar of one algorithm with the class and the name given, which gives a text. */
    Path jar(String file, String name, int version, String text) throws IOException {
        String algorithm = algorithm("One", """
                d.name("%s").version(%d).categories("Plugin").summary("Serves a test.").properties(WHO)""".formatted(name, version))
                .replace("run.set(WHO, \"One\")", "run.set(WHO, new Helper().text())");
        String helper = "final class Helper { String text() { return \"%s\"; } }".formatted(text);
        return TestPlugin.compile(
                        Files.createTempDirectory(folder, "build"), algorithm, helper, provider("Provider", "One"))
                .providers("Provider")
                .index()
                .jar(plugins().resolve(file));
    }

    static List<String> names(Mantle mantle) {
        return mantle.registry().all().stream()
                .map(AlgorithmDescriptor::toString)
                .toList();
    }

    static Object who(Mantle mantle, String name) {
        return mantle.run(name, Map.of()).get("Who");
    }

    static List<String> openFiles() throws IOException {
        Path table = Path.of("/proc/self/fd");
        if (!Files.isDirectory(table)) {
            return List.of();
        }
        List<String> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(table)) {
            for (Path one : all.toList()) {
                try {
                    files.add(Files.readSymbolicLink(one).toString());
                } catch (NoSuchFileException e) {
                    // another thread has closed it meanwhile
                }
            }
        }
        return files;
    }

    long openJars() throws IOException {
        return openFiles().stream()
                .filter(file -> file.startsWith(plugins().toString()))
                .count();
    }
}
