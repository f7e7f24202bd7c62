package org.mantle.commons.file;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;

/**
 * The URL of a jar for a class loader.
 *
 * <p>The JDK's own has an exclamation mark as it is. Where a folder's name ends with one, the JDK finds the classes of the jar and not
 * its resources: in their URLs, {@code !/} stands between the jar and what is in it.
 */
public final class JarUrl {

    private JarUrl() {}

    /** Returns the URL of a jar, by which a class loader also finds its resources. */
    public static URL of(Path jar) {
        try {
            return URI.create(jar.toUri().toString().replace("!", "%21")).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("every JDK knows the URLs of files", e);
        }
    }
}
