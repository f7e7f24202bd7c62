package org.mantle.remote;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The compute resources that a host knows, by name, such as {@code SCARF@STFC}. Safe from many threads.
 *
 * <p>In a file they are a JSON object with one member for each resource, which a person can edit:
 *
 * <pre>{@code
 * {
 *   "SCARF@STFC": {
 *     "type": "pac",
 *     "url": "https://portal.scarf.rl.ac.uk:8443/platform/",
 *     "logIn": "scarf",
 *     "logInUrl": "https://portal.scarf.rl.ac.uk/cgi-bin/token.py",
 *     "applications": [{"runnable": "*tomopy*", "application": "TOMOPY_0_1_9"}],
 *     "connectTimeoutSeconds": 10,
 *     "responseTimeoutSeconds": 60,
 *     "trustedCertificates": "/etc/mantle/scarf-ca.pem"
 *   }
 * }
 * }</pre>
 *
 * <p>Only {@code url} is needed. {@code logIn} is {@code pac} (at the service itself, the default) or {@code scarf} (at
 * {@code logInUrl}).
 */
public final class ComputeResources {
    private final JsonStore store;
    private final ResourceJson json;
    // made when first needed and once: the first client of a program takes long to make
    private final Map<ClientSettings, CloseableHttpClient> clients = new HashMap<>();

    private ComputeResources(JsonStore store) {
        this.store = store;
        this.json = new ResourceJson(store);
    }

    /**
     * Returns resources that are known as long as the program runs.
     *
     * @return a service without resources
     */
    public static ComputeResources inMemory() {
        return new ComputeResources(JsonStore.inMemory());
    }

    /**
     * Returns resources that are kept in a file.
     *
     * @param file where; made when first needed. Several programs may use it at the same time. A file that cannot be
     *     understood is reported and never written over
     * @return the service
     */
    public static ComputeResources at(Path file) {
        return new ComputeResources(new JsonFile(file, "compute resources"));
    }

    /**
     * Adds a resource, or replaces the one of that name.
     *
     * @param name its name, not blank
     * @param resource its settings
     * @return whether there was one of that name
     * @throws IllegalArgumentException if the name is blank or has blanks around it
     * @throws StateFileException if the file cannot be read or written
     */
    public boolean add(String name, ComputeResource resource) throws StateFileException {
        if (name.isBlank() || !name.equals(name.strip())) {
            throw new IllegalArgumentException(
                    "a compute resource needs a name without blanks around it, not \"" + name + "\"");
        }
        return store.change(content -> {
            boolean replaced = content.has(name);
            content.add(name, json.write(resource));
            return replaced;
        });
    }

    /**
     * Removes a resource.
     *
     * @param name its name
     * @return whether there was one of that name
     * @throws StateFileException if the file cannot be read or written
     */
    public boolean remove(String name) throws StateFileException {
        return store.change(content -> content.remove(name) != null);
    }

    /**
     * Returns all resources.
     *
     * @return the resources by name, in order of their names
     * @throws StateFileException if the file cannot be read, or something in it cannot be understood
     */
    public SortedMap<String, ComputeResource> list() throws StateFileException {
        SortedMap<String, ComputeResource> resources = new TreeMap<>();
        JsonObject content = store.read();
        for (Map.Entry<String, ?> entry : content.entrySet()) {
            resources.put(entry.getKey(), json.read(entry.getKey(), store.object(content, entry.getKey())));
        }
        return Collections.unmodifiableSortedMap(resources);
    }

    /**
     * Returns the names under which the algorithms of this module look for their resources. Others are of use to algorithms of
     * plugins only.
     *
     * @return the names, such as {@code SCARF@STFC}
     */
    public static List<String> namesInUse() {
        return List.of(ScarfTomoReconstruction.RESOURCE);
    }

    /**
     * Returns all resources as their file has them.
     *
     * @return an object with the settings of each resource by its name, in order of their names; a copy
     * @throws StateFileException if the file cannot be read, or something in it cannot be understood
     */
    public JsonObject toJson() throws StateFileException {
        JsonObject all = new JsonObject();
        list().forEach((name, resource) -> all.add(name, json.write(resource)));
        return all;
    }

    /** Returns one resource; what is wrong with another one does not matter. */
    Optional<ComputeResource> find(String name) throws StateFileException {
        JsonObject content = store.read();
        return content.has(name) ? Optional.of(json.read(name, store.object(content, name))) : Optional.empty();
    }

    /** Returns how to speak with a resource that {@link #find} gave; no connection is made yet. */
    RemoteJobManager connect(String name, ComputeResource resource) throws LocalFileException {
        ClientSettings settings = new ClientSettings(resource.connectTimeout(), resource.trustedCertificates());
        return new PacJobManager(name, resource, new PacConnection(name, resource, client(settings)));
    }

    private CloseableHttpClient client(ClientSettings settings) throws LocalFileException {
        synchronized (clients) {
            @Nullable CloseableHttpClient client = clients.get(settings);
            if (client == null) {
                client = HttpClientFactory.create(settings.connectTimeout(), settings.trustedCertificates());
                clients.put(settings, client);
            }
            return client;
        }
    }

    private record ClientSettings(Duration connectTimeout, Optional<Path> trustedCertificates) {}
}
