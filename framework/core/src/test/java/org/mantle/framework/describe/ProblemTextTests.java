package org.mantle.framework.describe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mantle.framework.property.Problem;

/** Words for what is wrong. */
class ProblemTextTests {

    private static String line(String property, String message, List<String> allowed, String nearest) {
        return ProblemText.line(new Problem(property, "code", message, allowed, Optional.ofNullable(nearest)));
    }

    @Test
    void theNearestIsNamedOnce() {
        assertThat(line("Colour", "\"rde\" is not allowed", List.of("red", "blue"), "red"))
                .isEqualTo("Colour: \"rde\" is not allowed; did you mean red?");
        assertThat(line("Colour", "\"rde\" is not allowed; did you mean red?", List.of("red", "blue"), "red"))
                .isEqualTo("Colour: \"rde\" is not allowed; did you mean red?");
    }

    @Test
    void theAllowedValuesAreNamedOnce() {
        assertThat(line("Colour", "it is not allowed", List.of("red", "blue"), null))
                .isEqualTo("Colour: it is not allowed (allowed: red, blue)");
        assertThat(line("Colour", "it must be red or blue", List.of("red", "blue"), null))
                .isEqualTo("Colour: it must be red or blue");
    }

    @Test
    void aProblemOfTheWholeHasNoNameAndEveryProblemHasOneLine() {
        assertThat(line("", "begin\n\u001b[2Jagain", List.of(), null)).isEqualTo("begin \\u001b[2Jagain");
    }

    @Test
    void whatWasThrownWithoutAMessageIsNamedByItsKind() {
        assertThat(ProblemText.message(new IllegalStateException("it is closed")))
                .isEqualTo("it is closed");
        assertThat(ProblemText.message(new IllegalStateException(" "))).isEqualTo("IllegalStateException");
        assertThat(ProblemText.message(new IllegalStateException())).isEqualTo("IllegalStateException");
    }
}
