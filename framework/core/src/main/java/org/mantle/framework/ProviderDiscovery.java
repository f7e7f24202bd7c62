package org.mantle.framework;

import java.util.Collection;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds the providers that a class loader sees. */
final class ProviderDiscovery {

    /** A class path that cannot be read fails again and again, and there is no end to wait for. */
    private static final int MOST_FAILURES = 100;

    private ProviderDiscovery() {}

    /** Adds what each provider brings; what is wrong with one harms no other. */
    static void discover(ClassLoader loader, Collection<RegistryPlugin> found) {
        Iterator<AlgorithmProvider> providers =
                ServiceLoader.load(AlgorithmProvider.class, loader).iterator();
        int failedInARow = 0;
        while (failedInARow < MOST_FAILURES) {
            try {
                if (!providers.hasNext()) {
                    return;
                }
                found.add(ProviderReader.read(providers.next()));
                failedInARow = 0;
            } catch (ServiceConfigurationError | LinkageError e) { // the iterator goes on with the next provider
                RegistryPlugin broken = new RegistryPlugin(AlgorithmProvider.class.getName());
                broken.fault(e);
                found.add(broken);
                failedInARow++;
            }
        }
    }
}
