package org.mantle.framework.describe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.type.Secret;

/** Inputs and outputs of runs as texts. */
class RunTextTests {

    private static final Property<List<Double>> NUMBERS =
            Property.numberList("Numbers").build();
    private static final Property<List<String>> TEXTS =
            Property.stringList("Texts").build();
    private static final Property<Double> LEFT = Property.number("Left").build();
    private static final Property<Secret> PASSWORD = Property.secret("Password").build();

    private static final Property<List<String>> IDS =
            Property.stringList("JobIds").output().build();
    private static final Property<List<String>> FILES =
            Property.stringList("Files").output().build();
    private static final Property<List<Long>> STATES =
            Property.of("JobStates", PropertyTypes.LONG_LIST).output().build();
    private static final Property<String> ID = Property.string("JobId").output().build();
    private static final Property<Boolean> WELL = Property.bool("Well").output().build();
    private static final Property<String> NOTE =
            Property.string("Note").output().build();

    @Test
    void inputsAreTheTextsThatGiveThemAgain() {
        Map<String, Object> given = Map.of("Numbers", List.of(0.5, 2), "Texts", List.of("a,b", "it's"));
        try (Mantle mantle = Declared.host(declaration -> declaration.properties(NUMBERS, TEXTS))) {
            mantle.run("Scripted", given);
            RunRecord record = mantle.history().records().get(0);

            Map<String, String> texts = InputTexts.of(record, mantle.registry());

            assertThat(texts).hasToString("{Numbers=0.5,2, Texts=\"a,b\",it's}");
            mantle.run("Scripted", texts);
            assertThat(mantle.history().records().get(1).inputs()).isEqualTo(record.inputs());
        }
    }

    @Test
    void whatWasLoopedOverIsJsonAndSecretsAreNotThere() {
        try (Mantle mantle = Declared.host(
                declaration -> declaration.properties(LEFT, PASSWORD).loopOver(LEFT))) {
            mantle.run(
                    "Scripted",
                    Map.of("Left", List.of(1, 2.5), "Password", Secret.deferred("@env:PW", "sesame"::toCharArray)));

            assertThat(InputTexts.of(mantle.history().records().get(0), mantle.registry()))
                    .isEqualTo(Map.of("Left", "[1.0,2.5]", "Password", "@env:PW"));
        }
    }

    @Test
    void inputsOfAnAlgorithmThatIsGoneAreJson() {
        try (Mantle mantle = Declared.host(declaration -> declaration.properties(NUMBERS, TEXTS))) {
            mantle.run("Scripted", Map.of("Numbers", List.of(0.5, 2)));
            RunRecord record = mantle.history().records().get(0);
            try (Mantle other = Mantle.builder().discover(false).build()) {
                assertThat(InputTexts.of(record, other.registry())).isEqualTo(Map.of("Numbers", "[0.5,2.0]"));
            }
        }
    }

    private static OutputTexts outputs(Declared.Body body) {
        try (Mantle mantle =
                Declared.host(declaration -> declaration.properties(IDS, FILES, STATES, ID, WELL, NOTE), body)) {
            return OutputTexts.of(mantle.registry().get("Scripted"), mantle.run("Scripted", Map.of()));
        }
    }

    @Test
    void listsOfOneLengthAreATableAndTheRestAreFields() {
        OutputTexts outputs = outputs(run -> {
            run.set(IDS, List.of("7", "12"));
            run.set(FILES, List.of("a", "b", "c"));
            run.set(STATES, List.of(1L, 2L));
            run.set(WELL, true);
            run.set(NOTE, "\u001b");
        });

        assertThat(outputs.tables())
                .containsExactly(
                        new OutputTexts.Table(
                                List.of("JobIds", "JobStates"), List.of(List.of("7", "1"), List.of("12", "2"))),
                        new OutputTexts.Table(List.of("Files"), List.of(List.of("a"), List.of("b"), List.of("c"))));
        assertThat(outputs.fields()).hasToString("{Well=true, Note=\u001b}");
    }

    @Test
    void aListOfOneIsAFieldThatIsNotRepeatedUnderItsSingular() {
        OutputTexts outputs = outputs(run -> {
            run.set(IDS, List.of("7"));
            run.set(ID, "7");
            run.set(NOTE, "7");
        });

        assertThat(outputs.tables()).isEmpty();
        assertThat(outputs.fields()).hasToString("{JobIds=7, Note=7}");
    }

    @Test
    void emptyOutputsAreNothingToShow() {
        assertThat(outputs(run -> run.set(IDS, List.of())).isEmpty()).isTrue();
        assertThat(outputs(run -> run.set(WELL, false)).isEmpty()).isFalse();
    }
}
