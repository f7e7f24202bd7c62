package org.mantle.framework.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmSource;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.algorithm.PluginReader;
import org.mantle.framework.examples.MachineTools;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.Services;
import org.mantle.framework.run.RegistryFault;
import org.mantle.framework.run.UnknownAlgorithmException;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.type.Registration;

/** Algorithms that no class of a jar stands for. */
class AlgorithmSourceTests {

    /** Greets in the words that it was made with. */
    private static final class Greets extends Algorithm {

        static final Property<String> NAME = Property.string("Name").mandatory().build();
        static final Property<String> GREETING =
                Property.string("Greeting").output().build();

        private final String algorithm;
        private final String words;

        Greets(String algorithm, String words) {
            this.algorithm = algorithm;
            this.words = words;
        }

        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, algorithm).properties(NAME, GREETING);
        }

        @Override
        protected void execute(Context run) {
            run.set(GREETING, words + " " + run.get(NAME) + run.service(StringBuilder.class));
        }
    }

    private static AlgorithmSource source(List<Supplier<? extends Algorithm>> algorithms) {
        return new AlgorithmSource() {
            @Override
            public String location() {
                return "/tools/greetings.json";
            }

            @Override
            public List<Supplier<? extends Algorithm>> algorithms() {
                return algorithms;
            }

            @Override
            public void addDefaultServices(Services.Builder services) {
                services.set(StringBuilder.class, new StringBuilder("!"));
            }
        };
    }

    @Test
    void theyAreListedCheckedAndRunLikeAnyOther() {
        AlgorithmSource greetings = source(
                List.of(() -> new Greets("GreetInEnglish", "Hello"), () -> new Greets("GreetInFrench", "Bonjour")));
        try (Mantle mantle = Mantle.builder().discover(false).source(greetings).build()) {
            assertThat(mantle.registry().all())
                    .extracting(Object::toString)
                    .containsExactly("GreetInEnglish v1", "GreetInFrench v1");
            assertThat(mantle.registry().get("GreetInFrench").source()).isEqualTo("/tools/greetings.json");
            assertThat(mantle.run("GreetInEnglish", Map.of("Name", "Ada")).get("Greeting"))
                    .isEqualTo("Hello Ada!");
            assertThat(mantle.run("greetinfrench", Map.of("Name", "Ada")).get("Greeting"))
                    .isEqualTo("Bonjour Ada!");
            assertThat(TestHosts.codes(mantle.validate("GreetInFrench", Map.of())))
                    .containsExactly("Name:missing");
            assertThat(mantle.history().records()).hasSize(2);
        }
    }

    @Test
    void whatIsWrongWithOneIsAFaultAndHarmsNoOther() {
        Supplier<Algorithm> throwing = () -> {
            throw new IllegalStateException("the interpreter is missing");
        };
        AlgorithmSource some = source(
                Arrays.asList(throwing, null, () -> new Greets("2 words", "?"), () -> new Greets("Fine", "Hello")));
        try (Mantle mantle = Mantle.builder().discover(false).source(some).build()) {
            assertThat(mantle.registry().all()).extracting(Object::toString).containsExactly("Fine v1");
            assertThat(mantle.registry().faults())
                    .extracting(RegistryFault::source)
                    .containsOnly("/tools/greetings.json");
            assertThat(mantle.registry().faults())
                    .extracting(RegistryFault::message)
                    .anySatisfy(message -> assertThat(message).contains("the interpreter is missing"))
                    .anySatisfy(
                            message -> assertThat(message).contains("one of its algorithms() is null; leave it out"))
                    .anySatisfy(message -> assertThat(message).contains("it needs a name of letters"))
                    .hasSize(3);
        }
    }

    @Test
    void aSourceThatCannotSayWhatItHasIsAFault() {
        AlgorithmSource broken = new AlgorithmSource() {
            @Override
            public String location() {
                throw new IllegalStateException("nowhere");
            }

            @Override
            public List<Supplier<? extends Algorithm>> algorithms() {
                throw new IllegalStateException("the file is gone");
            }
        };
        try (Mantle mantle = Mantle.builder().discover(false).source(broken).build()) {
            assertThat(mantle.registry().all()).isEmpty();
            assertThat(mantle.registry().faults()).hasSize(1);
            assertThat(mantle.registry().faults().get(0).message()).contains("the file is gone");
        }
    }

    @Test
    void oneMayComeAndGoWhileTheHostIsAtWork(@TempDir Path folder) throws Exception {
        Path tools = Files.writeString(folder.resolve("tools"), "SayHello echo hello there\n");
        try (Mantle mantle = Mantle.builder().discover(false).build()) {
            Registration registration = mantle.register(new MachineTools(tools));
            assertThat(mantle.run("SayHello", Map.of()).get("Text")).isEqualTo("hello there");
            assertThat(mantle.registry().inCategory("Tools")).hasSize(1);

            registration.close();

            assertThatThrownBy(() -> mantle.run("SayHello", Map.of())).isInstanceOf(UnknownAlgorithmException.class);
        }
    }

    @Test
    void aReaderThatGivesNullIsNamed(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("a.tools"), "SayHello echo hello\n");
        PluginReader readsNothing = new PluginReader() {
            @Override
            public List<Path> files(Path path) {
                return List.of(path);
            }

            @Override
            public AlgorithmSource read(Path path) {
                return null;
            }
        };
        try (Mantle mantle = Mantle.builder()
                .discover(false)
                .pluginFolder(folder)
                .pluginReader(readsNothing)
                .source(source(null))
                .build()) {
            assertThat(mantle.registry().faults())
                    .extracting(RegistryFault::message)
                    .anySatisfy(message -> assertThat(message)
                            .contains("its reader " + readsNothing.getClass().getName() + " gives null", "a source"))
                    .anySatisfy(message -> assertThat(message)
                            .isEqualTo("its algorithms() gives null; give a list, which may be empty"))
                    .noneSatisfy(message -> assertThat(message).contains("NullPointer"))
                    .hasSize(2);
        }
    }

    @Test
    void aFolderThatMayNotBeReadIsToldInPlainWords(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("a.tools"), "SayHello echo hello\n");
        PluginReader barred = new PluginReader() {
            @Override
            public List<Path> files(Path path) throws IOException {
                throw new AccessDeniedException(path.toString());
            }

            @Override
            public AlgorithmSource read(Path path) throws IOException {
                throw new NotDirectoryException(path.toString());
            }
        };
        try (Mantle mantle = Mantle.builder()
                .discover(false)
                .pluginFolder(folder)
                .pluginReader(barred)
                .build()) {
            assertThat(mantle.registry().faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.message())
                            .isEqualTo("it cannot be read: " + folder.resolve("a.tools") + ": there is no permission"));
        }
    }

    @Test
    void aReaderIsToldWhenAHostHasClosed(@TempDir Path folder) {
        List<String> told = new ArrayList<>();
        PluginReader reader = new PluginReader() {
            @Override
            public List<Path> files(Path path) {
                return List.of();
            }

            @Override
            public AlgorithmSource read(Path path) {
                throw new IllegalStateException("there is nothing to read");
            }

            @Override
            public void close() {
                told.add("closed");
                throw new IllegalStateException("it cannot let go");
            }
        };
        Mantle mantle = Mantle.builder()
                .discover(false)
                .pluginFolder(folder)
                .pluginReader(reader)
                .build();
        assertThat(told).isEmpty();
        mantle.close();
        assertThat(told).containsExactly("closed");
    }

    /** Reads each file whose name ends in .tools. */
    private static final class ToolReader implements PluginReader {

        @Override
        public List<Path> files(Path path) {
            return path.toString().endsWith(".tools") ? List.of(path) : List.of();
        }

        @Override
        public AlgorithmSource read(Path path) throws IOException {
            if (Files.size(path) == 0) {
                throw new IOException("it is empty");
            }
            return new MachineTools(path);
        }
    }

    @Test
    void aFolderOfPluginsTakesThemUpLikeJars(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("a.tools"), "SayHello echo hello\n");
        Files.writeString(folder.resolve("empty.tools"), "");
        Files.writeString(folder.resolve("notes.txt"), "no plugin");
        try (Mantle mantle = Mantle.builder()
                .discover(false)
                .pluginFolder(folder)
                .pluginReader(new ToolReader())
                .build()) {
            assertThat(mantle.run("SayHello", Map.of()).get("Text")).isEqualTo("hello");
            assertThat(mantle.registry().faults()).hasSize(1);
            assertThat(mantle.registry().faults().get(0).message()).contains("it is empty");

            Files.writeString(folder.resolve("a.tools"), "SayGoodbye echo goodbye\n");
            Files.delete(folder.resolve("empty.tools"));
            // whoever asks for one of a file that has changed is told of the file as it is
            assertThat(mantle.registry().find("SayHello")).isEmpty();
            assertThat(mantle.run("SayGoodbye", Map.of()).get("Text")).isEqualTo("goodbye");
            assertThat(mantle.registry().faults()).hasSize(1);
            mantle.rescanPlugins();

            assertThat(mantle.registry().all()).extracting(Object::toString).containsExactly("SayGoodbye v1");
            assertThat(mantle.registry().faults()).isEmpty();
        }
    }
}
