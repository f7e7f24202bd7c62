package org.mantle.framework.internal.registry;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.declare.IndexFormat;
import org.mantle.framework.run.RegistryFault;

/**
 * The indexes in jars whose providers no file names. Where jars are packed into one, files of one name take each other's place, and
 * the algorithms of a provider that is named in a lost one would be missing without a word.
 *
 * <p>They are looked for when somebody first asks: all entries of each jar with an index are read for it, tens of thousands where an
 * application is one jar, and no start should pay for that. Safe from many threads.
 */
final class UnclaimedIndexes {

    private static final String FOLDER = IndexFormat.FOLDER + "/";

    private final ClassLoader loader;
    private final Set<String> found;
    private @Nullable List<RegistryFault> known;

    /**
     * Prepares the search in what a class loader sees.
     *
     * @param found the names of providers that were found
     */
    UnclaimedIndexes(ClassLoader loader, Set<String> found) {
        this.loader = loader;
        this.found = Set.copyOf(found);
    }

    /** Returns a fault for each such index. */
    synchronized List<RegistryFault> faults() {
        @Nullable List<RegistryFault> faults = known;
        if (faults == null) {
            try {
                faults = search();
            } catch (IOException e) {
                // a jar that cannot be read any more: the reading of plugins tells that, and this looks again next time
                return List.of();
            }
            known = faults;
        }
        return faults;
    }

    private List<RegistryFault> search() throws IOException {
        Enumeration<URL> folders = loader.getResources(FOLDER);
        List<RegistryFault> faults = new ArrayList<>(0);
        Set<String> jars = new HashSet<>();
        while (folders.hasMoreElements()) {
            // one that can be read only as it is, such as a folder of classes, was packed by nobody
            if (UncachedResource.connect(folders.nextElement()) instanceof JarURLConnection folder
                    && jars.add(folder.getURL().toString())) {
                for (String provider : providers(folder)) {
                    if (!found.contains(provider)
                            && !ProviderNames.seenBy(loader).contains(provider)) {
                        faults.add(new RegistryFault(
                                folder.getJarFileURL().toString(),
                                RegistryFault.WRONG_INDEX,
                                "",
                                "it has an index of the provider " + provider + ", which no file "
                                        + ProviderNames.FILE
                                        + " names: its algorithms are missing. Merge these files where jars are packed into one",
                                Optional.empty()));
                    }
                }
            }
        }
        return List.copyOf(faults);
    }

    private static List<String> providers(JarURLConnection folder) throws IOException {
        List<String> providers = new ArrayList<>();
        try (JarFile jar = folder.getJarFile()) {
            Enumeration<JarEntry> entries = jar.entries();
            while (entries.hasMoreElements()) {
                String name = entries.nextElement().getName();
                if (name.startsWith(FOLDER) && name.endsWith(IndexFormat.SUFFIX)) {
                    providers.add(name.substring(FOLDER.length(), name.length() - IndexFormat.SUFFIX.length()));
                }
            }
        }
        return providers;
    }
}
