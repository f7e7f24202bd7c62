package org.mantle.framework.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.PropertyMap;
import org.mantle.framework.property.PropertyMap.Which;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.type.PropertyType;
import org.mantle.validators.Validator;
import org.mantle.validators.Validators;

/** Any map and any text for an algorithm with every type and every validator: a value, or an InvalidPropertyException. */
class FuzzedInputTests {

    private static final List<Validator<String>> OF_TEXTS = List.of(
            Validators.required(),
            Validators.oneOf(List.of("Text", "1"), Map.of("one", "1")),
            Validators.between("1", "a"),
            Validators.startsWith("1", "T"),
            Validators.containsAll("1", "-"),
            Validators.matching("(a|aa)+[0-9]*", "some of a"),
            Validators.dateTime(),
            Validators.date(),
            Validators.uri(),
            Validators.uri("https"),
            Validators.host(),
            Validators.hostAndPort(),
            Validators.readableFile(),
            Validators.existingDirectory(),
            Validators.writableDirectory(),
            Validators.emptyOr(Validators.anyOf(List.of(Validators.host(), Validators.date()))));

    private static final List<Validator<? super List<Double>>> OF_LISTS = List.of(
            Validators.listLengthBetween(1, 3),
            Validators.<Double>everyElement(Validators.above(0.0).andBelow(10.0)),
            Validators.<Double>orderedPairs(),
            Validators.rebinList(),
            Validators.rebinListOrEnds(),
            Validators.<List<Double>>allOf(
                    List.of(Validators.<List<Double>>required(), Validators.listLengthAtMost(2))));

    private static final List<org.mantle.framework.property.Property<?>> PROPERTIES = properties();

    private static List<org.mantle.framework.property.Property<?>> properties() {
        List<org.mantle.framework.property.Property<?>> all = new ArrayList<>();
        for (PropertyType<?> type : FuzzedTypeTests.TYPES) {
            all.add(org.mantle.framework.property.Property.of("Type" + all.size(), type)
                    .aliases("Old" + all.size())
                    .build());
        }
        for (Validator<String> validator : OF_TEXTS) {
            all.add(org.mantle.framework.property.Property.string("Text" + all.size())
                    .validator(validator)
                    .build());
        }
        for (Validator<? super List<Double>> validator : OF_LISTS) {
            all.add(org.mantle.framework.property.Property.numberList("List" + all.size())
                    .validator(validator)
                    .build());
        }
        all.add(org.mantle.framework.property.Property.number("Real" + all.size())
                .validator(Validators.atLeast(0.0).andAtMost(1.0).withTolerance(0.5))
                .keepBlanks()
                .inOut()
                .build());
        all.add(org.mantle.framework.property.Property.string("Output").output().build());
        return all;
    }

    private static org.mantle.framework.property.Property<?> named(int index) {
        return PROPERTIES.get(index);
    }

    static final class Everything extends Algorithm {
        @Override
        @SuppressWarnings("unchecked") // the first property is a text
        protected void declare(Declaration declaration) {
            org.mantle.framework.property.Property<String> first =
                    (org.mantle.framework.property.Property<String>) named(0);
            TestHosts.facts(declaration, "Everything")
                    .properties(PROPERTIES.toArray(org.mantle.framework.property.Property<?>[]::new))
                    .visibleWhen(Condition.is(first, "1").not(), named(1), named(2))
                    .requiredWhen(Condition.isDefault(named(1)).xor(Condition.isDefault(named(2))), named(0))
                    .defaultFrom(
                            (org.mantle.framework.property.Property<Long>) named(3),
                            "the length of the first",
                            inputs -> (long) inputs.get(first).length(),
                            first);
        }

        @Override
        protected void execute(Context run) {}
    }

    /** Has no rules, so that a value that is refused leaves the others as they are. */
    static final class WithoutRules extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "WithoutRules")
                    .properties(PROPERTIES.toArray(org.mantle.framework.property.Property<?>[]::new));
        }

        @Override
        protected void execute(Context run) {}
    }

    private final Mantle mantle = TestHosts.host(Everything.class, WithoutRules.class);
    private final AlgorithmDescriptor algorithm = mantle.registry().get("Everything");

    @Provide
    Arbitrary<Map<String, Object>> maps() {
        return FuzzedInputs.maps(PROPERTIES.stream()
                .map(org.mantle.framework.property.Property::name)
                .toList());
    }

    @Provide
    Arbitrary<String> texts() {
        List<String> names = PROPERTIES.stream()
                .map(org.mantle.framework.property.Property::name)
                .toList();
        return FuzzedInputs.texts()
                .flatMap(text ->
                        Arbitraries.of(names).map(name -> name + "=" + text + ";" + text + "=" + name + ";" + name));
    }

    @Property(tries = 1000)
    void anyMapIsTakenOrRefusedAsAWhole(@ForAll("maps") Map<String, Object> given) {
        List<Problem> problems = mantle.validate(algorithm, given);
        for (Problem problem : problems) {
            assertThat(problem.code()).isNotEqualTo(Problem.CHECK_FAILED);
            assertThat(problem.message()).isNotBlank();
        }
        boolean ran;
        try {
            mantle.run(algorithm, given);
            ran = true;
        } catch (InvalidPropertyException e) {
            assertThat(e.problems()).isEqualTo(problems);
            ran = false;
        }
        assertThat(ran).isEqualTo(problems.isEmpty());
    }

    @Property(tries = 1000)
    void whatAMapWritesReadsBack(@ForAll("maps") Map<String, Object> given) {
        AlgorithmDescriptor plain = mantle.registry().get("WithoutRules");
        PropertyMap inputs = mantle.inputs(plain, given);
        for (Which which : Which.values()) {
            Map<String, Object> values = inputs.asMap(which);
            Map<String, Object> fromJson = mantle.inputs(
                            plain, PropertyMap.parse(inputs.toJson(which).toString()))
                    .asMap(Which.ALL);
            Map<String, Object> fromText = mantle.inputs(plain, PropertyMap.parse(inputs.toText(which)))
                    .asMap(Which.ALL);
            assertThat(fromJson).containsAllEntriesOf(stripped(values));
            assertThat(fromText).containsAllEntriesOf(stripped(values));
        }
    }

    /** A path that was given as an object may have blanks around it, which no text form keeps. */
    private static Map<String, Object> stripped(Map<String, Object> values) {
        Map<String, Object> stripped = new LinkedHashMap<>(values);
        stripped.values()
                .removeIf(value -> value instanceof String text && !text.strip().equals(text));
        stripped.values()
                .removeIf(value -> value instanceof java.nio.file.Path path
                        && !path.toString().strip().equals(path.toString()));
        return stripped;
    }

    @Property(tries = 1000)
    void anyTextIsAMapOrRefused(@ForAll("texts") String text) {
        for (String form : Arrays.asList(text, "{" + text, "{\"" + text)) {
            try {
                Map<String, Object> given = PropertyMap.parse(form);
                assertThat(mantle.validate(algorithm, given))
                        .extracting(Problem::code)
                        .doesNotContain(Problem.CHECK_FAILED);
            } catch (InvalidPropertyException e) {
                assertThat(Set.of(Problem.MALFORMED, Problem.DUPLICATE))
                        .containsAll(e.problems().stream().map(Problem::code).toList());
            }
        }
    }

    @Property(tries = 300)
    void theVerbsTakeOrRefuseAnything(@ForAll("maps") Map<String, Object> given) {
        AlgorithmInstance instance = mantle.create(algorithm);
        given.forEach((name, value) -> {
            boolean known = algorithm.property(name).isPresent();
            String before = known ? instance.getPropertyValue(name) : "";
            try {
                instance.setProperty(name, value);
                assertThat(known).isTrue();
            } catch (InvalidPropertyException e) {
                assertThat(known ? instance.getPropertyValue(name) : "").isEqualTo(before);
            }
        });
    }
}
