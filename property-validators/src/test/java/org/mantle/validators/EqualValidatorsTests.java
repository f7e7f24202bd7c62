package org.mantle.validators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Validators are values: two that are made alike are equal, and two that are not made alike are not. */
class EqualValidatorsTests {

    private static final Predicate<String> SHORT = text -> text.length() < 3;

    private static final List<Supplier<Validator<?>>> KINDS = List.of(
            Validators::anything,
            Validators::required,
            () -> Validators.oneOf("a", "b"),
            () -> Validators.oneOf("b", "a"),
            () -> Validators.oneOf(List.of("a", "b"), Map.of("x", "a")),
            () -> Validators.oneOf(List.of(1, 2)),
            () -> Validators.oneOf(List.of("1", "2")),
            () -> Validators.atLeast(1),
            () -> Validators.atLeast(1L),
            () -> Validators.above(1),
            () -> Validators.atMost(1),
            () -> Validators.below(1),
            () -> Validators.between(1, 2),
            () -> Validators.between(1.0, 2.0).withTolerance(0.5),
            () -> Validators.startsWith("a"),
            () -> Validators.startsWith("b"),
            () -> Validators.containsAll("a"),
            () -> Validators.matching("a+", "as"),
            () -> Validators.matching("b+", "as"),
            Validators::regularExpression,
            Validators::dateTime,
            Validators::date,
            Validators::uri,
            () -> Validators.uri("https"),
            Validators::host,
            Validators::hostAndPort,
            () -> Validators.listLength(1),
            () -> Validators.listLengthAtMost(1),
            () -> Validators.everyElement(Validators.atLeast(1)),
            () -> Validators.everyElement(Validators.host()),
            Validators::orderedPairs,
            Validators::rebinList,
            Validators::rebinListOrEnds,
            Validators::readableFile,
            Validators::filePath,
            () -> Validators.satisfying("short", SHORT),
            () -> Validators.allOf(List.of(Validators.host(), Validators.startsWith("a"))),
            () -> Validators.anyOf(List.of(Validators.host(), Validators.startsWith("a"))),
            () -> Validators.emptyOr(Validators.host()));

    @Test
    void twoThatAreMadeAlikeAreEqualAndNoOthersAre() {
        for (int i = 0; i < KINDS.size(); i++) {
            for (int j = 0; j < KINDS.size(); j++) {
                Validator<?> one = KINDS.get(i).get();
                Validator<?> other = KINDS.get(j).get();
                assertThat(one.equals(other))
                        .as(i + " (" + one.constraint().words() + ") and " + j + " ("
                                + other.constraint().words() + ")")
                        .isEqualTo(i == j);
                if (i == j) {
                    assertThat(one).hasSameHashCodeAs(other);
                }
            }
        }
    }
}
