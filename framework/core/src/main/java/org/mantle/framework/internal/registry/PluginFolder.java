package org.mantle.framework.internal.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder with plugins: each jar is one, and each folder with jars is one with its libraries. Each has a class loader of its
 * own. Safe from many threads.
 */
public final class PluginFolder {

    private static final String JAR = ".jar";

    private final Path folder;
    private Map<Path, Loaded> loaded = new TreeMap<>();
    private volatile boolean closed;

    /** Every loader that was made, as long as anything needs it: a run under way may need one whose jar is gone. */
    private final Queue<WeakReference<PluginLoader>> loaders = new ConcurrentLinkedQueue<>();

    /**
     * A plugin as it was when it was loaded.
     *
     * @param stamp differs when the plugin's files do
     */
    private record Loaded(String stamp, List<RegistryPlugin> plugins) {}

    public PluginFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** Looks at the folder again and tells, under no lock, of what came, went or was replaced. */
    public void scan(RegistryPlugins registry) {
        takeUp(registry);
        registry.tell();
    }

    private synchronized void takeUp(RegistryPlugins registry) {
        loaders.removeIf(loader -> loader.get() == null);
        List<RegistryPlugin> before = plugins();
        Map<Path, Loaded> found = new TreeMap<>();
        try {
            for (Path path : entries()) {
                Loaded plugin = look(path, loaded.get(path));
                if (plugin != null) {
                    found.put(path, plugin);
                }
            }
        } catch (IOException e) { // what was loaded from there stays
            found = new TreeMap<>(loaded);
            found.put(folder, new Loaded("", List.of(broken(folder, "it cannot be read", e))));
        }
        if (closed) {
            return;
        }
        loaded = found;
        registry.replaceQuietly(before, plugins());
    }

    /** Returns what a path brings, anew if it has changed; {@code null} where it is no plugin. */
    private @Nullable Loaded look(Path path, @Nullable Loaded known) {
        try {
            List<Path> jars = jars(path);
            String stamp = stamp(jars);
            if (known != null && known.stamp().equals(stamp)) {
                return known;
            }
            return jars.isEmpty() ? null : new Loaded(stamp, load(path, jars));
        } catch (IOException e) { // the others in the folder are not harmed
            return new Loaded("", List.of(broken(path, "it cannot be read", e)));
        }
    }

    private List<RegistryPlugin> plugins() {
        List<RegistryPlugin> plugins = new ArrayList<>();
        loaded.values().forEach(one -> plugins.addAll(one.plugins()));
        return plugins;
    }

    private List<Path> entries() throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path path : all) {
                if (!path.getFileName().toString().startsWith(".")) {
                    entries.add(path);
                }
            }
        } catch (NoSuchFileException e) {
            return List.of(); // a folder that nobody has made has no plugins
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }

    private static List<Path> jars(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return path.toString().endsWith(JAR) ? List.of(path) : List.of();
        }
        try (Stream<Path> inside = Files.list(path)) {
            return inside.filter(file -> file.toString().endsWith(JAR)).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String stamp(List<Path> jars) throws IOException {
        StringBuilder stamp = new StringBuilder();
        for (Path jar : jars) {
            BasicFileAttributes attributes = Files.readAttributes(jar, BasicFileAttributes.class);
            stamp.append(jar)
                    .append(' ')
                    .append(attributes.size())
                    .append(' ')
                    .append(attributes.lastModifiedTime())
                    .append(' ')
                    .append(attributes.fileKey())
                    .append('\n');
        }
        return stamp.toString();
    }

    private List<RegistryPlugin> load(Path path, List<Path> jars) {
        List<RegistryPlugin> found = new ArrayList<>();
        List<URL> whole = new ArrayList<>();
        for (Path jar : jars) {
            try {
                new JarFile(jar.toFile()).close();
                whole.add(jar.toUri().toURL());
            } catch (IOException e) {
                found.add(broken(jar, "it is no jar that can be read", e));
            }
        }
        PluginLoader loader = new PluginLoader(whole.toArray(URL[]::new));
        loaders.add(new WeakReference<>(loader));
        if (closed) { // after whoever closes may have looked for it
            close(loader);
            return found;
        }
        try {
            List<String> providers = loader.providerNames();
            if (!providers.isEmpty()) {
                ProviderDiscovery.discoverOwn(loader, path.toString(), found);
                loader.namesOfOthers(providers)
                        .forEach(
                                name -> found.add(
                                        faulty(
                                                path,
                                                "its provider " + name
                                                        + " is passed over: the host has one of that name already, on its class path, which counts")));
            } else if (found.isEmpty()) {
                found.add(faulty(path, "it brings no algorithms: it names no provider in " + ProviderNames.FILE));
            }
        } catch (IOException e) {
            found.add(broken(path, "it cannot be read", e));
        }
        return found;
    }

    private static RegistryPlugin faulty(Path path, String why) {
        RegistryPlugin faulty = new RegistryPlugin(path.toString());
        faulty.fault(why);
        return faulty;
    }

    private static RegistryPlugin broken(Path path, String what, IOException cause) {
        RegistryPlugin broken = new RegistryPlugin(path.toString());
        broken.fault(path.toString(), what, cause);
        return broken;
    }

    /**
     * Closes the class loaders; to be called when nothing runs any more. A look at the folder that is under way in another thread
     * is not waited for, since a plugin may keep it for ever: it closes what it opens, and brings nothing more.
     */
    public void close() {
        closed = true;
        for (WeakReference<PluginLoader> reference : loaders) {
            PluginLoader loader = reference.get();
            if (loader != null) {
                close(loader);
            }
        }
    }

    private void close(PluginLoader loader) {
        try {
            loader.close();
        } catch (IOException e) {
            System.getLogger(PluginFolder.class.getName())
                    .log(System.Logger.Level.WARNING, "a plugin's jar in " + folder + " could not be closed", e);
        }
    }
}
