package org.mantle.framework.export;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mantle.validators.value.NumberText;

/** Writes a script for Python, by the functions of {@code mantle.simpleapi}. */
final class PythonScript {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** Beside the keywords: what calls take beside inputs, the names in the script's own head, and what it uses of Python's. */
    private static final Set<String> TAKEN =
            Set.of(("print getpass os sys mantle secret not_kept RuntimeError EOFError isinstance list getattr len"
                            + " one wait time stop AlgorithmManager Version EnableLogging Progress")
                    .split(" "));

    private final StringBuilder calls = new StringBuilder();
    private final Set<String> functions = new TreeSet<>();
    private boolean callsByName;
    private boolean asks;
    private boolean hands;
    private boolean stops;

    private PythonScript() {}

    static String of(List<Step> steps) {
        PythonScript script = new PythonScript();
        steps.forEach(script::add);
        return script.head() + "\n" + script.calls;
    }

    private String head() {
        StringBuilder text = new StringBuilder(Template.read("head.py"));
        if (asks) {
            text.append("import getpass\nimport os\n");
        }
        if (asks || stops) {
            text.append("import sys\n");
        }
        if (hands) {
            text.append("import time\n");
        }
        if (asks || stops || hands) {
            text.append('\n');
        }
        if (callsByName) {
            text.append("import mantle\n");
        }
        if (!functions.isEmpty()) {
            text.append("from mantle.simpleapi import ")
                    .append(String.join(", ", functions))
                    .append('\n');
        }
        if (asks || stops) {
            text.append(Template.read("stop.py"));
        }
        if (asks) {
            text.append(Template.read("secret.py"));
        }
        if (stops) {
            text.append(Template.read("not_kept.py"));
        }
        if (hands) {
            text.append(Template.read("given.py"));
        }
        return asks || stops || hands ? text + "\n" : text.toString();
    }

    private void add(Step step) {
        if (step instanceof Step.Call call) {
            String text = call(call);
            Step.@Nullable Gift gift = call.gives();
            if (gift == null) {
                calls.append("print(").append(text).append(")\n");
            } else {
                hands = true;
                calls.append(gift.variable())
                        .append(" = one(")
                        .append(text)
                        .append(", ")
                        .append(field(gift.output()))
                        .append(")\n");
            }
        } else if (step instanceof Step.Wait wait) {
            hands = true;
            calls.append("wait(")
                    .append(function(wait.call().algorithm()).orElseGet(() -> {
                        callsByName = true;
                        return "lambda **inputs: mantle.run("
                                + Quoted.python(wait.call().algorithm()) + ", **inputs)";
                    }))
                    .append(", ")
                    .append(field(wait.output()))
                    .append(", [")
                    .append(wait.underWay().stream().map(Quoted::python).collect(Collectors.joining(", ")))
                    .append("], ")
                    .append(arguments(wait.call()))
                    .append(")\n");
        } else if (step instanceof Step.Remark remark) {
            calls.append("# ").append(remark.text()).append('\n');
        }
    }

    private String call(Step.Call call) {
        String arguments = arguments(call);
        return function(call.algorithm())
                .map(name -> name + "(" + arguments + ")")
                .orElseGet(() -> {
                    callsByName = true;
                    String name = Quoted.python(call.algorithm());
                    return "mantle.run(" + (arguments.isEmpty() ? name : name + ", " + arguments) + ")";
                });
    }

    /** Returns the function of an algorithm, if it has the algorithm's own name. */
    private Optional<String> function(String algorithm) {
        if (!NAME.matcher(algorithm).matches() || isTaken(algorithm) || algorithm.startsWith("given_")) {
            return Optional.empty();
        }
        functions.add(algorithm);
        return Optional.of(algorithm);
    }

    private static boolean isTaken(String name) {
        return PythonNames.isKeyword(name) || TAKEN.contains(name);
    }

    /** Returns the name of an output in a result. */
    private static String field(String output) {
        return Quoted.python(PythonNames.field(output));
    }

    private String arguments(Step.Call call) {
        List<String> arguments = new ArrayList<>();
        List<String> unspeakable = new ArrayList<>();
        for (Step.Argument argument : call.arguments()) {
            String value = value(argument);
            if (NAME.matcher(argument.name()).matches() && !isTaken(argument.name())) {
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
