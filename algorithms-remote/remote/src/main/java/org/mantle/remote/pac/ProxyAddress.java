package org.mantle.remote.pac;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.apache.hc.core5.http.HttpHost;

/**
 * The address of an HTTP proxy.
 *
 * @param host its name or address, and its port
 * @param userInfo the name and password for it, percent-encoded, with a colon between
 */
record ProxyAddress(HttpHost host, Optional<String> userInfo) {

    private static final int USUAL_PORT = 80;
    private static final int LAST_PORT = 65_535;

    /** Reads an address such as {@code http://proxy.example:3128}; empty where it is none of an HTTP proxy. */
    static Optional<ProxyAddress> of(String text) {
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        int port = address.getPort() < 0 ? USUAL_PORT : address.getPort();
        // there is no host either where its name has letters that a host's cannot have, such as an underscore
        if (!"http".equalsIgnoreCase(address.getScheme())
                || address.getHost() == null
                || port < 1
                || port > LAST_PORT) {
            return Optional.empty();
        }
        return Optional.of(new ProxyAddress(
                new HttpHost("http", address.getHost(), port), Optional.ofNullable(address.getRawUserInfo())));
    }
}
