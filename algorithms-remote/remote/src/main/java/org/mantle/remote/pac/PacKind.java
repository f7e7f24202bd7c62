package org.mantle.remote.pac;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.remote.job.LocalFileException;
import org.mantle.remote.job.RemoteJobManager;
import org.mantle.remote.job.Session;
import org.mantle.remote.kind.ResourceKind;
import org.mantle.remote.kind.ResourceSettings;

/** The kind of resource whose service speaks PAC; users log in there, or in the way of SCARF at an address of its own. */
public final class PacKind implements ResourceKind {

    // made when first needed and once: the first client of a program takes long to make
    private final Map<ClientSettings, CloseableHttpClient> clients = new HashMap<>();

    /** Makes the kind; {@link java.util.ServiceLoader} does. */
    public PacKind() {}

    @Override
    public String type() {
        return "pac";
    }

    @Override
    public String summary() {
        return "A service that speaks PAC, the web service protocol of LSF's Application Center, as SCARF's does.";
    }

    @Override
    public List<Property<?>> settings() {
        return PacResource.DECLARED;
    }

    @Override
    public List<Problem> problems(ResourceSettings settings) {
        List<Problem> problems = new ArrayList<>();
        boolean scarf = settings.get(PacResource.LOG_IN) == LogInWay.SCARF;
        boolean hasAddress = settings.find(PacResource.LOG_IN_URL).isPresent();
        if (scarf && !hasAddress) {
            problems.add(Problem.of(
                    PacResource.LOG_IN_URL.name(),
                    Problem.MISSING,
                    "a value is needed, the address at which to log in, as \"logIn\" is \"scarf\""));
        }
        if (hasAddress && !scarf) {
            problems.add(
                    Problem.of(PacResource.LOG_IN_URL.name(), Problem.INVALID, "it is for \"logIn\": \"scarf\" only"));
        }
        if (PacResource.of(settings).wouldLeaveUnencrypted()) {
            problems.add(Problem.of(
                    PacResource.PROXY.name(),
                    Problem.INVALID,
                    "a proxy on another machine is for https:// addresses only, as what goes to an http:// one is not"
                            + " encrypted"));
        }
        return problems;
    }

    @Override
    public void checkFiles(ResourceSettings settings) throws LocalFileException {
        Optional<Path> trusted = settings.find(PacResource.TRUST);
        if (trusted.isPresent()) {
            new TrustFile(trusted.get()).tls();
        }
    }

    @Override
    public String address(ResourceSettings settings) {
        return PacResource.of(settings).url().toString();
    }

    @Override
    public boolean accepts(Session session, ResourceSettings settings) {
        return PacResource.of(settings).mayBeServedAt(session.serviceUrl());
    }

    @Override
    public RemoteJobManager connect(String resource, ResourceSettings settings) throws IOException {
        PacResource pac = PacResource.of(settings);
        ProxyRoutes proxies = new ProxyRoutes(pac.proxy(), System.getenv());
        CloseableHttpClient client =
                client(new ClientSettings(pac.connectTimeout(), pac.trustedCertificates(), pac.proxy()), proxies);
        return new PacJobManager(resource, pac, new PacConnection(resource, pac, client, proxies));
    }

    private CloseableHttpClient client(ClientSettings settings, ProxyRoutes proxies) throws LocalFileException {
        synchronized (clients) {
            @Nullable CloseableHttpClient client = clients.get(settings);
            if (client == null) {
                client = HttpClientFactory.create(settings.connectTimeout(), settings.trustedCertificates(), proxies);
                clients.put(settings, client);
            }
            return client;
        }
    }

    /** The settings for which a client is made. */
    private record ClientSettings(
            Duration connectTimeout, Optional<Path> trustedCertificates, Optional<String> proxy) {}
}
