package org.mantle.framework.internal.declare;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmMethod;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.algorithm.AlgorithmSource;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.algorithm.Input;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.RegistryFault;
import org.mantle.validators.Validator;
import org.mantle.validators.Validators;

/** Inputs to which nothing can be given, because their validators contradict one another. */
class ContradictionTests {

    enum Side {
        LEFT,
        RIGHT
    }

    record Case(String name, Property<?> property) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static <T> Validator<T> all(List<? extends Validator<? super T>> validators) {
        return Validators.allOf(validators);
    }

    private static Case integers(String name, List<? extends Validator<? super Integer>> validators) {
        return new Case(
                name, Property.integer("Level").validator(all(validators)).build());
    }

    private static Case numbers(String name, List<? extends Validator<? super Double>> validators) {
        return new Case(
                name, Property.number("Level").validator(all(validators)).build());
    }

    private static Case texts(String name, List<? extends Validator<? super String>> validators) {
        return new Case(
                name, Property.string("Level").validator(all(validators)).build());
    }

    private static Case lists(String name, List<? extends Validator<? super List<Double>>> validators) {
        return new Case(
                name, Property.numberList("Level").validator(all(validators)).build());
    }

    static List<Case> contradictory() {
        return List.of(
                integers("bounds apart", List.of(Validators.atLeast(5), Validators.atMost(2))),
                integers("no whole number between", List.of(Validators.above(1), Validators.below(2))),
                integers("one bound, excluded", List.of(Validators.above(4), Validators.atMost(4))),
                integers(
                        "above all",
                        List.of(Validators.above(Integer.MAX_VALUE), Validators.atMost(Integer.MAX_VALUE))),
                numbers("one number, excluded", List.of(Validators.above(1.0), Validators.atMost(1.0))),
                numbers(
                        "bounds apart by more than they may lie outside",
                        List.of(
                                Validators.atLeast(5.0).withTolerance(1),
                                Validators.atMost(2.0).withTolerance(1))),
                numbers("all choices outside", List.of(Validators.oneOf(List.of(1.0, 2.0)), Validators.atLeast(3.0))),
                numbers(
                        "each alternative outside",
                        List.of(
                                Validators.atLeast(5.0),
                                Validators.anyOf(List.of(Validators.atMost(1.0), Validators.below(0.0))))),
                texts("two lists apart", List.of(Validators.oneOf("a", "b"), Validators.oneOf("c"))),
                texts(
                        "beginnings apart",
                        List.of(Validators.startsWith("http:"), Validators.startsWith("ftp:", "file:"))),
                texts(
                        "choices that a pattern refuses",
                        List.of(Validators.oneOf("a"), Validators.matching("b+", "bs"))),
                texts("no text", List.of(Validators.atLeast("x"), Validators.below("b"))),
                lists("lengths apart", List.of(Validators.listLengthAtLeast(3), Validators.listLengthAtMost(2))),
                lists("something, of no element", List.of(Validators.required(), Validators.listLengthAtMost(0))),
                lists(
                        "elements without a value",
                        List.of(
                                Validators.everyElement(Validators.atLeast(5.0)),
                                Validators.everyElement(Validators.atMost(2.0)))),
                new Case(
                        "an enum of which none is allowed",
                        Property.choice("Level", Side.class, Side::name)
                                .mandatory()
                                .validator(Validators.satisfying("neither", side -> false))
                                .build()));
    }

    static List<Case> possible() {
        return List.of(
                integers("one number", List.of(Validators.atLeast(5), Validators.atMost(5))),
                integers("one number between", List.of(Validators.above(1), Validators.below(3))),
                numbers("a number between", List.of(Validators.above(1.0), Validators.below(2.0))),
                numbers(
                        "bounds apart, made one by what may lie outside",
                        List.of(
                                Validators.atLeast(3.0).withTolerance(0.5),
                                Validators.atMost(2.0).withTolerance(0.5))),
                numbers("one choice inside", List.of(Validators.oneOf(List.of(1.0, 3.0)), Validators.atLeast(3.0))),
                numbers(
                        "one alternative inside",
                        List.of(
                                Validators.atLeast(5.0),
                                Validators.anyOf(List.of(Validators.atMost(1.0), Validators.atLeast(9.0))))),
                texts("one beginning inside another", List.of(Validators.startsWith("a"), Validators.startsWith("ab"))),
                texts("nothing, or something", List.of(Validators.emptyOr(Validators.startsWith("a")))),
                lists("one length", List.of(Validators.listLengthAtLeast(2), Validators.listLengthAtMost(2))));
    }

    private static List<String> faults(Supplier<? extends Algorithm> algorithm) {
        AlgorithmSource source = new AlgorithmSource() {
            @Override
            public String location() {
                return "a test";
            }

            @Override
            public List<Supplier<? extends Algorithm>> algorithms() {
                return List.of(algorithm);
            }
        };
        try (Mantle mantle = Mantle.builder().discover(false).source(source).build()) {
            return mantle.registry().faults().stream()
                    .map(RegistryFault::message)
                    .toList();
        }
    }

    private record OfOne(Property<?> property) implements Supplier<Algorithm> {
        @Override
        public Algorithm get() {
            return new Algorithm() {
                @Override
                protected void declare(Declaration declaration) {
                    declaration
                            .name("Contradicts")
                            .categories("Tests")
                            .summary("Has one input.")
                            .properties(property);
                }

                @Override
                protected void execute(Context run) {}
            };
        }
    }

    @ParameterizedTest
    @MethodSource("contradictory")
    void anInputThatNothingSatisfiesIsAFault(Case declared) {
        assertThat(faults(new OfOne(declared.property())))
                .singleElement()
                .asString()
                .contains("no value is allowed for Level, which must be "
                        + declared.property().validator().constraint().words());
    }

    @ParameterizedTest
    @MethodSource("possible")
    void anInputThatSomethingSatisfiesIsNone(Case declared) {
        assertThat(faults(new OfOne(declared.property()))).isEmpty();
    }

    static final class Methods {

        private Methods() {}

        @AlgorithmMethod(name = "Apart", categories = "Tests", summary = "Has an input.")
        static int apart(@Input(name = "Level", min = 5, max = 2) int level) {
            return level;
        }

        @AlgorithmMethod(name = "Choices", categories = "Tests", summary = "Has an input.")
        static int choices(
                @Input(
                                name = "Level",
                                min = 5,
                                oneOf = {"1", "2"})
                        int level) {
            return level;
        }

        @AlgorithmMethod(name = "Default", categories = "Tests", summary = "Has an input.")
        static int outside(@Input(name = "Level", max = 2, defaultValue = "3") int level) {
            return level;
        }
    }

    @Test
    void anInputOfAMethodIsJudgedAlike() {
        AlgorithmProvider provider = new AlgorithmProvider() {
            @Override
            public MethodHandles.Lookup lookup() {
                return MethodHandles.lookup();
            }

            @Override
            public List<Class<?>> methods() {
                return List.of(Methods.class);
            }
        };
        try (Mantle mantle = Mantle.builder().discover(false).provider(provider).build()) {
            assertThat(mantle.registry().faults())
                    .extracting(RegistryFault::message)
                    .satisfiesExactly(
                            apart -> assertThat(apart)
                                    .contains("no value is allowed for Level, which must be at least 5 and at most 2"),
                            choices -> assertThat(choices)
                                    .contains(
                                            "no value is allowed for Level, which must be at least 5 and one of 1, 2"),
                            outside -> assertThat(outside).contains("default 3 is refused: must be at most 2"));
        }
    }
}
