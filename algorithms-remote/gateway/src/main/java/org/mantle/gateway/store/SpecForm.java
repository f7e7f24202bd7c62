package org.mantle.gateway.store;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.job.JobResources;
import org.mantle.gateway.job.JobSpec;

/** What an executor needs of a job, as JSON, without what is known of the job anyway. */
final class SpecForm {

    private SpecForm() {}

    static String toJson(JobSpec spec) {
        JsonObject json = new JsonObject();
        json.addProperty("home", spec.home().toString());
        JsonArray command = new JsonArray();
        spec.command().forEach(command::add);
        json.add("command", command);
        json.addProperty("output", spec.output().toString());
        json.addProperty("error", spec.error().toString());
        JsonObject environment = new JsonObject();
        new TreeMap<>(spec.environment()).forEach(environment::addProperty);
        json.add("environment", environment);
        JobResources resources = spec.resources();
        resources.timeLimit().ifPresent(limit -> json.addProperty("timeLimitSeconds", limit.toSeconds()));
        resources.memoryMebibytes().ifPresent(memory -> json.addProperty("memoryMebibytes", memory));
        resources.processors().ifPresent(processors -> json.addProperty("processors", processors));
        resources.partition().ifPresent(partition -> json.addProperty("partition", partition));
        resources.array().ifPresent(array -> json.addProperty("array", array));
        spec.mark().ifPresent(mark -> json.addProperty("mark", mark));
        return json.toString();
    }

    static JobSpec fromJson(Job job, String text) {
        JsonObject json = JsonParser.parseString(text).getAsJsonObject();
        List<String> command = new ArrayList<>();
        json.getAsJsonArray("command").forEach(word -> command.add(word.getAsString()));
        Map<String, String> environment = new TreeMap<>();
        json.getAsJsonObject("environment")
                .asMap()
                .forEach((name, value) -> environment.put(name, value.getAsString()));
        JobResources resources = new JobResources(
                value(json, "timeLimitSeconds").map(JsonElement::getAsLong).map(Duration::ofSeconds),
                value(json, "memoryMebibytes")
                        .map(memory -> OptionalLong.of(memory.getAsLong()))
                        .orElse(OptionalLong.empty()),
                value(json, "processors")
                        .map(processors -> OptionalInt.of(processors.getAsInt()))
                        .orElse(OptionalInt.empty()),
                value(json, "partition").map(JsonElement::getAsString),
                value(json, "array").map(JsonElement::getAsString));
        return new JobSpec(
                job.id(),
                job.user(),
                job.name(),
                Path.of(json.get("home").getAsString()),
                command,
                job.directory(),
                Path.of(json.get("output").getAsString()),
                Path.of(json.get("error").getAsString()),
                resources,
                environment,
                value(json, "mark").map(JsonElement::getAsString));
    }

    private static Optional<JsonElement> value(JsonObject json, String name) {
        return Optional.ofNullable(json.get(name));
    }
}
