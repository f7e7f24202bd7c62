package org.mantle.framework.examples;

// tag::method[]
import java.util.List;
import org.mantle.framework.algorithm.AlgorithmMethod;
import org.mantle.framework.algorithm.Input;
import org.mantle.framework.algorithm.Output;

/** Algorithms on texts that are methods. */
final class TextMethods {

    record Words(
            @Output(documentation = "The words, in the order of the text.")
            List<String> words,

            @Output(documentation = "How many words there are.")
            int count) {}

    @AlgorithmMethod(name = "SplitText", categories = "Text", summary = "Splits a text into words.")
    static Words split(
            @Input(name = "Text", documentation = "Words with blanks between them.") String text,
            @Input(name = "Most", documentation = "How many words at most.", min = 1, defaultValue = "1000") int most) {
        List<String> words = List.of(text.split("\\s+", most));
        return new Words(words, words.size());
    }
}
// end::method[]
