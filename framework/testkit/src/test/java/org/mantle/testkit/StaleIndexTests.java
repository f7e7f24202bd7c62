package org.mantle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.index.IndexAlgorithms;

/** The kit, run on a plugin that is built as authors build theirs: with an index. */
class StaleIndexTests {

    private static final String PROVIDER = """
            package plugin;
            import java.lang.invoke.MethodHandles;
            import java.util.List;
            import org.mantle.framework.*;
            import org.mantle.framework.algorithm.*;
            import org.mantle.framework.history.*;
            import org.mantle.framework.property.*;
            import org.mantle.framework.run.*;
            import org.mantle.framework.type.*;
            public final class Provider implements AlgorithmProvider {
                @Override public MethodHandles.Lookup lookup() { return MethodHandles.lookup(); }
                @Override public List<Class<? extends Algorithm>> algorithms() { return List.of(); }
                @Override public List<Class<?>> methods() { return List.of(Methods.class); }
            }
            """;
    private static final String METHODS = """
            package plugin;
            import org.mantle.framework.*;
            import org.mantle.framework.algorithm.*;
            import org.mantle.framework.history.*;
            import org.mantle.framework.property.*;
            import org.mantle.framework.run.*;
            import org.mantle.framework.type.*;
            final class Methods {
                @AlgorithmMethod(name = "Double", categories = "Plugin", summary = "Doubles a number.")
                @Output(documentation = "Twice the number.")
                static int twice(@Input(name = "X", documentation = "A number.", defaultValue = "1") int x) { return 2 * x; }
            }
            """;

    @TempDir
    static Path folder;

    private static @Nullable URLClassLoader loader;

    private static URLClassLoader load() throws IOException {
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, StaleIndexTests.class.getClassLoader());
    }

    private static void compile(String name, String source) throws IOException {
        Path file = Files.createDirectories(folder.resolve("plugin")).resolve(name + ".java");
        Files.writeString(file, source);
        String classPath = System.getProperty("java.class.path");
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-cp",
                                classPath + ":" + folder,
                                "-d",
                                folder.toString(),
                                file.toString()))
                .isZero();
    }

    private static void build() throws IOException {
        compile("Methods", METHODS);
        compile("Provider", PROVIDER);
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(AlgorithmProvider.class.getName()), "plugin.Provider");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader built = load()) {
            thread.setContextClassLoader(built);
            IndexAlgorithms.write(folder.toString());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @AfterEach
    void closeLoader() throws IOException {
        if (loader != null) {
            loader.close();
        }
    }

    @Test
    void anIndexThatIsOlderThanADeclarationIsFound() throws IOException {
        build();
        loader = load();
        assertThat(KitRun.failures(new OfPlugin())).isEmpty();
        loader.close();

        compile("Methods", METHODS.replace("A number.", "The number to double."));
        loader = load();
        assertThat(KitRun.failures(new OfPlugin()))
                .singleElement()
                .asString()
                .contains("Requirement 2: ", "says something else than the declaration of Double", "build anew");
    }

    @Test
    void aServicesFileWithAByteOrderMarkIsReadAsAHostReadsIt() throws IOException {
        build();
        Path services = folder.resolve("META-INF/services/" + AlgorithmProvider.class.getName());
        Files.writeString(services, "\uFEFFplugin.Provider\n");
        loader = load();
        assertThat(KitRun.failures(new OfPlugin())).isEmpty();

        Files.writeString(services, "\uFEFFplugin.Another\n");
        loader.close();
        loader = load();
        assertThat(KitRun.failures(new OfPlugin()))
                .anySatisfy(failure -> assertThat(failure).contains("Requirement 1: ", "plugin.Provider is not found"));
    }

    @Test
    void anAlgorithmThatTheIndexLacksOrKeptIsFound() throws IOException {
        build();
        compile("Methods", METHODS.replace("\"Double\"", "\"Triple\""));
        loader = load();
        assertThat(KitRun.failures(new OfPlugin()))
                .anySatisfy(failure -> assertThat(failure)
                        .contains("Requirement 2: ", "it does not have Triple v1", "it still has Double v1"));
        loader.close();

        compile("Methods", METHODS.replace("twice", "doubled"));
        loader = load();
        assertThat(KitRun.failures(new OfPlugin()))
                .anySatisfy(
                        failure -> assertThat(failure).contains("Requirement 2: ", "twice", "its method is not there"));
    }

    /** The contract of the plugin that the tests compile. */
    static final class OfPlugin extends AlgorithmContractTests {
        @Override
        protected AlgorithmProvider provider() {
            try {
                return (AlgorithmProvider) Objects.requireNonNull(loader)
                        .loadClass("plugin.Provider")
                        .getConstructor()
                        .newInstance();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected List<Example> examples(Path unused) {
            return List.of(Example.of("Double").with("X", 21).gives("Result", 42));
        }
    }
}
