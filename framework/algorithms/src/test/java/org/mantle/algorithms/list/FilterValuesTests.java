package org.mantle.algorithms.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mantle.algorithms.Runs;
import org.mantle.framework.property.Problem;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.Outputs;

/** The rules of FilterValues, and values that they cannot judge. */
class FilterValuesTests {

    @Test
    void aRangeIncludesItsEnds() {
        Outputs outputs = Runs.run("FilterValues", "Values", "1,2.5,-3,4e0,4.0001", "Least", 1, "Most", 4);
        assertThat(outputs.get("FilteredValues")).isEqualTo(List.of("1", "2.5", "4e0"));
        assertThat(outputs.get("Indices")).isEqualTo(List.of(0, 1, 3));
        assertThat(Runs.run("FilterValues", "Values", "1,2,3", "Least", 2).get("FilteredValues"))
                .isEqualTo(List.of("2", "3"));
        assertThat(Runs.run("FilterValues", "Values", "1,2,3", "Most", 2).get("FilteredValues"))
                .isEqualTo(List.of("1", "2"));
    }

    @Test
    void aRangeComparesAllDigits() {
        assertThat(Runs.run("FilterValues", "Values", "9007199254740993,9007199254740992", "Most", 9007199254740992L)
                        .get("FilteredValues"))
                .isEqualTo(List.of("9007199254740992"));
    }

    @Test
    void aPatternMayOccurAnywhere() {
        assertThat(Runs.run(
                                "FilterValues",
                                "Values",
                                "scan_1.nxs,scan_2.tif,tif_3.nxs",
                                "Keep",
                                "Pattern",
                                "Pattern",
                                "tif$")
                        .get("FilteredValues"))
                .isEqualTo(List.of("scan_2.tif"));
    }

    @Test
    void wantedValuesAreComparedLetterByLetter() {
        assertThat(Runs.run("FilterValues", "Values", "a,B,b,c", "Keep", "OneOf", "Wanted", "b,a,x")
                        .get("FilteredValues"))
                .isEqualTo(List.of("a", "b"));
    }

    @Test
    void theOtherValuesAreKeptWhenAskedFor() {
        Outputs outputs = Runs.run("FilterValues", "Values", "1,2,3", "Least", 2, "Most", 2, "Invert", true);
        assertThat(outputs.get("FilteredValues")).isEqualTo(List.of("1", "3"));
        assertThat(outputs.get("Indices")).isEqualTo(List.of(0, 2));
    }

    @Test
    void whatARuleNeedsIsDemandedOfThatRuleAlone() {
        assertThat(Runs.problems("FilterValues", "Values", "a", "Keep", "Pattern"))
                .extracting(Problem::property)
                .containsExactly("Pattern");
        assertThat(Runs.problems("FilterValues", "Values", "a", "Keep", "OneOf"))
                .extracting(Problem::property)
                .containsExactly("Wanted");
        assertThat(Runs.problems("FilterValues", "Values", "a")).singleElement().satisfies(problem -> {
            assertThat(problem.property()).isEqualTo("Least");
            assertThat(problem.message()).isEqualTo("a value is needed when Keep is Range and Most is not given");
        });
        assertThat(Runs.problems("FilterValues", "Values", "a", "Most", 1))
                .extracting(Problem::message)
                .containsExactly("to be kept by Range every element must be a number, but not so \"a\" (element 1)");
        assertThat(Runs.problems("FilterValues", "Values", "1", "Least", 2, "Most", 1))
                .extracting(Problem::property)
                .containsExactly("Most");
        assertThat(Runs.problems("FilterValues", "Values", "a", "Keep", "Pattern", "Pattern", "a".repeat(1000)))
                .isEmpty();
        assertThat(Runs.problems("FilterValues", "Values", "a", "Keep", "Pattern", "Pattern", "a".repeat(1001)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("of at most 1000 characters"));
        assertThat(Runs.problems("FilterValues", "Values", "a", "Keep", "Pattern", "Pattern", "(a"))
                .extracting(Problem::property)
                .containsExactly("Pattern");
    }

    @Test
    void aPatternThatIsWrongOrCouldTakeTooLongIsRefused() {
        assertThat(Runs.problems("FilterValues", "Values", "a", "Keep", "Pattern", "Pattern", "a(b"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("\"a(b\" is not allowed (Unclosed group, at character 4)"));
        assertThat(Runs.problems("FilterValues", "Values", "a", "Keep", "Pattern", "Pattern", "(|)".repeat(60)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("too many ways"));
    }

    @Test
    void aPatternThatBacktracksWithoutEndFailsSoon() {
        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> assertThatExceptionOfType(AlgorithmFailedException.class)
                        .isThrownBy(() -> Runs.run(
                                "FilterValues",
                                "Values",
                                "a".repeat(19) + "b".repeat(100_000),
                                "Keep",
                                "Pattern",
                                "Pattern",
                                "(.*a){20}"))
                        .withMessageContaining("make it simpler"));
        assertThatExceptionOfType(AlgorithmFailedException.class)
                .isThrownBy(() -> Runs.run(
                        "FilterValues",
                        "Values",
                        List.of("ab".repeat(100_000)),
                        "Keep",
                        "Pattern",
                        "Pattern",
                        "^(a|b)+c"))
                .withMessageContaining("make it simpler");
    }
}
