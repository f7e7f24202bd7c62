package org.mantle.gateway.file;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns of names by the rules of the shell (POSIX XCU 2.13). */
class NamePatternTests {

    @ParameterizedTest
    @CsvSource({
        "*, anything, true",
        "*, .hidden, false",
        ".*, .hidden, true",
        "?hidden, .hidden, false",
        "[.]hidden, .hidden, false",
        "a*c, abc, true",
        "a*c, ac, true",
        "a*c, acb, false",
        "a*b*c, aXbXbYc, true",
        "**a**, xay, true",
        "a?c, abc, true",
        "a?c, ac, false",
        "?, ä, true",
        "?, 𝄞, true",
        "[a-c]x, bx, true",
        "[a-c]x, dx, false",
        "[!a-c]x, dx, true",
        "[!a-c]x, bx, false",
        "[^a-c]x, dx, true",
        "[abz-]x, -x, true",
        "[]x], ], true",
        "[!]x], ], false",
        "[a, [a, true",
        "[], [], true",
        "a[b, ab, false",
        "slice_[0-9][0-9].tif, slice_07.tif, true",
        "slice_[0-9][0-9].tif, slice_0a.tif, false",
        "A, a, false"
    })
    void fitsAsTheShellHasIt(String pattern, String name, boolean fits) {
        assertThat(NamePattern.of(pattern).fitsFile(name)).isEqualTo(fits);
    }

    @Test
    void takesNoLongerForAPatternThatIsMeantToTakeLong() {
        NamePattern pattern = NamePattern.of("*a".repeat(2000) + "b");

        assertTimeoutPreemptively(
                ofSeconds(20), () -> assertThat(pattern.fits("a".repeat(4000))).isFalse());
    }
}
