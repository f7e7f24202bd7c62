package org.mantle.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Properties with their values as words that a shell hands on as they are, so that they can be given to {@code mantle run}. */
public final class ShellWords {

    private static final Pattern PLAIN_TO_A_SHELL = Pattern.compile("[A-Za-z0-9_./:=,+@%^-]+");

    private ShellWords() {}

    /**
     * Returns a word {@code Property=Value} for each property, in quotes where a shell needs them.
     *
     * @param longest how many characters of a value are shown, all of its first line; 0 means the whole value
     */
    public static List<String> of(Map<String, String> values, int longest) {
        List<String> words = new ArrayList<>(values.size());
        values.forEach(
                (name, text) -> words.add(quoted(name + "=" + (longest == 0 ? text : shortened(text, longest)))));
        return words;
    }

    private static String shortened(String text, int longest) {
        int lineEnd = text.indexOf('\n');
        int end = lineEnd < 0 ? text.length() : lineEnd;
        return end == text.length() && end <= longest ? text : text.substring(0, Math.min(end, longest - 1)) + "…";
    }

    /** Returns a word in quotes if it needs them; a shell expands nothing between single quotes. */
    public static String quoted(String word) {
        return PLAIN_TO_A_SHELL.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
