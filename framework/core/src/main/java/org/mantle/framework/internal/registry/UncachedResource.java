package org.mantle.framework.internal.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;

/** Reads resources past the JVM's cache of open jars, which knows a jar that was replaced as it was before. */
final class UncachedResource {

    private UncachedResource() {}

    static URLConnection connect(URL resource) throws IOException {
        URLConnection connection = resource.openConnection();
        connection.setUseCaches(false);
        return connection;
    }

    static byte[] bytes(URL resource) throws IOException {
        try (InputStream in = connect(resource).getInputStream()) {
            return in.readAllBytes();
        }
    }
}
