package org.mantle.python.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mantle.commons.json.JsonLists;
import org.mantle.framework.Mantle;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.RegistryFault;
import org.mantle.python.text.PythonHelp;
import org.mantle.python.text.PythonStubs;

/** The calls that ask what there is and what ran. Safe from many threads. */
final class AlgorithmCalls {

    private final Mantle mantle;
    private final KnownAlgorithms known;
    private final GivenValues given;

    AlgorithmCalls(Mantle mantle, KnownAlgorithms known, GivenValues given) {
        this.mantle = mantle;
        this.known = known;
        this.given = given;
    }

    /** Returns the newest version of each algorithm, with the names by which functions are called. */
    JsonElement names() {
        mantle.rescanPlugins();
        Map<String, AlgorithmDescriptor> newest = new TreeMap<>();
        // the versions of a name stand in their order
        mantle.registry().all().forEach(algorithm -> newest.put(algorithm.name(), algorithm));
        JsonArray names = new JsonArray();
        newest.values().forEach(algorithm -> {
            JsonObject json = new JsonObject();
            json.addProperty("name", algorithm.name());
            json.addProperty("version", algorithm.version());
            json.add("aliases", JsonLists.ofTexts(algorithm.aliases()));
            json.add("categories", JsonLists.ofTexts(algorithm.categories()));
            json.addProperty("summary", algorithm.summary());
            names.add(json);
        });
        return names;
    }

    /** Returns what is wrong with the plugins. */
    JsonElement faults() {
        JsonArray faults = new JsonArray();
        for (RegistryFault fault : mantle.pluginFaults()) {
            JsonObject json = new JsonObject();
            json.addProperty("source", fault.source());
            json.addProperty("code", fault.code());
            json.addProperty("algorithm", fault.algorithm());
            json.addProperty("message", fault.message());
            faults.add(json);
        }
        return faults;
    }

    JsonElement describe(CallArguments call) {
        return known.get(call).toJson();
    }

    JsonElement help(CallArguments call) {
        return new JsonPrimitive(PythonHelp.of(known.get(call)));
    }

    JsonElement stubs() {
        return new JsonPrimitive(PythonStubs.of(mantle.registry()));
    }

    JsonElement validate(CallArguments call) {
        AlgorithmDescriptor algorithm = known.get(call);
        try {
            return ProblemText.toJson(mantle.validate(algorithm, given.of(algorithm, call.inputs())));
        } catch (InvalidPropertyException e) {
            return ProblemText.toJson(e.problems());
        }
    }

    /** Returns what ran lately, the newest last. */
    JsonElement history(CallArguments call) {
        List<RunRecord> records = mantle.history().records();
        long wanted = Math.max(0, Math.min(records.size(), call.number("last")));
        JsonArray json = new JsonArray();
        records.subList((int) (records.size() - wanted), records.size()).forEach(record -> json.add(record.toJson()));
        return json;
    }

    JsonElement objects() {
        return JsonLists.ofTexts(mantle.objects().names());
    }
}
