package org.mantle.framework.internal.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyMap;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.type.PropertyType;

/**
 * Inputs so long that anything but linear time would take minutes, within a bound that a busy machine keeps.
 *
 * <p>The square of 300,000 is 10^11 steps: some minutes.
 */
class LinearTimeTests {

    private static final int LONG = 300_000;
    private static final Duration BOUND = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(strings = {",", "\"", "1-", ":", "[", " ", "0", "\"\",", "a,\"", "1+", "{\"a\":", "a=1;"})
    void aLongTextTakesTimeInProportion(String unit) {
        String text = unit.repeat(LONG / unit.length());
        assertTimeout(BOUND, () -> {
            for (PropertyType<?> type : FuzzedTypeTests.TYPES) {
                for (String each : List.of(text, "1" + text, text + "x")) {
                    refusedOrTaken(() -> type.fromText(each));
                }
            }
            refusedOrTaken(() -> PropertyMap.parse(text));
            refusedOrTaken(() -> PropertyMap.parse("{" + text));
        });
    }

    private static void refusedOrTaken(Runnable conversion) {
        try {
            conversion.run();
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotNull();
        }
    }

    @Test
    void numbersWithHugeExponentsOrManyDigitsTakeNoTime() {
        String digits = "9".repeat(LONG);
        assertTimeout(BOUND, () -> {
            for (PropertyType<?> type : FuzzedTypeTests.TYPES) {
                refusedOrTaken(() -> type.fromJson(new JsonPrimitive(new BigDecimal("1e999999999"))));
                refusedOrTaken(() -> type.fromJson(new JsonPrimitive(new BigDecimal("-1e-999999999"))));
                refusedOrTaken(() -> type.fromText(digits));
            }
            for (String json : List.of(digits, digits + ".0", digits + "e9", "0." + digits + "e" + LONG)) {
                refusedOrTaken(() -> host().run("Wants", PropertyMap.parse("{\"Number\":" + json + "}")));
            }
        });
    }

    static final class Wants extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            List<Property<?>> properties = new ArrayList<>();
            properties.add(Property.integer("Number").build());
            for (int i = 0; i < 20; i++) {
                properties.add(Property.string("Text" + i).build());
            }
            TestHosts.facts(declaration, "Wants").properties(properties.toArray(Property<?>[]::new));
        }

        @Override
        protected void execute(Context run) {}
    }

    private static Mantle host() {
        return TestHosts.host(Wants.class);
    }

    /** The JDK's small letters of either take time in proportion to the square. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0130", "\u03a3"})
    void aLongTextInCapitalsWhoseSmallLettersAreManyTakesTimeInProportion(String unit) {
        String text = unit.repeat(10 * LONG);
        assertTimeout(BOUND, () -> {
            for (PropertyType<?> type : FuzzedTypeTests.TYPES) {
                refusedOrTaken(() -> type.fromText(text));
            }
            assertThat(host().validate("Wants", Map.of(text, 1))).hasSize(1);
            assertThat(host().registry().find(text)).isEmpty();
        });
    }

    @Test
    void manyMisspeltNamesTakeTimeInProportion() {
        Map<String, Object> given = new LinkedHashMap<>();
        for (int i = 0; i < 50_000; i++) {
            given.put("Txt" + i, i);
        }
        List<Problem> problems = assertTimeout(BOUND, () -> host().validate("Wants", given));
        assertThat(problems).hasSize(50_000);
    }

    @Test
    void valuesThatShareTheirElementsAreRefusedAndNotUnfolded() {
        List<Object> shared = List.of("x");
        for (int i = 0; i < 90; i++) {
            shared = List.of(shared, shared);
        }
        List<Object> unfolded = shared;
        assertTimeout(BOUND, () -> refusedOrTaken(() -> PropertyTypes.FREE_MAP.fromObject(Map.of("a", unfolded))));
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        refusedOrTaken(() -> PropertyTypes.FREE_MAP.fromObject(Map.of("a", endless)));
    }
}
