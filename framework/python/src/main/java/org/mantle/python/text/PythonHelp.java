package org.mantle.python.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.describe.PrintableText;
import org.mantle.framework.export.PythonNames;
import org.mantle.framework.run.AlgorithmDescriptor;

/** What {@code help()} says of an algorithm: its summary, and each property with what is allowed. */
public final class PythonHelp {

    private static final int WIDTH = 92;
    private static final String INDENT = "        ";

    private PythonHelp() {}

    /** Returns the text, in lines of about 90 letters. */
    public static String of(AlgorithmDescriptor algorithm) {
        JsonObject json = algorithm.toJson();
        List<JsonObject> inputs = properties(json, "Input", "InOut");
        // what every call needs comes first, as by position
        inputs.sort(Comparator.comparing(each -> !each.get("mandatory").getAsBoolean()));
        List<String> lines = new ArrayList<>(List.of(algorithm.summary(), ""));
        add(lines, "Inputs:", inputs);
        add(lines, "Outputs:", properties(json, "Output"));
        if (json.get("deprecation") instanceof JsonObject deprecation) {
            String replacement = deprecation.get("replacement").getAsString();
            lines.add("Should not be used any more" + (replacement.isEmpty() ? "." : "; use " + replacement + "."));
            lines.add("");
        }
        for (JsonElement each : json.getAsJsonArray("preconditions")) {
            String when = each.getAsJsonObject().get("when").getAsString();
            lines.add("Needs " + each.getAsJsonObject().get("name").getAsString()
                    + (when.isEmpty() ? "." : ", when " + when + "."));
        }
        if (!algorithm.seeAlso().isEmpty()) {
            lines.add("See also: " + String.join(", ", algorithm.seeAlso()));
        }
        lines.add("Version " + algorithm.version() + "; categories: " + String.join(", ", algorithm.categories()));
        return lines.stream().map(PrintableText::of).collect(Collectors.joining("\n"));
    }

    static List<JsonObject> properties(JsonObject algorithm, String... directions) {
        List<JsonObject> found = new ArrayList<>();
        for (JsonElement each : algorithm.getAsJsonArray("properties")) {
            if (List.of(directions)
                    .contains(each.getAsJsonObject().get("direction").getAsString())) {
                found.add(each.getAsJsonObject());
            }
        }
        return found;
    }

    private static void add(List<String> lines, String title, List<JsonObject> properties) {
        if (properties.isEmpty()) {
            return;
        }
        lines.add(title);
        for (JsonObject each : properties) {
            lines.add("    " + PythonNames.of(text(each, "name")) + " (" + text(each, "type")
                    + (each.get("mandatory").getAsBoolean() ? ", needed" : "")
                    + (text(each, "direction").equals("InOut") ? ", input and output" : "") + ")");
            wrap(lines, words(each));
        }
        lines.add("");
    }

    private static String words(JsonObject property) {
        List<String> words = new ArrayList<>();
        words.add(text(property, "documentation"));
        if (!text(property, "unit").isEmpty()) {
            words.add("Unit: " + text(property, "unit") + ".");
        }
        JsonArray allowed = property.getAsJsonArray("allowedValues");
        if (!allowed.isEmpty()) {
            words.add("One of: " + joined(allowed, ", ") + ".");
        } else if (!text(property, "constraint").isEmpty()) {
            words.add("Must be " + text(property, "constraint") + ".");
        }
        addConditions(words, "Needed when ", property.getAsJsonArray("requiredWhen"));
        addConditions(words, "Counts when ", property.getAsJsonArray("visibleWhen"));
        if (!text(property, "defaultRule").isEmpty()) {
            words.add("Default: " + text(property, "defaultRule") + ".");
        } else if (!text(property, "direction").equals("Output") && hasDefault(property)) {
            JsonElement value = property.get("default");
            String text = value.isJsonPrimitive() ? value.getAsString() : JsonForm.SCRIPT.text(value);
            words.add("Default: " + text + ".");
        }
        return words.stream().filter(each -> !each.isEmpty()).collect(Collectors.joining(" "));
    }

    private static boolean hasDefault(JsonObject property) {
        JsonElement value = property.get("default");
        boolean isEmpty = value.isJsonNull()
                || (value.isJsonArray() && value.getAsJsonArray().isEmpty())
                || (value.isJsonPrimitive() && value.getAsString().isEmpty());
        return !isEmpty && !property.get("mandatory").getAsBoolean();
    }

    private static void addConditions(List<String> words, String title, JsonArray conditions) {
        if (!conditions.isEmpty()) {
            words.add(title + joined(conditions, "; ") + ".");
        }
    }

    private static String joined(JsonArray texts, String separator) {
        return StreamSupport.stream(texts.spliterator(), false)
                .map(JsonElement::getAsString)
                .collect(Collectors.joining(separator));
    }

    static String text(JsonObject json, String name) {
        return json.get(name).getAsString();
    }

    private static void wrap(List<String> lines, String words) {
        StringBuilder line = new StringBuilder(INDENT);
        for (String word : words.split("\\s+", -1)) {
            if (line.length() + word.length() > WIDTH && line.length() > INDENT.length()) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(INDENT);
            }
            line.append(word).append(' ');
        }
        if (!line.toString().isBlank()) {
            lines.add(line.toString().stripTrailing());
        }
    }
}
