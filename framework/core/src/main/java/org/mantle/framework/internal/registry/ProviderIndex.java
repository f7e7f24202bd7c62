package org.mantle.framework.internal.registry;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.net.URL;
import java.net.URLConnection;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.compiled.IndexedAlgorithm;
import org.mantle.framework.internal.declare.AlgorithmMethodOrigin;
import org.mantle.framework.internal.declare.BrokenIndexException;
import org.mantle.framework.internal.declare.IndexFormat;
import org.mantle.framework.internal.declare.IndexReader;
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
        String name = type.getName();
        try {
            for (IndexedAlgorithm algorithm : IndexReader.read(bytes(index), name, checksum())) {
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

    /** Returns the checksum of the class file, by which an index of another state of it is told; empty when there is no file. */
    private String checksum() throws IOException {
        URL file = type.getResource("/" + type.getName().replace('.', '/') + ".class");
        if (file == null) {
            return "";
        }
        byte[] code = bytes(file);
        return IndexFormat.checksum(code, code.length);
    }

    /** Reads past the JVM's cache of open jars, which knows a jar that was replaced as it was before. */
    private static byte[] bytes(URL resource) throws IOException {
        URLConnection connection = resource.openConnection();
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            return in.readAllBytes();
        }
    }
}
