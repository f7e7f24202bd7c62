package org.mantle.framework.internal.registry;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmSource;
import org.mantle.framework.internal.declare.DefaultCheck;
import org.mantle.framework.internal.declare.SuppliedAlgorithm;

/** Asks one source for its algorithms; what is wrong with one harms no other. */
public final class SourceReader {

    private SourceReader() {}

    /** Runs the declarations of a source. */
    public static RegistryPlugin read(AlgorithmSource source) {
        RegistryPlugin plugin = new RegistryPlugin(location(source), source.getClass());
        try {
            for (Supplier<? extends Algorithm> maker : plugin.handedOver("algorithms()", source.algorithms())) {
                plugin.declare(new SuppliedAlgorithm(maker, plugin.source()));
            }
            // no build has looked at them
            plugin.faultsOfProperties(DefaultCheck::fault).forEach(plugin::add);
            source.addDefaultServices(plugin.services());
        } catch (Throwable e) {
            // foreign code: a source may throw anything
            plugin.fault(e);
        }
        return plugin;
    }

    private static String location(AlgorithmSource source) {
        try {
            @Nullable String location = source.location();
            return location == null ? source.getClass().getName() : location;
        } catch (RuntimeException e) {
            // foreign code: its algorithms may be fine all the same
            return source.getClass().getName();
        }
    }
}
