package org.mantle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.index.IndexAlgorithms;
import org.mantle.validators.Validator;

/** An algorithm that the index of its plugin lists, but of which something was spoilt that its declaration calls. */
final class BrokenDeclarationTests {

    private static final String SOURCE = """
            import java.lang.invoke.MethodHandles;
            import java.util.List;
            import org.mantle.framework.*;
            import org.mantle.framework.algorithm.*;
            import org.mantle.framework.history.*;
            import org.mantle.framework.property.*;
            import org.mantle.framework.run.*;
            import org.mantle.framework.type.*;

            public final class Spoilt implements AlgorithmProvider {
                @Override public MethodHandles.Lookup lookup() { return MethodHandles.lookup(); }
                @Override public List<Class<? extends Algorithm>> algorithms() { return List.of(Late.class); }

                static final class Late extends Algorithm {
                    static final Property<List<Double>> LIST = Property.numberList("List").build();
                    @Override protected void declare(Declaration d) { Words.say(d.name("Late").properties(LIST)); }
                    @Override protected void execute(Context run) {}
                }
            }
            """;

    private static final String WORDS = """
            final class Words {
                static void say(org.mantle.framework.algorithm.Declaration d) { d.summary("Comes late.")%s; }
            }
            """;

    @TempDir
    Path folder;

    private Path classes() {
        return folder.resolve("classes");
    }

    private Path jar() {
        return folder.resolve("plugin.jar");
    }

    @BeforeEach
    void spoil() throws IOException {
        compile("Words", WORDS.formatted(".categories(\"Tests\")"));
        compile("Spoilt", SOURCE);
        Path services = Files.createDirectories(classes().resolve("META-INF/services"));
        Files.writeString(services.resolve(AlgorithmProvider.class.getName()), "Spoilt\n");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = loader(classes())) {
            thread.setContextClassLoader(loader);
            IndexAlgorithms.write(classes().toString());
        } finally {
            thread.setContextClassLoader(before);
        }
        pack();
        call("run", "Late", "List=0.5,2");
        compile("Words", WORDS.formatted(""));
        Files.delete(jar());
        pack();
    }

    private void compile(String name, String code) throws IOException {
        Path source = Files.writeString(folder.resolve(name + ".java"), code);
        String classPath = Stream.of(Mantle.class, Validator.class, JsonObject.class)
                .map(type -> Path.of(URI.create(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString()))
                        .toString())
                .collect(Collectors.joining(System.getProperty("path.separator")));
        use(
                "javac",
                "-cp",
                classPath + System.getProperty("path.separator") + classes(),
                "-d",
                classes().toString(),
                source.toString());
    }

    private void pack() {
        use("jar", "--create", "--file", jar().toString(), "-C", classes().toString(), ".");
    }

    private static void use(String tool, String... arguments) {
        int failed = ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, arguments);
        assertThat(failed).isZero();
    }

    private static URLClassLoader loader(Path path) throws IOException {
        return new URLClassLoader(new URL[] {path.toUri().toURL()}, Mantle.class.getClassLoader());
    }

    private Shell.Outcome call(String... arguments) throws IOException {
        try (URLClassLoader loader = loader(jar())) {
            return new Shell()
                    .mantle(() -> Mantle.builder()
                            .classLoader(loader)
                            .historyFile(folder.resolve("history.jsonl"))
                            .build())
                    .call(arguments);
        }
    }

    @Test
    void isRefusedWithWhatIsWrong() throws IOException {
        assertThat(call("list").out()).contains("Late");

        Shell.Outcome outcome = call("run", "Late");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("mantle: Late").contains("at least one category");
    }

    @Test
    void isRefusedInJsonToo() throws IOException {
        Shell.Outcome outcome = call("run", "late", "--json");

        JsonObject json = JsonParser.parseString(outcome.out()).getAsJsonObject();
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(json.get("algorithm").getAsString()).isEqualToIgnoringCase("Late");
        assertThat(json.get("status").getAsString()).isEqualTo("Invalid");
        assertThat(json.getAsJsonArray("problems")).isEmpty();
        assertThat(json.getAsJsonObject("error").get("type").getAsString()).isEqualTo("InvalidDeclarationException");
        assertThat(json.getAsJsonObject("error").get("message").getAsString()).contains("at least one category");
    }

    @Test
    void hidesNothingThatRanBefore() throws IOException {
        for (String[] arguments : new String[][] {{"history"}, {"history", "show", "1"}}) {
            Shell.Outcome outcome = call(arguments);

            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.out()).contains("Late", "'List=[0.5,2.0]'");
        }
        for (String format : List.of("--python", "--shell", "--java", "--prov", "--json")) {
            Shell.Outcome outcome = call("history", "export", format);

            assertThat(outcome.err()).as(format).isEmpty();
            assertThat(outcome.out()).as(format).contains("Late").containsPattern("0\\.5,\\s*2(\\.0)?[\\]\\n,)']");
        }
        assertThat(call("history", "replay", "1").err()).contains("at least one category");
    }
}
