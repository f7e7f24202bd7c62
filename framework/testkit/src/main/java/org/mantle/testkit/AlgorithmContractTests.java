package org.mantle.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.mantle.framework.MantleBuilder;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.index.FoundProviders;

/**
 * The contract of algorithms as tests: extend it in their package and give examples, and every requirement is a test for every
 * algorithm, class or annotated method. A test that fails says which requirement is not met, by what, and what to do.
 *
 * <pre>{@code
 * class TextContractTests extends AlgorithmContractTests {
 *     protected List<Example> examples(Path folder) throws IOException {
 *         Path file = Files.writeString(folder.resolve("poem.txt"), "one line\n");
 *         return List.of(Example.of("CountLines").with("File", file).gives("Lines", 1));
 *     }
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
public abstract class AlgorithmContractTests {

    /** Made by JUnit. */
    protected AlgorithmContractTests() {}

    /**
     * Returns a new provider of the algorithms. When not overridden it is the one that a host finds in the package of this class, such as that which Mantle's Maven plugin makes.
     *
     * @throws IllegalStateException if there is none; it says what to do
     */
    protected AlgorithmProvider provider() {
        String here = getClass().getPackageName();
        try {
            for (ServiceLoader.Provider<AlgorithmProvider> found :
                    FoundProviders.by(getClass().getClassLoader())) {
                if (found.type().getPackageName().equals(here)) {
                    return found.get();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("no provider is found in the package " + here
                + "; have the build write its services file (mvn process-classes, with the goal index of"
                + " mantle-maven-plugin), or override provider()");
    }

    /**
     * Returns examples, at least one of each algorithm, and for an algorithm that can take long also one that
     * {@linkplain Example#lastsUntilCancelled lasts until it is cancelled}. Asked for again before each run.
     *
     * @param folder an empty folder for files that the examples read and write, a new one every time
     */
    protected abstract List<Example> examples(Path folder) throws IOException;

    /**
     * Gives a host the services that the examples need; nothing when not overridden. An executor that is set here does not
     * execute the runs that the kit watches and cancels: they have threads of their own.
     */
    protected void prepare(MantleBuilder host) {}

    /** Returns how long a cancelled run, or a thread of it, may take to end; 5 seconds when not overridden. */
    protected Duration patience() {
        return Duration.ofSeconds(5);
    }

    /**
     * Returns the numbers of requirements that are knowingly not met, each with the reason; their tests are skipped with it.
     * None when not overridden.
     */
    protected Map<Integer, String> exceptions() {
        return Map.of();
    }

    /** Returns a test of each requirement, of the provider and of each of its algorithms. */
    @TestFactory
    public final Stream<DynamicNode> contract() {
        return new Contract(this).nodes();
    }
}
