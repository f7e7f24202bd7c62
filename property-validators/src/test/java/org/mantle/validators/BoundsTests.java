package org.mantle.validators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mantle.validators.ValidatorChecks.assertAllows;
import static org.mantle.validators.ValidatorChecks.assertRefuses;

import org.junit.jupiter.api.Test;

/** Bounds of numbers and texts, inclusive, exclusive and with a tolerance. */
class BoundsTests {

    @Test
    void eachBoundIsExclusiveOnItsOwn() {
        Bounds<Double> halfOpen = Validators.atLeast(0.0).andBelow(1.0);
        assertAllows(halfOpen, 0.0, -0.0, 0.5, Math.nextDown(1.0));
        assertRefuses(halfOpen, 1.0, "outOfRange", "1 is not at least 0 and below 1", "too large");
        assertRefuses(halfOpen, -Double.MIN_VALUE, "outOfRange", "too small");

        Bounds<Double> otherHalf = Validators.above(0.0).andAtMost(1.0);
        assertAllows(otherHalf, Double.MIN_VALUE, 1.0);
        assertRefuses(otherHalf, 0.0, "outOfRange", "above 0 and at most 1");
        assertRefuses(otherHalf, -0.0, "outOfRange");

        assertRefuses(Validators.below(3), 3, "outOfRange", "3 is not below 3");
        assertAllows(Validators.below(3), 2, Integer.MIN_VALUE);
        assertRefuses(Validators.above(3L), 3L, "outOfRange", "3 is not above 3");
    }

    @Test
    void aLaterUpperBoundReplacesTheEarlier() {
        assertAllows(Validators.between(1, 3).andBelow(9), 8);
        assertRefuses(Validators.between(1, 3).andBelow(9), 9, "outOfRange");
    }

    @Test
    void wholeNumbersAreComparedToTheLastDigit() {
        assertRefuses(Validators.atMost(Long.MAX_VALUE - 1), Long.MAX_VALUE, "outOfRange");
        assertAllows(Validators.atMost(Long.MAX_VALUE - 1), Long.MAX_VALUE - 1);
    }

    @Test
    void aToleranceWidensBothSidesOfNumbers() {
        Bounds<Double> tolerant = Validators.between(1.0, 2.0).withTolerance(0.5);
        assertAllows(tolerant, 0.5, 2.5);
        assertRefuses(tolerant, 0.49, "outOfRange", "between 1 and 2", "give or take 0.5");
        assertRefuses(tolerant, 2.51, "outOfRange");
        assertRefuses(Validators.above(1.0).withTolerance(0.5), 0.5, "outOfRange");
        assertAllows(Validators.between(10, 20).withTolerance(1), 9, 21);
        assertRefuses(Validators.between(10, 20).withTolerance(1), 22, "outOfRange");
    }

    @Test
    void aToleranceIsAFiniteWidthAndNotForTexts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Validators.atLeast("a").withTolerance(1))
                .withMessageContaining("numbers");
        for (double width : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Validators.atLeast(1.0).withTolerance(width));
        }
    }

    @Test
    void textsAreOrderedByTheirCharactersUpperCaseFirst() {
        Bounds<String> bounds = Validators.between("B", "b");
        assertAllows(bounds, "B", "Z", "a", "b");
        assertRefuses(bounds, "A", "outOfRange", "\"A\" is not between \"B\" and \"b\"");
        assertRefuses(bounds, "ba", "outOfRange");
        assertRefuses(Validators.above("B"), "B", "outOfRange", "above \"B\"");
    }

    @Test
    void boundsBetweenWhichNothingLiesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Validators.between(3, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Validators.atLeast(1).andBelow(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Validators.above(1).andAtMost(1));
        assertThatIllegalArgumentException().isThrownBy(() -> Validators.atLeast(Double.NaN));
        assertAllows(Validators.between(1, 1), 1);
    }

    @Test
    void wordsTellBothBounds() {
        assertThat(Validators.between(1, 3).constraint().words()).isEqualTo("between 1 and 3");
        assertThat(Validators.above(1).andBelow(3).constraint().words()).isEqualTo("above 1 and below 3");
        assertThat(Validators.atLeast(1).constraint().words()).isEqualTo("at least 1");
    }
}
