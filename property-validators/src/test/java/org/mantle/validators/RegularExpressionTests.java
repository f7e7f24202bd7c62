package org.mantle.validators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which regular expressions of users are allowed. */
class RegularExpressionTests {

    private static final Validator<String> VALIDATOR = Validators.regularExpression();

    private static String message(String pattern) {
        return VALIDATOR.check(pattern).orElseThrow().message();
    }

    @Test
    void aLongOneIsRefused() {
        assertThat(VALIDATOR.check("a".repeat(1000))).isEmpty();
        assertThat(message("a".repeat(1001))).contains("of at most 1000 characters");
    }

    @ParameterizedTest
    @CsvSource({"a(b, 'Unclosed group, at character 4'", "'ab[', 'Unclosed character class, at character 3'"})
    void aPatternThatIsWrongIsRefusedWithWhere(String pattern, String where) {
        assertThat(message(pattern))
                .contains("\"" + pattern + "\" is not allowed (" + where + ")", "regular expression of Java");
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
        assertThat(message(pattern)).contains("too many ways", "at most 4000 ways through its alternatives");
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
        assertThat(VALIDATOR.check(pattern)).isEmpty();
    }
}
