package org.mantle.web.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.Mantle;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.form.InputForm;
import org.mantle.framework.form.RememberedInputs;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.CategoryEntry;
import org.mantle.framework.run.InvalidDeclarationException;
import org.mantle.framework.run.RegistryFault;
import org.mantle.framework.run.UnknownAlgorithmException;
import org.mantle.web.http.Routes;
import org.mantle.web.http.WebProblem;
import org.mantle.web.http.WebReply;
import org.mantle.web.http.WebRequest;

/** Tells what algorithms there are, finds them, and describes one. */
final class AlgorithmCalls {

    private static final int MOST_FOUND = 200;

    private final Mantle mantle;
    private final BiFunction<AlgorithmDescriptor, Property<?>, Optional<String>> suggestions;

    /** The list as it was sent last; made anew when the registry has changed. */
    private final AtomicReference<@Nullable String> list = new AtomicReference<>();

    private final AtomicLong changes = new AtomicLong();

    AlgorithmCalls(Mantle mantle, BiFunction<AlgorithmDescriptor, Property<?>, Optional<String>> suggestions) {
        this.mantle = mantle;
        this.suggestions = suggestions;
    }

    void addTo(Routes routes) {
        routes.get("/api/algorithms", request -> WebReply.text(WebReply.JSON, list()));
        routes.get("/api/search", this::search);
        routes.get("/api/faults", request -> WebReply.json(faults()));
        routes.get("/api/algorithm", this::describe);
    }

    /** Drops what is kept of a registry that has changed. */
    void forgetList() {
        changes.incrementAndGet();
        list.set(null);
    }

    /** Returns what pages are told of a registry that has changed: what is wrong now. */
    JsonObject changed() {
        JsonObject json = new JsonObject();
        json.add("faults", faults());
        return json;
    }

    /** Returns what there is, also of plugins that have come or changed since: a page that is opened anew sees them. */
    private String list() {
        mantle.rescanPlugins();
        String known = list.get();
        if (known == null) {
            long seen = changes.get();
            known = JsonForm.COMPACT.text(entries());
            list.set(known);
            if (changes.get() != seen) {
                list.set(null);
            }
        }
        return known;
    }

    /**
     * Each entry is an array of category, name, version, and, for an alias, the name of its algorithm: of thousands every name of a field would
     * cost time.
     */
    private JsonArray entries() {
        JsonArray entries = new JsonArray();
        for (CategoryEntry entry : mantle.registry().entriesWithAliases()) {
            JsonArray json = new JsonArray();
            json.add(entry.category());
            json.add(entry.name());
            json.add(entry.algorithm().version());
            if (entry.isAlias()) {
                json.add(entry.algorithm().name());
            }
            entries.add(json);
        }
        return entries;
    }

    private JsonArray faults() {
        JsonArray faults = new JsonArray();
        for (RegistryFault fault : mantle.registry().faults()) {
            JsonObject json = new JsonObject();
            json.addProperty("source", fault.source());
            json.addProperty("message", fault.message());
            faults.add(json);
        }
        return faults;
    }

    private WebReply search(WebRequest request) {
        List<AlgorithmDescriptor> found =
                mantle.registry().search(request.query("text").orElse(""));
        JsonArray hits = new JsonArray();
        found.stream().limit(MOST_FOUND).forEach(algorithm -> {
            JsonObject hit = new JsonObject();
            hit.addProperty("name", algorithm.name());
            hit.addProperty("version", algorithm.version());
            hit.addProperty("category", String.join(", ", algorithm.categories()));
            hit.addProperty("summary", algorithm.summary());
            hits.add(hit);
        });
        JsonObject json = new JsonObject();
        json.addProperty("count", found.size());
        json.add("hits", hits);
        return WebReply.json(json);
    }

    private WebReply describe(WebRequest request) {
        AlgorithmDescriptor algorithm = find(mantle, request.query("name").orElse(""), request.query("version"));
        JsonObject json = algorithm.toJson();
        json.add("fields", InputForm.fields(algorithm));
        json.addProperty("isNewest", isNewest(mantle, algorithm));
        json.addProperty("source", algorithm.source());
        JsonArray versions = new JsonArray();
        mantle.registry().all().stream()
                .filter(other -> other.name().equals(algorithm.name()))
                .forEach(other -> versions.add(other.version()));
        json.add("versions", versions);
        json.add("remembered", remembered(algorithm));
        return WebReply.json(json);
    }

    /** What was given the last time, and what is known of what has no value; a history that cannot be read remembers nothing. */
    private JsonObject remembered(AlgorithmDescriptor algorithm) {
        JsonObject json = new JsonObject();
        for (Property<?> property : algorithm.properties()) {
            if (!property.type().isSecret()) {
                suggestions.apply(algorithm, property).ifPresent(text -> json.addProperty(property.name(), text));
            }
        }
        for (Map.Entry<String, JsonElement> input :
                RememberedInputs.of(records(mantle), algorithm).entrySet()) {
            json.add(input.getKey(), input.getValue());
        }
        return json;
    }

    static List<RunRecord> records(Mantle mantle) {
        return mantle.history().records();
    }

    static boolean isNewest(Mantle mantle, AlgorithmDescriptor algorithm) {
        return mantle.registry()
                .find(algorithm.name())
                .map(newest -> newest.version() == algorithm.version())
                .orElse(false);
    }

    /**
     * Finds an algorithm by what a caller gave.
     *
     * @throws WebProblem with status 404 if there is none, and 409 if its declaration turns out to be wrong
     */
    static AlgorithmDescriptor find(Mantle mantle, String name, Optional<String> version) {
        try {
            AlgorithmDescriptor algorithm = version.isEmpty()
                    ? mantle.registry().get(name)
                    : mantle.registry().get(name, Integer.parseInt(version.get()));
            // runs the declaration, which may be wrong
            algorithm.properties();
            return algorithm;
        } catch (UnknownAlgorithmException e) {
            throw WebProblem.of(404, ProblemText.message(e));
        } catch (InvalidDeclarationException e) {
            throw WebProblem.of(409, ProblemText.message(e));
        } catch (NumberFormatException e) {
            throw WebProblem.of(400, "the version is \"" + version.orElse("") + "\"; give a whole number");
        }
    }
}
