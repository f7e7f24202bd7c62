package org.mantle.testkit;

import java.util.List;
import org.opentest4j.AssertionFailedError;

/** What the contract of algorithms requires, by number. The numbers stay: they may be added to, never changed. */
enum Requirement {
    FOUND(
            1,
            "a host finds the provider",
            "let the build run the goal index of mantle-maven-plugin, or name the provider in"
                    + " META-INF/services/org.mantle.framework.algorithm.AlgorithmProvider, and in the provides clause of"
                    + " a module-info; it must be public, with a public constructor without parameters"),
    INDEXED(
            2,
            "the jar has an index, which says what the declarations say",
            "let the build run the goal index of mantle-maven-plugin, as in docs/plugins.md, and build anew"),
    FAULTLESS(3, "every declaration compiles without a fault", "correct what the message names"),
    DETERMINISTIC(
            4,
            "two declarations of an algorithm are equal",
            "declare nothing that depends on time, chance, files or what was declared before"),
    DOCUMENTED(
            5,
            "the algorithm and each of its properties say what they are, in sentences",
            "give it a summary and each property a documentation, which end with a full stop"),
    NAMED(
            6,
            "names are a letter followed by letters and digits, and a misspelt one is answered with the right one",
            "use names such as SortValues and OutputFile, which every face and language can write"),
    ROUND_TRIP(
            7,
            "defaults and values read back from their text and from their JSON",
            "make fromText(toText(v)) and fromJson(toJson(v)) of the property's type equal to v"),
    SCHEMA(
            8,
            "the JSON Schema of a property allows its default and the values of the examples",
            "make the schema of the property's type, or the constraint of its validator, allow what the run allows"),
    REFUSAL(
            9,
            "refused inputs change nothing: nothing is run, recorded or written",
            "let constructors, validators, validateInputs and preconditions look at things and change none"),
    CHECKS_HOLD(
            10,
            "the checks of the inputs end with problems, whatever is given, and never break down",
            "let validators and validateInputs take every value of the type: empty, zero, negative, not finite, very"
                    + " long"),
    EXAMPLES(
            11,
            "there is an example of the algorithm, and each runs and gives its outputs",
            "give at least one example, with inputs that are accepted and the outputs that they should give"),
    REPEATABLE(
            12,
            "the same inputs give the same outputs again",
            "let outputs depend on inputs alone, or call varies() on the example where they may not"),
    HIDDEN(
            13,
            "a property that does not count, by its visibleWhen, has no influence",
            "read it in execute and validateInputs only when its condition holds"),
    CANCELLABLE(
            14,
            "a run that is cancelled ends soon",
            "call checkCancelled() in every loop, and wake with onCancel what waits"),
    PROGRESS(
            15,
            "progress goes from 0 to 1 and never back",
            "report what is done of what there is to do, and give children ranges that follow each other"),
    SECRETS(
            16,
            "no secret is in an output, message, log, history or on the standard streams",
            "hand secrets to what needs them, and wipe the copy; put them into no text"),
    THREADS(
            17,
            "no thread is left when the run has ended and its host is closed",
            "stop the threads that the run started, and wait for them, in a finally block"),
    STATELESS(
            18,
            "classes keep no state that changes: their static fields are final, and what these hold does not change",
            "keep what belongs to a run in the instance, and what belongs to a host in a service"),
    APART(
            19,
            "runs in two hosts at the same time do not disturb each other",
            "share nothing between instances but what never changes; write to no place but what an input names"),
    QUIET(20, "nothing is printed to the standard streams", "say it by log() or progress(), or give it as an output");

    private final int number;
    private final String words;
    private final String advice;

    Requirement(int number, String words, String advice) {
        this.number = number;
        this.words = words;
        this.advice = advice;
    }

    int number() {
        return number;
    }

    /** Returns the name of the test of it. */
    String title() {
        return String.format("%02d %s", number, words);
    }

    /** Fails the test when something was found. */
    void check(List<String> found) {
        if (!found.isEmpty()) {
            throw new AssertionFailedError("Requirement " + number + ": " + words + ".\n  But "
                    + String.join("\n  and ", found) + ".\n  What to do: " + advice + ".");
        }
    }
}
