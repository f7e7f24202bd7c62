package org.mantle.testkit;

import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.Mantle;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmCancelledException;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.type.StoredObject;
import org.mantle.testkit.probe.Folder;
import org.mantle.testkit.probe.Words;

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
        outputs.asMap()
                .forEach((name, value) ->
                        texts.put(name, Words.plain(bare(value)).toString()));
        return texts.toString();
    }

    /** Returns the object that is left in the host's store in place of its name, and any other value as it is. */
    private static Object bare(Object value) {
        return value instanceof StoredObject<?> stored && stored.find().isPresent()
                ? stored.find().get()
                : value;
    }

    /** Returns the files with their sizes alone: they are written at different times. */
    private static Map<String, String> files(Folder folder) throws Exception {
        Map<String, String> files = folder.contents();
        files.replaceAll((name, size) -> size.replaceAll(" of .*", ""));
        return files;
    }

    /** Returns whether an output is what it should be; of a looped run, each of a list. */
    static boolean isAsExpected(Property<?> property, Object expected, double tolerance, Outputs outputs) {
        List<Outputs> members = outputs.members();
        if (members.isEmpty()) {
            return isOne(property, expected, tolerance, outputs.asMap().get(property.name()));
        }
        return expected instanceof List<?> each
                && each.size() == members.size()
                && IntStream.range(0, members.size())
                        .allMatch(i -> isOne(
                                property,
                                each.get(i),
                                tolerance,
                                members.get(i).asMap().get(property.name())));
    }

    /** Returns whether a value is what it should be: the value, or what its text form reads to. */
    private static boolean isOne(Property<?> property, Object expected, double tolerance, @Nullable Object actual) {
        try {
            Object value = expected instanceof CharSequence text
                    ? property.type().fromText(text.toString())
                    : property.type().fromObject(expected);
            return actual != null && isNear(Words.plain(bare(value)), Words.plain(bare(actual)), tolerance);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isNear(Object expected, Object actual, double tolerance) {
        if (tolerance > 0 && expected instanceof Number wanted && actual instanceof Number number) {
            return wanted.equals(number) || Math.abs(wanted.doubleValue() - number.doubleValue()) <= tolerance;
        }
        if (tolerance > 0 && expected instanceof List<?> wanted && actual instanceof List<?> list) {
            return wanted.size() == list.size()
                    && IntStream.range(0, list.size()).allMatch(i -> isNear(wanted.get(i), list.get(i), tolerance));
        }
        return expected.equals(actual);
    }

    /** Returns whether a value is a number, or a list or an array of numbers, lists and arrays. */
    static boolean isOfNumbers(Object value) {
        return Words.plain(value) instanceof List<?> list
                ? list.stream().allMatch(each -> each != null && isOfNumbers(each))
                : value instanceof Number;
    }
}
