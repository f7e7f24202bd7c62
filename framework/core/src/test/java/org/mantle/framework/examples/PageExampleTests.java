package org.mantle.framework.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compares the Java examples on the pages of {@code docs/} with the sources in this folder, which the other tests here run.
 *
 * <p>A page marks an example with {@code <!-- example: name -->}, a source with {@code // tag::name[]} and
 * {@code // end::name[]}. The page shows the region without its indentation, and with the braces closed that it leaves open.
 * What is shown of any other file of the project is marked {@code <!-- source: path -->} and must be a part of that file.
 */
class PageExampleTests {

    private static final Path ROOT = Path.of(System.getProperty("mantle.root"));
    private static final Path SOURCES = ROOT.resolve("framework/core/src/test/java/org/mantle/framework/examples");
    private static final Pattern ON_PAGE =
            Pattern.compile("<!-- example: ([\\w-]+) -->\n```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern OF_ANOTHER_FILE =
            Pattern.compile("<!-- source: (\\S+) -->\n```\\w+\n(.*?)```", Pattern.DOTALL);
    private static final Pattern JAVA = Pattern.compile("^```java", Pattern.MULTILINE);
    private static final Pattern IN_SOURCE =
            Pattern.compile("// tag::([\\w-]+)\\[]\n(.*?)[ ]*// end::\\1\\[]", Pattern.DOTALL);

    @Test
    void thePagesShowTheSourcesAndNothingElse() throws IOException {
        Map<String, String> inSources = new TreeMap<>();
        for (Path source : files(SOURCES, ".java")) {
            Matcher region = IN_SOURCE.matcher(Files.readString(source));
            while (region.find()) {
                String code = closed(region.group(2).stripTrailing().stripIndent() + "\n");
                assertThat(inSources.put(region.group(1), code))
                        .as(region.group(1))
                        .isNull();
            }
        }
        Map<String, String> onPages = new TreeMap<>();
        for (Path page : files(ROOT.resolve("docs"), ".md")) {
            Matcher block = ON_PAGE.matcher(Files.readString(page));
            while (block.find()) {
                assertThat(onPages.put(block.group(1), block.group(2)))
                        .as(block.group(1))
                        .isNull();
            }
        }
        assertThat(onPages).isEqualTo(inSources);
    }

    @Test
    void whatIsShownOfOtherFilesIsThere() throws IOException {
        for (Path page : files(ROOT.resolve("docs"), ".md")) {
            Matcher block = OF_ANOTHER_FILE.matcher(Files.readString(page));
            while (block.find()) {
                assertThat(unindented(Files.readString(ROOT.resolve(block.group(1)))))
                        .as(block.group(1))
                        .contains(unindented(block.group(2)));
            }
        }
    }

    @Test
    void everyPieceOfJavaOnAPageIsAnExample() throws IOException {
        for (Path page : files(ROOT.resolve("docs"), ".md")) {
            String text = Files.readString(page);
            long marked = ON_PAGE.matcher(text).results().count()
                    + OF_ANOTHER_FILE
                            .matcher(text)
                            .results()
                            .filter(block -> block.group().contains("```java"))
                            .count();
            assertThat(JAVA.matcher(text).results().count())
                    .as(page.getFileName().toString())
                    .isEqualTo(marked);
        }
    }

    private static String unindented(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n"));
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static String closed(String code) {
        StringBuilder closed = new StringBuilder(code);
        long open = code.chars().filter(c -> c == '{').count()
                - code.chars().filter(c -> c == '}').count();
        for (long depth = open; depth > 0; depth--) {
            closed.append("    ".repeat((int) depth - 1)).append("}\n");
        }
        return closed.toString();
    }
}
