package org.mantle.framework.internal.registry;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.compiled.IndexedAlgorithm;
import org.mantle.framework.internal.declare.AlgorithmMethodOrigin;
import org.mantle.framework.internal.declare.BrokenIndexException;
import org.mantle.framework.internal.declare.IndexFormat;
import org.mantle.framework.internal.declare.IndexReader;
import org.mantle.framework.internal.declare.IndexedClasses;
import org.mantle.framework.internal.text.FailureMessage;
import org.mantle.framework.run.RegistryFault;

/** Takes the algorithms of a provider from its index. */
final class ProviderIndex {

    private static final String ADVICE =
            "; its declarations were run instead. Build the jar anew, with IndexAlgorithms in its build";

    private final Class<?> type;
    private final String location;
    private final RegistryPlugin plugin;

    /**
     * Reads for one provider.
     *
     * @param type the provider's class
     * @param location where it comes from, with the word before it
     * @param plugin gets the algorithms and the faults
     */
    ProviderIndex(Class<?> type, String location, RegistryPlugin plugin) {
        this.type = type;
        this.location = location;
        this.plugin = plugin;
    }

    /** Returns whether the index can be used; what is wrong with it is a fault of the plugin. */
    boolean read(URL index, MethodHandles.Lookup lookup) {
        try {
            for (IndexedAlgorithm algorithm : algorithms(UncachedResource.connect(index))) {
                plugin.add(new CompiledAlgorithm(
                        plugin, AlgorithmMethodOrigin.of(lookup, algorithm.originName(), location), algorithm));
            }
            return true;
        } catch (BrokenIndexException e) {
            plugin.fault(RegistryFault.WRONG_INDEX, "its index " + e.getMessage() + ADVICE);
        } catch (IOException e) {
            plugin.fault(RegistryFault.WRONG_INDEX, "its index cannot be read: " + FailureMessage.of(e) + ADVICE);
        }
        return false;
    }

    private List<IndexedAlgorithm> algorithms(URLConnection index) throws IOException, BrokenIndexException {
        try (InputStream in = index.getInputStream()) {
            byte[] bytes = in.readAllBytes();
            // what is no jar, such as an image of a JVM, was made from jars, with classes that may have been rewritten
            IndexedClasses classes =
                    index instanceof JarURLConnection jar ? new JarClasses(jar.getJarFile()) : IndexedClasses.UNKNOWN;
            return IndexReader.read(bytes, type.getName(), classes);
        }
    }

    /** The classes in a jar, whose checksums are in its table of contents. */
    private record JarClasses(JarFile jar) implements IndexedClasses {

        @Override
        public @Nullable String checksum(String typeName) {
            @Nullable ZipEntry file = jar.getEntry(typeName.replace('.', '/') + ".class");
            return file == null ? null : IndexFormat.checksum(file.getCrc());
        }
    }
}
