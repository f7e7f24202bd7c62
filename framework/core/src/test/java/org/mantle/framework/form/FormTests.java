package org.mantle.framework.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmSource;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.export.CallTexts;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.type.FileMode;
import org.mantle.framework.type.Presentation;
import org.mantle.framework.type.Secret;
import org.mantle.framework.type.StoreMode;
import org.mantle.validators.Validators;

/** What forms are made from, and the call that one is filled in with. */
class FormTests {

    private static final Property<String> USER = Property.string("User").build();
    private static final Property<String> ACTION = Property.string("Action")
            .defaultValue("Look")
            .validator(Validators.oneOf("Look", "Log in"))
            .build();
    private static final Property<Secret> PASSWORD = Property.secret("Password").build();
    private static final Property<Integer> WIDTH =
            Property.integer("Width").defaultValue(8).build();
    private static final Property<Integer> HEIGHT = Property.integer("Height").build();
    private static final Property<String> FORGOTTEN =
            Property.string("Forgotten").remember(false).build();
    private static final Property<List<Integer>> ROWS =
            Property.integerList("Rows").build();

    /** Has a few inputs and does nothing. */
    private static final class Draws extends Algorithm {

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("Draw")
                    .version(2)
                    .categories("Tests")
                    .summary("Draws.")
                    .properties(USER, ACTION, PASSWORD, WIDTH, HEIGHT, FORGOTTEN, ROWS)
                    .visibleWhen(Condition.is(ACTION, "Log in"), PASSWORD)
                    .requiredWhen(Condition.is(ACTION, "Log in"), PASSWORD)
                    .defaultFrom(HEIGHT, "half of Width", inputs -> inputs.get(WIDTH) / 2, WIDTH);
        }

        @Override
        protected void execute(Context run) {}
    }

    private final Mantle mantle = Mantle.builder()
            .discover(false)
            .source(new AlgorithmSource() {
                @Override
                public String location() {
                    return "tests";
                }

                @Override
                public List<Supplier<? extends Algorithm>> algorithms() {
                    return List.of(Draws::new);
                }
            })
            .build();

    private final AlgorithmDescriptor draw = mantle.registry().get("Draw");

    @AfterEach
    void close() {
        mantle.close();
    }

    @Test
    void eachKindOfPropertyHasItsWidget() {
        Map<String, Property<?>> expected = new LinkedHashMap<>();
        expected.put("text", USER);
        expected.put("choice", ACTION);
        expected.put("secret", PASSWORD);
        expected.put("number", WIDTH);
        expected.put("truth", Property.bool("On").build());
        expected.put("lines", Property.stringList("Names").build());
        expected.put("map", Property.of("Notes", PropertyTypes.FREE_MAP).build());
        expected.put("date-time", Property.of("Time", PropertyTypes.DATE_TIME).build());
        expected.put("open-file", Property.file("File", FileMode.LOAD).build());
        expected.put(
                "open-files",
                Property.of("Files", PropertyTypes.files(FileMode.LOAD)).build());
        expected.put("save-file", Property.file("File", FileMode.OPTIONAL_SAVE).build());
        expected.put(
                "directory",
                Property.file("Folder", FileMode.WRITABLE_DIRECTORY).build());
        expected.put(
                "object",
                Property.storedObject("Object", int[].class, StoreMode.READ).build());
        expected.put(
                "none",
                Property.of("Thread", PropertyTypes.javaObject(Thread.class)).build());
        expected.forEach(
                (widget, property) -> assertThat(Widget.of(property).word()).isEqualTo(widget));
        assertThat(expected).hasSize(Widget.values().length);

        assertThat(Widget.of(Property.string("Path")
                        .presentation(Presentation.LOCAL_FILE)
                        .build()))
                .isEqualTo(Widget.OPEN_FILE);
        assertThat(Widget.of(
                        Property.of("Maybe", PropertyTypes.OPTIONAL_BOOLEAN).build()))
                .isEqualTo(Widget.CHOICE);
        assertThat(Widget.of(ROWS)).isEqualTo(Widget.TEXT);
    }

    @Test
    void theFieldsAreTheInputsInOrderOfDeclaration() {
        JsonArray fields = InputForm.fields(draw);
        assertThat(fields)
                .extracting(field -> field.getAsJsonObject().get("name").getAsString())
                .containsExactly("User", "Action", "Password", "Width", "Height", "Forgotten", "Rows");
        assertThat(field(fields, "Action").get("widget").getAsString()).isEqualTo("choice");
    }

    private static JsonObject field(JsonArray fields, String name) {
        for (JsonElement field : fields) {
            if (field.getAsJsonObject().get("name").getAsString().equals(name)) {
                return field.getAsJsonObject();
            }
        }
        throw new AssertionError("no field " + name);
    }

    private JsonObject state(String name, Map<String, ?> given) {
        return field(FormState.of(draw, mantle.inputs(draw, given)), name);
    }

    @Test
    void theStateFollowsConditionsAndComputedDefaults() {
        assertThat(state("Password", Map.of()).get("visible").getAsBoolean()).isFalse();
        JsonObject password = state("Password", Map.of("Action", "Log in", "Password", "hidden"));
        assertThat(password.get("visible").getAsBoolean()).isTrue();
        assertThat(password.get("required").getAsBoolean()).isTrue();
        assertThat(password.toString()).doesNotContain("hidden");
        assertThat(state("Height", Map.of("Width", "20")).get("text").getAsString())
                .isEqualTo("10");
        assertThat(state("Width", Map.of("Width", "x")).get("text").isJsonNull())
                .isTrue();
        assertThat(state("Rows", Map.of("Rows", "1-3")).get("value")).hasToString("[1,2,3]");
    }

    @Test
    void theLastRunIsRememberedWithoutSecretsAndWhatItsAuthorWantsForgotten() {
        assertThat(RememberedInputs.of(mantle.history().records(), draw)).isEmpty();
        mantle.run("Draw", Map.of("Width", 3));
        mantle.run(
                "Draw",
                Map.of("User", "ada", "Action", "Log in", "Password", "hidden", "Forgotten", "gone", "Rows", "1-3"));
        assertThat(RememberedInputs.of(mantle.history().records(), draw))
                .containsOnlyKeys("User", "Action", "Rows")
                .containsEntry("User", new JsonPrimitive("ada"));
        assertThat(RememberedInputs.ofRecord(mantle.history().records().get(1), draw))
                .containsOnlyKeys("User", "Action", "Forgotten", "Rows");
    }

    private CallTexts call(Map<String, String> given) {
        Map<String, JsonElement> json = new LinkedHashMap<>();
        given.forEach((name, text) -> json.put(name, new JsonPrimitive(text)));
        return CallTexts.of(draw, false, mantle.inputs(draw, given), json);
    }

    @Test
    void theCallAsTextHasWhatDiffersFromTheDefaultsAndNoSecret() {
        CallTexts texts =
                call(Map.of("User", "ada's", "Action", "Log in", "Password", "hidden", "Width", "8", "Rows", "1-3"));
        assertThat(texts.commandLine())
                .isEqualTo("mantle run --version 2 Draw 'User=ada'\\''s' 'Action=Log in' Rows=1,2,3\n");
        assertThat(texts.json()).isEqualTo("""
                {
                  "User": "ada's",
                  "Action": "Log in",
                  "Rows": [
                    1,
                    2,
                    3
                  ]
                }
                """);
        assertThat(texts.python())
                .contains("Draw(User=\"ada's\"")
                .contains("Rows=[1, 2, 3]")
                .contains("secret(");
        assertThat(texts.java()).contains("inputs.put(\"Rows\", List.of(1, 2, 3))");
        assertThat(texts.httpRequest("http://127.0.0.1:1/ogc/processes/Draw"))
                .startsWith("curl -X POST http://127.0.0.1:1/ogc/processes/Draw/execution ")
                .contains("\"Rows\": [1, 2, 3]");
        for (String text : List.of(texts.commandLine(), texts.json(), texts.python(), texts.java())) {
            assertThat(text).doesNotContain("hidden");
        }
    }

    @Test
    void whatIsWrongStandsInTheCallAsItWasGiven() {
        assertThat(call(Map.of("Width", "wide")).commandLine()).isEqualTo("mantle run --version 2 Draw Width=wide\n");
    }
}
