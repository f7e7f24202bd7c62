package org.mantle.validators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mantle.validators.ValidatorChecks.assertAllows;
import static org.mantle.validators.ValidatorChecks.assertRefuses;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What all kinds of validators have in common, and their combinations. */
class ValidatorsTests {

    @Test
    void anythingAllowsEverything() {
        assertAllows(Validators.anything(), "");
        assertThat(Validators.anything().constraint().words()).isEmpty();
        assertThat(Validators.anything().isPure()).isTrue();
    }

    @Test
    void requiredRefusesWhatIsEmptyAndTakesZeroAndFalseAsValues() {
        assertRefuses(Validators.required(), "", "missing", "needed");
        assertRefuses(Validators.required(), List.of(), "missing");
        for (Object value : List.of("x", List.of(""), 0, 0.0, false)) {
            assertAllows(Validators.required(), value);
        }
        assertThat(Validators.required().constraint().demandsSomething()).isTrue();
    }

    @Test
    void oneOfComparesLetterByLetterAndKeepsTheOrder() {
        Validator<String> validator = Validators.oneOf("LogIn", "Ping", "LogIn", "a;b");

        assertAllows(validator, "Ping");
        assertRefuses(validator, "ping", "notAllowed", "\"ping\"", "LogIn, Ping, a;b");
        assertRefuses(validator, "", "notAllowed", "must be chosen");
        assertThat(validator.constraint().allowedValues()).containsExactly("LogIn", "Ping", "a;b");
        assertThatIllegalArgumentException().isThrownBy(() -> Validators.oneOf());
    }

    @Test
    void boundsAreInclusiveAndEachMayBeAbsent() {
        assertAllows(Validators.between(1, 3), 1);
        assertAllows(Validators.between(1, 3), 3);
        assertRefuses(Validators.between(1, 3), 0, "outOfRange", "0 is not between 1 and 3");
        assertRefuses(Validators.between(1, 3), 4, "outOfRange");
        assertRefuses(Validators.atLeast(1), 0, "outOfRange", "at least 1");
        assertRefuses(Validators.atMost(1L), 2L, "outOfRange", "at most 1");
        assertAllows(Validators.atLeast(Long.MIN_VALUE), Long.MIN_VALUE);
        assertThatIllegalArgumentException().isThrownBy(() -> Validators.between(3, 1));
    }

    @Test
    void notANumberLiesWithinNoBounds() {
        assertRefuses(Validators.atLeast(0.0), Double.NaN, "outOfRange");
        assertRefuses(Validators.atMost(0.0), Double.NaN, "outOfRange");
        assertAllows(Validators.atLeast(0.0), Double.POSITIVE_INFINITY);
    }

    @Test
    void aFunctionOfTheAuthorsIsDescribedByItsWords() {
        Validator<Integer> even = Validators.satisfying("an even number", number -> number % 2 == 0);

        assertAllows(even, 2);
        assertRefuses(even, 3, "invalid", "must be an even number");
        assertThat(even.constraint().words()).isEqualTo("an even number");
    }

    @Test
    void allOfGivesTheFirstViolationAndTheIntersectionOfTheLists() {
        Validator<String> both = Validators.allOf(
                List.of(Validators.oneOf("a", "b", "c"), Validators.oneOf("c", "b", "d"), Validators.anything()));

        assertAllows(both, "b");
        assertRefuses(both, "a", "notAllowed", "c, b, d");
        assertThat(both.constraint().allowedValues()).containsExactly("b", "c");
        assertAllows(Validators.allOf(List.of()), "x");
        assertThat(Validators.<String>allOf(List.of(Validators.required()))
                        .constraint()
                        .demandsSomething())
                .isTrue();
        assertThat(Validators.allOf(List.of(Validators.readableFile())).isPure())
                .isFalse();
    }

    @Test
    void aFileMustExistAndBeAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("scan.dat"), "x");
        Validator<String> validator = Validators.readableFile();

        assertAllows(validator, file.toString());
        assertRefuses(validator, folder.toString(), "notUsable", "is a directory", "an existing file");
        assertRefuses(validator, folder + "/none", "notFound", "none\" does not exist");
        assertRefuses(validator, "", "missing");
        assertRefuses(validator, "a\u0000b", "notUsable", "is not a path");
        assertThat(validator.isPure()).isFalse();
    }

    @Test
    void aDirectoryMustExistAndBeADirectory(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("scan.dat"), "x");
        Validator<String> validator = Validators.writableDirectory();

        assertAllows(validator, folder.toString());
        assertRefuses(validator, file.toString(), "notUsable", "is not a directory");
        assertRefuses(validator, folder + "/none", "notFound");
        assertRefuses(validator, "", "missing");
    }

    @Test
    void aQuoteIsShortAndOnOneLine() {
        assertThat(Violation.quoted("a")).isEqualTo("\"a\"");
        assertThat(Violation.quoted("a\nb\u001b[31m")).isEqualTo("\"a b [31m\"");
        assertThat(Violation.quoted("x".repeat(81))).isEqualTo("\"" + "x".repeat(80) + "…\"");
        assertThat(Violation.quoted("x".repeat(79) + "\uD83D\uDE00")).isEqualTo("\"" + "x".repeat(79) + "…\"");
    }

    @Test
    void aTextIsShortenedToSoManyCharactersAndNoneIsDivided() {
        assertThat(Violation.shortened("abcdef", 0)).isEqualTo("abcdef");
        assertThat(Violation.shortened("abcdef", 6)).isEqualTo("abcdef");
        assertThat(Violation.shortened("abcdef", 5)).isEqualTo("abcd…");
        assertThat(Violation.shortened("abcdef", 1)).isEqualTo("…");
        assertThat(Violation.shortened("ab\uD83D\uDE00ef", 4)).isEqualTo("ab…");
        assertThatThrownBy(() -> Violation.shortened("a", -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
