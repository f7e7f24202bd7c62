package org.mantle.algorithms.utility;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.algorithms.Runs;
import org.mantle.framework.run.Outputs;

/** What a type of numbers and texts tells apart. */
class EchoTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5.0",
                "\"five\"",
                "\"-\"",
                "\"\\\"\"",
                "\"\\\"5\\\"\"",
                "\"\\\"x\\\"\"",
                "\"\\\" x\\\"\"",
                "\"\\\"x\\\" and y\"",
                "\"\\\"\\\\\\\"x\\\\\\\"\\\"\"",
                "\"\\\"\\\\\\\"5\\\\\\\"\\\"\""
            })
    void aNumberOrTextComesBackAsItWasGiven(String json) {
        Outputs outputs = Runs.run("Echo", "TextOrNumber", JsonParser.parseString(json));
        assertThat(outputs.toJson().get("TextOrNumber")).isEqualTo(JsonParser.parseString(json));
    }

    @Test
    void aTextInJsonIsReadAsOneThatIsTyped() {
        for (Object typed : List.of("5", JsonParser.parseString("\"5\""), 5)) {
            assertThat(Runs.run("Echo", "TextOrNumber", typed).get("TextOrNumber"))
                    .isEqualTo(5.0);
        }
        for (Object typed : List.of("\"5\"", JsonParser.parseString("\"\\\"5\\\"\""))) {
            assertThat(Runs.run("Echo", "TextOrNumber", typed).get("TextOrNumber"))
                    .isEqualTo("5");
        }
    }
}
