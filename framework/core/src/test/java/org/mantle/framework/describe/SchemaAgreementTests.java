package org.mantle.framework.describe;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Direction;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.Outputs;

/**
 * The schemas and the runs of many generated algorithms agree about many generated maps, in the eyes of a validator that is not
 * ours: what a run accepts the schema accepts, and where JSON Schema has the words also the other way round.
 */
class SchemaAgreementTests {

    private static final int ALGORITHMS = 300;
    private static final int MAPS_OF_EACH = 40;

    /** Another seed, by {@code -Dmantle.test.seed=7}, makes other algorithms and maps. */
    private static final long SEED = Long.getLong("mantle.test.seed", 20260203);

    private final Random random = new Random(SEED);
    private final Random comparisons = new Random(SEED + 926);
    private List<Kinds.Kind<?>> kinds = List.of();

    /** A property with what may be given to it. */
    private record Generated(Property<?> property, Kinds.Kind<?> kind, boolean exact) {}

    /** What the algorithm at hand loops over. */
    private final Set<Property<?>> looped = new HashSet<>();

    /** Whether JSON Schema can say all of the conditions of the algorithm at hand. */
    private boolean wordsForConditions = true;

    /** Whether each algorithm loops over all it can, with lists of one length and with conditions. */
    private boolean loopsOnly;

    /** What happened, so that a test that tries nothing is found out. */
    private int accepted;

    private int refused;
    private int acceptedLoops;
    private int refusedLoops;
    private int exactAlgorithms;

    @BeforeEach
    void makeKinds(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("a.txt"), "x");
        kinds = Kinds.all(file.toString(), directory.toString());
    }

    private <E> E any(List<E> list) {
        return list.get(random.nextInt(list.size()));
    }

    private Generated property(String name) {
        return property(name, any(kinds));
    }

    private <T> Generated property(String name, Kinds.Kind<T> kind) {
        while (true) {
            Kinds.Checked<T> check = any(kind.validators());
            Property.Builder<T> builder = Property.of(name, kind.type()).validator(check.validator());
            int form = random.nextInt(4);
            if (form == 0) {
                builder.mandatory();
            } else if (form < 3 && !kind.values().isEmpty() && !kind.type().isSecret()) {
                builder.defaultValue(kind.type().fromJson(any(kind.values())));
            }
            if (random.nextInt(8) == 0 && !kind.type().isSecret()) {
                builder.inOut();
            } else if (random.nextInt(8) == 0 && !kind.type().isSecret()) {
                builder.output();
            }
            return new Generated(builder.build(), kind, kind.exact() && check.exact());
        }
    }

    private static boolean isInput(Generated generated) {
        return generated.property().direction() != Direction.OUTPUT;
    }

    private Condition condition(List<Generated> over, int depth) {
        int form = random.nextInt(depth > 0 ? 6 : 2);
        Generated generated = any(over);
        wordsForConditions &= hasWordsForValues(generated);
        return switch (form) {
            case 0, 2 -> isValue(generated.property(), generated.kind());
            case 1 -> Condition.isDefault(generated.property());
            case 3 -> condition(over, depth - 1).not();
            case 4 -> condition(over, depth - 1).and(condition(over, depth - 1));
            default ->
                random.nextBoolean()
                        ? condition(over, depth - 1).or(condition(over, depth - 1))
                        : condition(over, depth - 1).xor(condition(over, depth - 1));
        };
    }

    /** JSON Schema holds 1 and 1.0 for one value, and a run does not where they lie in a map: of maps the schema says less. */
    private static boolean hasWordsForValues(Generated generated) {
        return !generated.property().type().equals(PropertyTypes.FREE_MAP);
    }

    @SuppressWarnings("unchecked") // kind and property were made for each other
    private <T> Condition isValue(Property<T> property, Kinds.Kind<?> kind) {
        if (kind.values().isEmpty() || kind.type().isSecret()) {
            return Condition.isDefault(property);
        }
        T first = (T) kind.type().fromJson(any(kind.values()));
        T second = (T) kind.type().fromJson(any(kind.values()));
        boolean single = random.nextBoolean();
        if (first instanceof Integer whole && comparisons.nextBoolean()) {
            return isOnOneSide((Property<Integer>) property, whole);
        }
        if (first instanceof Double number && !number.isNaN() && comparisons.nextBoolean()) {
            return isOnOneSide((Property<Double>) property, number);
        }
        return single ? Condition.is(property, first) : Condition.isOneOf(property, first, second);
    }

    private <N extends Number & Comparable<N>> Condition isOnOneSide(Property<N> property, N bound) {
        return switch (comparisons.nextInt(4)) {
            case 0 -> Condition.isAtLeast(property, bound);
            case 1 -> Condition.isAbove(property, bound);
            case 2 -> Condition.isAtMost(property, bound);
            default -> Condition.isBelow(property, bound);
        };
    }

    /** Declares properties with conditions over those before them; conditions that could never hold are refused, and left out. */
    private boolean declare(Declaration declaration, List<Generated> generated) {
        boolean exact = generated.stream().allMatch(Generated::exact);
        wordsForConditions = true;
        loopOver(declaration, generated);
        for (int i = 0; i < generated.size(); i++) {
            Property<?> property = generated.get(i).property();
            declaration.properties(property);
            List<Generated> before = generated.subList(0, i).stream()
                    .filter(SchemaAgreementTests::isInput)
                    .toList();
            if (before.isEmpty() || !isInput(generated.get(i))) {
                continue;
            }
            if (random.nextInt(6) == 0 && mayHaveComputedDefault(generated.get(i))) {
                computeDefault(
                        declaration, generated.get(i), property, any(before).property());
                exact = false;
            }
            boolean hasCondition = false;
            if (loopsOnly || random.nextInt(3) == 0) {
                declaration.visibleWhen(condition(before, 2), property);
                hasCondition = true;
            }
            if (random.nextInt(4) == 0) {
                declaration.requiredWhen(condition(before, 2), property);
                hasCondition = true;
            }
            // Each run of a loop has a value of its own for a condition; a schema sees them together only.
            exact &= !hasCondition || looped.isEmpty();
        }
        exact &= wordsForConditions;
        return exact;
    }

    /** Lets some algorithms loop, and then over everything that goes both ways, as they must. */
    private void loopOver(Declaration declaration, List<Generated> generated) {
        looped.clear();
        if (loopsOnly || random.nextInt(3) == 0) {
            for (Generated each : generated) {
                boolean may = isInput(each) && !each.kind().type().isSecret();
                if (may && (each.property().direction() == Direction.INOUT || loopsOnly || random.nextBoolean())) {
                    looped.add(each.property());
                }
            }
            declaration.loopOver(looped.toArray(Property<?>[]::new));
        }
    }

    private static boolean mayHaveComputedDefault(Generated generated) {
        boolean declaredMandatory = generated.property().needsValue()
                && generated.property().defaultValue().isEmpty();
        return !generated.kind().values().isEmpty() && !generated.kind().type().isSecret() && !declaredMandatory;
    }

    @SuppressWarnings("unchecked") // kind and property were made for each other
    private <T> void computeDefault(
            Declaration declaration, Generated generated, Property<T> property, Property<?> from) {
        T value = (T) generated.kind().type().fromJson(any(generated.kind().values()));
        declaration.defaultFrom(property, "another", inputs -> inputs.isDefault(from) ? null : value, from);
    }

    private JsonObject map(List<Generated> generated) {
        JsonObject map = new JsonObject();
        for (Generated each : generated) {
            int form = random.nextInt(100);
            List<JsonElement> values = each.kind().values();
            if (!isInput(each) && form < 95) {
                continue;
            }
            if (looped.contains(each.property()) && form < 40 && !values.isEmpty()) {
                map.add(each.property().name(), list(each));
            } else if (form < 60 && !values.isEmpty()) {
                map.add(each.property().name(), any(values));
            } else if (form > 93) {
                map.add(each.property().name(), any(each.kind().junk()));
            }
        }
        if (random.nextInt(30) == 0) {
            map.add("NoSuchName", new JsonPrimitive(1));
        }
        return map;
    }

    /** A number is no list of texts, but a list of numbers is one: a run takes a number for the text with which it was written. */
    private static List<JsonElement> junkInLists(Generated generated) {
        boolean ofTexts = generated.property().type().schema().has("items");
        return generated.kind().junk().stream()
                .filter(junk -> !(ofTexts && junk instanceof JsonPrimitive primitive && primitive.isNumber()))
                .toList();
    }

    /** Makes a list of one or two entries, and sometimes of none; lists of several lengths are for the run alone to refuse. */
    private JsonArray list(Generated generated) {
        JsonArray list = new JsonArray();
        int length = loopsOnly ? 2 : random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(2);
        for (int i = 0; i < length; i++) {
            boolean wrong = random.nextInt(12) == 0;
            list.add(any(wrong ? junkInLists(generated) : generated.kind().values()));
        }
        return list;
    }

    @Test
    void conditionsThatHoldForSomeEntriesOfALoopOnlyRefuseNothingThatTheRunAccepts() {
        loopsOnly = true;
        for (int i = 0; i < 3; i++) {
            compareMany();
        }
        assertThat(acceptedLoops).isGreaterThan(ALGORITHMS * 10);
    }

    @Test
    void whatARunAcceptsTheSchemaAcceptsAndTheOtherWayRoundWhereItHasTheWords() {
        compareMany();
        assertThat(accepted).isGreaterThan(ALGORITHMS * MAPS_OF_EACH / 10);
        assertThat(refused).isGreaterThan(ALGORITHMS * MAPS_OF_EACH / 10);
        assertThat(acceptedLoops).isGreaterThan(ALGORITHMS / 2);
        assertThat(refusedLoops).isGreaterThan(ALGORITHMS / 2);
        assertThat(exactAlgorithms).isGreaterThan(ALGORITHMS / 10);
    }

    private void compareMany() {
        for (int i = 0; i < ALGORITHMS; i++) {
            List<Generated> generated = new ArrayList<>();
            int count = 1 + random.nextInt(5);
            for (int at = 0; at < count; at++) {
                generated.add(property("P" + at));
            }
            boolean[] exact = new boolean[1];
            try (Mantle mantle = Declared.host(declaration -> exact[0] = declare(declaration, generated))) {
                Optional<AlgorithmDescriptor> algorithm = mantle.registry().find("Scripted");
                if (algorithm.isPresent()) { // a declaration may be refused because a condition can never hold
                    exactAlgorithms += exact[0] ? 1 : 0;
                    compare(mantle, algorithm.get(), generated, exact[0]);
                }
            }
        }
    }

    private void compare(Mantle mantle, AlgorithmDescriptor algorithm, List<Generated> generated, boolean exact) {
        JsonObject schema = AlgorithmSchema.ofInputs(algorithm);
        IndependentValidator validator = new IndependentValidator(schema);
        for (int i = 0; i < MAPS_OF_EACH; i++) {
            JsonObject map = map(generated);
            List<Problem> problems = mantle.validate("Scripted", map.asMap());
            boolean loops = looped.stream().anyMatch(each -> map.get(each.name()) instanceof JsonArray);
            List<String> errors = validator.validate(map);
            if (problems.isEmpty()) {
                accepted++;
                acceptedLoops += loops ? 1 : 0;
                assertThat(errors)
                        .as("%s in %s of %s", map, schema, algorithm.toJson())
                        .isEmpty();
            } else {
                refused++;
                refusedLoops += loops ? 1 : 0;
                boolean ofLengths =
                        problems.stream().allMatch(problem -> problem.code().equals(Problem.LOOP));
                if (exact && !ofLengths && !loopsOnly) {
                    assertThat(errors)
                            .as("%s has %s, in %s of %s", map, problems, schema, algorithm.toJson())
                            .isNotEmpty();
                }
            }
        }
    }

    private static void assertAgreement(Mantle mantle, String json, boolean accepted) {
        JsonObject map = JsonParser.parseString(json).getAsJsonObject();
        AlgorithmDescriptor algorithm = mantle.registry().get("Scripted");
        assertThat(mantle.validate("Scripted", map.asMap()).isEmpty()).as(json).isEqualTo(accepted);
        assertThat(new IndependentValidator(AlgorithmSchema.ofInputs(algorithm))
                        .validate(map)
                        .isEmpty())
                .as(json)
                .isEqualTo(accepted);
    }

    /** An array is as many values as it has entries only where its lists are nested deeper than in one value. */
    @Test
    void aListOfListsWithAnEmptyListIsOneValueAndNoLoop() {
        Property<?> lists = Property.of("Lists", PropertyTypes.listOfLists(PropertyTypes.STRING))
                .build();
        Property<?> texts = Property.stringList("Texts").build();
        try (Mantle mantle = Declared.host(
                declaration -> declaration.properties(lists, texts).loopOver(lists, texts))) {
            assertAgreement(mantle, "{\"Lists\": [[]]}", false);
            assertAgreement(mantle, "{\"Lists\": [[\"a\"]]}", true);
            assertAgreement(mantle, "{\"Lists\": [[[\"a\"]], []]}", true);
            assertAgreement(mantle, "{\"Lists\": [[[]]]}", false);
            assertAgreement(mantle, "{\"Lists\": []}", true);
            assertAgreement(mantle, "{\"Texts\": [[]]}", true);
            assertAgreement(mantle, "{\"Texts\": [[\"a\"], []]}", true);
            assertAgreement(mantle, "{\"Texts\": [[\"a\"], 1]}", false);
            assertAgreement(mantle, "{\"Texts\": [1, [\"a\"]]}", false);
        }
    }

    @Test
    void aMandatoryListThatDoesNotCountInAnEntryMayBeEmptyThere() {
        Property<String> choice = Property.string("Choice").build();
        Property<List<String>> texts = Property.stringList("Texts").mandatory().build();
        try (Mantle mantle = Declared.host(declaration -> declaration
                .properties(choice, texts)
                .visibleWhen(Condition.is(choice, "b"), texts)
                .loopOver(choice, texts))) {
            assertAgreement(mantle, "{\"Choice\": [\"a\", \"b\"], \"Texts\": [[], [\"x\"]]}", true);
            assertAgreement(mantle, "{\"Choice\": [\"a\", \"a\"], \"Texts\": [[], []]}", true);
            assertAgreement(mantle, "{\"Choice\": [\"b\", \"b\"], \"Texts\": [[], [\"x\"]]}", false);
            assertAgreement(mantle, "{\"Choice\": [\"a\", \"b\"], \"Texts\": [\"x\", \"y\"]}", true);
            assertAgreement(mantle, "{\"Choice\": \"b\", \"Texts\": []}", false);
        }
    }

    /** An empty secret is none where none need be given. */
    @Test
    void aSecretThatIsGivenEmptyIsNotGiven() {
        Property<?> key = Property.secret("Key").build();
        Property<String> text = Property.string("Text").build();
        try (Mantle mantle = Declared.host(
                declaration -> declaration.properties(key, text).requiredWhen(Condition.isDefault(key), text))) {
            assertAgreement(mantle, "{\"Key\": \"\"}", false);
            assertAgreement(mantle, "{}", false);
            assertAgreement(mantle, "{\"Key\": \"\", \"Text\": \"a\"}", true);
            assertAgreement(mantle, "{\"Key\": \"x\"}", true);
        }
    }

    @Test
    void whatARunGivesTheSchemaOfTheOutputsAccepts() {
        int completed = 0;
        for (int i = 0; i < ALGORITHMS; i++) {
            List<Generated> generated = new ArrayList<>();
            while (generated.size() < 3) {
                Generated each = property("P" + generated.size());
                if (!isInput(each)) {
                    generated.add(each);
                }
            }
            List<Generated> set = new ArrayList<>(generated);
            set.removeIf(each -> each.kind().values().isEmpty() || random.nextInt(4) == 0);
            try (Mantle mantle = Declared.host(
                    declaration -> declare(declaration, generated),
                    run -> set.forEach(
                            each -> set(run, each.property(), any(each.kind().values()))))) {
                AlgorithmDescriptor algorithm = mantle.registry().get("Scripted");
                JsonObject schema = AlgorithmSchema.ofOutputs(algorithm);
                IndependentValidator validator = new IndependentValidator(schema);
                for (int run = 0; run < 5; run++) {
                    Optional<Outputs> outputs = outputs(mantle);
                    if (outputs.isPresent()) {
                        completed++;
                        assertThat(validator.validate(outputs.get().toJson()))
                                .as("%s in %s", outputs.get().toJson(), schema)
                                .isEmpty();
                    }
                }
            }
        }
        assertThat(completed).isGreaterThan(ALGORITHMS / 2);
    }

    private static <T> void set(org.mantle.framework.algorithm.Context run, Property<T> property, JsonElement value) {
        run.set(property, property.type().fromJson(value));
    }

    private static Optional<Outputs> outputs(Mantle mantle) {
        try {
            return Optional.of(mantle.run("Scripted", java.util.Map.of()));
        } catch (org.mantle.framework.run.AlgorithmFailedException e) { // a promise about an output was not kept
            return Optional.empty();
        }
    }
}
