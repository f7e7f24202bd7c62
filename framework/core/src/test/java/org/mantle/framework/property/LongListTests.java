package org.mantle.framework.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Lists of many whole numbers, against a reading element by element with the JDK's own parser. */
class LongListTests {

    /** What may go wrong in a list: all kinds of characters, but for those that make ranges. */
    private static final String STRANGE = "09/;,a .+\u0000\u007f\u0080\u00b0\u00ff\u0130\u0663\u2009\ud83d";

    /** Elements of one to nine digits, some with blanks around them. */
    @Provide
    Arbitrary<List<String>> elements() {
        Arbitrary<String> digits =
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(9);
        Arbitrary<String> blanks = Arbitraries.of("", "", "", " ", "   ");
        return net.jqwik.api.Combinators.combine(blanks, digits, blanks)
                .as((before, number, after) -> before + number + after)
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 2000)
    void everyElementIsReadAsTheJdkReadsIt(@ForAll("elements") List<String> elements) {
        check(String.join(",", elements));
    }

    @Property(tries = 4000)
    void oneStrangeCharacterIsReadOrRefusedAsTheJdkDoes(
            @ForAll("elements") List<String> elements,
            @ForAll @IntRange(max = 1000) int place,
            @ForAll @IntRange(max = 16) int strange) {
        StringBuilder text = new StringBuilder(String.join(",", elements));
        text.insert(place % (text.length() + 1), STRANGE.charAt(strange % STRANGE.length()));
        check(text.toString());
    }

    private static void check(String text) {
        @Nullable List<Long> expected = byTheJdk(text);
        if (expected == null) {
            assertThatIllegalArgumentException().isThrownBy(() -> PropertyTypes.LONG_LIST.fromText(text));
        } else {
            assertThat(PropertyTypes.LONG_LIST.fromText(text)).isEqualTo(expected);
            if (expected.stream().allMatch(number -> number <= Integer.MAX_VALUE)) {
                assertThat(PropertyTypes.INTEGER_LIST.fromText(text))
                        .isEqualTo(expected.stream().map(Math::toIntExact).toList());
            }
        }
    }

    /** Returns the numbers, or {@code null} for a text that is refused. */
    private static @Nullable List<Long> byTheJdk(String text) {
        List<Long> numbers = new ArrayList<>();
        for (String element : text.split(",", -1)) {
            String token = element.strip();
            if (!token.matches("[+]?[0-9]{1,10}|")) {
                return null;
            }
            if (!token.isEmpty()) {
                numbers.add(Long.parseLong(token));
            }
        }
        return numbers;
    }

    @org.junit.jupiter.api.Test
    void thousandsOfNumbersKeepTheirOrder() {
        List<Long> numbers = LongStream.range(0, 5000)
                .map(i -> i * i * 37 % 99_999_989)
                .boxed()
                .toList();
        String text = numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
        assertThat(PropertyTypes.LONG_LIST.fromText(text)).isEqualTo(numbers);
        assertThat(PropertyTypes.toIntArray(PropertyTypes.INTEGER_LIST.fromText(text)))
                .isEqualTo(numbers.stream().mapToInt(Math::toIntExact).toArray());
        assertThat(PropertyTypes.INTEGER_LIST.fromText(text + ",10-12"))
                .hasSize(5003)
                .endsWith(10, 11, 12);
    }
}
