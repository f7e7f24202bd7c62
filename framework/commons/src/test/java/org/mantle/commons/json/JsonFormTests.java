package org.mantle.commons.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of JSON in every form. */
class JsonFormTests {

    private static JsonObject sample() {
        JsonObject object = new JsonObject();
        object.addProperty("a \u00e9", "<b>='&\ud83d\ude00");
        object.add("none", JsonNull.INSTANCE);
        JsonArray list = new JsonArray();
        list.add(1);
        list.add(1.5e300);
        list.add(true);
        list.add(new JsonObject());
        list.add(new JsonArray());
        object.add("list", list);
        return object;
    }

    /** A number as a reader of JSON makes it: its text. */
    private static final class ReadNumber extends Number {

        private static final long serialVersionUID = 1L;

        private final String text;

        ReadNumber(String text) {
            this.text = text;
        }

        @Override
        public int intValue() {
            return (int) doubleValue();
        }

        @Override
        public long longValue() {
            return (long) doubleValue();
        }

        @Override
        public float floatValue() {
            return (float) doubleValue();
        }

        @Override
        public double doubleValue() {
            return Double.parseDouble(text);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static String quoted(JsonForm form, String text) {
        return form.text(new JsonPrimitive(text));
    }

    @Test
    void eachFormIsItsOwn() {
        assertThat(JsonForm.PRETTY.text(sample())).isEqualTo("""
                {
                  "a \u00e9": "<b>='&\ud83d\ude00",
                  "none": null,
                  "list": [
                    1,
                    1.5E300,
                    true,
                    {},
                    []
                  ]
                }""");
        assertThat(JsonForm.COMPACT.text(sample()))
                .isEqualTo("{\"a \u00e9\":\"<b>='&\ud83d\ude00\",\"none\":null,\"list\":[1,1.5E300,true,{},[]]}");
        assertThat(JsonForm.SCRIPT.text(sample()))
                .isEqualTo("{\"a \\u00e9\": \"<b>='&\\ud83d\\ude00\", \"none\": null,"
                        + " \"list\": [1, 1.5E300, true, {}, []]}");
        assertThat(JsonForm.LINE.text(sample()))
                .isEqualTo("{\"a \\u00e9\":\"<b>='&\\ud83d\\ude00\",\"none\":null,\"list\":[1,1.5E300,true,{},[]]}");
    }

    @Test
    void whatTheLibraryWritesRightIsWrittenTheSame() {
        JsonObject object = sample();
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 0x3000; c++) {
            all.append(c);
        }
        object.addProperty("letters", all.append("\ufeff\ufffe\uffff").toString());
        assertThat(JsonForm.PRETTY.text(object))
                .isEqualTo(new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .serializeNulls()
                        .create()
                        .toJson(object));
        assertThat(JsonForm.COMPACT.text(object)).isEqualTo(object.toString());
    }

    @ParameterizedTest
    @EnumSource
    void halvesOfSurrogatePairsAreEscapesThatReadBack(JsonForm form) throws CharacterCodingException {
        assertThat(quoted(form, "\ud83d")).isEqualTo("\"\\ud83d\"");
        for (String text : List.of(
                "\ud83d", "\ude00", "\ude00\ud83d", "\ud83d\ud83d\ude00", "a\ud83d", "\ud83db", "\udfff\udbff", "")) {
            JsonObject object = new JsonObject();
            object.addProperty(text, text);
            String written = form.text(object);
            assertThat(StandardCharsets.UTF_8
                            .newEncoder()
                            .encode(CharBuffer.wrap(written))
                            .remaining())
                    .isPositive();
            assertThat(JsonParser.parseString(written)).isEqualTo(object);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyLetterReadsBack(JsonForm form) {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c <= 0xffff; c++) {
            all.append((char) c);
        }
        String text = all.toString();
        String written = quoted(form, text);
        assertThat(JsonParser.parseString(written).getAsString()).isEqualTo(text);
        assertThat(written).doesNotContain("\n", "\r", "\u2028", "\u2029");
        if (form == JsonForm.SCRIPT || form == JsonForm.LINE) {
            assertThat(written.chars()).allMatch(c -> c >= ' ' && c <= '~');
        }
    }

    @Test
    void controlsHaveTheEscapesOfTheirForm() {
        String controls = "\b\t\n\f\r\u0000\u001f\u007f\u2028\"\\/";
        for (JsonForm form : List.of(JsonForm.PRETTY, JsonForm.COMPACT)) {
            assertThat(quoted(form, controls)).isEqualTo("\"\\b\\t\\n\\f\\r\\u0000\\u001f\u007f\\u2028\\\"\\\\/\"");
        }
        for (JsonForm form : List.of(JsonForm.SCRIPT, JsonForm.LINE)) {
            assertThat(quoted(form, controls))
                    .isEqualTo("\"\\u0008\\t\\n\\u000c\\u000d\\u0000\\u001f\\u007f\\u2028\\\"\\\\/\"");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoNumberOfJsonIsAText(JsonForm form) {
        for (Number number : new Number[] {Double.NaN, Float.NaN, new ReadNumber("NaN")}) {
            assertThat(form.text(new JsonPrimitive(number))).isEqualTo("\"NaN\"");
        }
        for (Number number :
                new Number[] {Double.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY, new ReadNumber("-Infinity")}) {
            assertThat(form.text(new JsonPrimitive(number))).isEqualTo("\"-Infinity\"");
        }
        for (String wrong : List.of("0x1F", "01", "1.", ".5", "+1", "1e9999999999", "")) {
            assertThat(form.text(new JsonPrimitive(new ReadNumber(wrong)))).isEqualTo("\"" + wrong + "\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "-0.0", "1e5", "1E+400", "-12.50e-3", "123456789012345678901234567890.5"})
    void aNumberKeepsItsDigits(String number) {
        assertThat(JsonForm.COMPACT.text(JsonParser.parseString(number))).isEqualTo(number);
    }

    @Test
    void numbersOfEveryKindAreNumbers() {
        JsonArray numbers = new JsonArray();
        for (Number number : new Number[] {
            (byte) 1, (short) 2, 3, 4L, 5.5f, 6.25, BigInteger.TEN.pow(30), new BigDecimal("1E+40"), new AtomicLong(7)
        }) {
            numbers.add(number);
        }
        assertThat(JsonForm.COMPACT.text(numbers))
                .isEqualTo("[1,2,3,4,5.5,6.25,1000000000000000000000000000000,1E+40,7]");
    }

    @Test
    void aLineIsNotDeeperThanItCanBeReadBack() {
        assertThat(JsonForm.LINE.text(nested(2000))).hasSize(4000);
        JsonElement deeper = nested(2001);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonForm.LINE.text(deeper))
                .withMessage("a value has JSON of more than 2000 levels");
        assertThat(JsonForm.COMPACT.text(deeper)).hasSize(4002);
    }

    private static JsonElement nested(int levels) {
        JsonArray json = new JsonArray();
        for (int level = 1; level < levels; level++) {
            JsonArray around = new JsonArray();
            around.add(json);
            json = around;
        }
        return json;
    }

    @Test
    void textsAreAListInTheirOrder() {
        assertThat(JsonForm.COMPACT.text(JsonLists.ofTexts(List.of("b", "a")))).isEqualTo("[\"b\",\"a\"]");
    }
}
