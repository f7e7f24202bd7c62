package org.mantle.framework.internal.declare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Precondition;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.RegistryFault;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.type.FileMode;
import org.mantle.framework.type.Secret;
import org.mantle.validators.Validators;

/** Wrong declarations: everything that is wrong with one is reported together, and the other algorithms work. */
class DeclarationTests {

    static final Property<String> KNOWN = Property.string("Known").build();
    static final Property<String> UNKNOWN = Property.string("Unknown").build();
    static final Property<String> OUTPUT = Property.string("Output").output().build();
    static final Property<String> CHOICE = Property.string("Choice")
            .defaultValue("a")
            .validator(Validators.oneOf("a", "b"))
            .build();

    private abstract static class DoesNothing extends Algorithm {
        @Override
        protected void execute(Context run) {}
    }

    static final class Fine extends DoesNothing {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Fine").properties(KNOWN);
        }
    }

    static final class WrongFacts extends DoesNothing {
        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name(" WrongFacts")
                    .version(0)
                    .aliases("x", "X", " wrongfacts", "")
                    .categories("")
                    .summary(" ")
                    .keywords("fine", " ")
                    .properties(KNOWN, Property.string("KNOWN").build(), KNOWN);
        }
    }

    static final Property<Integer> SMALL = Property.integer("Small")
            .defaultValue(5)
            .validator(Validators.between(1, 10))
            .build();

    static final class WrongConditions extends DoesNothing {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "WrongConditions")
                    .properties(KNOWN, OUTPUT, CHOICE, SMALL)
                    .visibleWhen(Condition.is(UNKNOWN, "x"), KNOWN)
                    .requiredWhen(Condition.is(KNOWN, "x"), UNKNOWN)
                    .visibleWhen(Condition.is(KNOWN, "x"), OUTPUT)
                    .requiredWhen(Condition.isDefault(OUTPUT), KNOWN)
                    .requiredWhen(
                            Condition.is(KNOWN, "x")
                                    .and(Condition.is(CHOICE, "c").not()),
                            KNOWN)
                    .requiredWhen(Condition.isAbove(SMALL, 10), KNOWN)
                    .requiredWhen(Condition.isBelow(SMALL, 1), KNOWN)
                    .requiredWhen(Condition.isAtLeast(SMALL, 10), KNOWN)
                    .precondition(Condition.is(UNKNOWN, "y"), new Precondition("p", (in, services, out) -> {}));
        }
    }

    static final class DeclaresNothing extends DoesNothing {
        @Override
        protected void declare(Declaration declaration) {}
    }

    static final class UsesAKeyTooEarly extends DoesNothing {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "UsesAKeyTooEarly").properties(KNOWN, null, UNKNOWN);
        }
    }

    static final class SaysNull extends DoesNothing {
        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name(null)
                    .summary(null)
                    .aliases("Fine2", null)
                    .alias("Fine3", null)
                    .categories("Tests", null)
                    .seeAlso((String) null)
                    .keywords((String) null)
                    .properties(KNOWN)
                    .visibleWhen(null, KNOWN)
                    .requiredWhen(Condition.isDefault(KNOWN), (Property<?>) null)
                    .defaultFrom(KNOWN, "none", null)
                    .precondition(Condition.isDefault(KNOWN), null)
                    .loopOver((Property<?>) null);
        }
    }

    static final class Throws extends DoesNothing {
        @Override
        protected void declare(Declaration declaration) {
            throw new UnsupportedOperationException("not today");
        }
    }

    static final class BrokenInitialiser extends DoesNothing {
        static final Property<Integer> BROKEN = Property.integer("Broken")
                .defaultValue(0)
                .validator(Validators.satisfying("whole", number -> 1 / number > 0))
                .build();

        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "BrokenInitialiser").properties(BROKEN);
        }
    }

    static final class NoPlainConstructor extends DoesNothing {
        NoPlainConstructor(String needed) {
            super();
        }

        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "NoPlainConstructor");
        }
    }

    abstract static class IsAbstract extends DoesNothing {}

    static final class ConstructorThrows extends DoesNothing {
        ConstructorThrows() {
            throw new IllegalStateException("no licence");
        }

        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "ConstructorThrows");
        }
    }

    private static RegistryFault onlyFaultOf(Class<? extends Algorithm> wrong) {
        try (Mantle mantle = TestHosts.host(wrong, Fine.class)) {
            assertThat(mantle.registry().all())
                    .extracting(AlgorithmDescriptor::name)
                    .containsExactly("Fine");
            assertThat(mantle.run("Fine", java.util.Map.of()).asMap()).isEmpty();
            List<RegistryFault> faults = mantle.registry().faults();
            assertThat(faults).hasSize(1);
            assertThat(faults.get(0).source()).contains(wrong.getName()).contains("file:");
            return faults.get(0);
        }
    }

    @Test
    void wrongFactsAreReportedTogether() {
        assertThat(onlyFaultOf(WrongFacts.class).message())
                .contains(
                        "needs a name of letters, digits, . _ and -, beginning with a letter, not \" WrongFacts\"",
                        "its version is 0 and must be at least 1",
                        "its alias \" wrongfacts\"",
                        "its alias \"\" must be of letters, digits, . _ and -, beginning with a letter",
                        "its category \"\" must have levels",
                        "needs a summary",
                        "one of its keywords is blank",
                        "the property name KNOWN is there twice",
                        "the property name Known is there twice");
    }

    @Test
    void wrongConditionsAreReportedTogether() {
        assertThat(onlyFaultOf(WrongConditions.class).message())
                .contains(
                        "\"Unknown is x\" rests on Unknown, which is not a declared input",
                        "a condition for Unknown, which is not declared",
                        "a condition for Output, which is an output",
                        "\"Output is not given\" rests on Output",
                        "can never hold: \"c\" is not allowed",
                        "\"Small is above 10\" can never hold: Small must be between 1 and 10",
                        "\"Small is below 1\" can never hold: Small must be between 1 and 10",
                        "\"Unknown is y\" rests on Unknown")
                .doesNotContain("at least 10");
    }

    /** Uses the name of its class, so that each of these has conditions of one shape. */
    private abstract static class WithCondition extends DoesNothing {
        abstract Condition condition();

        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, getClass().getSimpleName())
                    .properties(KNOWN, CHOICE)
                    .visibleWhen(condition(), KNOWN)
                    .requiredWhen(condition(), KNOWN)
                    .precondition(condition(), new Precondition("p", (in, services, out) -> {}));
        }
    }

    static final class Deep extends WithCondition {
        @Override
        Condition condition() {
            Condition condition = Condition.is(CHOICE, "b");
            for (int i = 0; i < 20_000; i++) {
                condition = condition.not();
            }
            return condition;
        }
    }

    static final class Shared extends WithCondition {
        @Override
        Condition condition() {
            Condition condition = Condition.is(CHOICE, "b");
            for (int i = 0; i < 40; i++) {
                condition = condition.and(condition);
            }
            return condition;
        }
    }

    static final class Long extends WithCondition {
        @Override
        Condition condition() {
            Condition condition = Condition.is(CHOICE, "b").not();
            for (int i = 2; i < 500; i += 2) {
                condition = condition.or(Condition.is(CHOICE, "b"));
            }
            return condition;
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Deep.class, Shared.class})
    void aConditionInWhichOneGetsLostIsRefused(Class<? extends Algorithm> wrong) {
        assertThat(onlyFaultOf(wrong).message())
                .contains("the declaration of " + wrong.getSimpleName() + " is wrong", "more than 500 parts", "isOneOf")
                .doesNotContain("StackOverflow");
    }

    @Test
    void anExampleMustBeAllowedAndASecretHasNone() {
        Property.Builder<Integer> small = Property.integer("Small").validator(Validators.atMost(9));
        assertThat(small.example(9).build().example()).contains(9);
        assertThatIllegalStateException()
                .isThrownBy(() -> small.example(10).build())
                .withMessageStartingWith("the example of Small is refused: ");
        assertThatIllegalStateException()
                .isThrownBy(() -> Property.secret("Key").example(Secret.none()).build());
        assertThat(Property.file("In", FileMode.LOAD)
                        .example("no such file")
                        .build()
                        .example())
                .contains("no such file");
    }

    static final class SaysItsNameTwice extends DoesNothing {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "SaysItsNameTwice")
                    .aliases("SAYSITSNAMETWICE", "SaysItsNameTwice", "Twice", "twice")
                    .alias("saysItsNameTwice", java.time.LocalDate.of(2020, 1, 1))
                    .properties(Property.string("Text").aliases("TEXT", "Words").build());
        }
    }

    /** Letter case makes no other name: what is found already is left out, and nothing is lost by it. */
    @Test
    void anAliasThatDiffersInLetterCaseAloneIsLeftOut() {
        try (Mantle mantle = TestHosts.host(SaysItsNameTwice.class)) {
            assertThat(mantle.registry().faults()).isEmpty();
            AlgorithmDescriptor algorithm = mantle.registry().get("saysitsnametwice");
            assertThat(algorithm.aliases()).containsExactly("Twice");
            assertThat(algorithm.deprecatedAliases()).isEmpty();
            assertThat(mantle.registry().get("TWICE")).isSameAs(algorithm);
            assertThat(mantle.validate("SAYSITSNAMETWICE", Map.of("TEXT", "a"))).isEmpty();
            assertThat(mantle.validate("Twice", Map.of("words", "a", "text", "a")))
                    .extracting(org.mantle.framework.property.Problem::code)
                    .containsExactly("duplicate");
        }
    }

    @Test
    void aFaultSaysItsKindAndOfWhichAlgorithmItIs() {
        assertThat(List.of(
                        WrongFacts.class, WrongConditions.class, Throws.class, IsAbstract.class, DeclaresNothing.class))
                .extracting(wrong -> onlyFaultOf(wrong))
                .extracting(fault -> fault.algorithm() + " " + fault.code())
                .containsExactly(
                        "WrongFacts " + RegistryFault.INVALID_NAME,
                        "WrongConditions " + RegistryFault.INVALID_DECLARATION,
                        "Throws " + RegistryFault.INVALID_DECLARATION,
                        "IsAbstract " + RegistryFault.INVALID_CLASS,
                        "DeclaresNothing " + RegistryFault.INVALID_NAME);
    }

    @Test
    void aConditionMayHave500Parts() {
        try (Mantle mantle = TestHosts.host(Long.class)) {
            assertThat(mantle.registry().faults()).isEmpty();
            assertThat(mantle.validate("Long", Map.of("Choice", "a"))).isNotEmpty();
            assertThat(mantle.registry().get("Long").toJson().toString()).contains("Choice is not b");
        }
    }

    @Test
    void aDeclarationThatSaysNothingIsNamedByItsClass() {
        assertThat(onlyFaultOf(DeclaresNothing.class).message())
                .contains(DeclaresNothing.class.getName(), "needs a name", "needs a summary", "category");
    }

    @Test
    void aKeyThatIsNullIsNamedAsWhatItProbablyIs() {
        assertThat(onlyFaultOf(UsesAKeyTooEarly.class).message()).contains("properties is null", "initialised");
    }

    @Test
    void whateverIsNullIsNamedInWordsOfTheDeclaration() {
        assertThat(onlyFaultOf(SaysNull.class).message())
                .contains(
                        "needs a name",
                        "needs a summary",
                        "one of its aliases is null",
                        "one of its days from which an alias is deprecated is null",
                        "one of its categories is null",
                        "one of its algorithms to see also is null",
                        "one of its keywords is null",
                        "one of its conditions is null",
                        "one of its properties is null",
                        "one of its rules for a default is null",
                        "one of its preconditions is null")
                .doesNotContain("NullPointerException");
    }

    @Test
    void whateverADeclarationThrowsIsAFaultWithItsCause() {
        RegistryFault fault = onlyFaultOf(Throws.class);
        assertThat(fault.message())
                .matches("UnsupportedOperationException: not today, at DeclarationTests\\.java:\\d+");
        assertThat(fault.cause()).containsInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aBrokenStaticInitialiserIsAFaultThatNamesTheProperty() {
        RegistryFault fault = onlyFaultOf(BrokenInitialiser.class);
        assertThat(fault.message())
                .contains("a static initialiser threw", "Broken", "/ by zero")
                .containsPattern(", at DeclarationTests\\.java:\\d+$");
        assertThat(fault.cause()).containsInstanceOf(ExceptionInInitializerError.class);
    }

    @Test
    void aClassThatCannotBeInstantiatedIsAFaultThatSaysWhy() {
        assertThat(onlyFaultOf(NoPlainConstructor.class).message()).contains("a constructor without parameters");
        assertThat(onlyFaultOf(IsAbstract.class).message()).contains("abstract");
        assertThat(onlyFaultOf(ConstructorThrows.class).message()).contains("no licence");
    }

    @Test
    void aProviderThatThrowsIsAFaultAndTheOthersWork() {
        AlgorithmProvider broken = new AlgorithmProvider() {
            @Override
            public java.lang.invoke.MethodHandles.Lookup lookup() {
                return java.lang.invoke.MethodHandles.lookup();
            }

            @Override
            public List<Class<? extends Algorithm>> algorithms() {
                throw new NoClassDefFoundError("org/missing/Library");
            }
        };
        AlgorithmProvider badServices = TestHosts.provider(List.of(), services -> {
            throw new IllegalStateException("no home folder");
        });
        try (Mantle mantle = TestHosts.builder(Fine.class)
                .provider(broken)
                .provider(badServices)
                .build()) {
            assertThat(mantle.registry().all()).hasSize(1);
            assertThat(mantle.registry().faults())
                    .extracting(RegistryFault::message)
                    .satisfiesExactly(
                            first -> assertThat(first)
                                    .startsWith("NoClassDefFoundError: org/missing/Library, at DeclarationTests.java:"),
                            second -> assertThat(second)
                                    .startsWith("IllegalStateException: no home folder, at DeclarationTests.java:"));
        }
    }
}
