package org.mantle.validators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mantle.validators.ValidatorChecks.assertAllows;
import static org.mantle.validators.ValidatorChecks.assertRefuses;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the validators of lists allow, and which elements they name. */
class ListValidatorsTests {

    @Test
    void aListHasAFixedLength() {
        assertAllows(Validators.listLength(2), List.of("a", "b"));
        assertRefuses(Validators.listLength(2), List.of("a"), "wrongLength", "it has 1 element;", "exactly 2 elements");
        assertAllows(Validators.listLength(0), List.of());
        assertRefuses(Validators.listLength(0), List.of(1), "wrongLength", "exactly 0");
    }

    @Test
    void aListHasAMinimumOrAMaximumOrBoth() {
        assertRefuses(Validators.listLengthAtLeast(2), List.of(1), "wrongLength", "at least 2");
        assertAllows(Validators.listLengthAtLeast(2), List.of(1, 2), List.of(1, 2, 3));
        assertRefuses(Validators.listLengthAtMost(1), List.of(1, 2), "wrongLength", "at most 1 element");
        assertAllows(Validators.listLengthAtMost(1), List.of(), List.of(1));
        assertRefuses(Validators.listLengthBetween(1, 2), List.of(), "wrongLength", "1 to 2 elements");
        assertThatIllegalArgumentException().isThrownBy(() -> Validators.listLengthBetween(2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Validators.listLength(-1));
    }

    @Test
    void everyBadElementIsToldWithItsIndexFromZero() {
        Validator<List<Integer>> validator = Validators.everyElement(Validators.atLeast(0));
        assertAllows(validator, List.of(), List.of(0, 5));
        assertRefuses(validator, List.of(-1, 3, -2), "outOfRange", "element 1: -1 is not at least 0", "element 3: -2");
        assertThat(validator.check(List.of(-1, 3, -2)).orElseThrow().message()).doesNotContain("element 2");
    }

    @Test
    void aMillionBadElementsGiveAMessageThatCanBeShown() {
        Validator<List<Integer>> validator = Validators.everyElement(Validators.atLeast(0));
        assertThat(validator
                        .check(Collections.nCopies(1_000_000, -1))
                        .orElseThrow()
                        .message())
                .contains("element 1000:")
                .contains("and 999000 more")
                .hasSizeLessThan(100_000);
        List<Integer> falling = new ArrayList<>();
        for (int i = 0; i < 1_000_000; i++) {
            falling.add(-i);
        }
        assertThat(Validators.<Integer>orderedPairs()
                        .check(falling)
                        .orElseThrow()
                        .message())
                .contains("(-1998, -1999) and 499000 more not allowed")
                .hasSizeLessThan(100_000);
    }

    @Test
    void elementsHaveNoAliases() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Validators.everyElement(Validators.oneOf(List.of("a"), Map.of("b", "a"))));
    }

    @Test
    void pairsAreOrdered() {
        Validator<List<Integer>> validator = Validators.orderedPairs();
        assertAllows(validator, List.of(), List.of(1, 2, 2, 2));
        assertRefuses(validator, List.of(1, 2, 3), "wrongLength", "it has 3 elements");
        assertRefuses(validator, List.of(2, 1, 1, 2, 9, 8), "invalid", "(2, 1), (9, 8)");
        assertThat(validator.check(List.of(2, 1, 1, 2)).orElseThrow().message()).doesNotContain("(1, 2)");
        assertRefuses(Validators.<Double>orderedPairs(), List.of(1.0, Double.NaN), "invalid", "(1, NaN)");
        assertAllows(Validators.<Double>orderedPairs(), List.of(0.0, -0.0));
    }

    @Test
    void aRebinListHasRisingBoundariesAndWidthsBetweenThem() {
        Validator<List<Double>> validator = Validators.rebinList();
        assertAllows(validator, List.of(5.0), List.of(0.0, 0.5, 10.0), List.of(-3.0, 1.0, 0.0, 2.0, 9.0));
        assertRefuses(validator, List.of(), "invalid", "0 numbers");
        assertRefuses(validator, List.of(0.0, 1.0), "invalid", "2 numbers, which is not odd");
        assertRefuses(validator, List.of(0.0, 0.0, 10.0), "invalid", "element 2, a width, is zero");
        assertRefuses(validator, List.of(0.0, -0.0, 10.0), "invalid", "element 2, a width, is zero");
        assertRefuses(validator, List.of(0.0, 1.0, 0.0), "invalid", "element 3, the boundary 0,", "is not above 0");
        assertRefuses(validator, List.of(0.0, 1.0, Double.NaN), "invalid", "finite");
    }

    @Test
    void aLoneNumberIsAWidthAboveZero() {
        for (Validator<List<Double>> validator : List.of(Validators.rebinList(), Validators.rebinListOrEnds())) {
            assertAllows(validator, List.of(5.0), List.of(Double.MIN_VALUE));
            assertRefuses(validator, List.of(0.0), "invalid", "the width 0", "not above 0");
            assertRefuses(validator, List.of(-0.0), "invalid", "not above 0");
            assertRefuses(validator, List.of(-0.5), "invalid", "the width -0.5 is not above 0");
            assertRefuses(validator, List.of(Double.NaN), "invalid", "finite");
            assertRefuses(validator, List.of(Double.POSITIVE_INFINITY), "invalid", "finite");
        }
    }

    @Test
    void aNegativeWidthIsLogarithmicAndNeedsPositiveBoundaries() {
        assertAllows(Validators.rebinList(), List.of(0.1, -0.5, 10.0));
        assertRefuses(Validators.rebinList(), List.of(0.0, -0.5, 10.0), "invalid", "not positive", "logarithmic");
        assertRefuses(Validators.rebinList(), List.of(-1.0, 1.0, 0.0, -0.1, 2.0), "invalid", "element 3");
    }

    @Test
    void aRebinListMayBeEmptyOrJustItsEndsWhenDeclaredSo() {
        assertAllows(Validators.emptyOr(Validators.rebinList()), List.of());
        assertAllows(Validators.rebinListOrEnds(), List.of(1.0, 2.0), List.of(1.0, 0.5, 2.0));
        assertRefuses(Validators.rebinListOrEnds(), List.of(2.0, 2.0), "invalid", "not below");
        assertRefuses(Validators.rebinList(), List.of(1.0, 2.0), "invalid");
    }

    @Test
    void anyOfGivesTheMessagesOfAllChildren() {
        Validator<Integer> validator = Validators.anyOf(List.of(Validators.atMost(1), Validators.atLeast(9)));
        assertAllows(validator, 1, 9);
        assertRefuses(validator, 5, "outOfRange", "at most 1", "at least 9");
        assertThat(validator.constraint().words()).isEqualTo("at most 1, or at least 9");
        assertThatIllegalArgumentException().isThrownBy(() -> Validators.anyOf(List.of()));
        assertThat(Validators.anyOf(List.of(Validators.readableFile())).isPure())
                .isFalse();
    }

    @Test
    void theAllowedValuesOfACombinationAreATrueIntersectionOfThreeLists() {
        List<Validator<String>> lists = List.of(
                Validators.oneOf("a", "b", "c"),
                Validators.anything(),
                Validators.oneOf("c", "a", "d"),
                Validators.oneOf("e", "c", "a", "b"));
        assertThat(Validators.anyOf(lists).constraint().allowedValues()).containsExactly("a", "c");
        assertThat(Validators.allOf(lists).constraint().allowedValues()).containsExactly("a", "c");
    }

    @Test
    void anyOfDemandsSomethingWhenAllItsChildrenDo() {
        assertThat(Validators.anyOf(List.of(Validators.required(), Validators.anything()))
                        .constraint()
                        .demandsSomething())
                .isFalse();
        assertThat(Validators.anyOf(List.of(Validators.required(), Validators.required()))
                        .constraint()
                        .demandsSomething())
                .isTrue();
    }
}
