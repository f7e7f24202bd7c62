package org.mantle.python.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.testkit.AlgorithmContractTests;
import org.mantle.testkit.Example;

/** What is required of every algorithm, of two in Python. */
class PythonContractTests extends AlgorithmContractTests {

    @BeforeAll
    static void needsPython() {
        Prerequisites.command("python3", "python3");
    }

    @Override
    protected AlgorithmProvider provider() {
        return new Provider();
    }

    @Override
    protected List<Example> examples(Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("numbers.txt"), "1\n2\n6\n");
        return List.of(
                Example.of("MeanOfFile").with("File", file).gives("Mean", 3.0).gives("Count", 3),
                Example.of("MeanOfFile").with("File", file).with("Skip", 1).gives("Mean", 4.0),
                Example.of("CountDown").with("From", 3).gives("Steps", List.of(3L, 2L, 1L)),
                Example.of("CountDown").with("From", -1).lastsUntilCancelled());
    }

    @Override
    protected Map<Integer, String> exceptions() {
        String reason = "a file in Python has no jar, and so no provider and no index";
        return Map.of(1, reason, 2, reason);
    }

    /** Hands over classes, as which the kit knows algorithms. */
    static final class Provider implements AlgorithmProvider {

        @Override
        public MethodHandles.Lookup lookup() {
            return MethodHandles.lookup();
        }

        @Override
        public List<Class<? extends Algorithm>> algorithms() {
            return List.of(MeanOfFile.class, CountDown.class);
        }
    }

    static final class MeanOfFile extends PythonAlgorithm {
        MeanOfFile() {
            super(File.DECLARED.get(0), File.POOL);
        }
    }

    static final class CountDown extends PythonAlgorithm {
        CountDown() {
            super(File.DECLARED.get(1), File.POOL);
        }
    }

    /** The file of both, read once, as a folder of plugins is. */
    private static final class File {

        static final Path PATH =
                Path.of("src", "test", "resources", "plugins", "contract.py").toAbsolutePath();
        static final PythonProgram PYTHON = new PythonProgram("python3", PluginFolderHost.PACKAGES);
        static final ProcessPool POOL = pool();
        static final List<DeclaredAlgorithm> DECLARED = declared();

        private File() {}

        private static ProcessPool pool() {
            try {
                return new ProcessPool(PYTHON, PluginState.of(PATH));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static List<DeclaredAlgorithm> declared() {
            try {
                return new PluginDeclarations(PYTHON, null, Duration.ofMinutes(1))
                        .of(POOL).asList().stream()
                                .map(each -> new DeclaredAlgorithm(each.getAsJsonObject()))
                                .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
