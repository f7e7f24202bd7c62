package org.mantle.framework.internal.registry;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.file.FileStamp;
import org.mantle.framework.algorithm.PluginReader;
import org.mantle.framework.run.RegistryFault;

/** A folder with plugins, each of one of the known formats. Safe from many threads. */
public final class PluginFolder {

    private final Path folder;
    private final List<PluginFormat> formats;
    private volatile Map<Path, Loaded> loaded = new TreeMap<>();
    private volatile boolean closed;

    /**
     * A plugin as it was when it was loaded.
     *
     * @param stamp differs when the plugin's files do
     */
    private record Loaded(String stamp, List<RegistryPlugin> plugins) {}

    /**
     * Makes the folder, in which plugins are jars.
     *
     * @param readers read other plugins
     * @param shared what jars take from the host
     */
    public PluginFolder(Path folder, List<PluginReader> readers, SharedPackages shared) {
        this.folder = folder.toAbsolutePath().normalize();
        List<PluginFormat> known = new ArrayList<>(readers.size() + 1);
        known.add(new JarPlugins(shared));
        for (PluginReader reader : readers) {
            known.add(new ReadPlugins(reader));
        }
        this.formats = List.copyOf(known);
    }

    /** Looks at the folder again and tells, under no lock, of what came, went or was replaced. */
    public void scan(RegistryPlugins registry) {
        takeUp(registry);
        registry.tell();
    }

    private synchronized void takeUp(RegistryPlugins registry) {
        Map<Path, Loaded> found = new TreeMap<>();
        try {
            for (Path path : entries()) {
                Loaded plugin = look(path, loaded.get(path), registry);
                if (plugin != null) {
                    found.put(path, plugin);
                }
            }
        } catch (IOException e) {
            // what was loaded from there stays
            found = new TreeMap<>(loaded);
            found.put(folder, new Loaded("", List.of(RegistryPlugin.broken(folder, "it cannot be read", e))));
        }
        exchange(found, registry);
    }

    private void exchange(Map<Path, Loaded> found, RegistryPlugins registry) {
        if (closed) {
            return;
        }
        List<RegistryPlugin> before = plugins();
        loaded = found;
        List<RegistryPlugin> after = plugins();
        registry.replaceQuietly(before, after);
        before.removeAll(after);
        before.forEach(RegistryPlugin::setGone);
    }

    /**
     * Looks at one plugin again, of which an algorithm is asked for. The others are left for the next look at the folder.
     *
     * @return whether it has changed since it was loaded
     */
    private boolean takeUpChange(Path path, PluginFormat format, String stamp, RegistryPlugins registry) {
        if (stamp.equals(stampNow(path, format))) {
            return false;
        }
        synchronized (this) {
            Map<Path, Loaded> found = new TreeMap<>(loaded);
            Loaded plugin = look(path, loaded.get(path), registry);
            if (plugin == null) {
                found.remove(path);
            } else {
                found.put(path, plugin);
            }
            exchange(found, registry);
        }
        registry.tell();
        return true;
    }

    private static String stampNow(Path path, PluginFormat format) {
        try {
            return FileStamp.of(format.files(path));
        } catch (IOException | RuntimeException e) {
            // whoever looks closer will tell
            return "";
        }
    }

    /** Returns what a path brings, anew if it has changed; {@code null} where it is no plugin. */
    private @Nullable Loaded look(Path path, @Nullable Loaded known, RegistryPlugins registry) {
        try {
            for (PluginFormat format : formats) {
                List<Path> files = format.files(path);
                if (!files.isEmpty()) {
                    String stamp = FileStamp.of(files);
                    if (known != null && known.stamp().equals(stamp)) {
                        return known;
                    }
                    Loaded plugin = new Loaded(stamp, format.load(path, files));
                    if (format.isTakenUpWhenUsed()) {
                        plugin.plugins()
                                .forEach(each -> each.setChange(() -> takeUpChange(path, format, stamp, registry)));
                    }
                    return plugin;
                }
            }
            return null;
        } catch (IOException | RuntimeException e) {
            // the others in the folder are not harmed; a reader of other plugins may throw anything
            return new Loaded("", List.of(RegistryPlugin.broken(path, "it cannot be read", e)));
        }
    }

    /** Returns what was wrong with what lies there when it was last looked at. */
    public List<RegistryFault> faults() {
        List<RegistryFault> faults = new ArrayList<>();
        plugins().forEach(plugin -> faults.addAll(plugin.faults()));
        return faults;
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
            // a folder that nobody has made has no plugins
            return List.of();
        } catch (NotDirectoryException e) {
            // nor has one that cannot be there, below a file
            if (Files.exists(folder)) {
                throw e;
            }
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }

    /**
     * Lets go of the plugins; to be called when nothing runs any more. A look at the folder that is under way in another thread is
     * not waited for, since a plugin may keep it for ever: it brings nothing more.
     */
    public void close() {
        closed = true;
        for (PluginFormat format : formats) {
            format.close();
        }
    }
}
