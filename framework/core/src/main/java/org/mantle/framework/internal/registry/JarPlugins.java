package org.mantle.framework.internal.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.mantle.commons.file.JarUrl;
import org.mantle.framework.internal.text.Names;
import org.mantle.framework.run.AlgorithmRegistry;

/** Plugins that are jars: each jar is one, and each folder with jars is one with its libraries. Each has a class loader of its own. */
final class JarPlugins implements PluginFormat {

    private static final String JAR = ".jar";

    /** Every loader that was made, as long as anything needs it: a run under way may need one whose jar is gone. */
    private final Queue<WeakReference<PluginLoader>> loaders = new ConcurrentLinkedQueue<>();

    private final SharedPackages shared;
    private volatile boolean closed;

    JarPlugins(SharedPackages shared) {
        this.shared = shared;
    }

    @Override
    public List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return isJar(path) ? List.of(path) : List.of();
        }
        try (Stream<Path> inside = Files.list(path)) {
            return inside.filter(JarPlugins::isJar).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Some systems write the names of files in capitals. */
    private static boolean isJar(Path file) {
        return Names.lower(file.getFileName().toString()).endsWith(JAR);
    }

    /** The classes of a jar are loaded when they are needed, and belong together: the host says when they are to be others. */
    @Override
    public boolean isTakenUpWhenUsed() {
        return false;
    }

    @Override
    public List<RegistryPlugin> load(Path path, List<Path> jars) {
        List<RegistryPlugin> found = new ArrayList<>();
        List<URL> whole = new ArrayList<>();
        for (Path jar : jars) {
            try {
                new JarFile(jar.toFile()).close();
                whole.add(JarUrl.of(jar));
            } catch (IOException e) {
                found.add(RegistryPlugin.broken(jar, "it is no jar that can be read", e));
            }
        }
        PluginLoader loader = new PluginLoader(whole.toArray(URL[]::new), shared);
        loaders.removeIf(former -> former.get() == null);
        loaders.add(new WeakReference<>(loader));
        // whoever closes may have looked before it was added
        if (closed) {
            close(loader);
            return found;
        }
        try {
            Set<String> providers = ProviderNames.seenBy(loader);
            if (!providers.isEmpty()) {
                ProviderDiscovery.discoverOwn(loader, path.toString(), found);
                loader.namesOfOthers(providers)
                        .forEach(
                                name -> found.add(
                                        RegistryPlugin.faulty(
                                                path,
                                                "its provider " + name
                                                        + " is passed over: the host has one of that name already, on its class path, which counts")));
            } else if (found.isEmpty()) {
                found.add(RegistryPlugin.faulty(
                        path, "it brings no algorithms: it names no provider in " + ProviderNames.FILE));
            }
        } catch (IOException e) {
            found.add(RegistryPlugin.broken(path, "it cannot be read", e));
        }
        return found;
    }

    /** Closes the class loaders. */
    @Override
    public void close() {
        closed = true;
        for (WeakReference<PluginLoader> reference : loaders) {
            PluginLoader loader = reference.get();
            if (loader != null) {
                close(loader);
            }
        }
    }

    private static void close(PluginLoader loader) {
        try {
            loader.close();
        } catch (IOException e) {
            System.getLogger(AlgorithmRegistry.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "a jar of a plugin could not be closed: " + Arrays.toString(loader.getURLs()),
                            e);
        }
    }
}
