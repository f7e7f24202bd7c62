package org.mantle.framework.internal.registry;

import java.lang.invoke.MethodHandles;
import java.net.URL;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.internal.declare.AlgorithmClass;
import org.mantle.framework.internal.declare.AlgorithmMethodOrigin;
import org.mantle.framework.internal.declare.IndexFormat;
import org.mantle.framework.internal.text.CodeLocation;

/** Asks one provider for its algorithms, or reads its index; what is wrong with one algorithm harms no other. */
public final class ProviderReader {

    private final AlgorithmProvider provider;
    private final Class<?> type;
    private final String location;
    private final RegistryPlugin plugin;

    private ProviderReader(AlgorithmProvider provider) {
        this.provider = provider;
        this.type = provider.getClass();
        this.location = CodeLocation.of(type);
        this.plugin = new RegistryPlugin(type.getName() + location, type);
    }

    /** Where an index is looked at. */
    private enum Indexes {
        NOWHERE,
        IN_JARS,
        ANYWHERE
    }

    /**
     * Reads the provider's index, or runs the declarations when there is none. A folder of classes is somebody's work at a program,
     * ahead of any index in it.
     */
    public static RegistryPlugin read(AlgorithmProvider provider) {
        return read(provider, Indexes.IN_JARS);
    }

    /** Reads the provider's index, also one in a folder of classes. */
    public static RegistryPlugin readIndexAnywhere(AlgorithmProvider provider) {
        return read(provider, Indexes.ANYWHERE);
    }

    /** Runs the declarations, whether there is an index or not. */
    public static RegistryPlugin readDeclarations(AlgorithmProvider provider) {
        return read(provider, Indexes.NOWHERE);
    }

    private static RegistryPlugin read(AlgorithmProvider provider, Indexes indexes) {
        ProviderReader reader = new ProviderReader(provider);
        try {
            MethodHandles.@Nullable Lookup lookup = provider.lookup();
            if (lookup == null) {
                reader.plugin.fault("its lookup() gives null; give MethodHandles.lookup()");
                return reader.plugin;
            }
            if (!reader.readIndex(lookup, indexes)) {
                reader.runDeclarations(lookup);
            }
            provider.addDefaultServices(reader.plugin.services());
        } catch (Throwable e) {
            // foreign code: a provider may throw anything, also a linkage error
            reader.plugin.fault(e);
        }
        return reader.plugin;
    }

    private void runDeclarations(MethodHandles.Lookup lookup) {
        for (Class<? extends Algorithm> algorithm : plugin.handedOver("algorithms()", provider.algorithms())) {
            plugin.declare(new AlgorithmClass(lookup, algorithm));
        }
        for (Class<?> holder : plugin.handedOver("methods()", provider.methods())) {
            addMethods(lookup, holder);
        }
    }

    private void addMethods(MethodHandles.Lookup lookup, Class<?> holder) {
        List<String> names = AlgorithmMethodOrigin.methodsOf(holder);
        if (names.isEmpty()) {
            plugin.fault("its class " + holder.getName() + " has no method that is annotated with @AlgorithmMethod");
        }
        for (String name : names) {
            plugin.declare(new AlgorithmMethodOrigin(lookup, holder.getName(), name, CodeLocation.of(holder)));
        }
    }

    /** Returns whether there is an index that can be used. */
    private boolean readIndex(MethodHandles.Lookup lookup, Indexes indexes) {
        if (indexes == Indexes.NOWHERE) {
            return false;
        }
        URL index = type.getResource("/" + IndexFormat.FOLDER + "/" + type.getName() + IndexFormat.SUFFIX);
        return index != null
                && (indexes == Indexes.ANYWHERE || !index.getProtocol().equals("file"))
                && new ProviderIndex(type, location, plugin).read(index, lookup);
    }
}
