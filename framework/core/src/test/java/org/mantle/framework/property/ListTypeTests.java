package org.mantle.framework.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.framework.type.PropertyType;

/** Lists of numbers and truth values, and lists of lists, in their text forms and JSON. */
class ListTypeTests {

    private static JsonElement json(String text) {
        return JsonParser.parseString(text);
    }

    private static List<Long> longs(String spaced) {
        return Stream.of(spaced.split(" "))
                .filter(part -> !part.isEmpty())
                .map(Long::valueOf)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "4,8,15         | 4 8 15",
                "` `            | ``",
                "``             | ``",
                "`,4,,8,`       | 4 8",
                "` 4 , 8\t`     | 4 8",
                "2-5            | 2 3 4 5",
                "2:5            | 2 3 4 5",
                "7-4            | 4 5 6 7",
                "2:9:3          | 2 5 8",
                "2:8:3          | 2 5 8",
                "9:2:-3         | 9 6 3",
                "6:6            | 6",
                "6-6            | 6",
                "4:4:1          | 4",
                "-4--2          | -4 -3 -2",
                "-4:-2          | -4 -3 -2",
                "-2-2           | -2 -1 0 1 2",
                "2--2           | -2 -1 0 1 2",
                "-6             | -6",
                "+6             | 6",
                "3,20-22,7      | 3 20 21 22 7",
                "5,5,1-2        | 5 5 1 2"
            })
    void aTextGivesTheNumbersOfItsElementsAndRanges(String text, String numbers) {
        assertThat(PropertyTypes.LONG_LIST.fromText(text)).isEqualTo(longs(numbers));
        assertThat(PropertyTypes.INTEGER_LIST.fromText(text))
                .isEqualTo(longs(numbers).stream().map(Math::toIntExact).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7:4", "2:9:-3", "2:9:0", "4:4:-1", "4:4:0", "9:2:3", "2 - 5", "2: 5", "2-", ":6", "-", "2-3-4",
                "2:3:4:5", "b-d", "2;3", "2 3", "2e3", "0x1F", "2.5", "1,2,x,4", "--4", "2:", "٣"
            })
    void oneBadElementRefusesTheWholeText(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> PropertyTypes.LONG_LIST.fromText(text));
        assertThatIllegalArgumentException().isThrownBy(() -> PropertyTypes.INTEGER_LIST.fromText("1," + text));
    }

    @Test
    void aRefusalNamesTheElementAndWhatToWrite() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PropertyTypes.INTEGER_LIST.fromText("1,7:4,2"))
                .withMessageContaining("\"7:4\"")
                .withMessageContaining("4:7")
                .withMessageContaining("7:4:-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PropertyTypes.INTEGER_LIST.fromText("b-d"))
                .withMessageContaining("\"b-d\"")
                .withMessageContaining("2-5 or 2:9:3, whose step is 1 when left out");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PropertyTypes.INTEGER_LIST.fromText("1-2147483648"))
                .withMessageContaining("from -2147483648 to 2147483647");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1-9999999999",
                "-9223372036854775808:9223372036854775807",
                "0-1000000",
                "1-600000,1-600000",
                "-9223372036854775808:9223372036854775807:9",
                "9223372036854775807:-9223372036854775808:-1"
            })
    void aRangeThatWouldFillTheMemoryIsRefusedAtOnce(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PropertyTypes.LONG_LIST.fromText(text))
                .withMessageContaining("1000000");
    }

    @Test
    void rangesReachTheEndsOfTheNumbers() {
        assertThat(PropertyTypes.LONG_LIST.fromText("9223372036854775806-9223372036854775807"))
                .containsExactly(Long.MAX_VALUE - 1, Long.MAX_VALUE);
        assertThat(PropertyTypes.LONG_LIST.fromText("-9223372036854775808:9223372036854775807:4611686018427387904"))
                .containsExactly(Long.MIN_VALUE, Long.MIN_VALUE / 2, 0L, Long.MAX_VALUE / 2 + 1);
        assertThat(PropertyTypes.LONG_LIST.fromText("5:-9223372036854775808:-9223372036854775808"))
                .containsExactly(5L, Long.MIN_VALUE + 5);
        assertThat(PropertyTypes.LONG_LIST.fromText("1-1000000")).hasSize(1_000_000);
        assertThat(PropertyTypes.INTEGER_LIST.fromText("2147483646:2147483647"))
                .containsExactly(Integer.MAX_VALUE - 1, Integer.MAX_VALUE);
    }

    @Test
    void aLongTextIsReadInTimeThatGrowsWithIt() {
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            assertThat(PropertyTypes.INTEGER_LIST.fromText("1,".repeat(1_500_000)))
                    .hasSize(1_500_000);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PropertyTypes.INTEGER_LIST.fromText("1".repeat(2_000_000)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PropertyTypes.INTEGER_LIST.fromText("1-".repeat(1_000_000)));
        });
    }

    @Test
    void listsOfNumbersAndTruthValuesKnowNoRanges() {
        assertThat(PropertyTypes.NUMBER_LIST.fromText(" 1 ,.5,, 1e3")).containsExactly(1.0, 0.5, 1000.0);
        assertThat(PropertyTypes.BOOLEAN_LIST.fromText("1,0,True")).containsExactly(true, false, true);
        for (String text : List.of("2-5", "2:5", "x", "1;2", "1 2")) {
            assertThatIllegalArgumentException().isThrownBy(() -> PropertyTypes.NUMBER_LIST.fromText(text));
            assertThatIllegalArgumentException().isThrownBy(() -> PropertyTypes.BOOLEAN_LIST.fromText(text));
        }
        assertThat(PropertyTypes.STRING_LIST.fromText("2-5")).containsExactly("2-5");
    }

    @Test
    void theTextJoinsWithABareCommaAndCollapsesNothing() {
        assertThat(PropertyTypes.INTEGER_LIST.toText(List.of(4, 5, 6, 9, 8))).isEqualTo("4,5,6,9,8");
        assertThat(PropertyTypes.BOOLEAN_LIST.toText(List.of(true, false))).isEqualTo("1,0");
        assertThat(PropertyTypes.NUMBER_LIST.toText(List.of(0.1, 2.0))).isEqualTo("0.1,2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "4 5 6 9 8 | 4-6,9,8",
                "1 2       | 1-2",
                "1 2 3 7   | 1-3,7",
                "3 2 1     | 3,2,1",
                "1 1 2     | 1,1-2",
                "-4 -3 -2  | -4--2",
                "``        | ``",
                "9223372036854775807 -9223372036854775808 | 9223372036854775807,-9223372036854775808"
            })
    void theShortTextForPeopleCollapsesNeighboursThatRiseByOne(String numbers, String text) {
        assertThat(PropertyTypes.LONG_LIST.toShortText(longs(numbers), 0)).isEqualTo(text);
        assertThat(PropertyTypes.LONG_LIST.fromText(text)).isEqualTo(longs(numbers));
    }

    @Test
    void theShortTextHasAMaximumLength() {
        List<Integer> list = List.of(1, 3, 5, 7, 9);
        assertThat(PropertyTypes.INTEGER_LIST.toShortText(list, 9)).isEqualTo("1,3,5,7,9");
        assertThat(PropertyTypes.INTEGER_LIST.toShortText(list, 5)).isEqualTo("1,3,…");
        assertThat(PropertyTypes.STRING.toShortText("abcdef", 3)).isEqualTo("ab…");
        assertThat(PropertyTypes.STRING.toShortText("a𝄞bcd", 3)).isEqualTo("a…");
        assertThat(PropertyTypes.NUMBER_LIST.toShortText(List.of(1.0, 2.0, 3.0), 0))
                .isEqualTo("1,2,3");
    }

    @Test
    void aListOfListsHasAPlusInsideAndACommaOutside() {
        PropertyType<List<List<Integer>>> type = PropertyTypes.listOfLists(PropertyTypes.INTEGER);
        assertThat(type.fromText("1+4,6")).isEqualTo(List.of(List.of(1, 4), List.of(6)));
        assertThat(type.fromText(" 1 + 4 , 6 ")).isEqualTo(List.of(List.of(1, 4), List.of(6)));
        assertThat(type.fromText(" ")).isEmpty();
        assertThat(type.toText(List.of(List.of(1, 4), List.of(6)))).isEqualTo("1+4,6");
        assertThat(type.fromJson(json("[[1,4],[6]]"))).isEqualTo(List.of(List.of(1, 4), List.of(6)));
        for (String text : List.of("1-3", "1:3", "1++2", "1,,2", "1,", "+1", "1+", "x", "\"1")) {
            assertThatIllegalArgumentException().as(text).isThrownBy(() -> type.fromText(text));
        }
        for (String text : List.of("[[]]", "[1]", "[[1],[]]", "[[\"1\"]]", "{}", "[[1.5]]", "[null]")) {
            assertThatIllegalArgumentException().as(text).isThrownBy(() -> type.fromJson(json(text)));
        }
    }

    @Test
    void listsAreTakenFromJavaAndFromJsonOfOneKind() {
        assertThat(PropertyTypes.INTEGER_LIST.fromObject(new int[] {1, 2})).containsExactly(1, 2);
        assertThat(PropertyTypes.LONG_LIST.fromObject(List.of(1, 2L))).containsExactly(1L, 2L);
        assertThat(PropertyTypes.NUMBER_LIST.fromObject(new double[] {0.5})).containsExactly(0.5);
        assertThat(PropertyTypes.BOOLEAN_LIST.fromObject(new boolean[] {true})).containsExactly(true);
        assertThat(PropertyTypes.INTEGER_LIST.fromJson(json("[1,2]"))).containsExactly(1, 2);
        assertThat(PropertyTypes.INTEGER_LIST.fromJson(json("'1-3'"))).containsExactly(1, 2, 3);
        assertThat(PropertyTypes.NUMBER_LIST.fromJson(json("['NaN',1]"))).containsExactly(Double.NaN, 1.0);
        for (String text : List.of("[1,'2']", "['1']", "[1,true]", "{}", "[[1]]", "[null]", "[1.5]", "5")) {
            assertThatIllegalArgumentException()
                    .as(text)
                    .isThrownBy(() -> PropertyTypes.INTEGER_LIST.fromJson(json(text)));
        }
        for (Object given : List.of(List.of(1.0), List.of("1"), Arrays.asList(1, null), 5, new double[] {1})) {
            assertThatIllegalArgumentException().isThrownBy(() -> PropertyTypes.INTEGER_LIST.fromObject(given));
        }
    }

    private static <T> void assertReadsBack(PropertyType<T> type, T value) {
        assertThat(type.fromText(type.toText(value))).isEqualTo(value);
        assertThat(type.fromJson(json(type.toJson(value).toString()))).isEqualTo(value);
        assertThat(type.fromObject(value)).isEqualTo(value);
    }

    @Test
    void everyListReadsBackFromItsTextAndItsJson() {
        assertReadsBack(PropertyTypes.INTEGER_LIST, List.of());
        assertReadsBack(
                PropertyTypes.INTEGER_LIST, IntStream.range(-9, 9).boxed().toList());
        assertReadsBack(PropertyTypes.LONG_LIST, List.of(Long.MIN_VALUE, Long.MAX_VALUE, 0L));
        assertReadsBack(
                PropertyTypes.NUMBER_LIST,
                List.of(0.1, 1 / 3.0, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN, Double.NEGATIVE_INFINITY));
        assertReadsBack(PropertyTypes.BOOLEAN_LIST, List.of(true, false));
        assertReadsBack(
                PropertyTypes.listOfLists(PropertyTypes.NUMBER), List.of(List.of(1e300, -1e-300), List.of(0.1)));
        assertReadsBack(
                PropertyTypes.listOfLists(PropertyTypes.STRING),
                List.of(List.of("a+b", "c,d", "\"", ""), List.of(" x ", "e\"\"f\"", "*", "\"+\"")));
    }

    @Test
    void typeWordsAndSchemasAreThere() {
        assertThat(PropertyTypes.INTEGER_LIST.word()).isEqualTo("int list");
        assertThat(PropertyTypes.NUMBER_LIST.word()).isEqualTo("dbl list");
        assertThat(PropertyTypes.INTEGER_LIST.schema()).isEqualTo(json("{'type':'array','items':{'type':'integer'}}"));
        assertThat(PropertyTypes.BOOLEAN_LIST.schema()).isEqualTo(json("{'type':'array','items':{'type':'boolean'}}"));
    }

    @Test
    void aListOfWholeNumbersIsAListLikeAnyOtherThatNobodyCanChange() {
        int[] given = {3, 1, 2};
        List<Integer> list = PropertyTypes.INTEGER_LIST.fromObject(given);
        given[0] = 9;

        assertThat(list).isEqualTo(List.of(3, 1, 2)).hasSameHashCodeAs(List.of(3, 1, 2));
        assertThat(List.of(3, 1, 2)).isEqualTo(list);
        assertThat(list.contains(null)).isFalse();
        assertThat(list.subList(1, 3)).containsExactly(1, 2);
        for (List<Integer> each : List.of(list, list.subList(0, 2), PropertyTypes.INTEGER_LIST.fromText("1-3"))) {
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> each.set(0, 7));
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> each.add(7));
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(each::clear);
        }
    }

    @Test
    void oneRangeIsAListLikeAnyOther() {
        for (String text : List.of("2:9:3", "2,5,8", "2-2,5:8:3")) {
            List<Integer> list = PropertyTypes.INTEGER_LIST.fromText(text);

            assertThat(list).isEqualTo(List.of(2, 5, 8)).hasSameHashCodeAs(List.of(2, 5, 8));
            assertThat(PropertyTypes.LONG_LIST.fromText(text)).isEqualTo(List.of(2L, 5L, 8L));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> list.get(3));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> list.get(-1));
        }
        assertThat(PropertyTypes.INTEGER_LIST.fromText("1-3,7,9:5:-2")).containsExactly(1, 2, 3, 7, 9, 7, 5);
        assertThat(PropertyTypes.LONG_LIST.fromText("1-3,7,9:5:-2")).containsExactly(1L, 2L, 3L, 7L, 9L, 7L, 5L);
    }

    @Test
    void aCallerTakesWholeNumbersAsAnArrayOfHisOwn() {
        for (List<Integer> list : List.of(
                PropertyTypes.INTEGER_LIST.fromText("9:3:-2"),
                PropertyTypes.INTEGER_LIST.fromText("9,7,5,3"),
                PropertyTypes.INTEGER_LIST.fromObject(List.of(9, 7, 5, 3)),
                List.of(9, 7, 5, 3))) {
            int[] numbers = PropertyTypes.toIntArray(list);
            assertThat(numbers).containsExactly(9, 7, 5, 3);

            numbers[0] = 0;
            assertThat(list).containsExactly(9, 7, 5, 3);
            assertThat(PropertyTypes.toIntArray(list)).containsExactly(9, 7, 5, 3);
        }
        assertThat(PropertyTypes.toIntArray(PropertyTypes.INTEGER_LIST.fromText("-2147483648:2147483647:2147483647")))
                .containsExactly(Integer.MIN_VALUE, -1, Integer.MAX_VALUE - 1);
        assertThat(PropertyTypes.toIntArray(PropertyTypes.INTEGER_LIST.fromText("")))
                .isEmpty();
    }

    @Test
    void numbersOfAnyWidthAndWithAnyBlanksAreReadAlike() {
        assertThat(PropertyTypes.INTEGER_LIST.fromText(
                        " 7,  999999999 ,1000000000,+5,-6,,007, 2147483647 ,-2147483648"))
                .containsExactly(7, 999_999_999, 1_000_000_000, 5, -6, 7, Integer.MAX_VALUE, Integer.MIN_VALUE);
        assertThat(PropertyTypes.LONG_LIST.fromText("9223372036854775807,-9223372036854775808,4,8:2:-3"))
                .containsExactly(Long.MAX_VALUE, Long.MIN_VALUE, 4L, 8L, 5L, 2L);
        assertThat(PropertyTypes.INTEGER_LIST.fromText("-2147483648:2147483647:2147483647"))
                .containsExactly(Integer.MIN_VALUE, -1, Integer.MAX_VALUE - 1);
    }

    @Test
    void aRefusedElementOfAJsonListIsNamedByIndexAndValue() {
        JsonElement mixed = JsonParser.parseString("[\"a\", true, \"b\"]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PropertyTypes.STRING_LIST.fromJson(mixed))
                .withMessage("has the element 2 (true), which needs a text in quotes, not a truth value");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PropertyTypes.NUMBER_LIST.fromJson(JsonParser.parseString("[1, 2, \"x\"]")))
                .withMessageStartingWith("has the element 3 (\"x\"), which needs a number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PropertyTypes.STRING_LIST.fromJson(JsonParser.parseString("[[1, 2]]")))
                .withMessage("has the element 1, which needs a text in quotes, not a list");
    }

    @Test
    void aJsonNumberAmongTextsIsTheTextThatItWasWrittenWith() {
        JsonElement numbers = JsonParser.parseString("[3, 1.0, -0, 1e400, 0.10, 12345678901234567890123, \"b\"]");
        List<String> texts = PropertyTypes.STRING_LIST.fromJson(numbers);
        assertThat(texts).containsExactly("3", "1.0", "-0", "1e400", "0.10", "12345678901234567890123", "b");
        assertThat(PropertyTypes.STRING_LIST.toJson(texts))
                .hasToString("[\"3\",\"1.0\",\"-0\",\"1e400\",\"0.10\",\"12345678901234567890123\",\"b\"]");
    }

    @Test
    void aRefusedElementOfAJavaListIsNamedByIndexAndValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PropertyTypes.STRING_LIST.fromObject(List.of("a", "b", 3)))
                .withMessage("has the element 3 (3), which needs a text, not a Integer");
    }

    @Test
    void whoeverSeparatesByBlanksIsToldOfCommas() {
        for (PropertyType<?> type :
                List.of(PropertyTypes.INTEGER_LIST, PropertyTypes.NUMBER_LIST, PropertyTypes.BOOLEAN_LIST)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> type.fromText("1 2  3"))
                    .withMessageContaining("\"1 2  3\"")
                    .withMessageEndingWith("; put commas between the elements, not blanks alone");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> type.fromText("1, x ,2"))
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("blanks"));
        }
    }
}
