package org.mantle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What others build on can grow: each public type says since when it is there, each interface whether others implement it, and the build
 * compares what they do implement with the last release.
 */
class PublicTypeTests {

    private static final Path ROOT = Path.of(System.getProperty("mantle.root"));
    private static final Pattern EXPORTED = Pattern.compile("exports ([\\w.]+);");
    private static final Pattern PUBLIC = Pattern.compile(
            "^public (?:abstract |final |sealed |non-sealed )*(?:class|interface|record|enum|@interface) ",
            Pattern.MULTILINE);
    private static final String OURS_ALONE = "<p>Implemented by the framework alone, so that it may grow.";
    private static final String OF_OTHERS =
            "<p>What is added to it later has a default, so that those who implement it need no change.";

    /** Returns the sources of the public types that modules in a folder export to everybody, by name. */
    private static Map<String, String> publicTypes(String... folders) throws IOException {
        Map<String, String> types = new TreeMap<>();
        for (String folder : folders) {
            for (Path module : modules(ROOT.resolve(folder))) {
                Matcher exported = EXPORTED.matcher(Files.readString(module));
                while (exported.find()) {
                    Path room = module.resolveSibling(exported.group(1).replace('.', '/'));
                    try (Stream<Path> files = Files.list(room)) {
                        for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                                .toList()) {
                            String source = Files.readString(file);
                            if (PUBLIC.matcher(source).find()) {
                                String name = file.getFileName().toString().replace(".java", "");
                                types.put(exported.group(1) + "." + name, source);
                            }
                        }
                    }
                }
            }
        }
        return types;
    }

    private static List<Path> modules(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(path -> path.endsWith(Path.of("src/main/java/module-info.java")))
                    .toList();
        }
    }

    /** Returns what is said of a type before it. */
    private static String documentation(String source) {
        Matcher type = PUBLIC.matcher(source);
        assertThat(type.find()).isTrue();
        int end = source.lastIndexOf("*/", type.start());
        return end < 0 ? "" : source.substring(source.lastIndexOf("/**", end), end);
    }

    @Test
    void eachSaysSinceWhenItIsThere() throws IOException {
        List<String> silent = new ArrayList<>();
        Map<String, String> types = publicTypes("framework", "property-validators", "algorithms-remote");
        types.forEach((name, source) -> {
            if (!Pattern.compile("^ \\* @since \\d+\\.\\d+\\.\\d+$", Pattern.MULTILINE)
                    .matcher(documentation(source))
                    .find()) {
                silent.add(name);
            }
        });
        assertThat(types).hasSizeGreaterThan(100);
        assertThat(silent).isEmpty();
    }

    @Test
    void eachInterfaceSaysWhetherOthersImplementItAndTheBuildComparesThose() throws IOException {
        List<String> silent = new ArrayList<>();
        TreeSet<String> implemented = new TreeSet<>();
        publicTypes("framework/core", "property-validators").forEach((name, source) -> {
            Matcher type = PUBLIC.matcher(source);
            assertThat(type.find()).isTrue();
            String declared = type.group();
            if (!declared.endsWith(" interface ") || declared.contains("sealed")) {
                return;
            }
            String documentation = documentation(source);
            if (documentation.contains(OF_OTHERS)) {
                implemented.add(name);
            } else if (!documentation.contains(OURS_ALONE)
                    && !source.contains("@FunctionalInterface\npublic interface")) {
                silent.add(name);
            }
        });
        assertThat(silent).isEmpty();
        Matcher compared = Pattern.compile("<include>(org\\.mantle\\.[a-z.]+\\.[A-Z]\\w+)</include>")
                .matcher(Files.readString(ROOT.resolve("pom.xml")));
        TreeSet<String> inBuild = new TreeSet<>();
        while (compared.find()) {
            inBuild.add(compared.group(1));
        }
        assertThat(inBuild).isEqualTo(implemented);
    }
}
