package com.example.memory;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.mantle.framework.property.Property;
import org.mantle.remote.job.RemoteJobManager;
import org.mantle.remote.job.Session;
import org.mantle.remote.kind.ResourceKind;
import org.mantle.remote.kind.ResourceSettings;
import org.mantle.validators.Validators;

/** The kind of resource that keeps users, files and jobs in memory, and whose jobs are done at once. */
public final class MemoryKind implements ResourceKind {

    private static final Property<String> SITE = Property.string("site")
            .mandatory()
            .validator(Validators.matching("[a-z]+", "small letters"))
            .documentation("The site whose jobs are kept.")
            .build();

    private final Map<String, MemorySite> sites = new ConcurrentHashMap<>();

    @Override
    public String type() {
        return "memory";
    }

    @Override
    public String summary() {
        return "A site in the memory of this program.";
    }

    @Override
    public List<Property<?>> settings() {
        return List.of(SITE);
    }

    @Override
    public String address(ResourceSettings settings) {
        return "memory:" + settings.get(SITE);
    }

    @Override
    public boolean accepts(Session session, ResourceSettings settings) {
        return session.serviceUrl().equals(URI.create(address(settings)));
    }

    @Override
    public RemoteJobManager connect(String resource, ResourceSettings settings) {
        MemorySite site = sites.computeIfAbsent(settings.get(SITE), name -> new MemorySite());
        return new MemoryJobManager(resource, URI.create(address(settings)), site);
    }

    /** Returns how many managers were closed. */
    public int closedManagers() {
        return sites.values().stream()
                .mapToInt(site -> site.closedManagers.get())
                .sum();
    }
}
