package org.mantle.python.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mantle.framework.export.PythonNames;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmRegistry;

/** Type stubs (PEP 484) of {@code mantle.simpleapi}, by which editors know the algorithms. */
public final class PythonStubs {

    private static final String HEAD = """
            # Made from the declarations of the algorithms; "python -m mantle stubs FOLDER" makes it anew.
            from datetime import datetime
            from typing import Any, Callable, Dict, List, NamedTuple, Optional, Sequence, Union

            from mantle.api import AlgorithmManager as AlgorithmManager
            from mantle.errors import Problem
            from mantle.runs import Run

            """;

    private PythonStubs() {}

    /** Returns the stubs of the newest version of each algorithm. */
    public static String of(AlgorithmRegistry registry) {
        Map<String, AlgorithmDescriptor> newest = new TreeMap<>();
        registry.all().forEach(algorithm -> newest.put(algorithm.name(), algorithm));
        return of(newest.values());
    }

    private static String of(Collection<AlgorithmDescriptor> algorithms) {
        return HEAD + algorithms.stream().map(PythonStubs::stub).collect(Collectors.joining("\n"));
    }

    private static String stub(AlgorithmDescriptor algorithm) {
        JsonObject json = algorithm.toJson();
        String name = PythonNames.of(algorithm.name());
        List<JsonObject> outputs = PythonHelp.properties(json, "Output", "InOut");
        List<JsonObject> inputs = PythonHelp.properties(json, "Input", "InOut");
        List<String> lines = new ArrayList<>();
        String result = "None";
        if (outputs.size() == 1) {
            result = type(outputs.get(0).getAsJsonObject("schema"), false);
        } else if (!outputs.isEmpty()) {
            result = name + "Result";
            lines.add("class " + result + "(NamedTuple):");
            outputs.forEach(each -> lines.add("    " + PythonNames.field(PythonHelp.text(each, "name")) + ": "
                    + type(each.getAsJsonObject("schema"), false)));
            lines.add("");
        }
        String given = given(inputs);
        lines.add("class _" + name + ":");
        lines.add("    def __call__(" + given + ") -> " + result + ":");
        lines.add("        \"\"\"" + quoted(PythonHelp.of(algorithm)) + "\"\"\"");
        lines.add("        ...");
        lines.add("    def start(" + given + ") -> Run: ...");
        lines.add("    def validate(" + given + ") -> List[Problem]: ...");
        lines.add("");
        lines.add(name + ": _" + name);
        algorithm.aliases().forEach(alias -> lines.add(PythonNames.of(alias) + ": _" + name));
        return String.join("\n", lines) + "\n";
    }

    private static String given(List<JsonObject> inputs) {
        List<String> needed = new ArrayList<>(List.of("self"));
        List<String> others = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (JsonObject each : inputs) {
            String named = PythonNames.of(PythonHelp.text(each, "name"));
            // beside the method's own
            String name = named.equals("self") ? "self_" : named;
            String type = type(each.getAsJsonObject("schema"), true);
            taken.add(name);
            if (each.get("mandatory").getAsBoolean()) {
                needed.add(name + ": " + type);
            } else {
                others.add(name + ": Optional[" + type + "] = ...");
            }
        }
        others.add("*");
        others.add(special("Version", taken) + ": Optional[int] = ...");
        others.add(special("EnableLogging", taken) + ": bool = ...");
        others.add(special("Progress", taken) + ": Optional[Callable[[Optional[float], str], object]] = ...");
        return Stream.concat(needed.stream(), others.stream()).collect(Collectors.joining(", "));
    }

    private static String special(String name, Set<String> taken) {
        return taken.contains(name) ? name + "_" : name;
    }

    /** Returns the type of a value that a JSON Schema describes; an input may be given in more ways than in JSON. */
    private static String type(JsonObject schema, boolean isInput) {
        Set<String> kinds = new HashSet<>();
        addKinds(schema, kinds);
        if (kinds.contains("array")) {
            String entry = schema.get("items") instanceof JsonObject items ? type(items, false) : "Any";
            return isInput ? "Union[str, Sequence[Any]]" : "List[" + entry + "]";
        }
        if (kinds.contains("object")) {
            return isInput ? "Any" : "Dict[str, Any]";
        }
        if (kinds.contains("number")) {
            return "float";
        }
        if (kinds.contains("integer")) {
            return "int";
        }
        if (kinds.contains("boolean")) {
            return "bool";
        }
        if (!isInput && isDate(schema)) {
            return "datetime";
        }
        // a path or a date is given as such, too
        return kinds.contains("string") && !(isInput && schema.has("format")) ? "str" : "Any";
    }

    private static boolean isDate(JsonObject schema) {
        return schema.get("format") instanceof JsonPrimitive format
                && format.getAsString().equals("date-time");
    }

    private static void addKinds(JsonObject schema, Set<String> kinds) {
        if (schema.get("type") instanceof JsonPrimitive kind) {
            kinds.add(kind.getAsString());
        } else if (schema.get("type") instanceof JsonArray several) {
            several.forEach(kind -> kinds.add(kind.getAsString()));
        }
        for (String word : List.of("anyOf", "oneOf")) {
            if (schema.get(word) instanceof JsonArray options) {
                for (JsonElement option : options) {
                    if (option instanceof JsonObject object) {
                        addKinds(object, kinds);
                    }
                }
            }
        }
    }

    private static String quoted(String text) {
        String escaped = text.replace("\\", "\\\\").replace("\"\"\"", "\\\"\\\"\\\"");
        return escaped.lines().collect(Collectors.joining("\n        ")).replaceAll("(?m)^ +$", "");
    }
}
