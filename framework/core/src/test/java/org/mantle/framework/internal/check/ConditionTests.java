package org.mantle.framework.internal.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.framework.testing.TestHosts.codes;

import java.util.ArrayList;
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
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.testing.TestHosts;
import org.mantle.validators.Validators;

/** What conditions do to the checks of a run. */
class ConditionTests {

    static final Property<String> ACTION = Property.string("Action")
            .defaultValue("LogIn")
            .validator(Validators.oneOf("LogIn", "LogOut", "Status", "Cancel"))
            .build();
    static final Property<Boolean> FORCE =
            Property.bool("Force").defaultValue(false).build();
    static final Property<Integer> JOB = Property.integer("JobID")
            .defaultValue(0)
            .validator(Validators.atLeast(1))
            .build();
    static final Property<String> REASON = Property.string("Reason")
            .validator(Validators.satisfying("shorter than 6 letters", text -> text.length() < 6))
            .build();
    static final Property<String> WITNESS = Property.string("Witness").build();

    static final class Conditional extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            Condition cancels = Condition.is(ACTION, "Cancel");
            TestHosts.facts(declaration, "Conditional")
                    .properties(WITNESS, REASON, JOB, FORCE, ACTION)
                    .visibleWhen(Condition.isOneOf(ACTION, "Status", "Cancel"), JOB)
                    .requiredWhen(cancels.and(Condition.is(FORCE, true)), REASON)
                    .requiredWhen(Condition.is(ACTION, "LogOut"), REASON)
                    .requiredWhen(Condition.is(REASON, "spite"), WITNESS)
                    .requiredWhen(Condition.is(JOB, 13), WITNESS);
        }

        @Override
        protected void execute(Context run) {}
    }

    private final Mantle mantle = TestHosts.host(Conditional.class);

    private List<String> problems(Object... namesAndValues) {
        Map<String, Object> given = new java.util.LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            given.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return codes(mantle.validate("Conditional", given));
    }

    @Test
    void mandatoryAndValidatorCountOnlyWhileThePropertyIsVisible() {
        assertThat(problems()).isEmpty();
        assertThat(problems("JobID", -5)).isEmpty();
        assertThat(problems("Action", "Status")).containsExactly("JobID:missing");
        assertThat(problems("Action", "Status", "JobID", -5)).containsExactly("JobID:outOfRange");
        assertThat(problems("Action", "Status", "JobID", 5)).isEmpty();
    }

    @Test
    void conversionAlwaysApplies() {
        assertThat(problems("Action", "LogIn", "JobID", "many")).containsExactly("JobID:wrongType");
    }

    @Test
    void requiredWhenDemandsAValueAndSaysWhy() {
        assertThat(problems("Action", "LogOut")).containsExactly("Reason:missing");
        assertThat(problems("Action", "LogOut", "Reason", "tired")).isEmpty();
        assertThat(mantle.validate("Conditional", Map.of("Action", "LogOut"))
                        .get(0)
                        .message())
                .contains("a value is needed when Action is LogOut", "shorter than 6 letters");
    }

    @Test
    void anyOfSeveralRequirementsIsEnough() {
        assertThat(problems("Action", "Cancel", "JobID", 1)).isEmpty();
        assertThat(problems("Action", "Cancel", "JobID", 1, "Force", true)).containsExactly("Reason:missing");
    }

    @Test
    void aConditionThatRestsOnAnInvalidValueIsNotEvaluated() {
        assertThat(problems("Action", "Sttus", "JobID", -5)).containsExactly("Action:notAllowed");
        assertThat(problems("Force", "perhaps", "Action", "Cancel", "JobID", 1)).containsExactly("Force:wrongType");
    }

    @Test
    void aValidatorThatRestsOnNoConditionIsAskedAllTheSame() {
        // Reason is always visible; only whether it is required rests on Action.
        assertThat(problems("Action", "Sttus", "Reason", "far too long"))
                .containsExactly("Reason:invalid", "Action:notAllowed");
    }

    @Test
    void oneRequirementIsEvaluatedThoughAnotherCannotBe() {
        assertThat(problems("Action", "LogOut", "Force", "perhaps"))
                .containsExactly("Reason:missing", "Force:wrongType");
    }

    @Test
    void conditionsMayRestOnPropertiesWithConditionsAndOnLaterOnes() {
        assertThat(problems("Action", "Status", "JobID", 13)).containsExactly("Witness:missing");
        assertThat(problems("Action", "Status", "JobID", 13, "Witness", "me")).isEmpty();
        assertThat(problems("Action", "LogOut", "Reason", "spite")).containsExactly("Witness:missing");
    }

    @Test
    void aMandatoryPropertyThatIsNotAlwaysVisibleIsNotMandatoryForAll() {
        AlgorithmDescriptor descriptor = mantle.registry().get("Conditional");

        assertThat(descriptor.isMandatory(JOB)).isFalse();
        assertThat(descriptor.visibleWhen(JOB))
                .extracting(Condition::words)
                .containsExactly("Action is Status or Cancel");
        assertThat(descriptor.requiredWhen(REASON)).hasSize(2);
    }

    /** Two truth values and a property for each way to combine conditions on them. */
    static final class TruthTable extends Algorithm {
        static final Property<Boolean> A =
                Property.bool("A").defaultValue(false).build();
        static final Property<Boolean> B =
                Property.bool("B").defaultValue(false).build();
        static final Property<String> AND = Property.string("And").build();
        static final Property<String> OR = Property.string("Or").build();
        static final Property<String> XOR = Property.string("Xor").build();
        static final Property<String> NOT = Property.string("Not").build();
        static final Property<String> DEFAULT = Property.string("Default").build();

        @Override
        protected void declare(Declaration declaration) {
            Condition a = Condition.is(A, true);
            Condition b = Condition.is(B, true);
            TestHosts.facts(declaration, "TruthTable")
                    .properties(A, B, AND, OR, XOR, NOT, DEFAULT)
                    .requiredWhen(a.and(b), AND)
                    .requiredWhen(a.or(b), OR)
                    .requiredWhen(a.xor(b), XOR)
                    .requiredWhen(a.not(), NOT)
                    .requiredWhen(Condition.isDefault(A), DEFAULT);
        }

        @Override
        protected void execute(Context run) {}
    }

    @Test
    void conditionsCombineByTheLawsOfLogic() {
        try (Mantle host = TestHosts.host(TruthTable.class)) {
            for (boolean a : List.of(false, true)) {
                for (boolean b : List.of(false, true)) {
                    List<String> expected = new ArrayList<>();
                    addIf(expected, a && b, "And");
                    addIf(expected, a || b, "Or");
                    addIf(expected, a != b, "Xor");
                    addIf(expected, !a, "Not");
                    addIf(expected, !a, "Default");
                    assertThat(host.validate("TruthTable", Map.of("A", a, "B", b)))
                            .extracting(Problem::property)
                            .isEqualTo(expected);
                }
            }
        }
    }

    private static void addIf(List<String> names, boolean holds, String name) {
        if (holds) {
            names.add(name);
        }
    }
}
