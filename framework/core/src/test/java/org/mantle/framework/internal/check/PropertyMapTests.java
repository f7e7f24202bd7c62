package org.mantle.framework.internal.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyMap;
import org.mantle.framework.property.PropertyMap.Which;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.type.Secret;
import org.mantle.validators.Validators;

/** Property maps as Java maps, text, JSON and files. */
class PropertyMapTests {

    private static final Property<String> NAME =
            Property.string("Name").keepBlanks().build();
    private static final Property<Double> REAL =
            Property.number("Real").defaultValue(0.1).build();
    private static final Property<Long> LARGE =
            Property.longInteger("Large").defaultValue(Long.MAX_VALUE).build();
    private static final Property<List<String>> TEXTS =
            Property.stringList("Texts").build();
    private static final Property<Map<String, Object>> FREE =
            Property.of("Free", PropertyTypes.FREE_MAP).build();
    private static final Property<OffsetDateTime> WHEN =
            Property.of("When", PropertyTypes.DATE_TIME).build();
    private static final Property<Integer> HIDDEN =
            Property.integer("Hidden").defaultValue(3).build();
    private static final Property<Integer> NEEDED = Property.integer("Needed")
            .defaultValue(0)
            .validator(Validators.atLeast(1))
            .build();
    private static final Property<Secret> PASSWORD = Property.secret("Password").build();
    private static final Property<Thread> OBJECT =
            Property.of("Object", PropertyTypes.javaObject(Thread.class)).build();
    private static final Property<String> MADE =
            Property.string("Made").output().build();

    static final class Takes extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Takes")
                    .properties(NAME, REAL, LARGE, TEXTS, FREE, WHEN, HIDDEN, NEEDED, PASSWORD, OBJECT, MADE)
                    .visibleWhen(Condition.is(NAME, "show"), HIDDEN)
                    .requiredWhen(Condition.is(NAME, "show"), TEXTS);
        }

        @Override
        protected void execute(Context run) {}
    }

    private final Mantle mantle = TestHosts.host(Takes.class);

    private PropertyMap inputs(Map<String, ?> given) {
        return mantle.inputs("Takes", given);
    }

    @Test
    void textIsSplitAtSemicolonsAndFirstEqualsSigns() {
        assertThat(PropertyMap.parse(" Name = a=b ;Texts=x, y;Real=;; "))
                .isEqualTo(Map.of("Name ", "a=b", "Texts", "x, y", "Real", ""));
        assertThat(PropertyMap.parse(" \n ")).isEmpty();
        assertThat(mantle.validate("Takes", PropertyMap.parse("Name =x;Needed=1")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.nearest()).contains("Name"));
    }

    @Test
    void textThatBeginsWithABraceIsJson() {
        Map<String, Object> given =
                PropertyMap.parse(" {\"Name\": \"a;b\", \"Needed\": 2.0, \"Large\": 9007199254740993}");
        PropertyMap inputs = inputs(given);
        assertThat(inputs.problems()).isEmpty();
        assertThat(inputs.find(NAME)).contains("a;b");
        assertThat(inputs.find(LARGE)).contains(9007199254740993L);
        assertThat(inputs.find(NEEDED)).contains(2);
    }

    @Test
    void everyPartThatIsNoneAndEveryNameThatIsThereTwiceIsReported() {
        InvalidPropertyException refused = catchThrowableOfType(
                InvalidPropertyException.class, () -> PropertyMap.parse("Name=x;hunter2;Real=1;=5;Name=y"));
        assertThat(TestHosts.codes(refused.problems())).containsExactly(":malformed", ":malformed", "Name:duplicate");
        assertThat(refused.problems().get(0).message()).startsWith("part 2 is no Name=Value");
        assertThat(refused.problems().get(1).message()).startsWith("part 4");
        assertThat(refused).hasMessageNotContaining("hunter2"); // it may be a secret that lost its name
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sesame | the text is no Name=Value: there is no = in it",
                "=sesame | the text is no Name=Value: there is no name before the =",
                "A=1;sesame | part 2 is no Name=Value: there is no = in it; a value that contains a semicolon needs the"
                        + " form of JSON, such as {\"Name\": \"a;b\"}"
            })
    void aPartThatIsNoneIsToldWhatItLacksAndOfSemicolonsWhereThereIsOne(String text, String message) {
        assertThatExceptionOfType(InvalidPropertyException.class)
                .isThrownBy(() -> PropertyMap.parse(text))
                .satisfies(refused ->
                        assertThat(refused.problems().get(0).message()).isEqualTo(message));
    }

    @Test
    void aNumberSignWithinALineIsAPartOfTheValue() throws IOException {
        assertThat(PropertyMap.read(new StringReader(" # what for\nName=1 # x\n")))
                .isEqualTo(Map.of("Name", "1 # x"));
        assertThatThrownBy(() -> PropertyMap.read(new StringReader("Name=x\n\nsesame")))
                .hasMessageContaining("line 3 is no Name=Value")
                .hasMessageNotContaining("semicolon");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "{}x", "{\"a\":1,\"a\":2}", "{\"a\":{\"b\":1,\"b\":2}}", "{a:1}", "{\"a\":nul}", "{'a':1}"})
    void textThatIsNoJsonObjectIsRefused(String text) {
        assertThatThrownBy(() -> PropertyMap.parse(text)).isInstanceOf(InvalidPropertyException.class);
    }

    /** By the grammar of RFC 8259; python3's json refuses each too, but for NaN and Infinity. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRUE",
                "True",
                "tRue",
                "truE",
                "FALSE",
                "falsE",
                "NULL",
                "Null",
                "\"\\'\"",
                "\"a\nb\"",
                "\"a\tb\"",
                "\"a\u0000b\"",
                "\"a\\\nb\"",
                "\"\\x41\"",
                "\"\\u12G4\"",
                "\"\\U0041\"",
                "'a'",
                "NaN",
                "Infinity",
                "-Infinity",
                "01",
                "-01",
                "1.",
                ".5",
                "+1",
                "-",
                "1e",
                "1.E5",
                "0x1",
                "1_0",
                "\u0661",
                "[1,]",
                "[,1]",
                "[1,,2]",
                "[1;2]",
                "[1 2]",
                "{\"b\":1,}",
                "{b:1}",
                "{\"b\"=1}",
                "{\"b\":1;\"c\":2}",
                "1 // c",
                "/* c */ 1",
                "1 # c",
                "\f1",
                "\u00a01",
                "\ufeff1",
                "\"a",
                "",
                "{\"\\'\":1}"
            })
    void whatTheStandardDoesNotAllowIsRefused(String value) {
        assertThatThrownBy(() -> PropertyMap.parse("{\"Name\": " + value + "}"))
                .isInstanceOf(InvalidPropertyException.class)
                .hasMessageContaining("the text ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "false",
                "null",
                "\"TRUE NaN ' // # \u007f \u2028\"",
                "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\"",
                "-0",
                "0",
                "1e5",
                "1E+5",
                "1.0e-05",
                "12.5E05",
                "[]",
                "{}",
                "[ 1 ,\t2\r\n]",
                "{\"TRUE\" : [true,null]}"
            })
    void whatTheStandardAllowsIsRead(String value) {
        assertThat(PropertyMap.parse("{\"Name\": " + value + "}")).containsOnlyKeys("Name");
    }

    @Test
    void thePlaceOfWhatIsWrongIsTold() {
        assertThatThrownBy(() -> PropertyMap.parse("{\n\"A\": true,\n\"B\": TRUE}"))
                .hasMessageContaining(
                        "what is no number, true, false or null must be in double quotes; look at line 3 column 6");
    }

    @Test
    void jsonThatIsNestedTooDeepIsRefused() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        assertThatThrownBy(() -> PropertyMap.parse("{\"Free\":" + deep + "}"))
                .isInstanceOf(InvalidPropertyException.class);
        assertThat(mantle.validate("Takes", Map.of("Free", "{\"a\":" + deep + "}", "Needed", 1)))
                .extracting(Problem::code)
                .containsExactly(Problem.WRONG_TYPE);
        String allowed = "[".repeat(98) + "]".repeat(98);
        assertThat(mantle.validate("Takes", PropertyMap.parse("{\"Free\":{\"a\":" + allowed + "},\"Needed\":1}")))
                .isEmpty();
    }

    private static final Map<String, Object> AWKWARD = Map.of(
            "Name",
            "\u0000 \u2028 \ud83d\ude00 \"=\\",
            "Real",
            -4.9e-324,
            "Large",
            Long.MIN_VALUE,
            "Texts",
            List.of("", " a ", "b,c", "\"", "d;e=f\n"),
            "When",
            OffsetDateTime.parse("2024-02-29T23:59:59.999999999+13:45"),
            "Needed",
            7);

    @Test
    void everyFormReadsBackToEqualValues(@TempDir Path folder) throws IOException {
        Map<String, Object> free = new LinkedHashMap<>();
        free.put("", 9007199254740993L);
        free.put("list", List.of(1.5, "x", true, Map.of("deep", List.of())));
        free.put("null", null);
        Map<String, Object> given = new LinkedHashMap<>(AWKWARD);
        given.put("Free", free);
        PropertyMap inputs = inputs(given);
        assertThat(inputs.problems()).isEmpty();
        assertThat(inputs.find(FREE)).contains(free);
        for (Which which : Which.values()) {
            Map<String, Object> values = inputs.asMap(which);
            assertThat(inputs(values).asMap(Which.ALL)).isEqualTo(inputs.asMap(Which.ALL));
            assertThat(inputs(PropertyMap.parse(inputs.toText(which))).asMap(which))
                    .isEqualTo(values);
            assertThat(inputs(PropertyMap.parse(inputs.toJson(which).toString()))
                            .asMap(which))
                    .isEqualTo(values);
            Path file = folder.resolve(which + ".json");
            inputs.write(file, which);
            inputs.write(file, which); // in place of what is there
            assertThat(inputs(PropertyMap.read(file)).asMap(which)).isEqualTo(values);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void aFileThatIsReplacedKeepsItsLinkAndItsPermissions(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file.json"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), Path.of("file.json"));
        inputs(Map.of("Name", "x", "Needed", 2)).write(link, Which.NON_DEFAULT);
        assertThat(file).hasContent("{\n  \"Name\": \"x\",\n  \"Needed\": 2\n}\n");
        assertThat(link).isSymbolicLink();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");

        Path longest = folder.resolve("\u00fc".repeat(127));
        inputs(Map.of("Needed", 2)).write(longest, Which.NON_DEFAULT);
        assertThat(longest).isRegularFile();
    }

    @Test
    void halfOfASurrogatePairIsWrittenInEveryForm(@TempDir Path folder) throws IOException {
        Map<String, Object> given = Map.of("Free", Map.of("half \ud83d", "\ude00"), "Needed", 2);
        PropertyMap inputs = inputs(given);
        inputs.write(folder.resolve("file.json"), Which.NON_DEFAULT);
        assertThat(inputs(PropertyMap.read(folder.resolve("file.json"))).find(FREE))
                .contains(Map.of("half \ud83d", "\ude00"));
        assertThat(inputs.toText(Which.NON_DEFAULT)).contains("\\ud83d", "\\ude00");
        assertThat(inputs(PropertyMap.parse(inputs.toText(Which.NON_DEFAULT))).find(FREE))
                .contains(Map.of("half \ud83d", "\ude00"));
    }

    @Test
    void textIsUsedWhereItHoldsEveryValueAndJsonElsewhere() {
        assertThat(inputs(Map.of("Name", "a=b", "Needed", 2, "Texts", List.of("x", "y z")))
                        .toText(Which.NON_DEFAULT))
                .isEqualTo("Name=a=b;Texts=x,y z;Needed=2");
        assertThat(inputs(Map.of("Name", "a;b", "Needed", 2)).toText(Which.NON_DEFAULT))
                .isEqualTo("{\"Name\":\"a;b\",\"Needed\":2}");
        assertThat(inputs(Map.of("Name", " a", "Needed", 2)).toText(Which.NON_DEFAULT))
                .isEqualTo("{\"Name\":\" a\",\"Needed\":2}");
        assertThat(inputs(Map.of()).toText(Which.NON_DEFAULT)).isEmpty();
    }

    @Test
    void hiddenPropertiesOutputsSecretsAndObjectsAreNotWritten() {
        Map<String, Object> given = Map.of(
                "Needed",
                1,
                "Hidden",
                5,
                "Password",
                "hunter2",
                "Object",
                Thread.currentThread(),
                "Texts",
                List.of("t"));
        PropertyMap hidden = inputs(given);
        assertThat(hidden.asMap(Which.NON_DEFAULT)).isEqualTo(Map.of("Needed", 1, "Texts", List.of("t")));
        assertThat(hidden.toJson(Which.ALL).keySet())
                .containsExactly("Free", "Large", "Name", "Needed", "Real", "Texts");
        Map<String, Object> shown = new LinkedHashMap<>(given);
        shown.put("Name", "show");
        assertThat(inputs(shown).toJson(Which.NON_DEFAULT))
                .isEqualTo(JsonParser.parseString("{\"Hidden\":5,\"Name\":\"show\",\"Needed\":1,\"Texts\":[\"t\"]}"));
        assertThat(inputs(shown).find(PASSWORD)).get().hasToString("********");
        assertThat(inputs(shown).find(PASSWORD).orElseThrow().reveal()).isEmpty();
    }

    @Test
    void itTellsADialogWhatCountsAndWhatIsWrong() {
        PropertyMap inputs = inputs(Map.of("Name", "show", "Real", "x", "Needed", 0));
        assertThat(TestHosts.codes(inputs.problems()))
                .containsExactly("Real:wrongType", "Texts:missing", "Needed:outOfRange");
        assertThat(inputs.find(REAL)).isEmpty();
        assertThat(inputs.isVisible(HIDDEN)).isTrue();
        assertThat(inputs.isRequired(TEXTS)).isTrue();
        assertThat(inputs.isRequired(NEEDED)).isTrue();
        assertThat(inputs.isRequired(NAME)).isFalse();
        assertThat(inputs.isDefault(HIDDEN)).isTrue();
        assertThat(inputs(Map.of()).isVisible(HIDDEN)).isFalse();
        assertThat(inputs(Map.of("Name", 5)).isVisible(HIDDEN)).isTrue(); // it cannot be told
        assertThat(inputs).hasToString("PropertyMap[Name, Large, Free, Hidden]");
    }

    @Test
    void aFileHoldsJsonOrLines(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("given.txt");
        Files.writeString(file, "\ufeff# as of today\nName=x\r\n\n  Needed = 2;Real=1e3\n");
        assertThat(PropertyMap.read(file)).isEqualTo(Map.of("Name", "x", "Needed ", "2", "Real", "1e3"));
        Files.writeString(file, "\n{\"Name\":\n\"x\"}");
        assertThat(PropertyMap.read(file)).containsOnlyKeys("Name");
        assertThatThrownBy(() -> PropertyMap.read(new StringReader("Name=x\nReal=1;what")))
                .isInstanceOf(InvalidPropertyException.class)
                .hasMessageContaining("line 2, part 2");
        Files.write(file, new byte[] {'N', '=', (byte) 0xff});
        assertThatThrownBy(() -> PropertyMap.read(file)).isInstanceOf(CharacterCodingException.class);
        assertThatThrownBy(() -> PropertyMap.read(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }
}
