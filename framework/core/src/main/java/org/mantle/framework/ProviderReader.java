package org.mantle.framework;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.net.URL;
import java.net.URLConnection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks one provider for its algorithms, or reads its index; what is wrong with one algorithm harms no other. */
final class ProviderReader {

    private static final String ADVICE =
            "; its declarations were run instead. Build the jar anew, with IndexAlgorithms in its build";

    private final AlgorithmProvider provider;
    private final Class<?> type;
    private final String location;
    private final RegistryPlugin plugin;

    private ProviderReader(AlgorithmProvider provider) {
        this.provider = provider;
        this.type = provider.getClass();
        this.location = CodeLocation.of(type);
        this.plugin = new RegistryPlugin(type.getName() + location);
    }

    /** Reads the provider's index, or runs the declarations when there is none. */
    static RegistryPlugin read(AlgorithmProvider provider) {
        return read(provider, true);
    }

    /** Runs the declarations, whether there is an index or not. */
    static RegistryPlugin readDeclarations(AlgorithmProvider provider) {
        return read(provider, false);
    }

    private static RegistryPlugin read(AlgorithmProvider provider, boolean byIndex) {
        ProviderReader reader = new ProviderReader(provider);
        try {
            MethodHandles.Lookup lookup = Objects.requireNonNull(provider.lookup(), "its lookup() is null");
            if (!byIndex || !reader.readIndex(lookup)) {
                reader.runDeclarations(lookup);
            }
            provider.addDefaultServices(reader.plugin.services());
        } catch (Throwable e) { // foreign code: a provider may throw anything, also a linkage error
            reader.plugin.fault(e);
        }
        return reader.plugin;
    }

    private void runDeclarations(MethodHandles.Lookup lookup) {
        for (@Nullable Class<? extends Algorithm> algorithm :
                Objects.requireNonNull(provider.algorithms(), "its algorithms() is null")) {
            if (algorithm == null) {
                plugin.fault("one of its algorithms is null");
            } else {
                add(new AlgorithmClass(lookup, algorithm));
            }
        }
        for (@Nullable Class<?> holder : Objects.requireNonNull(provider.methods(), "its methods() is null")) {
            if (holder == null) {
                plugin.fault("one of its classes with methods is null");
            } else {
                addMethods(lookup, holder);
            }
        }
    }

    private void addMethods(MethodHandles.Lookup lookup, Class<?> holder) {
        List<String> names = AlgorithmMethodOrigin.methodsOf(holder);
        if (names.isEmpty()) {
            plugin.fault("its class " + holder.getName() + " has no method that is annotated with @AlgorithmMethod");
        }
        for (String name : names) {
            add(new AlgorithmMethodOrigin(lookup, holder.getName(), name, CodeLocation.of(holder)));
        }
    }

    private void add(AlgorithmOrigin origin) {
        try {
            plugin.add(new AlgorithmDescriptor(plugin, origin, origin.declare()));
        } catch (Throwable e) { // foreign code: a declaration may throw anything, also from a static initialiser
            plugin.fault(origin.source(), e);
        }
    }

    /** Returns whether there is an index that can be used. */
    private boolean readIndex(MethodHandles.Lookup lookup) {
        String name = type.getName();
        try {
            byte @Nullable [] index = resource(type, IndexFormat.path(name));
            if (index == null) {
                return false;
            }
            for (IndexedAlgorithm algorithm : IndexReader.read(index, name, checksum(type))) {
                plugin.add(new AlgorithmDescriptor(
                        plugin, AlgorithmMethodOrigin.of(lookup, algorithm.originName(), location), algorithm));
            }
            return true;
        } catch (BrokenIndexException e) {
            plugin.fault("its index " + e.getMessage() + ADVICE);
        } catch (IOException e) {
            plugin.fault("its index cannot be read: " + FailureMessage.of(e) + ADVICE);
        }
        return false;
    }

    /** Returns the checksum of a class file, by which an index of another state of it is told; empty when there is no file. */
    static String checksum(Class<?> type) throws IOException {
        byte @Nullable [] code = resource(type, type.getName().replace('.', '/') + ".class");
        return code == null ? "" : IndexFormat.checksum(code, code.length);
    }

    /** Reads past the JVM's cache of open jars, which knows a jar that was replaced as it was before. */
    private static byte @Nullable [] resource(Class<?> type, String path) throws IOException {
        URL url = type.getResource("/" + path);
        if (url == null) {
            return null;
        }
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            return in.readAllBytes();
        }
    }
}
