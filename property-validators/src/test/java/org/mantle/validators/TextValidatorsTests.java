package org.mantle.validators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.mantle.validators.ValidatorChecks.assertAllows;
import static org.mantle.validators.ValidatorChecks.assertRefuses;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the validators of texts allow, and what they say of the rest. */
class TextValidatorsTests {

    @Test
    void oneOfTakesAliasesAndTellsWhatTheyStandFor() {
        Validator<String> validator = Validators.oneOf(List.of("Cross", "Plus"), Map.of("X", "Cross", "Plus", "Cross"));

        assertAllows(validator, "Cross", "Plus", "X");
        assertRefuses(validator, "x", "notAllowed", "\"x\"", "Cross, Plus");
        assertThat(validator.constraint().allowedValues()).containsExactly("Cross", "Plus");
        assertThat(validator.constraint().aliases())
                .as("what is both an entry and an alias is the entry")
                .isEqualTo(Map.of("X", "Cross"));
    }

    @Test
    void anAliasThatPointsNowhereFailsTheConstruction() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Validators.oneOf(List.of("Cross"), Map.of("X", "Crss")))
                .withMessageContaining("\"X\"")
                .withMessageContaining("\"Crss\"");
    }

    @Test
    void numbersCanBeAClosedListWithAliases() {
        Validator<Integer> validator = Validators.oneOf(List.of(1, 2), Map.of("one", 1));
        assertAllows(validator, 1, 2);
        assertRefuses(validator, 3, "notAllowed", "one of 1, 2");
        assertThat(validator.constraint().aliases()).isEqualTo(Map.of("one", "1"));
    }

    @Test
    void startsWithComparesLettersAndRefusesTheEmptyText() {
        Validator<String> validator = Validators.startsWith("INTER", "IMAT");
        assertAllows(validator, "INTER", "IMAT00042");
        assertRefuses(validator, "imat1", "invalid", "\"imat1\"", "begins with \"INTER\" or \"IMAT\"");
        assertRefuses(validator, "xIMAT", "invalid");
        assertRefuses(validator, "", "missing");
        assertThatIllegalArgumentException().isThrownBy(() -> Validators.startsWith());
        assertThatIllegalArgumentException().isThrownBy(() -> Validators.startsWith("a", ""));
    }

    @Test
    void containsAllNeedsEveryFragmentAndRefusesTheEmptyText() {
        Validator<String> validator = Validators.containsAll("a", "bc");
        assertAllows(validator, "bca", "abc");
        assertRefuses(validator, "ab c", "invalid", "contains \"a\" and \"bc\"");
        assertRefuses(validator, "Abc", "invalid");
        assertRefuses(validator, "", "missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29T13:45:00", "2024-02-29T13:45:00.5", "2024-02-29T13:45:00.123456789", "2024-02-29 13:45:00",
                "2024-02-29T13:45", "2024-02-29T13:45:00Z", "2024-02-29T13:45:00+01:00", "1999-12-31T23:59:59"
            })
    void aDateTimeIsADateAndATime(String text) {
        assertAllows(Validators.dateTime(), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29",
                "13:45:00",
                "2023-02-29T13:45:00",
                "2024-13-01T00:00:00",
                "2024-01-32T00:00:00",
                "2024-01-01T25:00:00",
                "2024-01-01T00:60:00",
                "29/02/2024 13:45",
                "now",
                "2024-01-01T00:00:00x",
                "2024-01-01T",
                "2024-1-1T00:00:00",
                "2024-01-01T00:00:00.1234567890",
                "2024-01-31T13:45:00.Z",
                "2024-01-31T13:45:00.",
                "2024-01-31T13:45:00.+01:00",
                "2024-01-31T13:45.5",
                "2024-01-31T13:45:",
                "2024-01-31T13:45:Z",
                "2024-01-31T13:45.",
                "2024-01-31T13",
                "2024-01-31T13Z",
                "2024-01-31T24:00:00",
                "2024-01-31T13:45:60Z",
                "2024-01-31T13:45:00+1:00",
                "2024-01-31T13:45:00+0100",
                "2024-01-31T13:45:00+19:00",
                "2024-01-31T13:45:00+01:60",
                "2024-01-31t13:45:00z",
                "20240131T134500Z",
                "-2024-01-31T13:45:00",
                "+2024-01-31T13:45:00",
                "2024-01-31T13:45:00 Z",
                "2024-01-31T1\u0663:45:00"
            })
    void nothingElseIsADateTime(String text) {
        assertRefuses(Validators.dateTime(), text, "invalid", "a date and time such as");
    }

    @Test
    void anEmptyDateTimeIsAllowedOnlyWhenDeclaredSo() {
        assertRefuses(Validators.dateTime(), "", "missing");
        assertAllows(Validators.emptyOr(Validators.dateTime()), "", "2024-02-29T13:45:00");
        assertRefuses(Validators.emptyOr(Validators.dateTime()), "2024-02-29", "invalid");
    }

    @Test
    void aDateTimeWithoutAnOffsetIsInUtc() {
        assertThat(IsoDateTime.parse("2024-02-29 13:45:00.5"))
                .isEqualTo(OffsetDateTime.parse("2024-02-29T13:45:00.5Z"));
        assertThat(IsoDateTime.parse("2024-02-29T13:45:00-05:30"))
                .isEqualTo(OffsetDateTime.parse("2024-02-29T13:45:00-05:30"));
    }

    @Test
    void aDateHasDayMonthAndYearAndTheMessageNamesTheWrongPart() {
        Validator<String> validator =
                new DateValidator(Clock.fixed(Instant.parse("2024-06-01T00:00:00Z"), ZoneOffset.UTC));
        assertAllows(validator, "", "01/01/1970", "29/02/2024", "31/12/2024");
        assertRefuses(validator, "2024-01-31", "invalid", "format", "DD/MM/YYYY");
        assertRefuses(validator, "1/1/2024", "invalid", "format");
        assertRefuses(validator, "32/01/2024", "invalid", "day 32", "1 to 31");
        assertRefuses(validator, "00/01/2024", "invalid", "day 0");
        assertRefuses(validator, "29/02/2023", "invalid", "day 29", "1 to 28");
        assertRefuses(validator, "01/13/2024", "invalid", "month 13", "1 to 12");
        assertRefuses(validator, "01/01/2025", "invalid", "year 2025", "2024");
        assertAllows(Validators.date(), "01/01/2024");
    }

    @Test
    void aRegularExpressionMustMatchTheWholeText() {
        Validator<String> validator = Validators.matching("[A-Z]{3}[0-9]+", "three capitals and a number");
        assertAllows(validator, "ABC1");
        assertRefuses(validator, "ABC1 ", "invalid", "\"ABC1 \"", "must be three capitals and a number");
        assertRefuses(validator, "xABC1", "invalid");
        assertThatExceptionOfType(PatternSyntaxException.class).isThrownBy(() -> Validators.matching("(", "anything"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+b", "(a|aa)+b", "(a|a)*b", "(.*a){20}b", "(a*)*b", "a*a*a*a*a*b"})
    void anExpressionThatBacktracksWithoutEndIsStopped(String regex) {
        Validator<String> validator = Validators.matching(regex, "as and a b");
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int length : new int[] {40, 5000, 100_000}) {
                assertRefuses(validator, "a".repeat(length), "invalid", "as and a b");
            }
        });
    }

    @Test
    void aLongTextIsMatchedWhole() {
        assertAllows(Validators.matching("[a-z]+", "letters"), "a".repeat(1_000_000));
        assertAllows(
                Validators.matching("(?:cat|dog|bird|fish) and [a-z ]*", "animals"), "fish and " + "cat ".repeat(9999));
    }

    @Test
    void aUriIsCompleteAndOfAnAllowedScheme() {
        assertAllows(Validators.uri(), "https://example.org/a?b#c", "urn:isbn:0451450523", "mailto:a@example.org");
        for (String text : List.of("example.org", "/a/b", "http://a b", "http://[x", "://")) {
            assertRefuses(Validators.uri(), text, "invalid", "a complete URI");
        }
        assertRefuses(Validators.uri(), "", "missing");
        assertAllows(Validators.uri("http", "https"), "HTTPS://example.org");
        assertRefuses(Validators.uri("http", "https"), "ftp://example.org", "invalid", "begins with http: or https:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "scarf.example.org",
                "a-b.c",
                "127.0.0.1",
                "255.255.255.255",
                "[::1]",
                "[2001:db8::8:800:200c:417a]",
                "[::ffff:10.0.0.1]",
                "[1:2:3:4:5:6:7:8]"
            })
    void aHostIsANameOrAnAddress(String host) {
        assertAllows(Validators.host(), host);
        assertAllows(Validators.hostAndPort(), host + ":1", host + ":65535");
        for (String port : List.of("", ":", ":0", ":65536", ":x", ":-1", ":99999999999")) {
            assertRefuses(Validators.hostAndPort(), host + port, "invalid", "a port from 1 to 65535");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-a",
                "a-",
                "a..b",
                "a_b",
                "a b",
                "256.1.1.1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.4.",
                "12",
                "[1:2]",
                "[:::]",
                "[1::2::3]",
                "[1:2:3:4:5:6:7:8:9]",
                "[g::]",
                "[12345::]",
                "::1",
                "http://a",
                "[]"
            })
    void nothingElseIsAHost(String host) {
        assertRefuses(Validators.host(), host, "invalid", "the name or address of a machine");
    }

    @Test
    void aNameHasPartsOf63CharactersAnd253InAll() {
        assertAllows(Validators.host(), "a".repeat(63) + ".org");
        assertRefuses(Validators.host(), "a".repeat(64) + ".org", "invalid");
        assertRefuses(Validators.host(), "a.".repeat(126) + "aa", "invalid");
        assertRefuses(Validators.host(), "a".repeat(1_000_000), "invalid");
    }
}
