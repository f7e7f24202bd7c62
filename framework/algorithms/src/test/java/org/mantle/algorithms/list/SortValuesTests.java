package org.mantle.algorithms.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mantle.algorithms.Runs;
import org.mantle.framework.property.PropertyMap;

/** The orders of SortValues, and what becomes of equal values. */
class SortValuesTests {

    private static Object sorted(Object... namesAndValues) {
        return Runs.run("SortValues", namesAndValues).get("SortedValues");
    }

    @Test
    void digitsInTextsAreWholeNumbersUnlessToldOtherwise() {
        assertThat(sorted("Values", "run10,run9,run1b,run01a")).isEqualTo(List.of("run01a", "run1b", "run9", "run10"));
        assertThat(sorted("Values", "run10,run9,run1b,run01a", "Order", "Texts"))
                .isEqualTo(List.of("run01a", "run10", "run1b", "run9"));
    }

    @Test
    void aTextComesBeforeItsContinuations() {
        assertThat(sorted("Values", "a1b,a1,a,a0001c,b")).isEqualTo(List.of("a", "a1", "a1b", "a0001c", "b"));
    }

    @Test
    void zerosInFrontMakeNoDifferenceToANumber() {
        assertThat(sorted("Values", "run02,run2,run1", "Unique", true)).isEqualTo(List.of("run1", "run02"));
        assertThat(sorted("Values", "run2,run02,run1", "Unique", true)).isEqualTo(List.of("run1", "run2"));
    }

    @Test
    void numbersAreComparedWithAllTheirDigits() {
        assertThat(sorted("Values", "9007199254740993,9007199254740992,-1,.5,1e3,+2.50", "Order", "Numbers"))
                .isEqualTo(List.of("-1", ".5", "+2.50", "1e3", "9007199254740992", "9007199254740993"));
    }

    @Test
    void numbersInJsonNeedNoQuotesAndKeepEveryDigit() {
        Object values =
                PropertyMap.parse("{\"Values\": [3, 1.50, 1e400, 2, \"-1\"]}").get("Values");
        assertThat(sorted("Values", values, "Order", "Numbers")).isEqualTo(List.of("-1", "1.50", "2", "3", "1e400"));
    }

    @Test
    void theLargestComesFirstWhenAskedFor() {
        assertThat(sorted("Values", "1,3,2", "Order", "Numbers", "Descending", true))
                .isEqualTo(List.of("3", "2", "1"));
    }

    @Test
    void equalValuesKeepTheirPlacesAndOneOfThemStaysWhenAskedFor() {
        assertThat(sorted("Values", "b,A,a", "IgnoreCase", true)).isEqualTo(List.of("A", "a", "b"));
        assertThat(sorted("Values", "b,a,A", "IgnoreCase", true, "Descending", true))
                .isEqualTo(List.of("b", "a", "A"));
        assertThat(sorted("Values", "b,A,a,B", "IgnoreCase", true, "Unique", true))
                .isEqualTo(List.of("A", "b"));
        assertThat(sorted("Values", "1.0,2,1,1e0", "Order", "Numbers", "Unique", true))
                .isEqualTo(List.of("1.0", "2"));
        assertThat(sorted("Values", "a,A", "Unique", true)).isEqualTo(List.of("A", "a"));
    }

    @Test
    void whatIsNoNumberIsNamedWithItsIndexBeforeAnythingRuns() {
        assertThat(Runs.problems("SortValues", "Values", "1,x,3,NaN", "Order", "Numbers"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.property()).isEqualTo("Values");
                    assertThat(problem.message())
                            .contains("\"x\" (element 2), \"NaN\" (element 4)", "must be a number");
                });
        assertThat(Runs.problems("SortValues", "Values", "a,b,c,d,e,f,g", "Order", "Numbers"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).endsWith("\"e\" (element 5) and 2 more"));
        assertThat(Runs.problems("SortValues"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("missing"));
    }

    @Test
    void aLongListInAnyOrderComesOutInOrder() {
        List<String> expected =
                IntStream.range(0, 100_000).mapToObj(i -> "v" + i).collect(Collectors.toList());
        List<String> shuffled = new ArrayList<>(expected);
        Collections.shuffle(shuffled, new Random(1));
        assertThat(sorted("Values", shuffled)).isEqualTo(expected);
    }
}
