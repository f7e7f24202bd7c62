package org.mantle.framework.internal.compiled;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.json.JsonLists;
import org.mantle.framework.internal.text.Json;
import org.mantle.framework.property.ComputedDefault;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.Deprecation;

/** Writes a descriptor as JSON. The fields are a contract with whoever reads them: they may be added to, never renamed. */
final class DescriptorJson {

    private DescriptorJson() {}

    static JsonObject of(CompiledAlgorithm descriptor) {
        JsonObject json = new JsonObject();
        json.addProperty("name", descriptor.name());
        json.addProperty("version", descriptor.version());
        json.add("aliases", JsonLists.ofTexts(descriptor.aliases()));
        JsonObject days = new JsonObject();
        descriptor.deprecatedAliases().forEach((alias, day) -> days.addProperty(alias, day.toString()));
        json.add("deprecatedAliases", days);
        json.add("categories", JsonLists.ofTexts(descriptor.categories()));
        json.addProperty("summary", descriptor.summary());
        json.add("seeAlso", JsonLists.ofTexts(descriptor.seeAlso()));
        json.add("keywords", JsonLists.ofTexts(descriptor.keywords()));
        json.add(
                "deprecation",
                descriptor
                        .deprecation()
                        .<JsonElement>map(DescriptorJson::deprecation)
                        .orElse(JsonNull.INSTANCE));
        JsonArray properties = new JsonArray();
        for (Slot slot : descriptor.slots()) {
            properties.add(property(slot, descriptor.loops().contains(slot.property())));
        }
        json.add("properties", properties);
        JsonArray preconditions = new JsonArray();
        descriptor.preconditions().forEach((precondition, when) -> {
            JsonObject entry = new JsonObject();
            entry.addProperty("name", precondition.name());
            entry.addProperty("when", when.words());
            preconditions.add(entry);
        });
        json.add("preconditions", preconditions);
        return json;
    }

    private static JsonObject deprecation(Deprecation deprecation) {
        JsonObject json = new JsonObject();
        json.addProperty("replacement", deprecation.replacement());
        json.add(
                "since",
                deprecation
                        .since()
                        .<JsonElement>map(day -> new JsonPrimitive(day.toString()))
                        .orElse(JsonNull.INSTANCE));
        return json;
    }

    private static JsonObject property(Slot slot, boolean loops) {
        Property<?> property = slot.property();
        JsonObject json = new JsonObject();
        json.addProperty("name", property.name());
        json.add("aliases", JsonLists.ofTexts(property.aliases()));
        json.addProperty("direction", property.direction().word());
        json.addProperty("type", property.type().word());
        json.add("default", defaultOf(slot));
        ComputedDefault computed =
                slot.computed() == null ? null : slot.computed().rule();
        json.addProperty("defaultRule", computed == null ? "" : computed.words());
        json.add("defaultFrom", JsonLists.ofTexts(computed == null ? List.of() : computed.names()));
        json.addProperty("mandatory", slot.isMandatory());
        json.addProperty("secret", property.type().isSecret());
        json.add("allowedValues", JsonLists.ofTexts(property.allowedValues()));
        json.addProperty("documentation", property.documentation());
        json.add("schema", loops ? Json.valueOrList(property.schema()) : property.schema());
        json.addProperty("loops", loops);
        json.addProperty("unit", property.unit());
        json.addProperty("group", property.group());
        json.addProperty("remember", property.remember());
        json.addProperty("presentation", word(property.presentation()));
        json.addProperty(
                "fileMode", property.type().fileMode().map(DescriptorJson::word).orElse(""));
        json.addProperty(
                "storeMode",
                property.type().storeMode().map(DescriptorJson::word).orElse(""));
        json.add("extensions", JsonLists.ofTexts(property.type().extensions()));
        json.addProperty("constraint", property.validator().constraint().words());
        json.add("visibleWhen", words(slot.visibleWhen()));
        json.add("requiredWhen", words(slot.requiredWhen()));
        return json;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static JsonElement defaultOf(Slot slot) {
        @Nullable Object value = slot.defaultValue();
        return value == null || slot.isMandatory()
                ? JsonNull.INSTANCE
                : slot.property().toJson(value);
    }

    private static JsonElement words(List<Condition> conditions) {
        return JsonLists.ofTexts(conditions.stream().map(Condition::words).toList());
    }
}
