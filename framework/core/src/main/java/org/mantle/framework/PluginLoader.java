package org.mantle.framework;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** Loads the classes of one plugin: the framework's first, then its own. */
final class PluginLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final String PROVIDERS = "META-INF/services/" + AlgorithmProvider.class.getName();

    PluginLoader(URL[] jars) {
        super(jars, PluginLoader.class.getClassLoader());
    }

    /** The providers of other jars are no business of this plugin. */
    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return name.equals(PROVIDERS) ? findResources(name) : super.getResources(name);
    }

    /** Reads past the JVM's cache of open jars, which knows a jar that was replaced as it was before. */
    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        URL url = getResource(name);
        if (url == null) {
            return null;
        }
        try {
            URLConnection connection = url.openConnection();
            connection.setUseCaches(false);
            return connection.getInputStream();
        } catch (IOException e) {
            return null; // as the class that this one extends does
        }
    }

    /** Returns whether the jars name any provider. */
    boolean namesProviders() throws IOException {
        return findResources(PROVIDERS).hasMoreElements();
    }
}
