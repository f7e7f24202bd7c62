package org.mantle.framework.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.property.UnknownPropertyException;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.RunState;
import org.mantle.framework.testing.TestHosts;
import org.mantle.validators.Validators;

/** Mantid's verbs. */
class InstanceTests {

    static final Property<Integer> STEP = Property.integer("Step")
            .defaultValue(1)
            .validator(Validators.between(1, 100))
            .build();
    static final Property<String> MODE = Property.string("Mode")
            .defaultValue("add")
            .validator(Validators.oneOf("add", "fail"))
            .build();
    static final Property<String> WHY = Property.string("Why").build();
    static final Property<Integer> TOTAL =
            Property.integer("Total").inOut().defaultValue(0).build();
    static final Property<List<String>> LOG =
            Property.stringList("Log").output().build();

    static final class Adds extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Adds")
                    .properties(STEP, MODE, WHY, TOTAL, LOG)
                    .requiredWhen(Condition.is(MODE, "fail"), WHY);
        }

        @Override
        protected void execute(Context run) {
            if (run.get(MODE).equals("fail")) {
                throw new IllegalStateException(run.get(WHY));
            }
            run.set(TOTAL, run.get(TOTAL) + run.get(STEP));
            run.set(LOG, List.of("a,b", "c"));
        }
    }

    private final Mantle mantle = TestHosts.host(Adds.class);
    private final AlgorithmInstance adds = mantle.create("Adds");

    @AfterEach
    void close() {
        mantle.close();
    }

    @Test
    void propertiesAreSetOneByOneInAnyFormAndReadAsValueOrText() {
        adds.setProperty("STEP", 5).setPropertyValue("step", " 7 ");
        assertThat(adds.getProperty("Step")).isEqualTo(7);
        assertThat(adds.getPropertyValue("Step")).isEqualTo("7");
        adds.setProperty("Step", new JsonPrimitive(9));
        assertThat(adds.getProperty("Step")).isEqualTo(9);
        assertThat(adds.getProperty("Total")).isEqualTo(0);
        assertThat(adds.getPropertyValue("Log")).isEmpty();
    }

    @Test
    void asTextItShowsWhatWasSetAndHowTheRunWentAndNoSecret() {
        assertThat(adds).hasToString("Adds v1 #" + adds.id() + " {}, not executed");
        adds.setProperty("Step", 7).setProperty("Why", "x".repeat(1000));
        adds.execute();
        assertThat(adds).hasToString("Adds v1 #" + adds.id() + " {Step=7, Why=" + "x".repeat(59) + "…}, Completed");

        try (Mantle other = TestHosts.host(Hides.class)) {
            AlgorithmInstance hides = other.create("Hides");
            hides.setProperty("Key", "pass-word")
                    .setProperty("Object", new Object())
                    .setProperty("Row", List.of(1, 2));
            assertThat(hides)
                    .hasToString("Hides v1 #" + hides.id()
                            + " {Key=a string, Object=a Object, Row=a loop over 2}, not executed");
        }
    }

    static final class Hides extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            Property<Integer> row = Property.integer("Row").build();
            TestHosts.facts(declaration, "Hides")
                    .properties(
                            Property.secret("Key").build(),
                            Property.of("Object", PropertyTypes.javaObject(Object.class))
                                    .build(),
                            row)
                    .loopOver(row);
        }

        @Override
        protected void execute(Context run) {}
    }

    @Test
    void nullSetsTheDefault() {
        adds.setProperty("Step", 5).setProperty("Step", null);
        assertThat(adds.getProperty("Step")).isEqualTo(1);
    }

    @Test
    void aRefusedValueLeavesThePreviousOne() {
        adds.setProperty("Step", 5);
        for (Object wrong : List.of("x", 0, 101, 5.0)) {
            assertThatExceptionOfType(InvalidPropertyException.class)
                    .isThrownBy(() -> adds.setProperty("Step", wrong))
                    .withMessageContaining("Adds.Step: ");
        }
        assertThat(adds.getProperty("Step")).isEqualTo(5);
    }

    @Test
    void unknownNamesAndOutputsAreRefused() {
        assertThatExceptionOfType(UnknownPropertyException.class).isThrownBy(() -> adds.setProperty("Stp", 1));
        assertThatExceptionOfType(UnknownPropertyException.class)
                .isThrownBy(() -> adds.getProperty("Lag"))
                .withMessageContaining("did you mean Log?");
        assertThatExceptionOfType(UnknownPropertyException.class).isThrownBy(() -> adds.getPropertyValue("Stp"));
        assertThatExceptionOfType(InvalidPropertyException.class)
                .isThrownBy(() -> adds.setProperty("Log", List.of()))
                .withMessageContaining("it is an output");
    }

    @Test
    void whatConditionsDemandIsCheckedWhenItIsExecuted() {
        adds.setProperty("Mode", "fail");
        assertThatExceptionOfType(InvalidPropertyException.class)
                .isThrownBy(adds::execute)
                .withMessageContaining("Adds.Why: a value is needed when Mode is fail");
        assertThat(adds.isExecuted()).isFalse();
        assertThat(adds.latestRun()).isNull();
    }

    @Test
    void executeIsTrueWhenTheRunCompletedAndFalseWhenItFailed() {
        assertThat(adds.isExecuted()).isFalse();
        assertThat(adds.execute()).isTrue();
        assertThat(adds.isExecuted()).isTrue();
        assertThat(adds.getProperty("Log")).isEqualTo(List.of("a,b", "c"));
        assertThat(adds.getPropertyValue("Log")).isEqualTo("\"a,b\",c");

        adds.setProperty("Mode", "fail").setProperty("Why", "on purpose");
        assertThat(adds.execute()).isFalse();
        assertThat(adds.isExecuted()).isFalse();
        assertThat(adds.latestRun().state()).isEqualTo(RunState.FAILED);
        assertThatExceptionOfType(AlgorithmFailedException.class)
                .isThrownBy(() -> adds.latestRun().outputs())
                .withMessage("Adds v1 failed: on purpose");
    }

    @Test
    void aFailedRunCanBeCorrectedAndExecutedAgain() {
        adds.setProperty("Mode", "fail").setProperty("Why", "x");
        assertThat(adds.execute()).isFalse();
        assertThat(adds.setProperty("Mode", "add").execute()).isTrue();
    }

    @Test
    void whatIsBothInputAndOutputShowsWhicheverCameLast() {
        adds.setProperty("Total", 10).setProperty("Step", 5);
        assertThat(adds.getProperty("Total")).isEqualTo(10);
        adds.execute();
        assertThat(adds.getProperty("Total")).isEqualTo(15);
        adds.setProperty("Total", 20);
        assertThat(adds.getProperty("Total")).isEqualTo(20);
        adds.execute();
        assertThat(adds.getProperty("Total")).isEqualTo(25);
    }

    @Test
    void everyRunBeginsWithWhatWasSet() {
        adds.setProperty("Total", 10);
        adds.execute();
        adds.execute();
        assertThat(adds.getProperty("Total")).isEqualTo(11);
        assertThat(mantle.history().records())
                .extracting(record -> record.inputs().get("Total"))
                .containsExactly(10, 10);
    }

    @Test
    void twoInstancesKnowNothingOfEachOther() {
        AlgorithmInstance other = mantle.create("adds");
        adds.setProperty("Step", 50);
        assertThat(other.getProperty("Step")).isEqualTo(1);
        assertThat(other.descriptor()).isSameAs(adds.descriptor());
    }

    @Test
    void anInstanceRunsInTheBackground() throws InterruptedException {
        AlgorithmRun run = adds.setProperty("Step", 3).executeAsync();

        assertThat(run.outputs().get(TOTAL)).isEqualTo(3);
        assertThat(adds.isExecuted()).isTrue();
        assertThat(adds.latestRun()).isSameAs(run);
    }

    @Test
    void itRunsAsRunningByNameDoes() {
        adds.setProperty("Step", 4).execute();
        assertThat(adds.getProperty("Total"))
                .isEqualTo(mantle.run("Adds", Map.of("Step", 4)).get("Total"));
    }
}
