package org.mantle.framework.internal.registry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.algorithm.AlgorithmProvider;

/** Finds the providers that a class loader sees; what is wrong with one harms no other. */
public final class ProviderDiscovery {

    /** A class path that cannot be read fails again and again, and there is no end to wait for. */
    private static final int MOST_FAILURES = 100;

    private final ClassLoader loader;
    private final @Nullable String source;
    private final Collection<RegistryPlugin> found;

    /** The names of the providers that were found. */
    private final Set<String> names = new HashSet<>();

    private boolean hasMarkedFile;

    private ProviderDiscovery(ClassLoader loader, @Nullable String source, Collection<RegistryPlugin> found) {
        this.loader = loader;
        this.source = source;
        this.found = found;
    }

    /** Adds what each provider brings. */
    public static void discover(ClassLoader loader, Collection<RegistryPlugin> found) {
        ProviderDiscovery discovery = new ProviderDiscovery(loader, null, found);
        Iterator<AlgorithmProvider> providers =
                ServiceLoader.load(AlgorithmProvider.class, loader).iterator();
        int failedInARow = 0;
        while (failedInARow < MOST_FAILURES) {
            try {
                if (!providers.hasNext()) {
                    break;
                }
                discovery.take(providers.next());
                failedInARow = 0;
            } catch (ServiceConfigurationError | LinkageError e) {
                // the iterator goes on with the next provider
                discovery.fault(e);
                failedInARow++;
            }
        }
        discovery.end();
    }

    /**
     * Adds what each provider brings that a plugin's loader has loaded itself.
     *
     * @param source the plugin's jar or folder, for messages
     */
    static void discoverOwn(ClassLoader loader, String source, Collection<RegistryPlugin> found) {
        ProviderDiscovery discovery = new ProviderDiscovery(loader, source, found);
        Iterator<ServiceLoader.Provider<AlgorithmProvider>> providers =
                ServiceLoader.load(AlgorithmProvider.class, loader).stream().iterator();
        int failedInARow = 0;
        while (failedInARow < MOST_FAILURES) {
            try {
                if (!providers.hasNext()) {
                    break;
                }
                ServiceLoader.Provider<AlgorithmProvider> provider = providers.next();
                if (discovery.isWanted(provider.type())) {
                    discovery.take(provider.get());
                }
                failedInARow = 0;
            } catch (ServiceConfigurationError | LinkageError e) {
                // as above
                discovery.fault(e);
                failedInARow++;
            }
        }
        discovery.end();
    }

    /** Returns the providers that {@link #discover} would make; what cannot be one is left out. */
    public static List<ServiceLoader.Provider<AlgorithmProvider>> providers(ClassLoader loader) throws IOException {
        List<ServiceLoader.Provider<AlgorithmProvider>> all = new ArrayList<>();
        Iterator<ServiceLoader.Provider<AlgorithmProvider>> providers =
                ServiceLoader.load(AlgorithmProvider.class, loader).stream().iterator();
        int failedInARow = 0;
        while (failedInARow < MOST_FAILURES) {
            try {
                if (!providers.hasNext()) {
                    break;
                }
                all.add(providers.next());
                failedInARow = 0;
            } catch (ServiceConfigurationError | LinkageError e) {
                // as above
                failedInARow++;
            }
        }
        for (String name : ProviderNames.afterMarks(loader)) {
            try {
                Class<?> type = Class.forName(name, false, loader);
                if (all.stream().noneMatch(other -> other.type() == type)) {
                    all.add(new AfterMark(type.asSubclass(AlgorithmProvider.class)));
                }
            } catch (ClassNotFoundException | LinkageError | ClassCastException e) {
                // it is none, as above
            }
        }
        return all;
    }

    /** A provider whose name is in a file with a byte order mark. */
    private record AfterMark(Class<? extends AlgorithmProvider> type)
            implements ServiceLoader.Provider<AlgorithmProvider> {
        @Override
        public AlgorithmProvider get() {
            try {
                return type.getConstructor().newInstance();
            } catch (ReflectiveOperationException e) {
                throw new ServiceConfigurationError(type.getName() + " cannot be made", e);
            }
        }
    }

    /** Returns whether a provider was not found before; a plugin brings those of its own jars alone, which the host has not. */
    private boolean isWanted(Class<?> provider) {
        return !names.contains(provider.getName())
                && (!(loader instanceof PluginLoader)
                        || (provider.getClassLoader() == loader && !PluginLoader.isHosts(provider.getName())));
    }

    private void take(AlgorithmProvider provider) {
        names.add(provider.getClass().getName());
        found.add(ProviderReader.read(provider));
    }

    private void fault(Error thrown) {
        if (thrown instanceof ServiceConfigurationError && ProviderNames.isAboutMark(thrown.getMessage())) {
            hasMarkedFile = true;
        } else {
            addFault(thrown);
        }
    }

    private void addFault(Throwable thrown) {
        found.add(new BrokenProvider(source, loader).plugin(thrown));
    }

    /** Takes up what {@code ServiceLoader} refuses, and has what nothing names looked for. */
    private void end() {
        try {
            if (hasMarkedFile) {
                makeThoseAfterMarks();
            }
        } catch (IOException e) {
            addFault(e);
        }
        RegistryPlugin rest = new RegistryPlugin(source == null ? "" : source);
        rest.setUnclaimed(new UnclaimedIndexes(loader, names));
        found.add(rest);
    }

    /** Makes the providers whose names are in files with a byte order mark. */
    private void makeThoseAfterMarks() throws IOException {
        for (String name : ProviderNames.afterMarks(loader)) {
            try {
                Class<?> type = Class.forName(name, true, loader);
                if (isWanted(type)) {
                    take(type.asSubclass(AlgorithmProvider.class)
                            .getConstructor()
                            .newInstance());
                }
            } catch (Throwable e) {
                // foreign code: a provider may throw anything, also from a static initialiser
                addFault(e);
            }
        }
    }
}
