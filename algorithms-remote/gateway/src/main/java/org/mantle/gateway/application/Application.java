package org.mantle.gateway.application;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.mantle.framework.type.Nearest;
import org.mantle.gateway.job.JobResources;

/**
 * One application: a command with places for parameters, what these may be, what its jobs may use, and what they see of the environment.
 * Immutable.
 */
public final class Application {

    /** What is run, as clients name it whatever the application: this one may have a place for it. */
    public static final String INPUT_FILE = "INPUT_FILE";

    /** Further arguments, which every client may give: this one may have a place for them. */
    public static final String INPUT_ARGS = "INPUT_ARGS";

    private final String name;
    private final String documentation;
    private final List<Template> command;
    private final Map<String, Parameter> parameters;
    private final JobResources resources;
    private final Map<String, Template> environment;

    Application(
            String name,
            String documentation,
            List<Template> command,
            Map<String, Parameter> parameters,
            JobResources resources,
            Map<String, Template> environment) {
        this.name = name;
        this.documentation = documentation;
        this.command = List.copyOf(command);
        this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        this.resources = resources;
        this.environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }

    /** Returns the name by which clients submit to it. */
    public String name() {
        return name;
    }

    /** Returns what it does, in words for people; may be empty. */
    public String documentation() {
        return documentation;
    }

    /** Returns the program that its command begins with, which no parameter decides on. */
    public String program() {
        return command.get(0).fill(Map.of()).orElseThrow();
    }

    /** Returns what clients may give, in the order of the definition. */
    public List<Parameter> parameters() {
        return List.copyOf(parameters.values());
    }

    /** Returns what a job may use at most, and where it runs. */
    public JobResources resources() {
        return resources;
    }

    /** Makes real paths of the values of files, or refuses them. */
    public interface Places {

        /**
         * Returns the real path of a value.
         *
         * @param value as the client gave it
         * @param mustBeThere whether it must be a file that is there
         * @throws IllegalArgumentException if it is not one of the user's; the message can follow the parameter's name
         */
        String real(String value, boolean mustBeThere);

        /**
         * Splits a text into arguments, in which paths are real.
         *
         * @throws IllegalArgumentException if it cannot be split; the message can follow the parameter's name
         */
        List<String> split(String value);
    }

    /**
     * What a job of the application runs.
     *
     * @param environment what it sees of the environment besides what every job sees
     */
    public record Invocation(List<String> command, Map<String, String> environment) {

        /** Creates an invocation. */
        public Invocation {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }
    }

    /**
     * Makes a command of what a client gives.
     *
     * @param given the parameters by name, without empty ones
     * @param others the names of parameters that clients may give to every application, which are no concern of this one
     * @throws IllegalArgumentException if anything is not allowed; the message says all of it, in words for the user
     */
    public Invocation invoke(Map<String, String> given, Set<String> others, Places places) {
        List<String> problems = new ArrayList<>();
        Map<String, String> values = new HashMap<>();
        List<String> known = new ArrayList<>(parameters.keySet());
        for (String each : given.keySet()) {
            if (!parameters.containsKey(each) && !others.contains(each) && !each.equals(INPUT_FILE)) {
                problems.add(unknown(each, known));
            }
        }
        Map<String, List<String>> lists = new HashMap<>();
        for (Parameter parameter : parameters.values()) {
            try {
                fill(parameter, given.getOrDefault(parameter.name(), ""), places, values, lists);
            } catch (IllegalArgumentException e) {
                problems.add(parameter.name() + ": " + e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "Not all that was given to '" + name + "' is right: " + String.join("; ", problems));
        }
        List<String> arguments = new ArrayList<>();
        for (Template argument : command) {
            Optional<List<String>> list = argument.wholeName().map(lists::get);
            list.ifPresentOrElse(arguments::addAll, () -> argument.fill(values).ifPresent(arguments::add));
        }
        Map<String, String> variables = new TreeMap<>();
        environment.forEach((variable, value) -> value.fill(values).ifPresent(text -> variables.put(variable, text)));
        return new Invocation(arguments, variables);
    }

    private String unknown(String given, List<String> known) {
        if (given.equals(INPUT_ARGS)) {
            return "it takes no further arguments (" + INPUT_ARGS + ", in Mantle JobOptions): give none";
        }
        String allowed = known.isEmpty() ? "it has none" : "there are " + String.join(", ", known);
        return "there is no parameter '" + given + "': "
                + Nearest.to(given, known)
                        .map(nearest -> "did you mean " + nearest + "?")
                        .orElse(allowed);
    }

    private static void fill(
            Parameter parameter,
            String given,
            Places places,
            Map<String, String> values,
            Map<String, List<String>> lists) {
        String text = given.isEmpty() ? parameter.defaultText() : given;
        if (parameter.kind() == ParameterKind.ARGUMENTS) {
            lists.put(parameter.name(), places.split(text));
        }
        if (text.isEmpty()) {
            if (parameter.isMandatory()) {
                throw new IllegalArgumentException("needs a value");
            }
            return;
        }
        String checked = parameter.check(text);
        boolean isPlace = parameter.kind() == ParameterKind.FILE || parameter.kind() == ParameterKind.PATH;
        values.put(parameter.name(), isPlace ? places.real(checked, parameter.kind() == ParameterKind.FILE) : checked);
    }
}
