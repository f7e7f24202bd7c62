package org.mantle.framework.describe;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.type.Secret;
import org.mantle.validators.Constraint;
import org.mantle.validators.Validator;
import org.mantle.validators.Validators;
import org.mantle.validators.Violation;

/** What the schemas of inputs and outputs look like; {@link SchemaAgreementTests} proves what they mean. */
class AlgorithmSchemaTests {

    private static final Property<String> ACTION = Property.string("Action")
            .defaultValue("LogIn")
            .validator(Validators.oneOf("LogIn", "Send"))
            .documentation("What to do.")
            .build();
    private static final Property<Secret> PASSWORD = Property.secret("Password").build();
    private static final Property<Long> COUNT = Property.longInteger("Count")
            .defaultValue(0L)
            .validator(Validators.above(0L))
            .unit("copies")
            .build();
    private static final Property<List<String>> IDS =
            Property.stringList("Ids").output().documentation("The jobs.").build();
    private static final Property<Double> MEAN =
            Property.number("Mean").output().build();
    private static final Property<StringBuilder> TEXT =
            Property.of("Text", PropertyTypes.javaObject(StringBuilder.class)).build();

    private static JsonElement parsed(String json) {
        return JsonParser.parseString(json);
    }

    private static AlgorithmDescriptor logIn() {
        return Declared.algorithm(declaration -> declaration
                .properties(ACTION, PASSWORD, COUNT, TEXT, IDS, MEAN)
                .visibleWhen(Condition.is(ACTION, "LogIn"), PASSWORD)
                .requiredWhen(Condition.is(ACTION, "LogIn"), PASSWORD)
                .visibleWhen(Condition.is(ACTION, "Send"), COUNT));
    }

    @Test
    void conditionsAreIfAndThen() {
        assertThat(AlgorithmSchema.ofInputs(logIn())).isEqualTo(parsed("""
                {
                  "$schema": "https://json-schema.org/draft/2020-12/schema",
                  "type": "object",
                  "properties": {
                    "Action": {"type": "string", "enum": ["LogIn", "Send"],
                      "description": "What to do. Allowed: LogIn, Send.", "default": "LogIn"},
                    "Password": {"type": "string", "format": "password", "writeOnly": true,
                      "description": "Needed when Action is LogIn, and counts only then."},
                    "Count": {"type": "integer",
                      "description": "Unit: copies. Must be above 0. Needed when Action is Send, and counts only then."}
                  },
                  "required": [],
                  "additionalProperties": false,
                  "if": {"type": "object"},
                  "then": {"allOf": [
                    {"if": {"properties": {"Action": {"const": "LogIn"}}},
                     "then": {"properties": {"Password": {"minLength": 1}}, "required": ["Password"]}},
                    {"if": {"properties": {"Action": {"const": "Send"}}, "required": ["Action"]},
                     "then": {"properties": {"Count": {"exclusiveMinimum": 0}}, "required": ["Count"]}}
                  ]}
                }
                """));
    }

    @Test
    void outputsThatEveryRunGivesAreRequired() {
        assertThat(AlgorithmSchema.ofOutputs(logIn())).isEqualTo(parsed("""
                {
                  "$schema": "https://json-schema.org/draft/2020-12/schema",
                  "type": "object",
                  "properties": {
                    "Ids": {"type": "array", "items": {"type": "string"}, "description": "The jobs."},
                    "Mean": {"type": ["number", "string"], "pattern": "^(?:NaN|Infinity|-Infinity)$"}
                  },
                  "required": ["Ids"],
                  "additionalProperties": false
                }
                """));
    }

    @Test
    void anAlternativeOfTwoConditionsIsOneOf() {
        Property<Boolean> left = Property.bool("Left").defaultValue(false).build();
        Property<Boolean> right = Property.bool("Right").defaultValue(true).build();
        Property<String> both = Property.string("Both").build();
        JsonObject schema = AlgorithmSchema.ofInputs(Declared.algorithm(declaration -> declaration
                .properties(left, right, both)
                .requiredWhen(Condition.is(left, true).xor(Condition.isDefault(right)), both)));

        assertThat(schema.get("if"))
                .isEqualTo(parsed("{'oneOf':[{'properties':{'Left':{'const':true}},'required':['Left']},"
                        + "{'properties':{'Right':{'const':true}}}]}"));
        assertThat(schema.get("then")).isEqualTo(parsed("{'properties':{'Both':{'minLength':1}},'required':['Both']}"));
    }

    @Test
    void nothingStandsAtTheOutermostLevelThatServicesRefuse() {
        assertThat(AlgorithmSchema.ofInputs(logIn()).keySet())
                .doesNotContain("allOf", "anyOf", "oneOf", "not", "enum", "$ref");
    }

    @Test
    void aSecretIsWriteOnlyAndItsRulesLeaveRoomForAReference() {
        Property<Secret> secret =
                Property.secret("Key").mandatory().validator(new LongKeys()).build();
        JsonObject schema = AlgorithmSchema.ofInputs(Declared.algorithm(declaration -> declaration.properties(secret)));

        assertThat(schema.getAsJsonObject("properties").get("Key"))
                .isEqualTo(parsed("{'type':'string','format':'password','writeOnly':true,'minLength':1,"
                        + "'description':'Must be twenty letters.'}"));
        assertThat(new IndependentValidator(schema).accepts(parsed("{'Key':'@env:KEY'}")))
                .isTrue();
    }

    @Test
    void whatOnlyAProgramCanGiveIsNoProperty() {
        Property<StringBuilder> needed = Property.of("Needed", PropertyTypes.javaObject(StringBuilder.class))
                .mandatory()
                .build();
        IndependentValidator validator = new IndependentValidator(
                AlgorithmSchema.ofInputs(Declared.algorithm(declaration -> declaration.properties(needed))));

        assertThat(validator.accepts(parsed("{}"))).isFalse();
        assertThat(validator.accepts(parsed("{'Needed':'x'}"))).isFalse();
    }

    @Test
    void aRuleThatCannotBeToldApartIsLeftOutRatherThanTooStrict() {
        Property<java.time.OffsetDateTime> day = Property.of("Day", PropertyTypes.DATE_TIME)
                .defaultValue(java.time.OffsetDateTime.parse("2026-01-01T00:00:00Z"))
                .build();
        Property<String> why = Property.string("Why").build();
        AlgorithmDescriptor algorithm = Declared.algorithm(declaration -> declaration
                .properties(day, why)
                .requiredWhen(Condition.isDefault(day).not(), why));
        IndependentValidator validator = new IndependentValidator(AlgorithmSchema.ofInputs(algorithm));

        // The same moment in another form: the condition does not hold, so that a schema which compares forms would be
        // wrong.
        assertThat(validator.accepts(parsed("{'Day':'2026-01-01T00:00Z'}"))).isTrue();
    }

    /** A rule that JSON Schema has words for, which no reference fulfils. */
    private record LongKeys() implements Validator<Secret> {
        @Override
        public Optional<Violation> check(Secret value) {
            return Optional.empty();
        }

        @Override
        public Constraint constraint() {
            return new Constraint.Matches("[a-z]{20}", "twenty letters");
        }
    }

    @Test
    void aDefaultThatIsWorkedOutIsNeitherDemandedNorKnown() {
        Property<String> from = Property.string("From").defaultValue("a").build();
        Property<String> to = Property.string("To").defaultValue("").build();
        Property<String> why = Property.string("Why").build();
        AlgorithmDescriptor algorithm = Declared.algorithm(declaration -> declaration
                .properties(from, to, why)
                .defaultFrom(to, "From with .out", inputs -> inputs.get(from) + ".out", from)
                .requiredWhen(Condition.isDefault(from), to)
                .requiredWhen(Condition.is(to, ""), why));
        IndependentValidator validator = new IndependentValidator(AlgorithmSchema.ofInputs(algorithm));

        // To is a.out, so that it has a value, and is not the empty text that is its declared default.
        assertThat(validator.accepts(parsed("{}"))).isTrue();
        assertThat(validator.accepts(parsed("{'To':''}"))).isFalse();
        assertThat(AlgorithmManual.of(algorithm).properties().get(1).rules())
                .contains("When not given: From with .out");
    }
}
