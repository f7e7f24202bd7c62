package org.mantle.remote.pac;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.impl.auth.CredentialsProviderBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;
import org.mantle.pac.PercentEncoding;
import org.mantle.remote.job.ServiceUnreachableException;
import org.mantle.remote.job.ServiceUnreachableException.Stage;

/**
 * The choice of the HTTP proxy through which a service is reached: the resource's own, or else that of Java's properties, or else
 * that of the environment.
 *
 * <p>Those two are for {@code https} and other machines alone: nothing that is not encrypted leaves this machine.
 */
final class ProxyRoutes extends DefaultRoutePlanner {

    private static final Pattern EXCEPTION =
            Pattern.compile("\\*?\\.?(\\[[^]]*]|[^:]*|[0-9a-f:]*:[0-9a-f:]*?)(?::(\\d+))?");

    private final Optional<String> setting;
    private final Optional<ProxyAddress> ofEnvironment;
    private final String exceptions;

    /**
     * Makes the choice of a resource.
     *
     * @param setting what the resource says about it
     * @param environment the variables of the environment
     * @throws ServiceUnreachableException if the environment names something else than an HTTP proxy, and the resource none
     */
    ProxyRoutes(Optional<String> setting, Map<String, String> environment) throws ServiceUnreachableException {
        super(null);
        this.setting = setting;
        this.ofEnvironment = setting.isPresent() ? Optional.empty() : ofEnvironment(environment);
        this.exceptions = variable(environment, "no_proxy", "NO_PROXY").orElse("");
    }

    private static Optional<String> variable(Map<String, String> environment, String... names) {
        return Stream.of(names)
                .map(name -> environment.getOrDefault(name, "").strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static Optional<ProxyAddress> ofEnvironment(Map<String, String> environment)
            throws ServiceUnreachableException {
        Optional<String> given = variable(environment, "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY");
        if (given.isEmpty()) {
            return Optional.empty();
        }
        Optional<ProxyAddress> proxy =
                ProxyAddress.of(given.get().contains("://") ? given.get() : "http://" + given.get());
        if (proxy.isPresent()) {
            return proxy;
        }
        // not quoted, since a password may be in it
        throw new ServiceUnreachableException(
                "the variable https_proxy or all_proxy of the environment is not the address of an HTTP proxy",
                "give one such as http://proxy.example:3128, with a host's name of letters, digits, hyphens and dots and a"
                        + " port from 1 to 65535, or set the resource's own with: mantle resources add"
                        + " NAME URL --proxy direct",
                Stage.NOT_CONNECTED,
                null);
    }

    /** Returns the proxy for a service; empty when it is reached without. */
    Optional<HttpHost> proxyFor(HttpHost service) {
        if (setting.isPresent()) {
            return setting.filter(proxy -> !proxy.equals(ProxySetting.DIRECT))
                    .flatMap(ProxyAddress::of)
                    .map(ProxyAddress::host);
        }
        boolean isElsewhere =
                "https".equalsIgnoreCase(service.getSchemeName()) && !AddressType.isLoopback(service.getHostName());
        if (!isElsewhere) {
            return Optional.empty();
        }
        return ofJava(service)
                .or(() -> ofEnvironment.filter(proxy -> !isException(service)).map(ProxyAddress::host));
    }

    private static Optional<HttpHost> ofJava(HttpHost service) {
        @Nullable ProxySelector selector = ProxySelector.getDefault();
        if (selector == null) {
            return Optional.empty();
        }
        return selector.select(URI.create(service.toURI())).stream()
                .filter(proxy -> proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress)
                .map(proxy -> (InetSocketAddress) proxy.address())
                .map(address -> new HttpHost("http", address.getHostString(), address.getPort()))
                .findFirst();
    }

    /** Returns whether the environment excepts a service: by its host, its domain, or {@code *}, with or without a port. */
    private boolean isException(HttpHost service) {
        return Stream.of(exceptions.toLowerCase(Locale.ROOT).split("[,\\s]+"))
                .anyMatch(exception -> excepts(exception, service));
    }

    private static boolean excepts(String exception, HttpHost service) {
        if (exception.equals("*")) {
            return true;
        }
        Matcher parts = EXCEPTION.matcher(exception);
        if (!parts.matches() || parts.group(1).isEmpty()) {
            return false;
        }
        String name = parts.group(1).replaceAll("[\\[\\]]", "");
        String host = service.getHostName().toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
        boolean isPort = parts.group(2) == null || parts.group(2).equals(Integer.toString(service.getPort()));
        return isPort && (host.equals(name) || host.endsWith("." + name));
    }

    /** Returns the name and password for the proxy of the environment, which may be in its address. */
    CredentialsProvider credentials() {
        CredentialsProviderBuilder builder = CredentialsProviderBuilder.create();
        ofEnvironment.filter(proxy -> proxy.userInfo().isPresent()).ifPresent(proxy -> {
            String[] parts = proxy.userInfo().get().split(":", 2);
            char[] password =
                    PercentEncoding.decode(parts.length < 2 ? "" : parts[1]).toCharArray();
            builder.add(new AuthScope(proxy.host()), PercentEncoding.decode(parts[0]), password);
        });
        return builder.build();
    }

    @Override
    protected @Nullable HttpHost determineProxy(HttpHost service, HttpContext context) {
        return proxyFor(service).orElse(null);
    }
}
