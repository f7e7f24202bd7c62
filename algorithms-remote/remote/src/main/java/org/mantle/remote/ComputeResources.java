package org.mantle.remote;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.property.Precondition;
import org.mantle.framework.property.Problem;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.InvalidDeclarationException;
import org.mantle.framework.type.Nearest;
import org.mantle.remote.job.StateFileException;
import org.mantle.remote.kind.InvalidSettingsException;
import org.mantle.remote.kind.ResourceKind;
import org.mantle.remote.kind.ResourceSettings;
import org.mantle.remote.state.StateFile;
import org.mantle.remote.state.StateStore;
import org.mantle.validators.Violation;

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
 * <p>{@code type} names the kind of resource, whose settings the others are; {@code pac}, a service that speaks PAC, when it is
 * not given. {@link #kinds} has the kinds that there are.
 *
 * @since 0.1.0
 */
public final class ComputeResources {

    /** The setting that names the kind. */
    static final String TYPE = "type";

    /** The kind of a resource that names none. */
    private static final String USUAL_TYPE = "pac";

    private static final Set<String> WEB_SCHEMES = Set.of("http", "https");

    private final StateStore store;
    private final ResourceKinds kinds = new ResourceKinds();

    private ComputeResources(StateStore store) {
        this.store = store;
    }

    /** Returns resources that are known as long as the program runs; none at first. */
    public static ComputeResources inMemory() {
        return new ComputeResources(StateStore.inMemory());
    }

    /**
     * Returns resources that are kept in a file.
     *
     * @param file where; made when first needed. Several programs may use it at the same time. A file that cannot be
     *     understood is reported and never written over
     */
    public static ComputeResources at(Path file) {
        return new ComputeResources(new StateFile(file, "compute resources"));
    }

    /** Returns whether they are kept in a file, and not by the program alone. */
    boolean areKept() {
        return store instanceof StateFile;
    }

    /** Returns the kinds of resources that there are, in order of their types. */
    public List<ResourceKind> kinds() {
        return List.copyOf(kinds.byType().values());
    }

    /**
     * Returns the settings for which an address stands, to be given to {@link #add}, with more beside them.
     *
     * @param address such as {@code https://host:8443/platform/}, of a service that speaks PAC, or one of another kind, such as
     *     {@code slurm+ssh://host}
     * @throws IllegalArgumentException if its kind is here and does not allow it, or its scheme is a misspelt one of a kind that is here
     */
    public Map<String, Object> settingsOf(String address) {
        for (ResourceKind kind : kinds.byType().values()) {
            Optional<Map<String, Object>> settings = kind.settingsOf(address);
            if (settings.isPresent()) {
                Map<String, Object> all = new HashMap<>(settings.get());
                all.put(TYPE, kind.type());
                return all;
            }
        }
        requireNoMisspeltKind(address);
        return Map.of("url", address);
    }

    /** Refuses an address whose scheme is nearly the word for a kind, such as {@code ssh} for {@code slurm+ssh}. */
    private void requireNoMisspeltKind(String address) {
        int end = address.indexOf("://");
        if (end <= 0 || WEB_SCHEMES.contains(address.substring(0, end).toLowerCase(Locale.ROOT))) {
            return;
        }
        String scheme = address.substring(0, end);
        List<String> schemes = new ArrayList<>(kinds.byType().keySet());
        schemes.remove(USUAL_TYPE);
        Optional<String> part = schemes.stream()
                .filter(type -> List.of(type.split("\\+", -1)).contains(scheme.toLowerCase(Locale.ROOT)))
                .findFirst();
        part.or(() -> Nearest.to(scheme, schemes)).ifPresent(meant -> {
            throw new IllegalArgumentException("there is no kind of address " + Violation.quoted(scheme + "://")
                    + "; did you mean " + meant + address.substring(end) + "?");
        });
    }

    /**
     * Adds a resource, or replaces the one of that name, and returns whether there was one.
     *
     * @param name its name, not blank
     * @param settings its settings by name, with its {@code type} among them unless it is {@code pac}: texts, JSON or values of the
     *     types that the kind declares
     * @throws InvalidSettingsException if the kind does not allow the settings, or there is no such kind
     * @throws IllegalArgumentException if the name is blank or has blanks around it
     * @throws StateFileException if the file cannot be read or written
     */
    public boolean add(String name, Map<String, ?> settings) throws StateFileException {
        if (name.isBlank() || !name.equals(name.strip())) {
            throw new IllegalArgumentException(
                    "a compute resource needs a name without blanks around it, not \"" + name + "\"");
        }
        JsonObject written = resource(name, settings).toJson();
        return store.change(content -> {
            boolean replaced = content.has(name);
            content.add(name, written);
            return replaced;
        });
    }

    /**
     * Checks the files that the settings of a resource name, for a face whose user has just given them; {@link #add} does not, since a
     * host may bring the files later.
     *
     * @param settings as for {@link #add}
     * @throws InvalidSettingsException if the kind does not allow the settings, or there is no such kind
     * @throws IOException if a file cannot be read, or is not what it should be
     */
    public void checkFiles(String name, Map<String, ?> settings) throws IOException {
        ComputeResource resource = resource(name, settings);
        resource.kind().checkFiles(resource.settings());
    }

    private ComputeResource resource(String name, Map<String, ?> given) {
        Map<String, Object> settings = new HashMap<>(given);
        @Nullable Object type = settings.remove(TYPE);
        String word =
                type == null ? USUAL_TYPE : type instanceof JsonPrimitive json ? json.getAsString() : type.toString();
        @Nullable ResourceKind kind = kinds.byType().get(word);
        if (kind == null) {
            throw noSuchKind(word);
        }
        return new ComputeResource(name, kind, ResourceSettings.of(kind, settings));
    }

    private InvalidSettingsException noSuchKind(String type) {
        List<String> types = new ArrayList<>(kinds.byType().keySet());
        String message = "there is no kind of resource \"" + type + "\"; "
                + (types.size() == 1 ? "there is " : "there are ") + String.join(", ", types);
        return new InvalidSettingsException(
                List.of(new Problem(TYPE, Problem.INVALID, message, types, Optional.empty())));
    }

    /**
     * Removes a resource, and returns whether there was one of that name.
     *
     * @throws StateFileException if the file cannot be read or written
     */
    public boolean remove(String name) throws StateFileException {
        return store.change(content -> content.remove(name) != null);
    }

    /**
     * Returns all resources by name, in order of their names; without those {@link #ofMissingKinds}.
     *
     * @throws StateFileException if the file cannot be read, or something in it cannot be understood
     */
    public SortedMap<String, ComputeResource> list() throws StateFileException {
        SortedMap<String, ComputeResource> resources = new TreeMap<>();
        JsonObject content = store.read();
        for (String name : content.keySet()) {
            if (missingKind(name, content) == null) {
                resources.put(name, read(name, content));
            }
        }
        return Collections.unmodifiableSortedMap(resources);
    }

    /**
     * Returns the types of the resources whose kind is not here, by name, in order of their names: the module that brings the kind is
     * missing. They stay in the file.
     *
     * @throws StateFileException if the file cannot be read
     */
    public SortedMap<String, String> ofMissingKinds() throws StateFileException {
        SortedMap<String, String> types = new TreeMap<>();
        JsonObject content = store.read();
        for (String name : content.keySet()) {
            @Nullable String type = missingKind(name, content);
            if (type != null) {
                types.put(name, type);
            }
        }
        return Collections.unmodifiableSortedMap(types);
    }

    /** Returns the type of a resource whose kind is not here, {@code null} if it is. */
    private @Nullable String missingKind(String name, JsonObject content) {
        if (content.get(name) instanceof JsonObject settings
                && settings.get(TYPE) instanceof JsonPrimitive type
                && type.isString()
                && !kinds.byType().containsKey(type.getAsString())) {
            return type.getAsString();
        }
        return null;
    }

    /**
     * Returns one resource, empty when there is none of that name; what is wrong with another one does not matter.
     *
     * @throws StateFileException if the file cannot be read, or the resource in it cannot be understood, or its kind is not here
     */
    public Optional<ComputeResource> find(String name) throws StateFileException {
        JsonObject content = store.read();
        return content.has(name) ? Optional.of(read(name, content)) : Optional.empty();
    }

    private ComputeResource read(String name, JsonObject content) throws StateFileException {
        @Nullable String missing = missingKind(name, content);
        if (missing != null) {
            throw new StateFileException(
                    "the resource " + name + " is of type \"" + missing + "\", a kind that is not here (there is "
                            + String.join(", ", kinds.byType().keySet())
                            + "); add the module of that kind",
                    null);
        }
        JsonObject settings = store.object(content, name);
        try {
            return resource(name, settings.asMap());
        } catch (InvalidSettingsException e) {
            throw store.broken("the resource " + name + ": " + e.getMessage());
        }
    }

    /**
     * Returns all resources as their file has them, also those {@link #ofMissingKinds}: an object with the settings of each by its
     * name, in order of their names; a copy.
     *
     * @throws StateFileException if the file cannot be read, or something in it cannot be understood
     */
    public JsonObject toJson() throws StateFileException {
        JsonObject all = new JsonObject();
        JsonObject content = store.read();
        for (String name : new TreeSet<>(content.keySet())) {
            all.add(
                    name,
                    missingKind(name, content) == null ? read(name, content).toJson() : content.get(name));
        }
        return all;
    }

    /**
     * Returns the names of the resources that algorithms declare to need, by a {@link ResourceRequirement}. An algorithm whose
     * declaration is wrong needs none.
     */
    public static SortedSet<String> namesInUse(Collection<AlgorithmDescriptor> algorithms) {
        SortedSet<String> names = new TreeSet<>();
        for (AlgorithmDescriptor algorithm : algorithms) {
            try {
                for (Precondition precondition : algorithm.preconditions().keySet()) {
                    if (precondition.check() instanceof ResourceRequirement need) {
                        names.add(need.resource());
                    }
                }
            } catch (InvalidDeclarationException e) {
                // the registry reports it
            }
        }
        return names;
    }
}
