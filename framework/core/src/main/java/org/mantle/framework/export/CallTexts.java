package org.mantle.framework.export;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.property.Direction;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyMap;
import org.mantle.framework.run.AlgorithmDescriptor;

/**
 * One call of an algorithm as texts that make it: what a form is filled in with, to be copied.
 *
 * <p>What is filled in wrongly stands there as it was given, so that the call is refused for it in the same words. A secret is in none
 * of them: the command line and the programs ask for it, or take it from the environment. Immutable.
 *
 * @since 0.1.0
 */
public final class CallTexts {

    /** Stands for a secret where nothing can ask for it. */
    private static final String SECRET = "…";

    private final Step.Call call;

    private CallTexts(Step.Call call) {
        this.call = call;
    }

    /**
     * Makes them of what is filled in.
     *
     * @param isNewest whether there is no newer version, so that the call need not name it
     * @param inputs the inputs as a run would see them
     * @param given what was given, by name, with JSON for a secret's value that is not looked at; what is given as a default is left out
     */
    public static CallTexts of(
            AlgorithmDescriptor algorithm, boolean isNewest, PropertyMap inputs, Map<String, JsonElement> given) {
        Map<String, Object> changed = inputs.asMap(PropertyMap.Which.NON_DEFAULT);
        List<Step.Argument> arguments = new ArrayList<>();
        for (Property<?> property : algorithm.properties()) {
            JsonElement json = given.get(property.name());
            if (json != null && property.direction() != Direction.OUTPUT && inputs.isVisible(property)) {
                boolean loops = json.isJsonArray() && algorithm.isLoopedOver(property);
                if (property.type().isSecret()) {
                    arguments.add(new Step.Argument(property.name(), asked(algorithm, property)));
                } else if (changed.containsKey(property.name()) && !loops) {
                    Object value = changed.get(property.name());
                    arguments.add(new Step.Argument(
                            property.name(), Steps.recorded(property, value, property.toJson(value))));
                } else if (loops || inputs.find(property).isEmpty()) {
                    // as it was given: what is refused, and a list over which the run loops
                    arguments.add(new Step.Argument(
                            property.name(), new Step.Recorded(json, JsonKinds.textOf(json), !json.isJsonObject())));
                }
            }
        }
        @Nullable Integer version = isNewest ? null : algorithm.version();
        return new CallTexts(new Step.Call(algorithm.name(), version, arguments, null));
    }

    private static Step.Asked asked(AlgorithmDescriptor algorithm, Property<?> property) {
        String variable = (algorithm.name() + "_" + property.name())
                .toUpperCase(Locale.ROOT)
                .replaceAll("[^A-Z0-9_]", "_");
        return new Step.Asked(
                Character.isDigit(variable.charAt(0)) ? "_" + variable : variable,
                property.name() + " of " + algorithm.name());
    }

    /** Returns the line for a terminal; {@code mantle} asks there for secrets. */
    public String commandLine() {
        return ShellScript.line(call);
    }

    /** Returns a program in Python; see {@link HistoryExport#toPython}. */
    public String python() {
        return PythonScript.of(List.of(call));
    }

    /** Returns a program in Java; see {@link HistoryExport#toJava}. */
    public String java() {
        return JavaProgram.of(List.of(call));
    }

    /** Returns the inputs as JSON, as {@code mantle run --properties} reads them; without secrets. */
    public String json() {
        return JsonForm.PRETTY.text(inputs(false)) + "\n";
    }

    /**
     * Returns the call of an OGC API process as a line for {@code curl}, with the access token from the environment variable {@code
     * MANTLE_TOKEN}, and an ellipsis for secrets.
     *
     * @param process the address of the process, without a slash behind it
     */
    public String httpRequest(String process) {
        JsonObject body = new JsonObject();
        body.add("inputs", inputs(true));
        return "curl -X POST " + Quoted.shell(process + "/execution") + " \\\n"
                + "  -H \"Authorization: Bearer $MANTLE_TOKEN\" \\\n"
                + "  -H 'Content-Type: application/json' \\\n"
                + "  -d " + Quoted.shell(JsonForm.SCRIPT.text(body)) + "\n";
    }

    private JsonObject inputs(boolean withSecrets) {
        JsonObject inputs = new JsonObject();
        for (Step.Argument argument : call.arguments()) {
            if (argument.value() instanceof Step.Recorded recorded) {
                inputs.add(argument.name(), recorded.json());
            } else if (withSecrets) {
                inputs.addProperty(argument.name(), SECRET);
            }
        }
        return inputs;
    }
}
