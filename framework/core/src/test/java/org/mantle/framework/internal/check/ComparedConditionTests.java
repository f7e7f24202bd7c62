package org.mantle.framework.internal.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mantle.framework.testing.TestHosts.codes;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Property;
import org.mantle.framework.testing.TestHosts;

/** Conditions that compare an input with a number. */
class ComparedConditionTests {

    static final Property<Integer> COUNT = Property.integer("Count").build();
    static final Property<Double> FACTOR =
            Property.number("Factor").defaultValue(1.0).build();

    /** Each text is demanded by one condition. */
    static final class Compares extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            Property<String> atLeast = Property.string("AtLeast").build();
            Property<String> above = Property.string("Above").build();
            Property<String> atMost = Property.string("AtMost").build();
            Property<String> below = Property.string("Below").build();
            Property<String> notBelow = Property.string("NotBelow").build();
            TestHosts.facts(declaration, "Compares")
                    .properties(COUNT, FACTOR, atLeast, above, atMost, below, notBelow)
                    .requiredWhen(Condition.isAtLeast(COUNT, 5), atLeast)
                    .requiredWhen(Condition.isAbove(COUNT, 5), above)
                    .requiredWhen(Condition.isAtMost(FACTOR, 0.0), atMost)
                    .requiredWhen(Condition.isBelow(FACTOR, 0.0), below)
                    .requiredWhen(Condition.isBelow(COUNT, 5).not(), notBelow);
        }

        @Override
        protected void execute(Context run) {}
    }

    private final Mantle mantle = TestHosts.host(Compares.class);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Count  | 4        | ''",
                "Count  | 5        | AtLeast NotBelow",
                "Count  | 6        | AtLeast Above NotBelow",
                "Factor | -0.0     | AtMost NotBelow",
                "Factor | -1e-300  | AtMost Below NotBelow",
                "Factor | 1e-300   | NotBelow",
                "Factor | NaN      | NotBelow",
                "Factor | Infinity | NotBelow",
            })
    void aNumberIsComparedBySize(String property, String value, String demanded) {
        assertThat(codes(mantle.validate("Compares", Map.of(property, value))))
                .containsExactlyElementsOf(List.of(demanded.split(" ")).stream()
                        .filter(name -> !name.isEmpty())
                        .map(name -> name + ":missing")
                        .toList());
    }

    @Test
    void theConditionIsSaidInWords() {
        assertThat(Condition.isAtLeast(COUNT, 5).words()).isEqualTo("Count is at least 5");
        assertThat(Condition.isAbove(FACTOR, 5.0).not().words()).isEqualTo("Factor is not above 5");
        assertThat(mantle.validate("Compares", Map.of("Count", 5)).get(0).message())
                .contains("a value is needed when Count is at least 5");
    }

    @Test
    void aBoundIsANumber() {
        assertThatThrownBy(() -> Condition.isBelow(FACTOR, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Factor");
    }
}
