package org.mantle.gateway.application;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mantle.commons.json.StrictJson;
import org.mantle.gateway.job.JobResources;

/** Reads the file in which a site defines its applications, and finds all that is wrong in it. */
final class ApplicationsFile {

    private static final String COMMAND = "command";
    private static final String PARAMETERS = "parameters";
    private static final String ENVIRONMENT = "environment";
    private static final List<String> FIELDS = List.of("documentation", COMMAND, PARAMETERS, "resources", ENVIRONMENT);

    private static final String TIME_LIMIT = "timeLimitMinutes";
    private static final String MEMORY = "memoryMebibytes";
    private static final String PROCESSORS = "processors";
    private static final String PARTITION = "partition";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");
    private static final Pattern PARAMETER_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");
    private static final Pattern PARTITION_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.,-]{0,99}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** Ten years, which no cluster grants. */
    private static final long MOST_MINUTES = 10 * 366 * 24 * 60;

    private final List<String> problems = new ArrayList<>();

    private ApplicationsFile() {}

    static Applications read(Path file) throws IOException {
        ApplicationsFile reader = new ApplicationsFile();
        Applications applications = reader.applications(file);
        if (!reader.problems.isEmpty()) {
            throw new InvalidApplicationsException(file, reader.problems);
        }
        return applications;
    }

    private Applications applications(Path file) throws IOException {
        Map<String, Application> byName = new LinkedHashMap<>();
        try {
            JsonElement all = StrictJson.parse(Files.readString(file));
            if (!(all instanceof JsonObject object)) {
                problems.add("needs an object that has each application by its name");
                return Applications.none();
            }
            for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
                String name = entry.getKey();
                if (!NAME.matcher(name).matches() || name.equals(Applications.GENERIC)) {
                    problems.add("\"" + name + "\": no application can be called so; use letters, digits and . _ -"
                            + " , and not " + Applications.GENERIC + ", which is always there");
                } else if (entry.getValue() instanceof JsonObject definition) {
                    byName.put(name, application(name, definition));
                } else {
                    problems.add(name + ": needs an object");
                }
            }
        } catch (JsonParseException e) {
            problems.add("it is not JSON: " + e.getMessage());
        } catch (CharacterCodingException e) {
            problems.add("it is not in UTF-8");
        }
        return new Applications(byName);
    }

    private Application application(String name, JsonObject definition) {
        JsonFields fields = new JsonFields(definition, name, problems, FIELDS);
        Map<String, Parameter> parameters = parameters(name, fields);
        Set<String> unused = new LinkedHashSet<>(parameters.keySet());
        List<Template> command = command(fields);
        command.stream()
                .flatMap(template -> template.names().stream())
                .distinct()
                .forEach(used -> standard(used).ifPresent(standard -> parameters.putIfAbsent(used, standard)));
        Map<String, Template> environment = environment(name, fields);
        Stream.concat(command.stream(), environment.values().stream())
                .flatMap(template -> template.names().stream())
                .forEach(unused::remove);
        unused.forEach(parameter -> fields.problem(
                PARAMETERS + "." + parameter,
                "it has no place in " + COMMAND + " or " + ENVIRONMENT + "; write {" + parameter + "} there"));
        checkPlaces(fields, COMMAND, command, parameters, true);
        environment.forEach((variable, template) ->
                checkPlaces(fields, ENVIRONMENT + "." + variable, List.of(template), parameters, false));
        return new Application(
                name, fields.text("documentation").orElse(""), command, parameters, resources(fields), environment);
    }

    /** Returns what clients say of every job, which a command may have a place for without another word. */
    private static Optional<Parameter> standard(String name) {
        return switch (name) {
            case Application.INPUT_FILE -> Optional.of(ParameterReader.standard(name, ParameterKind.FILE, true));
            case Application.INPUT_ARGS -> Optional.of(ParameterReader.standard(name, ParameterKind.ARGUMENTS, false));
            default -> Optional.empty();
        };
    }

    private Map<String, Parameter> parameters(String application, JsonFields fields) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        fields.entries(PARAMETERS).forEach((name, json) -> {
            String where = application + "." + PARAMETERS + "." + name;
            if (!PARAMETER_NAME.matcher(name).matches()) {
                problems.add(where + ": no parameter can be called so; use letters, digits and _, a letter first");
            } else if (json instanceof JsonObject definition) {
                ParameterReader.read(name, definition, where, problems)
                        .ifPresent(parameter -> parameters.put(name, parameter));
            } else {
                problems.add(where + ": needs an object");
            }
        });
        return parameters;
    }

    private static List<Template> command(JsonFields fields) {
        List<Template> command = new ArrayList<>();
        List<String> words = fields.texts(COMMAND);
        if (words.isEmpty()) {
            fields.problem(COMMAND, "needs a list of texts: the program, and its arguments with places for parameters");
        }
        for (String word : words) {
            template(fields, COMMAND, word).ifPresent(command::add);
        }
        if (!command.isEmpty()
                && (!command.get(0).names().isEmpty() || words.get(0).isEmpty())) {
            fields.problem(COMMAND, "needs a program first, which no parameter changes, not \"" + words.get(0) + "\"");
        } else if (!words.isEmpty() && words.get(0).indexOf('/') > 0) {
            fields.problem(
                    COMMAND,
                    "needs a program by its absolute path, or by its name alone, not \"" + words.get(0) + "\"");
        }
        return command;
    }

    private static Optional<Template> template(JsonFields fields, String field, String text) {
        try {
            if (text.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("must not have a zero character in it");
            }
            return Optional.of(Template.of(text));
        } catch (IllegalArgumentException e) {
            fields.problem(field, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static void checkPlaces(
            JsonFields fields,
            String field,
            List<Template> templates,
            Map<String, Parameter> parameters,
            boolean mayBeSeveral) {
        for (Template template : templates) {
            for (String used : template.names()) {
                Parameter parameter = parameters.get(used);
                if (parameter == null) {
                    fields.problem(field, "there is no parameter " + used + "; declare it in " + PARAMETERS);
                } else if (parameter.kind() == ParameterKind.ARGUMENTS
                        && (!mayBeSeveral || template.wholeName().isEmpty())) {
                    fields.problem(
                            field, "{" + used + "} stands for several arguments; let it be one of the list alone");
                }
            }
        }
    }

    private static JobResources resources(JsonFields fields) {
        JsonFields resources = fields.object("resources", List.of(TIME_LIMIT, MEMORY, PROCESSORS, PARTITION));
        Optional<Long> memory = resources.count(MEMORY, Long.MAX_VALUE >> 20);
        Optional<Long> processors = resources.count(PROCESSORS, Integer.MAX_VALUE);
        Optional<String> partition = resources.text(PARTITION);
        if (partition.isPresent() && !PARTITION_NAME.matcher(partition.get()).matches()) {
            resources.problem(PARTITION, "no partition can be called \"" + partition.get() + "\"");
        }
        return new JobResources(
                resources.count(TIME_LIMIT, MOST_MINUTES).map(Duration::ofMinutes),
                memory.map(OptionalLong::of).orElse(OptionalLong.empty()),
                processors.map(count -> OptionalInt.of(count.intValue())).orElse(OptionalInt.empty()),
                partition,
                Optional.empty());
    }

    private Map<String, Template> environment(String application, JsonFields fields) {
        Map<String, Template> environment = new LinkedHashMap<>();
        JsonFields values = fields.object(
                ENVIRONMENT, List.copyOf(fields.entries(ENVIRONMENT).keySet()));
        for (String variable : fields.entries(ENVIRONMENT).keySet()) {
            boolean isOwn = variable.equals("HOME") || variable.startsWith("MANTLE_");
            if (!VARIABLE.matcher(variable).matches() || isOwn) {
                problems.add(application + "." + ENVIRONMENT + "." + variable
                        + ": no definition can set this variable; use letters, digits and _, and not HOME or MANTLE_…,"
                        + " which are the job's own");
            }
            values.text(variable)
                    .flatMap(text -> template(values, variable, text))
                    .ifPresent(template -> environment.put(variable, template));
        }
        return environment;
    }
}
