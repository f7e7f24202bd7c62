package org.mantle.framework.internal.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.declare.IndexFormat;

/**
 * Loads the classes of one plugin: those of the JDK and {@linkplain SharedPackages what it shares with its host} first, then its own,
 * then the others of the host. So no library of the host takes the place of one that the plugin brings.
 */
final class PluginLoader extends URLClassLoader {

    private static final ClassLoader FRAMEWORK = PluginLoader.class.getClassLoader();
    private static final String SERVICES = "META-INF/services/";

    static {
        registerAsParallelCapable();
    }

    private final SharedPackages shared;

    PluginLoader(URL[] jars, SharedPackages shared) {
        super(jars, FRAMEWORK);
        this.shared = shared;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> type = findLoadedClass(name);
            if (type == null) {
                type = shared.isOfFramework(name) ? super.loadClass(name, false) : find(name);
            }
            if (resolve) {
                resolveClass(type);
            }
            return type;
        }
    }

    private Class<?> find(String name) throws ClassNotFoundException {
        Class<?> type = findIn(shared.isOfHost(name) ? shared.host() : getPlatformClassLoader(), name);
        if (type != null) {
            return type;
        }
        try {
            return findClass(name);
        } catch (ClassNotFoundException e) {
            // what the plugin does not bring is the host's to give
            type = findIn(FRAMEWORK, name);
            if (type == null) {
                throw e;
            }
            return type;
        }
    }

    private static @Nullable Class<?> findIn(ClassLoader loader, String name) {
        try {
            return loader.loadClass(name);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL own = findResource(name);
        return own != null ? own : super.getResource(name);
    }

    /** Returns the plugin's own first, and no others where those would be providers of a service that is the plugin's own. */
    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> all = Collections.list(findResources(name));
        if (!isOwnAlone(name)) {
            // the inherited method would return the plugin's own once more
            all.addAll(Collections.list(FRAMEWORK.getResources(name)));
        }
        return Collections.enumeration(all);
    }

    private boolean isOwnAlone(String resource) {
        if (resource.equals(ProviderNames.FILE) || resource.startsWith(IndexFormat.FOLDER)) {
            return true;
        }
        if (!resource.startsWith(SERVICES)) {
            return false;
        }
        String service = resource.substring(SERVICES.length());
        return !shared.isOfFramework(service)
                && !shared.isOfHost(service)
                && findResource(service.replace('.', '/') + ".class") != null;
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        URL url = getResource(name);
        if (url == null) {
            return null;
        }
        try {
            return UncachedResource.connect(url).getInputStream();
        } catch (IOException e) {
            // as the class that this one extends does
            return null;
        }
    }

    /** Returns those of some names that mean a class which the host has: it counts, although the jars may have one too. */
    List<String> namesOfOthers(Collection<String> names) {
        return names.stream().filter(PluginLoader::isHosts).toList();
    }

    /** Returns whether the host has a class of a name. */
    static boolean isHosts(String name) {
        try {
            Class.forName(name, false, FRAMEWORK);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
