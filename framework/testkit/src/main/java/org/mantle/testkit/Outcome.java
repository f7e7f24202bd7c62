package org.mantle.testkit;

import com.google.gson.JsonPrimitive;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mantle.framework.AlgorithmCancelledException;
import org.mantle.framework.AlgorithmFailedException;
import org.mantle.framework.Mantle;
import org.mantle.framework.Outputs;
import org.mantle.framework.Property;

/** What a run gave, as a text that can be compared with that of another run in another folder. */
final class Outcome {

    private static final String ELSEWHERE = "FOLDER";

    private Outcome() {}

    /** Returns what one of the examples gives in a new host and a new folder. */
    static String of(Subject subject, int index) throws Exception {
        try (Folder folder = new Folder();
                Mantle host = subject.newHost()) {
            return of(host, subject, subject.examples(folder.path()).get(index).inputs(), folder);
        }
    }

    /** Returns what one of the examples gives every time; empty when it gives now this, now that. */
    static Optional<String> steady(Subject subject, int index) throws Exception {
        String outcome = of(subject, index);
        return outcome.equals(of(subject, index)) ? Optional.of(outcome) : Optional.empty();
    }

    /** Returns what inputs give: the outputs, the files, or how the run failed. */
    static String of(Mantle host, Subject subject, Map<String, ?> inputs, Folder folder) throws Exception {
        String outcome;
        try {
            outcome = text(host.run(subject.in(host), inputs)) + " and the files " + files(folder);
        } catch (AlgorithmFailedException | AlgorithmCancelledException e) {
            outcome = Words.of(e);
        }
        String path = folder.path().toString();
        String inJson = new JsonPrimitive(path).toString();
        return outcome.replace(inJson.substring(1, inJson.length() - 1), ELSEWHERE)
                .replace(path, ELSEWHERE);
    }

    private static String text(Outputs outputs) {
        Map<String, String> texts = new TreeMap<>();
        outputs.asMap().forEach((name, value) -> texts.put(name, String.valueOf(value)));
        return texts.toString();
    }

    /** Returns the files with their sizes alone: they are written at different times. */
    private static Map<String, String> files(Folder folder) throws Exception {
        Map<String, String> files = folder.contents();
        files.replaceAll((name, size) -> size.replaceAll(" of .*", ""));
        return files;
    }

    /** Returns whether an output is what it should be: the value, or what its text form reads to. */
    static <T> boolean isAsExpected(Property<T> property, Object expected, Object actual) {
        try {
            Object value = expected instanceof CharSequence text
                    ? property.type().fromText(text.toString())
                    : property.type().fromObject(expected);
            return actual.equals(value);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
