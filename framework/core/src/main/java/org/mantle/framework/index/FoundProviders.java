package org.mantle.framework.index;

import java.io.IOException;
import java.util.List;
import java.util.ServiceLoader;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.internal.registry.ProviderDiscovery;

/**
 * The providers that a host finds, for tests of whether it finds one.
 *
 * @since 0.1.0
 */
public final class FoundProviders {

    private FoundProviders() {}

    /**
     * Returns the providers that a host with a certain class loader finds; none is made. What cannot be a provider is left out.
     *
     * @throws IOException if a file that names providers cannot be read
     */
    public static List<ServiceLoader.Provider<AlgorithmProvider>> by(ClassLoader loader) throws IOException {
        return ProviderDiscovery.providers(loader);
    }
}
