package org.mantle.framework.export;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mantle.validators.value.NumberText;

/** Writes a script for a plain Python 3. */
final class PythonScript {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** The keywords of the language, the names in the script's own head, and what it uses of Python's. */
    private static final Set<String> TAKEN = Set.of(
            ("False None True and as assert async await break class continue def del elif else except finally for from global"
                            + " if import in is lambda nonlocal not or pass raise return try while with yield print"
                            + " getpass json os shutil subprocess sys UnknownProperty algorithm mantle secret not_kept ValueError"
                            + " TypeError RuntimeError EOFError dict list str all len isinstance one wait time stop")
                    .split(" "));

    private final StringBuilder calls = new StringBuilder();
    private final Map<String, String> functions = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>(TAKEN);
    private boolean asks;
    private boolean hands;
    private boolean stops;

    private PythonScript() {}

    static String of(List<Step> steps) {
        PythonScript script = new PythonScript();
        steps.forEach(script::add);
        StringBuilder text = new StringBuilder(Template.read("head.py"));
        if (script.asks || script.stops) {
            text.append(Template.read("stop.py"));
        }
        if (script.asks) {
            text.append(Template.read("secret.py"));
        }
        if (script.stops) {
            text.append(Template.read("not_kept.py"));
        }
        if (script.hands) {
            text.append(Template.read("given.py"));
        }
        text.append("\n\n");
        script.functions.forEach((algorithm, name) -> text.append(name)
                .append(" = algorithm(")
                .append(Quoted.python(algorithm))
                .append(")\n"));
        return text.append('\n').append(script.calls).toString();
    }

    private void add(Step step) {
        if (step instanceof Step.Call call) {
            String text = function(call) + "(" + arguments(call) + ")";
            Step.@Nullable Gift gift = call.gives();
            if (gift == null) {
                calls.append(text).append('\n');
            } else {
                calls.append(gift.variable())
                        .append(" = one(")
                        .append(text)
                        .append(", ")
                        .append(Quoted.python(gift.output()))
                        .append(")\n");
            }
        } else if (step instanceof Step.Wait wait) {
            calls.append("wait(")
                    .append(function(wait.call()))
                    .append(", ")
                    .append(Quoted.python(wait.output()))
                    .append(", [")
                    .append(wait.underWay().stream().map(Quoted::python).collect(Collectors.joining(", ")))
                    .append("], ")
                    .append(arguments(wait.call()))
                    .append(")\n");
        } else if (step instanceof Step.Remark remark) {
            calls.append("# ").append(remark.text()).append('\n');
        }
    }

    private String function(Step.Call call) {
        return functions.computeIfAbsent(call.algorithm(), unused -> {
            String base = call.algorithm().replaceAll("[^A-Za-z0-9_]", "_");
            String name = base;
            for (int next = 2; !names.add(name); next++) {
                name = base + "_" + next;
            }
            return name;
        });
    }

    private String arguments(Step.Call call) {
        List<String> arguments = new ArrayList<>();
        List<String> unspeakable = new ArrayList<>();
        for (Step.Argument argument : call.arguments()) {
            String value = value(argument);
            if (NAME.matcher(argument.name()).matches() && !TAKEN.contains(argument.name())) {
                arguments.add(argument.name() + "=" + value);
            } else {
                unspeakable.add(Quoted.python(argument.name()) + ": " + value);
            }
        }
        if (call.version() != null) {
            arguments.add("Version=" + call.version());
        }
        if (!unspeakable.isEmpty()) {
            arguments.add("**{" + String.join(", ", unspeakable) + "}");
        }
        return String.join(", ", arguments);
    }

    private String value(Step.Argument argument) {
        Step.Value value = argument.value();
        if (value instanceof Step.Recorded recorded) {
            return literal(recorded.json());
        }
        if (value instanceof Step.Reference reference) {
            return Quoted.python(reference.reference());
        }
        if (value instanceof Step.Given given) {
            hands = true;
            return given.gift().variable();
        }
        if (value instanceof Step.Asked asked) {
            asks = true;
            return "secret(" + Quoted.python(asked.variable()) + ", " + Quoted.python(asked.question()) + ")";
        }
        stops = true;
        String what = value instanceof Step.NotKept notKept ? notKept.what() : "";
        return "not_kept(" + Quoted.python(argument.name()) + ", " + Quoted.python(what) + ")";
    }

    private static String literal(JsonElement json) {
        if (json instanceof JsonObject object) {
            List<String> entries = new ArrayList<>();
            object.entrySet()
                    .forEach(entry -> entries.add(Quoted.python(entry.getKey()) + ": " + literal(entry.getValue())));
            return "{" + String.join(", ", entries) + "}";
        }
        if (json instanceof JsonArray array) {
            List<String> elements = new ArrayList<>();
            array.forEach(element -> elements.add(literal(element)));
            return "[" + String.join(", ", elements) + "]";
        }
        if (!(json instanceof JsonPrimitive primitive)) {
            return "None";
        }
        if (primitive.isBoolean()) {
            return primitive.getAsBoolean() ? "True" : "False";
        }
        if (JsonKinds.isWhole(primitive)) {
            return primitive.getAsString();
        }
        if (!JsonKinds.isExactDouble(primitive)) {
            return Quoted.python(primitive.getAsString());
        }
        String number = NumberText.of(primitive.getAsDouble());
        // Python's -0 is a whole number, which has no sign
        return number.equals("-0") ? "-0.0" : number;
    }
}
