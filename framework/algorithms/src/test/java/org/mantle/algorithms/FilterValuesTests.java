package org.mantle.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.framework.AlgorithmFailedException;
import org.mantle.framework.Outputs;
import org.mantle.framework.Problem;

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
        assertThat(Runs.problems("FilterValues", "Values", "a"))
                .extracting(Problem::message)
                .containsExactly(
                        "to be kept by Range every element must be a number, but not so \"a\" at 0",
                        "give Least, Most or both");
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

    @ParameterizedTest
    @CsvSource({"a(b, 'Unclosed group, at character 4'", "'ab[', 'Unclosed character class, at character 3'"})
    void aPatternThatIsWrongIsRefusedWithWhere(String pattern, String where) {
        assertThat(Runs.problems("FilterValues", "Values", "a", "Keep", "Pattern", "Pattern", pattern))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("\"" + pattern + "\" is not allowed (" + where + ")", "regular expression of Java"));
    }

    /** Each has no need to look at the text, so that nothing else bounds how long it takes. */
    static Stream<String> dear() {
        return Stream.of(
                "x*" + "(|)".repeat(60) + "(?!)",
                "(x?|y?)".repeat(60) + "(?!)",
                "(?:x*)?".repeat(60) + "(?!)",
                "^?".repeat(60) + "(?!)",
                "()" + "\\1?".repeat(60) + "(?!)",
                "()" + "(?<n>)" + "\\k<n>?".repeat(60) + "(?!)",
                "\\b{g}?".repeat(60) + "(?!)",
                "((((((x?(|)(|)(|)(|)(|))*)*)*)*)*)*(?!)",
                "((){2000000000}){2000000000}",
                "(?=){2000000000}",
                "\\b{2000000000}",
                "a{1}{2000000000}",
                "(?<=(?!).*)x",
                "(?<=(?!).{1,2000000000})x",
                "(?<=(?<=(?<=(?!)" + "x".repeat(200) + ")" + "x".repeat(200) + ")" + "x".repeat(200) + ")x",
                "[]\\Q]\\E\\]]" + "(|)".repeat(60) + "(?!)",
                "\\c[" + "(|)".repeat(60) + "(?!)",
                "\\Q[(\\E" + "(|)".repeat(60) + "(?!)",
                "(|)\\Q\\E?".repeat(60) + "(?!)",
                "(?x)#[\n" + "(|)".repeat(60) + "(?!)");
    }

    @ParameterizedTest
    @MethodSource("dear")
    void aPatternWithTooManyWaysIsRefused(String pattern) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> assertThat(Runs.problems("FilterValues", "Values", "x", "Keep", "Pattern", "Pattern", pattern))
                        .singleElement()
                        .satisfies(problem -> assertThat(problem.message())
                                .contains("too many ways", "at most 4000 ways through its alternatives")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec",
                "^[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?$",
                "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})",
                "^(?:https?|ftp)://([^/:]+)(:\\d{1,5})?(/[^?#]*)?(\\?[^#]*)?(#.*)?$",
                "(25[0-5]|2[0-4]\\d|[01]?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|[01]?\\d?\\d)){3}",
                "(?<=ERROR: )(?i)(?<word>\\p{L}{1,2000})\\s+\\k<word>\\b(?!\\x{2E})",
                "a?b?c?d?e?f?g?h?i?j?k?l?m?n?.*.*.*[?*|(]+[]|?*]+\\(\\|\\?\\*\\Q(|)(|)(|)\\E",
                "^(\\S+) (\\S+) \\[([\\w:/]+\\s[+-]\\d{4})] \"(\\S+)\\s?(\\S+)?\\s?(\\S+)?\" (\\d{3}|-) (\\d+|-)$"
            })
    void anOrdinaryPatternIsAllowed(String pattern) {
        assertThat(Runs.problems("FilterValues", "Values", "x", "Keep", "Pattern", "Pattern", pattern))
                .isEmpty();
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
