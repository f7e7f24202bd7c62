package org.mantle.validators.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Regular expressions of users, in bounded time. */
class BoundedPatternTests {

    private static BoundedPattern pattern(String regex) {
        return BoundedPattern.of(Pattern.compile(regex));
    }

    @Test
    void itMatchesAsTheExpressionDoes() {
        BoundedPattern digits = pattern("[0-9]+");
        assertThat(digits.matches("42")).isTrue();
        assertThat(digits.matches("run 42")).isFalse();
        assertThat(digits.occursIn("run 42")).isTrue();
        assertThat(digits.occursIn("run")).isFalse();
        assertThat(BoundedPattern.of(Pattern.compile("RUN", Pattern.CASE_INSENSITIVE))
                        .occursIn("a run"))
                .isTrue();
    }

    @Test
    void itReplacesEveryMatchAndItsGroups() {
        List<String> seen = new ArrayList<>();
        String replaced = pattern("([a-z])([0-9])").replaceAll("a1, b2; c", match -> {
            seen.add(match.group());
            return "$2$1\\$";
        });
        assertThat(replaced).isEqualTo("1a$, 2b$; c");
        assertThat(seen).containsExactly("a1", "b2");
    }

    @Test
    void anErrorOfTheReplacementIsItsOwn() {
        StackOverflowError tooDeep = new StackOverflowError("in the replacement");
        assertThatThrownBy(() -> pattern("a").replaceAll("banana", match -> {
                    throw tooDeep;
                }))
                .isSameAs(tooDeep);
    }

    /** Each would backtrack for longer than anybody lives, or recurse as deep as the text is long. */
    @ParameterizedTest
    @ValueSource(strings = {"(a+)+b", "(a|aa)+b", "(.*a){20}b"})
    void itGivesUpWhatWouldTakeTooLong(String regex) {
        for (String text : List.of("a".repeat(5_000), "a".repeat(200_000))) {
            assertThatExceptionOfType(SlowPatternException.class)
                    .isThrownBy(() -> pattern(regex).matches(text))
                    .withMessageContaining("make it simpler");
            assertThatExceptionOfType(SlowPatternException.class)
                    .isThrownBy(() -> pattern(regex).occursIn(text));
            assertThatExceptionOfType(SlowPatternException.class)
                    .isThrownBy(() -> pattern(regex).replaceAll(text, match -> ""));
        }
    }

    @Test
    void itReadsALongTextThatNeedsNoBacktracking() {
        assertThat(pattern("a*b").matches("a".repeat(1_000_000) + "b")).isTrue();
    }
}
