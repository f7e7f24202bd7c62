package org.mantle.framework.internal.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.property.UnknownPropertyException;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.run.UnknownAlgorithmException;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.type.Secret;

/** Running again what a record tells of. */
class ReplayTests {

    static final Property<String> TEXT = Property.string("Text").build();
    static final Property<Integer> TIMES =
            Property.integer("Times").defaultValue(1).build();
    static final Property<Secret> PASSWORD = Property.secret("Password").build();
    static final Property<Secret> PIN = Property.secret("Pin").build();
    static final Property<Thread> OBJECT =
            Property.of("Object", PropertyTypes.javaObject(Thread.class)).build();
    static final Property<String> RESULT = Property.string("Result").output().build();

    static final class Repeats extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Repeats").version(1).properties(TEXT, TIMES, PASSWORD, PIN, OBJECT, RESULT);
        }

        @Override
        protected void execute(Context run) {
            run.set(
                    RESULT,
                    run.get(TEXT).repeat(run.get(TIMES))
                            + new String(run.get(PASSWORD).reveal()));
        }
    }

    static final class RepeatsInAnotherWay extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Repeats").version(2).properties(TEXT, RESULT);
        }

        @Override
        protected void execute(Context run) {
            run.set(RESULT, "another way");
        }
    }

    @TempDir
    Path folder;

    private Mantle host() {
        return TestHosts.builder(Repeats.class, RepeatsInAnotherWay.class)
                .historyFile(folder.resolve("history.jsonl"))
                .build();
    }

    private static RunRecord last(Mantle mantle) {
        List<RunRecord> records = mantle.history().records();
        return records.get(records.size() - 1);
    }

    @Test
    void theSameVersionRunsWithTheSameInputs() {
        try (Mantle mantle = host()) {
            mantle.run(mantle.registry().get("Repeats", 1), Map.of("Text", "ab", "Times", 3));
        }
        try (Mantle mantle = host()) {
            RunRecord record = last(mantle);
            assertThat(mantle.replay(record, Map.of()).get(RESULT)).isEqualTo("ababab");
            assertThat(last(mantle).inputs()).isEqualTo(record.inputs());
        }
    }

    @Test
    void changesTakeTheirPlaceInAnyLetterCase() {
        try (Mantle mantle = host()) {
            mantle.run(mantle.registry().get("Repeats", 1), Map.of("Text", "ab", "Times", 3));
            RunRecord record = last(mantle);

            assertThat(mantle.replay(record, Map.of("tEXT", "c")).get(RESULT)).isEqualTo("ccc");
            Map<String, Object> toDefault = new HashMap<>();
            toDefault.put("times", null);
            assertThat(mantle.replay(record, toDefault).get(RESULT)).isEqualTo("ab");
            assertThatExceptionOfType(UnknownPropertyException.class)
                    .isThrownBy(() -> mantle.replay(record, Map.of("Txt", "c")));
        }
    }

    @Test
    void whatTheRecordDoesNotHaveIsNamedAllAtOnceWithWhatToGive() {
        try (Mantle mantle = host()) {
            mantle.run(
                    mantle.registry().get("Repeats", 1),
                    Map.of(
                            "Text",
                            String.join("", Collections.nCopies(20_000, "x")),
                            "Password",
                            "secret-4711",
                            "Pin",
                            Secret.deferred("@env:PIN", () -> "1234".toCharArray()),
                            "Object",
                            Thread.currentThread()));
            RunRecord record = last(mantle);

            assertThatExceptionOfType(InvalidPropertyException.class)
                    .isThrownBy(() -> mantle.replay(record, Map.of()))
                    .satisfies(e -> {
                        assertThat(TestHosts.codes(e.problems()))
                                .containsExactly("Text:notKept", "Password:notKept", "Pin:notKept", "Object:notKept");
                        assertThat(e)
                                .hasMessageContainingAll(
                                        "string of 20000 characters",
                                        "give Password again",
                                        "@env:PIN",
                                        "in memory only");
                        assertThat(e.getMessage()).doesNotContain("4711");
                    });
            Outputs outputs = mantle.replay(
                    record, Map.of("text", "y", "password", "!", "pin", "1", "Object", Thread.currentThread()));
            assertThat(outputs.get(RESULT)).isEqualTo("y!");
        }
    }

    @Test
    void aVersionThatIsGoneIsTold() {
        try (Mantle mantle = host()) {
            mantle.run(mantle.registry().get("Repeats", 1), Map.of("Text", "ab"));
        }
        try (Mantle mantle = TestHosts.builder(RepeatsInAnotherWay.class)
                .historyFile(folder.resolve("history.jsonl"))
                .build()) {
            assertThatExceptionOfType(UnknownAlgorithmException.class)
                    .isThrownBy(() -> mantle.replay(last(mantle), Map.of()))
                    .withMessageContaining("no version 1; there is version 2");
        }
    }

    static final Property<String> GREETING = Property.string("Greeting").build();

    static final class Greets extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Greets")
                    .properties(TEXT, GREETING, RESULT)
                    .defaultFrom(GREETING, "hello to Text", inputs -> "hello " + inputs.get(TEXT), TEXT);
        }

        @Override
        protected void execute(Context run) {
            run.set(RESULT, run.get(GREETING));
        }
    }

    @Test
    void aDefaultThatDependsOnAChangedInputIsWorkedOutAnewAndAGivenValueStays() {
        try (Mantle mantle = TestHosts.host(Greets.class)) {
            mantle.run("Greets", Map.of("Text", "ada"));
            mantle.run("Greets", Map.of("Text", "ada", "Greeting", "good day"));
            RunRecord worked = mantle.history().records().get(0);
            RunRecord given = mantle.history().records().get(1);

            assertThat(mantle.replay(worked, Map.of("text", "bob")).get(RESULT)).isEqualTo("hello bob");
            assertThat(mantle.replay(worked, Map.of()).get(RESULT)).isEqualTo("hello ada");
            assertThat(mantle.replay(given, Map.of("text", "bob")).get(RESULT)).isEqualTo("good day");
        }
    }
}
