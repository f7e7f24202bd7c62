package org.mantle.framework.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.internal.registry.TestPlugin;
import org.mantle.framework.run.AlgorithmFailedException;

/** A plugin's code, and the libraries in it, find their classes by the context class loader of the thread that runs. */
class ContextLoaderTests {

    private static final String WORDS = """
        static String words() {
            StringBuilder words = new StringBuilder();
            java.util.ServiceLoader.load(Word.class).forEach(word -> words.append(word.text()));
            return words.toString();
        }
        """;

    private static final String DECLARED = """
        static final Property<String> TEXT = Property.string("Text").output().build();
        @Override protected void declare(Declaration d) {
            d.name("%s").categories("Plugin").summary("Serves a test.").properties(TEXT);
        }
        """;

    private final Thread thread = Thread.currentThread();
    private final ClassLoader before = thread.getContextClassLoader();
    private TestPlugin.RecordingLoader loader;
    private Mantle mantle;

    @BeforeEach
    void compile(@TempDir Path folder) throws IOException {
        TestPlugin plugin = TestPlugin.compile(
                        folder,
                        "public interface Word { String text(); }",
                        "public final class Hello implements Word { public String text() { return \"hello\"; } }",
                        "final class Says extends Algorithm {" + WORDS + DECLARED.formatted("Says") + """
                                @Override protected void validateInputs(Inputs in, Problems out) {
                                    if (words().isEmpty()) { out.add("there is no word"); }
                                }
                                @Override protected void execute(Context run) {
                                    AlgorithmInstance child = run.createChild("Method", 0, 1);
                                    child.execute();
                                    run.set(TEXT, words() + " " + child.getProperty("Result"));
                                }
                            }
                            """,
                        "final class Fails extends Algorithm {" + DECLARED.formatted("Fails") + """
                                @Override protected void execute(Context run) {
                                    Thread.currentThread().setContextClassLoader(null);
                                    throw new IllegalStateException("on purpose");
                                }
                            }
                            """,
                        "final class Methods {" + WORDS + """
                                @AlgorithmMethod(name = "Method", categories = "Plugin", summary = "Serves a test.")
                                static String method() { return words(); }
                            }
                            """,
                        """
                        public final class Provider implements AlgorithmProvider {
                            @Override public MethodHandles.Lookup lookup() { return MethodHandles.lookup(); }
                        }
                        """)
                .providers("Provider");
        Files.writeString(plugin.classes().resolve("META-INF/services/plugin.Word"), "plugin.Hello");
        loader = plugin.packed();
        mantle = Mantle.builder().classLoader(loader).build();
    }

    @AfterEach
    void close() throws IOException {
        mantle.close();
        loader.close();
    }

    @Test
    void servicesOfAPluginAreFoundInARunAndInsideIt() throws InterruptedException {
        assertThat(mantle.registry().faults()).isEmpty();
        assertThat(mantle.run("Says", Map.of()).get("Text")).isEqualTo("hello hello");
        assertThat(mantle.start("Says", Map.of()).outputs().get("Text")).isEqualTo("hello hello");
        assertThat(thread.getContextClassLoader()).isSameAs(before);
    }

    @Test
    void theThreadHasItsOwnAgainWhateverTheRunDid() {
        assertThatExceptionOfType(AlgorithmFailedException.class).isThrownBy(() -> mantle.run("Fails", Map.of()));
        assertThat(thread.getContextClassLoader()).isSameAs(before);
    }
}
