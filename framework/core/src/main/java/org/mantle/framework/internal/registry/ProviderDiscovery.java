package org.mantle.framework.internal.registry;

import java.util.Collection;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.algorithm.AlgorithmProvider;

/** Finds the providers that a class loader sees; what is wrong with one harms no other. */
public final class ProviderDiscovery {

    /** A class path that cannot be read fails again and again, and there is no end to wait for. */
    private static final int MOST_FAILURES = 100;

    private final ClassLoader loader;
    private final @Nullable String source;
    private final Collection<RegistryPlugin> found;

    private ProviderDiscovery(ClassLoader loader, @Nullable String source, Collection<RegistryPlugin> found) {
        this.loader = loader;
        this.source = source;
        this.found = found;
    }

    /** Adds what each provider brings. */
    public static void discover(ClassLoader loader, Collection<RegistryPlugin> found) {
        Iterator<AlgorithmProvider> providers =
                ServiceLoader.load(AlgorithmProvider.class, loader).iterator();
        ProviderDiscovery discovery = new ProviderDiscovery(loader, null, found);
        int failedInARow = 0;
        while (failedInARow < MOST_FAILURES) {
            try {
                if (!providers.hasNext()) {
                    return;
                }
                found.add(ProviderReader.read(providers.next()));
                failedInARow = 0;
            } catch (ServiceConfigurationError | LinkageError e) {
                // the iterator goes on with the next provider
                discovery.fault(e);
                failedInARow++;
            }
        }
    }

    /**
     * Adds what each provider brings that a plugin's loader has loaded itself.
     *
     * @param source the plugin's jar or folder, for messages
     */
    static void discoverOwn(ClassLoader loader, String source, Collection<RegistryPlugin> found) {
        Iterator<ServiceLoader.Provider<AlgorithmProvider>> providers =
                ServiceLoader.load(AlgorithmProvider.class, loader).stream().iterator();
        ProviderDiscovery discovery = new ProviderDiscovery(loader, source, found);
        int failedInARow = 0;
        while (failedInARow < MOST_FAILURES) {
            try {
                if (!providers.hasNext()) {
                    return;
                }
                ServiceLoader.Provider<AlgorithmProvider> provider = providers.next();
                if (provider.type().getClassLoader() == loader) {
                    found.add(ProviderReader.read(provider.get()));
                }
                failedInARow = 0;
            } catch (ServiceConfigurationError | LinkageError e) {
                // as above
                discovery.fault(e);
                failedInARow++;
            }
        }
    }

    private void fault(Error thrown) {
        found.add(new BrokenProvider(source, loader).plugin(thrown));
    }
}
