package org.mantle.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.AlgorithmRegistry;
import org.mantle.framework.InvalidDeclarationException;
import org.mantle.framework.Property;
import org.mantle.framework.PropertyType;
import org.mantle.framework.RunRecord;
import org.mantle.framework.UnknownAlgorithmException;

/**
 * The inputs of a record as {@code Property=Value}, so that a shell hands them to {@code mantle run} as they were. What only a
 * properties file can give, such as a list over which a run looped, stands there as JSON; a value that was not kept as the text
 * that stands in its place, and a secret as its reference or as stars: {@code mantle history replay} asks for both.
 */
final class InputWords {

    private static final Pattern PLAIN_TO_A_SHELL = Pattern.compile("[A-Za-z0-9_./:=,+@%^-]+");

    private InputWords() {}

    /**
     * Returns a word for each input.
     *
     * @param longest how many characters of a value are shown, all of its first line; 0 means the whole value
     */
    static List<String> of(RunRecord record, AlgorithmRegistry registry, int longest) {
        List<String> words = new ArrayList<>();
        record.toJson().getAsJsonObject("inputs").entrySet().forEach(input -> {
            String text = text(input.getKey(), input.getValue(), record, registry);
            words.add(quoted(input.getKey() + "=" + (longest == 0 ? text : shortened(text, longest))));
        });
        return words;
    }

    private static String text(String name, JsonElement json, RunRecord record, AlgorithmRegistry registry) {
        if (json instanceof JsonPrimitive single) {
            return single.getAsString();
        }
        try {
            return registry.get(record.algorithm(), record.version())
                    .property(name) // runs the declaration, which may be wrong
                    .map(property -> textOrNull(property, json))
                    .orElseGet(() -> JsonForm.COMPACT.text(json));
        } catch (UnknownAlgorithmException | InvalidDeclarationException e) { // what ran is not there any more
            return JsonForm.COMPACT.text(json);
        }
    }

    private static <T> @Nullable String textOrNull(Property<T> property, JsonElement json) {
        PropertyType<T> type = property.type();
        try {
            return type.toText(type.fromJson(json));
        } catch (Throwable e) { // foreign code: a type that cannot read its JSON back must not hide what ran
            return null;
        }
    }

    private static String shortened(String text, int longest) {
        int lineEnd = text.indexOf('\n');
        int end = lineEnd < 0 ? text.length() : lineEnd;
        return end == text.length() && end <= longest ? text : text.substring(0, Math.min(end, longest - 1)) + "…";
    }

    /** A shell expands nothing between single quotes. */
    private static String quoted(String word) {
        return PLAIN_TO_A_SHELL.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
