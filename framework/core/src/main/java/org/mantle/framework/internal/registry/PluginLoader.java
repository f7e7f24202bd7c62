package org.mantle.framework.internal.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Loads the classes of one plugin: the framework's first, then its own. */
final class PluginLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    PluginLoader(URL[] jars) {
        super(jars, PluginLoader.class.getClassLoader());
    }

    /** The providers of other jars are no business of this plugin. */
    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return name.equals(ProviderNames.FILE) ? findResources(name) : super.getResources(name);
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
            // as the class that this one extends does
            return null;
        }
    }

    /** Returns the providers that the jars name. */
    List<String> providerNames() throws IOException {
        Set<String> names = new LinkedHashSet<>();
        for (URL url : Collections.list(findResources(ProviderNames.FILE))) {
            URLConnection connection = url.openConnection();
            connection.setUseCaches(false);
            try (InputStream in = connection.getInputStream()) {
                names.addAll(ProviderNames.of(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
            }
        }
        return List.copyOf(names);
    }

    /** Returns those of some names that mean a class of the host and none of the jars. */
    List<String> namesOfOthers(List<String> names) {
        return names.stream().filter(this::isOfOthers).toList();
    }

    private boolean isOfOthers(String name) {
        try {
            return Class.forName(name, false, this).getClassLoader() != this;
        } catch (ClassNotFoundException | LinkageError e) {
            // no class at all
            return false;
        }
    }
}
