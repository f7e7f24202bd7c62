package org.mantle.framework.index;

import java.util.List;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.internal.registry.ProviderReader;
import org.mantle.framework.internal.registry.RegistryPlugin;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.RegistryFault;

/**
 * What the index beside a provider says, for tests of it. It is read from a folder of classes too, where a host runs the declarations
 * instead. Safe from many threads.
 *
 * @since 0.1.0
 */
public final class ProviderIndexContents {

    private final RegistryPlugin plugin;

    private ProviderIndexContents(RegistryPlugin plugin) {
        this.plugin = plugin;
    }

    /** Reads the index of a provider; where there is none that can be used, the declarations are run. */
    public static ProviderIndexContents of(AlgorithmProvider provider) {
        return new ProviderIndexContents(ProviderReader.readIndexAnywhere(provider));
    }

    /** Returns the algorithms that it has and that can be used; one whose declaration fails when it is asked for is taken out then. */
    public List<AlgorithmDescriptor> algorithms() {
        return List.copyOf(plugin.algorithms());
    }

    /** Returns what is wrong with it, also by the declarations that have run so far because their properties were asked for. */
    public List<RegistryFault> faults() {
        return plugin.faults();
    }
}
