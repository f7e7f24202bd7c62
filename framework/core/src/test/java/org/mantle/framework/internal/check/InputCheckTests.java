package org.mantle.framework.internal.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mantle.framework.testing.TestHosts.codes;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.UnknownPropertyException;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.run.UnknownAlgorithmException;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.type.Nearest;
import org.mantle.validators.Validators;

/** The first tier of checks: names, conversion, mandatory values and validators, all properties together. */
class InputCheckTests {

    static final Property<String> USER = Property.string("UserName").mandatory().build();
    static final Property<String> ACTION = Property.string("Action")
            .defaultValue("LogIn")
            .validator(Validators.oneOf("LogIn", "LogOut", "SubmitJob"))
            .build();
    static final Property<Integer> COUNT = Property.integer("Count")
            .defaultValue(0)
            .validator(Validators.between(0, 10))
            .build();
    static final Property<Integer> JOB = Property.integer("JobID")
            .defaultValue(0)
            .validator(Validators.atLeast(1))
            .build();
    static final Property<Double> WIDTH = Property.number("Width").build();
    static final Property<String> RESULT = Property.string("Result").output().build();

    static final class Sample extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Sample").properties(USER, ACTION, COUNT, JOB, WIDTH, RESULT);
        }

        @Override
        protected void execute(Context run) {
            run.set(RESULT, run.get(USER) + "/" + run.get(ACTION) + "/" + run.get(COUNT) + "/" + run.find(WIDTH));
        }
    }

    private final Mantle mantle = TestHosts.host(Sample.class);

    @AfterEach
    void close() {
        mantle.close();
    }

    @Test
    void everyProblemIsReportedAtOnceInOrderOfDeclaration() {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("Width", "wide");
        given.put("Count", 11);
        given.put("Colour", "red");
        given.put("Action", "Login");
        given.put("Result", "mine");

        assertThat(codes(mantle.validate("Sample", given)))
                .containsExactly(
                        "Colour:unknownProperty",
                        "UserName:missing",
                        "Action:notAllowed",
                        "Count:outOfRange",
                        "JobID:missing",
                        "Width:wrongType",
                        "Result:notAnInput");
    }

    @Test
    void aRefusedRunThrowsWhatValidateReturns() {
        Map<String, Object> given = Map.of("Action", "Submit", "JobID", 3);

        assertThatExceptionOfType(InvalidPropertyException.class)
                .isThrownBy(() -> mantle.run("Sample", given))
                .satisfies(e -> assertThat(e.problems()).isEqualTo(mantle.validate("Sample", given)))
                .withMessageContaining("Sample.UserName: ")
                .withMessageContaining("Sample.Action: ");
        assertThat(mantle.history().records()).isEmpty();
    }

    @Test
    void aProblemTellsWhatIsAllowedAndWhatWasProbablyMeant() {
        Problem problem = mantle.validate("Sample", Map.of("UserName", "u", "JobID", 1, "Action", "Login"))
                .get(0);

        assertThat(problem.property()).isEqualTo("Action");
        assertThat(problem.code()).isEqualTo("notAllowed");
        assertThat(problem.message()).contains("\"Login\"", "LogIn, LogOut, SubmitJob", "did you mean LogIn?");
        assertThat(problem.allowed()).containsExactly("LogIn", "LogOut", "SubmitJob");
        assertThat(problem.nearest()).contains("LogIn");
    }

    @Test
    void aSingleLetterIsNearToItselfAlone() {
        assertThat(Nearest.to("x", List.of("y", "Xs", "xy"))).isEmpty();
        assertThat(Nearest.to("x", List.of("y", "X"))).contains("X");
        assertThat(Nearest.to("xy", List.of("z", "xz"))).contains("xz");
    }

    @Test
    void anUnknownNameIsAnErrorOfItsOwnAndNamesTheNearest() {
        assertThatExceptionOfType(UnknownPropertyException.class)
                .isThrownBy(() -> mantle.run("Sample", Map.of("UserName", "u", "JobID", 1, "Acton", "x")))
                .satisfies(e -> assertThat(e.problems())
                        .singleElement()
                        .extracting(Problem::nearest)
                        .isEqualTo(Optional.of("Action")));
    }

    @Test
    void aPropertyWhoseNameIsMisspeltIsNotMissingToo() {
        assertThat(codes(mantle.validate("Sample", Map.of("UserNme", "u", "JobId", 1))))
                .containsExactly("UserNme:unknownProperty");
        assertThat(codes(mantle.validate("Sample", Map.of("UserName", " ", "UserNme", "u", "JobID", 1))))
                .containsExactly("UserNme:unknownProperty", "UserName:missing");
    }

    @Test
    void anUnknownNameAmongOtherProblemsIsNoUnknownPropertyException() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mantle.run("Sample", Map.of("Acton", "x")))
                .isExactlyInstanceOf(InvalidPropertyException.class);
    }

    @Test
    void namesIgnoreLetterCaseAndValuesDoNot() {
        Map<String, Object> given = Map.of("USERNAME", "u", "action", "LogOut", "jobid", "7");

        assertThat(mantle.run("sample", given).get(RESULT)).isEqualTo("u/LogOut/0/Optional.empty");
        assertThat(codes(mantle.validate("Sample", Map.of("UserName", "u", "JobID", 1, "Action", "logout"))))
                .containsExactly("Action:notAllowed");
    }

    @Test
    void onePropertyInTwoSpellingsIsAProblem() {
        Map<String, Object> given = Map.of("UserName", "u", "USERNAME", "u", "username", "v", "JobID", 1);

        List<Problem> problems = mantle.validate("Sample", given);

        assertThat(codes(problems)).containsExactly("UserName:duplicate");
        assertThat(problems.get(0).message()).contains("UserName", "USERNAME", "username");
    }

    @Test
    void twoSpellingsThatBothDifferFromTheDeclaredOneAreNamedAsTheyAre() {
        List<Problem> problems = mantle.validate("Sample", Map.of("USERNAME", "u", "username", "v", "JobID", 1));

        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("USERNAME", "username")
                        .doesNotContain("UserName"));
    }

    @Test
    void nullMeansNotGiven() {
        Map<String, Object> given = new HashMap<>();
        given.put("UserName", "u");
        given.put("USERNAME", null);
        given.put("username", JsonNull.INSTANCE);
        given.put("Action", null);
        given.put("Result", null);
        given.put("JobID", 1);

        assertThat(mantle.validate("Sample", given)).isEmpty();
        given.put("UserName", JsonNull.INSTANCE);
        assertThat(codes(mantle.validate("Sample", given))).containsExactly("UserName:missing");
    }

    @Test
    void anUnknownNameIsAProblemEvenWithoutAValue() {
        Map<String, Object> given = new HashMap<>(Map.of("UserName", "u", "JobID", 1));
        given.put("Colour", null);

        assertThat(codes(mantle.validate("Sample", given))).containsExactly("Colour:unknownProperty");
    }

    @Test
    void aMandatoryTextIsNotMetByBlanks() {
        assertThat(codes(mantle.validate("Sample", Map.of("UserName", " \t\n", "JobID", 1))))
                .containsExactly("UserName:missing");
    }

    @Test
    void aDefaultThatItsValidatorRefusesMakesThePropertyMandatory() {
        AlgorithmDescriptor sample = mantle.registry().get("Sample");

        assertThat(sample.isMandatory(JOB)).isTrue();
        assertThat(sample.isMandatory(COUNT)).isFalse();
        assertThat(mantle.validate("Sample", Map.of("UserName", "u")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("missing");
                    assertThat(problem.message()).contains("at least 1");
                });
    }

    @Test
    void aRefusedValueThatEqualsTheDefaultIsReportedAsWhatItIs() {
        // A small and a large boxed number: one is the same object as the default, the other only equal.
        assertThat(mantle.validate("Sample", Map.of("UserName", "u", "JobID", 0)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("0 is not at least 1"));
        assertThat(mantle.validate("Sample", Map.of("UserName", "u", "JobID", "-1000")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("-1000 is not at least 1"));
    }

    @Test
    void givingTheDefaultOutrightIsTheSameAsNotGivingIt() {
        Outputs outputs = mantle.run("Sample", Map.of("UserName", "u", "Action", "LogIn", "Count", 0, "JobID", 1));

        assertThat(outputs.get(RESULT)).isEqualTo("u/LogIn/0/Optional.empty");
        assertThat(mantle.history().records().get(0).inputs()).containsOnlyKeys("UserName", "JobID");
    }

    @Test
    void textJsonAndTypedValuesMeanTheSame() {
        for (Object seven : List.of("7", " 7\n", 7, 7L, (short) 7, new JsonPrimitive(7), new JsonPrimitive(" 7 "))) {
            assertThat(mantle.run("Sample", Map.of("UserName", "u", "JobID", 1, "Count", seven))
                            .get(RESULT))
                    .isEqualTo("u/LogIn/7/Optional.empty");
        }
    }

    @Test
    void aRefusedJsonTextIsQuotedOnce() {
        assertThat(mantle.validate("Sample", Map.of("UserName", "u", "JobID", new JsonPrimitive("x"))))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.message()).startsWith("\"x\" is not allowed: it needs a whole number"));
    }

    @Test
    void aLongOrManyLinedValueIsQuotedShortAndOnOneLine() {
        String given = "first\nsecond" + "x".repeat(100_000);

        assertThat(mantle.validate("Sample", Map.of("UserName", "u", "JobID", 1, "Action", given, "Width", given)))
                .hasSize(2)
                .allSatisfy(problem ->
                        assertThat(problem.message()).hasSizeLessThan(300).doesNotContain("\n"));
    }

    @Test
    void problemsOfValidateLeaveTheHostUsable() {
        mantle.validate("Sample", Map.of());

        assertThat(mantle.manager().running()).isEmpty();
        assertThat(mantle.run("Sample", Map.of("UserName", "u", "JobID", 1)).get(RESULT))
                .startsWith("u/");
    }

    @Test
    void anUnknownAlgorithmIsAnIllegalArgument() {
        assertThatExceptionOfType(UnknownAlgorithmException.class)
                .isThrownBy(() -> mantle.run("Simple", Map.of()))
                .satisfies(e -> {
                    assertThat(e.name()).isEqualTo("Simple");
                    assertThat(e.nearest()).contains("Sample");
                });
    }

    @Test
    void aValueOfTheWrongKindIsRefusedHoweverDeepOrWideItIs() {
        List<Object> deep = List.of();
        for (int i = 0; i < 100_000; i++) {
            deep = List.of(deep);
        }
        List<Object> wide = List.of("x");
        for (int i = 0; i < 60; i++) { // its text would be longer than any memory
            wide = List.of(wide, wide);
        }
        JsonArray json = new JsonArray();
        for (int i = 0; i < 100_000; i++) {
            JsonArray outer = new JsonArray();
            outer.add(json);
            json = outer;
        }
        assertThat(codes(mantle.validate(
                        "Sample", Map.of("UserName", "a", "Count", deep, "JobID", wide, "Width", json))))
                .containsExactly("Count:wrongType", "JobID:wrongType", "Width:wrongType");
    }

    @Test
    void aMapWithNoNameAtAllIsRefusedAsAnUnknownName() {
        Map<String, Object> given = new HashMap<>(Map.of("username", "a", "JobID", 1));
        given.put(null, "x");

        assertThat(codes(mantle.validate("Sample", given))).containsExactly("null:unknownProperty");
    }
}
