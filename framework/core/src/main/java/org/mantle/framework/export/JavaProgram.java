package org.mantle.framework.export;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.json.JsonForm;

/** Writes a Java program in one file. */
final class JavaProgram {

    /** A constant of a class file has at most 65,535 bytes; the longest character takes three. */
    private static final int LONGEST_CONSTANT = 10_000;

    /** What is longer, in all lists of a call, is read from its text: a method has at most 65,535 bytes, three for a letter. */
    private static final int LONGEST_SOURCE = 10_000;

    private final StringBuilder calls = new StringBuilder();
    private final StringBuilder methods = new StringBuilder();
    private int count;
    private int room;
    private boolean asks;
    private boolean hands;
    private boolean refers;
    private boolean stops;

    private JavaProgram() {}

    static String of(List<Step> steps) {
        JavaProgram program = new JavaProgram();
        steps.forEach(program::add);
        StringBuilder helpers = new StringBuilder();
        if (program.asks) {
            helpers.append('\n').append(Template.read("secret.java.txt"));
        }
        if (program.refers) {
            helpers.append('\n').append(Template.read("reference.java.txt"));
        }
        if (program.hands) {
            helpers.append('\n').append(Template.read("given.java.txt"));
        }
        if (program.stops) {
            helpers.append('\n').append(Template.read("not_kept.java.txt"));
        }
        return Template.read("program.java.txt")
                .replace("            // the calls\n", program.calls)
                .replace("    // the methods\n", program.methods.append(helpers));
    }

    private void add(Step step) {
        if (step instanceof Step.Call call) {
            Step.@Nullable Gift gift = call.gives();
            String made = beginMethod(call, gift == null ? "void" : "Outputs");
            if (gift == null) {
                calls.append("            ").append(made).append(";\n");
            } else {
                calls.append("            String ")
                        .append(gift.variable())
                        .append(" = one(")
                        .append(made)
                        .append(", ")
                        .append(constant(gift.output()))
                        .append(");\n");
            }
            methods.append(gift == null ? "        " : "        return ")
                    .append(run(call))
                    .append(";\n    }\n");
        } else if (step instanceof Step.Wait wait) {
            String made = beginMethod(wait.call(), "void");
            calls.append("            ").append(made).append(";\n");
            methods.append("        while (List.of(")
                    .append(wait.underWay().stream().map(JavaProgram::constant).collect(Collectors.joining(", ")))
                    .append(").contains(one(")
                    .append(run(wait.call()))
                    .append(", ")
                    .append(constant(wait.output()))
                    .append("))) {\n            pause();\n        }\n    }\n");
        } else if (step instanceof Step.Remark remark) {
            calls.append("            // ").append(remark.text()).append('\n');
        }
    }

    /** Begins the method of a call with its inputs, and returns how it is called. */
    private String beginMethod(Step.Call call, String type) {
        count++;
        room = LONGEST_SOURCE;
        StringBuilder given = new StringBuilder();
        StringBuilder parameters = new StringBuilder();
        for (Step.Argument argument : call.arguments()) {
            if (argument.value() instanceof Step.Given value
                    && given.indexOf(value.gift().variable()) < 0) {
                given.append(", ").append(value.gift().variable());
                parameters.append(", String ").append(value.gift().variable());
            }
        }
        methods.append("\n    private static ")
                .append(type)
                .append(" call")
                .append(count)
                .append("(Mantle mantle")
                .append(parameters)
                .append(") {\n        Map<String, Object> inputs = new LinkedHashMap<>();\n");
        for (Step.Argument argument : call.arguments()) {
            methods.append("        inputs.put(")
                    .append(constant(argument.name()))
                    .append(", ")
                    .append(value(argument))
                    .append(");\n");
        }
        return "call" + count + "(mantle" + given + ")";
    }

    private static String run(Step.Call call) {
        return "run(mantle, " + constant(call.algorithm()) + ", "
                + (call.version() == null ? "AlgorithmRegistry.NEWEST" : call.version()) + ", inputs)";
    }

    private String value(Step.Argument argument) {
        Step.Value value = argument.value();
        if (value instanceof Step.Recorded recorded) {
            return value(recorded);
        }
        if (value instanceof Step.Given given) {
            hands = true;
            return given.gift().variable();
        }
        if (value instanceof Step.Reference reference) {
            refers = true;
            return "reference(" + constant(reference.reference()) + ")";
        }
        if (value instanceof Step.Asked asked) {
            asks = true;
            return "secret(" + constant(asked.variable()) + ", " + constant(asked.question()) + ")";
        }
        stops = true;
        String what = value instanceof Step.NotKept notKept ? notKept.what() : "";
        return "notKept(" + constant(argument.name()) + ", " + constant(what) + ")";
    }

    private String value(Step.Recorded recorded) {
        String text = JsonKinds.textOf(recorded.json());
        if (text != null) {
            return constant(text);
        }
        @Nullable Object plain = recorded.javaReads() ? PlainJava.of(recorded.json()) : null;
        String source = plain == null ? "" : PlainJava.source(plain);
        if (source.isEmpty() || source.length() > room) {
            return "JsonParser.parseString(" + constant(JsonForm.SCRIPT.text(recorded.json())) + ")";
        }
        room -= source.length();
        return source;
    }

    /** Returns a text, in several constants if it is too long for one. */
    private static String constant(String text) {
        if (text.length() <= LONGEST_CONSTANT) {
            return Quoted.java(text);
        }
        StringBuilder joined = new StringBuilder("String.join(\"\"");
        for (int start = 0; start < text.length(); start += LONGEST_CONSTANT) {
            joined.append(",\n                ")
                    .append(Quoted.java(text.substring(start, Math.min(start + LONGEST_CONSTANT, text.length()))));
        }
        return joined.append(')').toString();
    }
}
