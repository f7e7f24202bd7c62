package org.mantle.commons.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is JSON, and what only looks like it. */
class StrictJsonTests {

    @Test
    void jsonIsReadAndBlanksAreNothing() {
        JsonArray array = new JsonArray();
        array.add("a");
        array.add(JsonNull.INSTANCE);
        assertThat(StrictJson.parse(" [\"a\", null]\n")).isEqualTo(array);
        assertThat(StrictJson.parse(" \n")).isEqualTo(JsonNull.INSTANCE);
    }

    /** RFC 8259, 8.2: the grammar allows them, and texts of Java may have them. */
    @Test
    void halvesOfSurrogatePairsAreRead() {
        assertThat(StrictJson.parse("\"\\ud83d\"").getAsString()).isEqualTo("\ud83d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[TRUE]",
                "[\"\\'\"]",
                "['a']",
                "[a]",
                "[NaN]",
                "[01]",
                "[1,]",
                "[1] 2",
                "[1] // c",
                "{\"a\":1,}",
                "[\"a\nb\"]",
                "["
            })
    void whatTheStandardDoesNotAllowIsRefused(String text) {
        assertThatExceptionOfType(JsonParseException.class)
                .isThrownBy(() -> StrictJson.parse(text))
                .withMessageMatching("is no valid JSON: .+|ends before its JSON does")
                // nothing of the library's, which says what programmers could do
                .withMessageNotContainingAny("gson", "Strictness", "\n", "Exception");
    }

    @Test
    void theMessageSaysWhereToLook() {
        assertThatExceptionOfType(JsonParseException.class)
                .isThrownBy(() -> StrictJson.parse("{\n  \"a\": }"))
                .withMessageContaining("line 2 column");
    }
}
