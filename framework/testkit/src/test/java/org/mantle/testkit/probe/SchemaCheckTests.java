package org.mantle.testkit.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keywords of JSON Schema (draft 2020-12), each with a value that it allows and one that it does not. */
class SchemaCheckTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\": \"string\"} | \"a\" | 1",
                "{\"type\": \"integer\"} | 3.0 | 3.5",
                "{\"type\": \"number\"} | 3.5 | \"3.5\"",
                "{\"type\": \"boolean\"} | true | \"true\"",
                "{\"type\": \"array\"} | [] | {}",
                "{\"type\": \"object\"} | {} | []",
                "{\"type\": [\"null\", \"string\"]} | null | 1",
                "{\"enum\": [\"a\", 2]} | 2.0 | \"A\"",
                "{\"const\": \"a\"} | \"a\" | \"b\"",
                "{\"anyOf\": [{\"minimum\": 5}, {\"maximum\": 1}]} | 6 | 3",
                "{\"allOf\": [{\"minimum\": 5}, {\"maximum\": 7}]} | 6 | 8",
                "{\"oneOf\": [{\"minimum\": 5}, {\"minimum\": 7}]} | 6 | 8",
                "{\"not\": {\"type\": \"string\"}} | 1 | \"a\"",
                "{\"minLength\": 2} | \"ab\" | \"a\"",
                "{\"maxLength\": 1} | \"\ud834\udd1e\" | \"ab\"",
                "{\"pattern\": \"b\"} | \"abc\" | \"ac\"",
                "{\"minimum\": 1} | 1 | 0.9",
                "{\"maximum\": 1} | 1 | 1.1",
                "{\"exclusiveMinimum\": 1} | 1.1 | 1",
                "{\"exclusiveMaximum\": 1} | 0.9 | 1",
                "{\"minItems\": 1} | [0] | []",
                "{\"maxItems\": 1} | [0] | [0, 0]",
                "{\"items\": {\"type\": \"string\"}} | [\"a\"] | [\"a\", 1]",
                "{\"minProperties\": 1} | {\"a\": 1} | {}",
                "{\"maxProperties\": 1} | {\"a\": 1} | {\"a\": 1, \"b\": 1}",
                "{\"required\": [\"a\"]} | {\"a\": 1} | {\"b\": 1}",
                "{\"properties\": {\"a\": {\"type\": \"string\"}}} | {\"b\": 1} | {\"a\": 1}",
                "{\"properties\": {\"a\": true}, \"additionalProperties\": false} | {\"a\": 1} | {\"b\": 1}"
            })
    void aKeywordAllowsTheOneAndNotTheOther(String schema, String allowed, String refused) {
        assertThat(SchemaCheck.violation(
                        JsonParser.parseString(schema).getAsJsonObject(), JsonParser.parseString(allowed)))
                .isEmpty();
        assertThat(SchemaCheck.violation(
                        JsonParser.parseString(schema).getAsJsonObject(), JsonParser.parseString(refused)))
                .isPresent();
    }
}
