package org.mantle.framework.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mantle.framework.testing.TestHosts.codes;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.history.LargeValue;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.type.PropertyType;
import org.mantle.validators.Constraint;
import org.mantle.validators.Validator;
import org.mantle.validators.Validators;
import org.mantle.validators.Violation;

/** Types and validators of somebody else's that break their promises harm one property or one value, and nothing else. */
class ForeignCodeTests {

    /** A value that tells its type what to break. */
    record Token(String word) {}

    /** Breaks whatever the word says. */
    static final class BrokenType implements PropertyType<Token> {
        @Override
        public String word() {
            return "token";
        }

        @Override
        public Token fromText(String text) {
            switch (text) {
                case "throw" -> throw new IllegalStateException("the type is broken");
                case "overflow" -> throw new StackOverflowError();
                case "null" -> {
                    return null;
                }
                default -> {
                    return new Token(text);
                }
            }
        }

        @Override
        public String toText(Token value) {
            if (value.word().equals("mute")) {
                throw new IllegalStateException("no text form");
            }
            return value.word();
        }

        @Override
        public Token fromObject(Object value) {
            return (Token) value;
        }

        @Override
        public JsonElement toJson(Token value) {
            return PropertyTypes.STRING.toJson(toText(value));
        }

        @Override
        public JsonObject schema() {
            return new JsonObject();
        }

        @Override
        public long weight(Token value) {
            if (value.word().equals("unweighable")) {
                throw new IllegalStateException("no weight");
            }
            return value.word().equals("mute") ? 0 : Long.MAX_VALUE;
        }
    }

    static final Property<Token> TOKEN = Property.of("Token", new BrokenType())
            .validator(new Validator<Token>() {
                @Override
                public Optional<Violation> check(Token value) {
                    if (value.word().equals("undecidable")) {
                        throw new ArithmeticException("the validator is broken");
                    }
                    if (value.word().equals("unspeakable")) {
                        return Optional.of(new Violation("unspeakable", () -> {
                            throw new ArithmeticException("the words are broken");
                        }));
                    }
                    if (value.word().equals("wordless")) {
                        return Optional.of(new Violation("wordless", () -> nothing()));
                    }
                    return Optional.empty();
                }

                @Override
                public Constraint constraint() {
                    return new Constraint.NonEmpty();
                }
            })
            .defaultValue(new Token("default"))
            .build();
    static final Property<Integer> COUNT =
            Property.integer("Count").defaultValue(0).build();
    static final Property<Token> COPY = Property.of("Copy", new BrokenType())
            .output()
            .validator(Validators.satisfying("decidable", token -> {
                Objects.checkIndex(token.word().equals("outOfBounds") ? 1 : 0, 1);
                return true;
            }))
            .build();

    static final class Foreign extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Foreign").properties(TOKEN, COUNT, COPY);
        }

        @Override
        protected void execute(Context run) {
            run.set(COPY, run.get(TOKEN));
        }
    }

    @SuppressWarnings("NullAway") // a breach of the contract, on purpose
    private static String nothing() {
        return null;
    }

    private final Mantle mantle = TestHosts.host(Foreign.class);

    @Test
    void aTypeThatThrowsIsAProblemOfItsPropertyBesideTheOthers() {
        for (String text : new String[] {"throw", "overflow", "null"}) {
            assertThat(codes(mantle.validate("Foreign", Map.of("Token", text, "Count", "x"))))
                    .containsExactly("Token:checkFailed", "Count:wrongType");
        }
        assertThat(mantle.validate("Foreign", Map.of("Token", "throw")).get(0).message())
                .contains("IllegalStateException: the type is broken", "a fault of the algorithm");
        assertThat(codes(mantle.validate("Foreign", Map.of("Token", 5)))).containsExactly("Token:checkFailed");
    }

    @Test
    void aValidatorThatThrowsIsAProblemOfItsPropertyBesideTheOthers() {
        assertThat(codes(mantle.validate("Foreign", Map.of("Token", "undecidable", "Count", "x"))))
                .containsExactly("Token:checkFailed", "Count:wrongType");
        assertThatExceptionOfType(InvalidPropertyException.class)
                .isThrownBy(() -> mantle.create("Foreign").setProperty("Token", "undecidable"))
                .withMessageContaining("Foreign.Token: ")
                .withMessageContaining("the validator is broken");
    }

    @Test
    void wordsThatCannotBeMadeWhenSomebodyReadsThemAreAProblemToo() {
        for (String text : new String[] {"unspeakable", "wordless"}) {
            Map<String, Object> inputs = Map.of("Token", text, "Count", "x");
            assertThat(codes(mantle.validate("Foreign", inputs)))
                    .containsExactly("Token:checkFailed", "Count:wrongType");
            assertThatExceptionOfType(InvalidPropertyException.class)
                    .isThrownBy(() -> mantle.run("Foreign", inputs))
                    .satisfies(refusal -> assertThat(codes(refusal.problems()))
                            .containsExactly("Token:checkFailed", "Count:wrongType"))
                    .withMessageContaining("a fault of the algorithm");
            assertThatExceptionOfType(InvalidPropertyException.class)
                    .isThrownBy(() -> mantle.create("Foreign").setProperty("Token", text))
                    .withMessageContaining("Foreign.Token: ");
        }
    }

    @Test
    void anOutputThatCannotBeCheckedFailsTheRunAndIsNamed() {
        assertThatExceptionOfType(AlgorithmFailedException.class)
                .isThrownBy(() -> mantle.run("Foreign", Map.of("Token", "outOfBounds")))
                .withMessageContaining("the output Copy of Foreign");
        assertThat(mantle.manager().running()).isEmpty();
    }

    @Test
    void aValueThatCannotBeWrittenDownDoesNotUndoTheRun() throws InterruptedException {
        for (String word : new String[] {"mute", "unweighable"}) {
            Token token = new Token(word);
            assertThat(mantle.run("Foreign", Map.of("Token", token)).get(COPY)).isEqualTo(token);
            assertThat(mantle.start("Foreign", Map.of("Token", token)).outputs().get(COPY))
                    .isEqualTo(token);
        }
        assertThat(mantle.manager().running()).isEmpty();
        assertThat(mantle.history().toJson()).hasSize(4);
        assertThat(mantle.history().toJson().toString()).contains("<token without a JSON form>");
    }

    @Test
    void aTypeOfOnesOwnThatKeepsItsPromisesWorksLikeAnyOther() {
        assertThat(mantle.run("Foreign", Map.of("Token", " fine ")).get(COPY)).isEqualTo(new Token("fine"));
        assertThat(mantle.history().records().get(0).inputs().get("Token"))
                .isEqualTo(new LargeValue(
                        "token",
                        4,
                        "d14a58bae804a2b80b5b76a010239c88ffca1fc7951a90f8e9131beda1e23c1b")); // of sha256sum
        assertThat(mantle.registry().get("Foreign").toJson().toString()).contains("\"type\":\"token\"");
    }
}
