package org.mantle.framework.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.framework.type.PropertyType;
import org.mantle.validators.Validators;

/** Text, JSON and Java values become values of the property types, and back, without losing anything. */
class ConversionTests {

    private static JsonElement json(String text) {
        return JsonParser.parseString(text);
    }

    private static void assertRefused(PropertyType<?> type, String text) {
        assertThatIllegalArgumentException().as(text).isThrownBy(() -> type.fromText(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "+17", "-17", "0", "-0", "007", "2147483647", "-2147483648"})
    void wholeNumbersAreDigitsWithASign(String text) {
        assertThat(PropertyTypes.INTEGER.fromText(text))
                .isEqualTo(new BigInteger(text.replace("+", "")).intValueExact());
        assertThat(PropertyTypes.LONG.fromText(text)).isEqualTo(new BigInteger(text.replace("+", "")).longValueExact());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.0", "1e3", "0x1F", "one", "1 2", "1_000", "--1", "+", "٣", "1L", "NaN"})
    void nothingElseIsAWholeNumber(String text) {
        assertRefused(PropertyTypes.INTEGER, text);
        assertRefused(PropertyTypes.LONG, text);
    }

    @Test
    void wholeNumbersOutOfRangeAreRefusedAndNeverCutOff() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PropertyTypes.INTEGER.fromText("2147483648"))
                .withMessageContaining("from -2147483648 to 2147483647");
        assertThatIllegalArgumentException().isThrownBy(() -> PropertyTypes.INTEGER.fromObject(2147483648L));
        assertThatIllegalArgumentException().isThrownBy(() -> PropertyTypes.INTEGER.fromJson(json("2147483648")));
        assertRefused(PropertyTypes.LONG, "9223372036854775808");
        assertRefused(PropertyTypes.LONG, "9".repeat(100_000));
        assertThatIllegalArgumentException().isThrownBy(() -> PropertyTypes.LONG.fromObject(BigInteger.TWO.pow(64)));
        assertThat(PropertyTypes.LONG.fromJson(json("9007199254740993"))).isEqualTo(9007199254740993L);
        assertThat(PropertyTypes.LONG.fromObject(BigInteger.valueOf(Long.MIN_VALUE)))
                .isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void aFloatingPointValueIsNoWholeNumberEvenWhenItIsWhole() {
        for (Object given : List.of(5.0, 5f, new BigDecimal(5), true, 'x')) {
            assertThatIllegalArgumentException().isThrownBy(() -> PropertyTypes.INTEGER.fromObject(given));
        }
        for (String given : List.of("5.5", "5e-1", "true", "null", "[5]", "{}", "\"5.0\"")) {
            assertThatIllegalArgumentException().isThrownBy(() -> PropertyTypes.INTEGER.fromJson(json(given)));
        }
    }

    /** JSON makes no difference between 3 and 3.0. */
    @ParameterizedTest
    @CsvSource({
        "3.0, 3",
        "3e0, 3",
        "-0.0, 0",
        "0e99, 0",
        "1.5e1, 15",
        "12e-0, 12",
        "300e-2, 3",
        "-2147483648.000, -2147483648",
        "0.00000000000000000003e20, 3",
        "2147483647e0000000000000, 2147483647"
    })
    void aJsonNumberIsReadByItsValue(String json, int value) {
        assertThat(PropertyTypes.INTEGER.fromJson(json(json))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.5", "1e-1", "2147483648.0", "1e10", "1e999999999999", "1e-999999999999", "-3e99999999"})
    void aJsonNumberThatIsNotWholeOrTooLargeIsRefused(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> PropertyTypes.INTEGER.fromJson(json(json)));
    }

    @Test
    void aLongFromJsonKeepsEveryDigitHoweverItIsWritten() {
        assertThat(PropertyTypes.LONG.fromJson(json("9223372036854775807.0"))).isEqualTo(Long.MAX_VALUE);
        assertThat(PropertyTypes.LONG.fromJson(json("-9.223372036854775808e18")))
                .isEqualTo(Long.MIN_VALUE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PropertyTypes.LONG.fromJson(json("9223372036854775808.0")));
    }

    @Test
    void unsignedNumbersGoFromZeroToTwoToThe32() {
        assertThat(PropertyTypes.UNSIGNED.fromText("4294967295")).isEqualTo(4294967295L);
        assertThat(PropertyTypes.UNSIGNED.fromObject(7)).isEqualTo(7L);
        assertRefused(PropertyTypes.UNSIGNED, "-1");
        assertRefused(PropertyTypes.UNSIGNED, "4294967296");
        assertThatIllegalArgumentException().isThrownBy(() -> PropertyTypes.UNSIGNED.fromObject(4294967296L));
        assertThat(PropertyTypes.UNSIGNED.schema())
                .hasToString("{\"type\":\"integer\",\"minimum\":0,\"maximum\":4294967295}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-1", "+1.5", ".5", "5.", "1e3", "1E-3", "-2.5e+10", "0.1", "1e-999"})
    void floatingPointNumbersHaveTheUsualForms(String text) {
        assertThat(PropertyTypes.NUMBER.fromText(text)).isEqualTo(new BigDecimal(text).doubleValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "e5", "1e", "1d", "1f", "0x1p3", "1,5", "nan", "one", "1e999", "-1e999"})
    void nothingElseIsANumber(String text) {
        assertRefused(PropertyTypes.NUMBER, text);
    }

    @Test
    void aVeryLongTextThatIsNoNumberIsRefusedAtOnce() {
        assertRefused(PropertyTypes.NUMBER, "1".repeat(1_000_000) + "x");
    }

    @Test
    void numbersTakeWholeNumbersThatTheyHoldExactly() {
        assertThat(PropertyTypes.NUMBER.fromObject(1L << 53)).isEqualTo(0x1p53);
        assertThatIllegalArgumentException().isThrownBy(() -> PropertyTypes.NUMBER.fromObject((1L << 53) + 1));
        assertThat(PropertyTypes.NUMBER.fromObject(1.5f)).isEqualTo(1.5);
        assertThatIllegalArgumentException().isThrownBy(() -> PropertyTypes.NUMBER.fromObject(true));
        assertThatIllegalArgumentException().isThrownBy(() -> PropertyTypes.NUMBER.fromJson(json("true")));
    }

    @Test
    void truthValuesAreWordsInAnyCaseOrDigits() {
        for (String yes : List.of("1", "true", "True", "TRUE")) {
            assertThat(PropertyTypes.BOOLEAN.fromText(yes)).isTrue();
        }
        for (String no : List.of("0", "false", "False")) {
            assertThat(PropertyTypes.BOOLEAN.fromText(no)).isFalse();
        }
        for (String neither : List.of("", "yes", "2", "t")) {
            assertRefused(PropertyTypes.BOOLEAN, neither);
        }
        assertThat(PropertyTypes.BOOLEAN.fromJson(json("true"))).isTrue();
        assertThat(PropertyTypes.BOOLEAN.toJson(true)).isEqualTo(json("true"));
        assertThatIllegalArgumentException().isThrownBy(() -> PropertyTypes.BOOLEAN.fromObject(1));
    }

    @Test
    void aTextIsKeptAsItIsAndOnlyANumberInJsonIsATextToo() {
        assertThat(PropertyTypes.STRING.fromText(" a b ")).isEqualTo(" a b ");
        assertThatIllegalArgumentException().isThrownBy(() -> PropertyTypes.STRING.fromObject(5));
        for (String number : List.of("5", "5.0", "-0", "1e400", "0.10", "90071992547409931")) {
            assertThat(PropertyTypes.STRING.fromJson(json(number))).isEqualTo(number);
        }
        for (String other : List.of("true", "[]", "{}")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PropertyTypes.STRING.fromJson(json(other)))
                    .withMessageStartingWith("needs a text in quotes, not a");
        }
        for (PropertyType<?> type : List.of(PropertyTypes.SECRET, PropertyTypes.DATE_TIME, PropertyTypes.PATH)) {
            assertThatIllegalArgumentException().isThrownBy(() -> type.fromJson(json("5")));
        }
    }

    @Test
    void aNumberInJsonMayBeAnotherNameOfAValueToo() {
        Property<String> axis = Property.string("Axis")
                .validator(Validators.oneOf(List.of("x", "y"), Map.of("0", "x", "1", "y")))
                .build();
        assertThat(axis.convert(json("1"))).isEqualTo("y");
    }

    enum Colour {
        RED,
        DEEP_BLUE;

        String label() {
            return this == RED ? "Red" : "Deep blue";
        }
    }

    @Test
    void aChoiceIsMadeByItsLabelLetterByLetter() {
        PropertyType<Colour> type = PropertyTypes.choice(Colour.class, Colour::label);

        assertThat(type.fromText("Deep blue")).isEqualTo(Colour.DEEP_BLUE);
        assertThat(type.toText(Colour.RED)).isEqualTo("Red");
        assertThat(type.fromObject(Colour.RED)).isEqualTo(Colour.RED);
        assertThat(type.allowedValues()).containsExactly("Red", "Deep blue");
        assertRefused(type, "red");
        assertRefused(type, "DEEP_BLUE");
        assertRefused(type, "");
    }

    @Test
    void labelsOfAChoiceMustTellTheConstantsApart() {
        assertThatIllegalArgumentException().isThrownBy(() -> PropertyTypes.choice(Colour.class, colour -> "same"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PropertyTypes.choice(Colour.class, colour -> colour + " "))
                .withMessageContaining("blanks");
    }

    @Test
    void aListOfTextsIsSplitAtCommasAndTrimmed() {
        assertThat(PropertyTypes.STRING_LIST.fromText(" a , b c,,d,")).containsExactly("a", "b c", "d");
        assertThat(PropertyTypes.STRING_LIST.fromText(" ")).isEmpty();
        assertThat(PropertyTypes.STRING_LIST.fromText("2-5")).containsExactly("2-5");
        assertThat(PropertyTypes.STRING_LIST.fromText("\"a,b\" , \"say \"\"no\"\"\", \"\""))
                .containsExactly("a,b", "say \"no\"", "");
        assertRefused(PropertyTypes.STRING_LIST, "\"open");
        assertRefused(PropertyTypes.STRING_LIST, "\"a\" b");
    }

    @Test
    void listsAreTakenFromCollectionsArraysAndJson() {
        List<String> expected = List.of("a", " b");
        assertThat(PropertyTypes.STRING_LIST.fromObject(Arrays.asList("a", " b")))
                .isEqualTo(expected);
        assertThat(PropertyTypes.STRING_LIST.fromObject(new String[] {"a", " b"}))
                .isEqualTo(expected);
        assertThat(PropertyTypes.STRING_LIST.fromJson(json("[\"a\",\" b\"]"))).isEqualTo(expected);
        assertThat(PropertyTypes.STRING_LIST.fromJson(json("\"a,b\""))).containsExactly("a", "b");
        for (Object given : List.of(List.of(1), Set.of('x'), Arrays.asList("a", null), 5, new int[] {1})) {
            assertThatIllegalArgumentException().isThrownBy(() -> PropertyTypes.STRING_LIST.fromObject(given));
        }
        for (String given : List.of("[true]", "[null]", "{}", "5", "[[\"a\"]]", "[\"a\",{}]")) {
            assertThatIllegalArgumentException()
                    .as(given)
                    .isThrownBy(() -> PropertyTypes.STRING_LIST.fromJson(json(given)));
        }
    }

    @Test
    void aListTakenIsTheFrameworksOwn() {
        List<String> mine = new java.util.ArrayList<>(List.of("a"));
        List<String> taken = PropertyTypes.STRING_LIST.fromObject(mine);
        mine.add("b");

        assertThat(taken).containsExactly("a");
        assertThatThrownBy(() -> taken.add("c")).isInstanceOf(UnsupportedOperationException.class);
    }

    private static <T> void assertReadsBack(PropertyType<T> type, T value) {
        assertThat(type.fromText(type.toText(value))).isEqualTo(value);
        assertThat(type.fromJson(type.toJson(value))).isEqualTo(value);
        assertThat(type.fromJson(json(type.toJson(value).toString()))).isEqualTo(value);
        assertThat(type.fromObject(value)).isEqualTo(value);
    }

    @Test
    void everyValueReadsBackFromItsTextAndItsJson() {
        for (String text :
                List.of("", " ", " a ", "\ta\n", "a,b", "\"", "\\", "ü€𝄞", "null", "true", "5", "a\u0000b")) {
            assertReadsBack(PropertyTypes.STRING, text);
            assertReadsBack(PropertyTypes.STRING_LIST, List.of(text));
            assertReadsBack(PropertyTypes.STRING_LIST, List.of(text, text, "x", text));
        }
        assertReadsBack(PropertyTypes.STRING_LIST, List.of());
        for (double number : new double[] {
            0.0, -0.0, 0.1, 1 / 3.0, Double.MIN_VALUE, Double.MAX_VALUE, 1e22, Double.NaN, Double.NEGATIVE_INFINITY
        }) {
            assertReadsBack(PropertyTypes.NUMBER, number);
        }
        assertReadsBack(PropertyTypes.LONG, Long.MIN_VALUE);
        assertReadsBack(PropertyTypes.LONG, Long.MAX_VALUE);
        assertReadsBack(PropertyTypes.INTEGER, Integer.MIN_VALUE);
        assertReadsBack(PropertyTypes.BOOLEAN, true);
        assertReadsBack(PropertyTypes.BOOLEAN, false);
        assertReadsBack(PropertyTypes.choice(Colour.class, Colour::label), Colour.DEEP_BLUE);
    }

    @Test
    void randomListsOfAwkwardElementsReadBack() {
        Random random = new Random(4711);
        String alphabet = ",\" \t\n\rab\\'\u00a0\u2003";
        for (int round = 0; round < 5000; round++) {
            List<String> list = random.ints(random.nextInt(5), 0, 6)
                    .mapToObj(length -> random.ints(length, 0, alphabet.length())
                            .collect(StringBuilder::new, (to, at) -> to.append(alphabet.charAt(at)), (a, b) -> {})
                            .toString())
                    .toList();
            assertReadsBack(PropertyTypes.STRING_LIST, list);
            // What a property gets has the blanks around it removed, which must not reach into the elements.
            assertThat(PropertyTypes.STRING_LIST.fromText(
                            PropertyTypes.STRING_LIST.toText(list).strip()))
                    .isEqualTo(list);
        }
    }

    @Test
    void typeWordsAreMantids() {
        assertThat(PropertyTypes.STRING.word()).isEqualTo("string");
        assertThat(PropertyTypes.SECRET.word()).isEqualTo("string");
        assertThat(PropertyTypes.INTEGER.word()).isEqualTo("number");
        assertThat(PropertyTypes.LONG.word()).isEqualTo("number");
        assertThat(PropertyTypes.NUMBER.word()).isEqualTo("number");
        assertThat(PropertyTypes.BOOLEAN.word()).isEqualTo("boolean");
        assertThat(PropertyTypes.STRING_LIST.word()).isEqualTo("str list");
    }

    @Test
    void aPropertyNeedsANameAndNoContradiction() {
        for (String name : List.of("", " ", " Name", "Name ")) {
            assertThatIllegalArgumentException().isThrownBy(() -> Property.string(name));
        }
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        Property.string("Name").mandatory().defaultValue("x").build())
                .withMessageContaining("Name");
    }
}
