package org.mantle.framework.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyMap;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.type.Secret;
import org.mantle.validators.Validators;

/** Defaults that are worked out from other inputs. */
class ComputedDefaultTests {

    private static final Property<String> INPUT =
            Property.string("Input").mandatory().build();
    private static final Property<Integer> SIZE = Property.integer("Size")
            .defaultValue(4)
            .validator(Validators.between(1, 100))
            .build();
    private static final Property<Integer> AREA =
            Property.integer("Area").validator(Validators.atMost(2500)).build();
    private static final Property<String> TITLE = Property.string("Title").build();
    private static final Property<String> NOTE =
            Property.string("Note").validator(Validators.required()).build();
    private static final Property<String> SEEN =
            Property.string("Seen").output().build();

    /** Declares its properties in an order in which no default could be worked out. */
    static final class Computes extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Computes")
                    .properties(TITLE, AREA, SIZE, INPUT, NOTE, SEEN)
                    .defaultFrom(
                            TITLE,
                            "Input and Area",
                            inputs -> inputs.get(INPUT).equals("nothing")
                                    ? null
                                    : inputs.get(INPUT) + " of " + inputs.get(AREA),
                            INPUT,
                            AREA)
                    .defaultFrom(AREA, "the square of Size", inputs -> inputs.get(SIZE) * inputs.get(SIZE), SIZE)
                    .visibleWhen(Condition.isDefault(AREA).not(), NOTE);
        }

        @Override
        protected void execute(Context run) {
            run.set(
                    SEEN,
                    run.get(TITLE) + "; " + run.isDefault(TITLE) + " " + run.isDefault(AREA) + " "
                            + run.isDefault(SIZE));
        }
    }

    private final Mantle mantle = TestHosts.host(Computes.class);

    private String seen(Map<String, ?> given) {
        return mantle.run("Computes", given).get(SEEN);
    }

    @Test
    void aDefaultIsWorkedOutWhenTheInputsItRestsOnAreSettled() {
        assertThat(seen(Map.of("Input", "scan"))).isEqualTo("scan of 16; true true true");
        assertThat(seen(Map.of("Input", "scan", "Size", 5))).isEqualTo("scan of 25; true true false");
        assertThat(seen(Map.of("Input", "scan", "Area", 7, "Note", "odd"))).isEqualTo("scan of 7; true false true");
        assertThat(seen(Map.of("Input", "nothing"))).isEqualTo("; true true true");
    }

    @Test
    void givingTheWorkedOutDefaultOutrightIsStillTheDefault() {
        assertThat(seen(Map.of("Input", "scan", "Area", "16", "Title", "scan of 16")))
                .isEqualTo("scan of 16; true true true");
    }

    @Test
    void conditionsGoByTheDefaultThatHoldsNow() {
        assertThat(TestHosts.codes(mantle.validate("Computes", Map.of("Input", "scan", "Size", 5, "Area", 16))))
                .containsExactly("Note:missing");
        assertThat(mantle.validate("Computes", Map.of("Input", "scan", "Size", 5)))
                .isEmpty();
    }

    @Test
    void aWorkedOutDefaultIsCheckedLikeAValue() {
        List<Problem> problems = mantle.validate("Computes", Map.of("Input", "scan", "Size", 60));
        assertThat(TestHosts.codes(problems)).containsExactly("Area:outOfRange");
        assertThat(problems.get(0).message()).contains("worked out", "2500");
    }

    @Test
    void whatRestsOnARefusedInputIsNoSecondProblem() {
        assertThat(TestHosts.codes(mantle.validate("Computes", Map.of("Input", "scan", "Size", 101))))
                .containsExactly("Size:outOfRange");
        assertThat(TestHosts.codes(mantle.validate("Computes", Map.of("Size", "x"))))
                .containsExactly("Size:wrongType", "Input:missing");
        assertThat(TestHosts.codes(mantle.validate("Computes", Map.of("Input", "scan", "Sise", 101))))
                .containsExactly("Sise:unknownProperty");
    }

    @Test
    void aFaceCanAskForThePresentDefaults() {
        PropertyMap inputs = mantle.inputs("Computes", Map.of("Size", 3));
        assertThat(inputs.find(AREA)).contains(9);
        assertThat(inputs.isDefault(AREA)).isTrue();
        assertThat(inputs.find(TITLE)).isEmpty();
        assertThat(TestHosts.codes(inputs.problems())).containsExactly("Input:missing");
        assertThat(inputs.isVisible(NOTE)).isFalse();
        AlgorithmInstance instance = mantle.create("Computes").setProperty("Size", 3);
        assertThat(instance.getProperty("Area")).isEqualTo(9);
        assertThat(instance.setProperty("Area", 8).getProperty("Area")).isEqualTo(8);
        assertThat(instance.setProperty("Area", null).getPropertyValue("Area")).isEqualTo("9");
        assertThat(instance.setProperty("Input", "scan").getProperty("Title")).isEqualTo("scan of 9");
        assertThat(instance.execute()).isTrue();
        assertThat(instance.getProperty("Seen")).isEqualTo("scan of 9; true true false");
    }

    @Test
    void theDescriptionSaysHowADefaultIsWorkedOut() {
        AlgorithmDescriptor descriptor = mantle.registry().get("Computes");
        JsonObject title =
                descriptor.toJson().getAsJsonArray("properties").get(0).getAsJsonObject();
        assertThat(title.get("defaultRule").getAsString()).isEqualTo("Input and Area");
        assertThat(title.get("defaultFrom")).hasToString("[\"Input\",\"Area\"]");
        assertThat(descriptor.computedDefault(TITLE).orElseThrow().restsOn()).containsExactly(INPUT, AREA);
        assertThat(descriptor.computedDefault(SIZE)).isEmpty();
        assertThat(descriptor.isMandatory(AREA)).isFalse();
    }

    static final class Breaks extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Breaks")
                    .properties(SIZE, AREA, TITLE, INPUT)
                    .defaultFrom(
                            AREA,
                            "nothing",
                            inputs -> {
                                throw new LinkageError("no squares here");
                            },
                            SIZE)
                    .defaultFrom(TITLE, "what it may not see", inputs -> inputs.get(INPUT), SIZE)
                    .visibleWhen(Condition.isDefault(TITLE), INPUT);
        }

        @Override
        protected void execute(Context run) {}
    }

    @Test
    void aRuleThatThrowsIsAProblemOfItsPropertyAlone() {
        try (Mantle host = TestHosts.host(Breaks.class)) {
            List<Problem> problems = host.validate("Breaks", Map.of());
            assertThat(TestHosts.codes(problems)).containsExactly("Area:checkFailed", "Title:checkFailed");
            assertThat(problems.get(0).message()).contains("LinkageError: no squares here", "give a value");
            assertThat(problems.get(1).message()).contains("was not declared to rest on Input");
            assertThat(host.validate("Breaks", Map.of("Area", 1, "Title", "t", "Input", "i")))
                    .extracting(Problem::code)
                    .containsOnly(Problem.CHECK_FAILED); // the condition asks the rule of Title
        }
    }

    static final class Contradicts extends Algorithm {
        private static final Property<String> OTHER = Property.string("Other").build();
        private static final Property<Secret> SECRET =
                Property.secret("Password").build();

        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Contradicts")
                    .properties(INPUT, SIZE, AREA, TITLE, SEEN, SECRET)
                    .defaultFrom(INPUT, "it is mandatory", inputs -> "x", SIZE)
                    .defaultFrom(AREA, "a circle", inputs -> 1, TITLE)
                    .visibleWhen(Condition.is(AREA, 1), TITLE)
                    .defaultFrom(SEEN, "an output", inputs -> "x", SIZE)
                    .defaultFrom(OTHER, "not declared", inputs -> "x", SIZE)
                    .defaultFrom(SIZE, "a secret", inputs -> 1, SECRET, OTHER)
                    .defaultFrom(TITLE, "", inputs -> "x");
        }

        @Override
        protected void execute(Context run) {}
    }

    @Test
    void contradictionsAreFaultsOfTheDeclaration() {
        try (Mantle host = TestHosts.host(Contradicts.class)) {
            String fault = host.registry().faults().get(0).message();
            assertThat(fault)
                    .contains(
                            "the default of Input is worked out, but it is mandatory",
                            "the default of Area rests on itself",
                            "the default of Seen is worked out, but that is not a declared input",
                            "the default of Other is worked out, but that is not a declared input",
                            "the default of Size rests on Password, which is a secret",
                            "the default of Size rests on Other, which is not a declared input",
                            "the default of Title rests on no input",
                            "the default of Title is worked out, and needs words");
        }
    }

    static final class DividesByNothing extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "DividesByNothing")
                    .properties(SIZE, TITLE, NOTE)
                    .defaultFrom(TITLE, "a hundredth", inputs -> Integer.toString(100 / (inputs.get(SIZE) - 1)), SIZE)
                    .visibleWhen(Condition.isDefault(TITLE), NOTE);
        }

        @Override
        protected void execute(Context run) {}
    }

    @Test
    void aDialogOutlivesARuleThatThrows() {
        try (Mantle host = TestHosts.host(DividesByNothing.class)) {
            Map<String, Object> given = Map.of("Size", 1, "Title", "own");
            PropertyMap inputs = host.inputs("DividesByNothing", given);
            assertThat(inputs.isDefault(TITLE)).isFalse();
            assertThat(inputs.isVisible(NOTE)).isTrue(); // it cannot be told
            assertThat(inputs.isRequired(NOTE)).isTrue();
            assertThat(inputs.toText(PropertyMap.Which.NON_DEFAULT)).isEqualTo("Size=1;Title=own");
            assertThat(TestHosts.codes(inputs.problems())).containsExactly("Note:checkFailed");
        }
    }
}
