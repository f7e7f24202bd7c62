package org.mantle.framework.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmMethod;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.algorithm.Input;
import org.mantle.framework.algorithm.Output;
import org.mantle.framework.describe.OutputTexts;
import org.mantle.framework.export.HistoryExport;
import org.mantle.framework.history.LargeValue;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.type.PropertyType;
import org.mantle.validators.Validators;

/** Arrays of primitives as values: in the forms of lists, and nobody else's once they are given. */
class ArrayTypeTests {

    static final Property<double[]> IMAGE = Property.of("Image", PropertyTypes.doubleArray())
            .defaultValue(new double[] {1, 2})
            .validator(Validators.doubleArray(Validators.everyElement(Validators.atLeast(0.0))))
            .build();
    static final Property<int[]> ROWS = Property.of("Rows", int[].class).build();
    static final Property<int[]> NEEDED =
            Property.of("Needed", int[].class).defaultValue(new int[] {1}).build();
    static final Property<String> NOTE = Property.string("Note").build();
    static final Property<double[]> SCALED =
            Property.of("Scaled", PropertyTypes.doubleArray()).output().build();
    static final Property<boolean[]> SIGNS =
            Property.of("Signs", boolean[].class).output().build();

    /** Doubles the image in place, and goes on with the array that it has set. */
    static final class Scales extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Scale")
                    .properties(IMAGE, ROWS, NEEDED, NOTE, SCALED, SIGNS)
                    .visibleWhen(Condition.isOneOf(ROWS, new int[] {1, 2}, new int[] {3}), NOTE)
                    .requiredWhen(Condition.is(ROWS, new int[] {3}), NOTE)
                    .loopOver(IMAGE, ROWS);
        }

        @Override
        protected void execute(Context run) {
            double[] image = run.get(IMAGE);
            boolean[] signs = new boolean[image.length];
            for (int i = 0; i < image.length; i++) {
                image[i] *= 2;
                signs[i] = image[i] > 0;
            }
            assertThat(run.get(IMAGE)).isNotEqualTo(image);
            run.set(SCALED, image);
            run.set(SIGNS, signs);
            Arrays.fill(image, -1);
        }
    }

    @TempDir
    Path folder;

    private Mantle host() {
        return TestHosts.builder(Scales.class)
                .historyFile(folder.resolve("history.jsonl"))
                .build();
    }

    private static RunRecord last(Mantle mantle) {
        List<RunRecord> records = mantle.history().records();
        return records.get(records.size() - 1);
    }

    @Test
    void theFormsAreThoseOfTheListsOfTheSameElements() {
        checkForms(PropertyTypes.doubleArray(), PropertyTypes.NUMBER_LIST, "", "1", "0.1,1e300, -0.0,,NaN,-Infinity");
        checkForms(PropertyTypes.intArray(), PropertyTypes.INTEGER_LIST, "", "5", "2-5", "7,9:2:-3,-1", "2147483647");
        checkForms(PropertyTypes.longArray(), PropertyTypes.LONG_LIST, "", "2-5", "4294967296,1-3", "9:2:-3");
        checkForms(PropertyTypes.booleanArray(), PropertyTypes.BOOLEAN_LIST, "", "1,0,true,False");
    }

    private static <A, E> void checkForms(PropertyType<A> array, PropertyType<List<E>> list, String... texts) {
        assertThat(array.word()).isEqualTo(list.word());
        assertThat(array.schema()).isEqualTo(list.schema());
        assertThat(array.isEmpty(array.emptyValue())).isTrue();
        assertThat(array.emptyValue()).isEqualTo(array.fromText(""));
        for (String text : texts) {
            List<E> expected = list.fromText(text);
            A value = array.fromText(text);
            assertThat(list.fromObject(value)).isEqualTo(expected);
            assertThat(array.toText(value)).isEqualTo(list.toText(expected));
            assertThat(array.toShortText(value, 5)).isEqualTo(list.toShortText(expected, 5));
            assertThat(array.toJson(value)).isEqualTo(list.toJson(expected));
            assertThat(array.weight(value)).isEqualTo(list.weight(expected));
            assertThat(array.isEmpty(value)).isEqualTo(expected.isEmpty());
            assertThat(array.fromJson(list.toJson(expected))).isEqualTo(value);
            assertThat(array.fromJson(JsonParser.parseString("\"" + text + "\"")))
                    .isEqualTo(value);
            assertThat(array.fromObject(expected)).isEqualTo(value);
            assertThat(array.fromObject(expected.toArray())).isEqualTo(value);
            assertThat(array.fromObject(value)).isEqualTo(value).isNotSameAs(value);
            assertThat(array.copy(value)).isEqualTo(value).isNotSameAs(value);
        }
        for (Object wrong : List.of("x", List.of("x"), Map.of(), new Object[] {new Object()})) {
            String refused = refusal(() -> list.fromObject(wrong));
            assertThat(refusal(() -> array.fromObject(wrong)))
                    .isEqualTo(refused)
                    .isNotEmpty();
        }
        assertThat(refusal(() -> array.fromText("1,x"))).isEqualTo(refusal(() -> list.fromText("1,x")));
    }

    private static String refusal(Runnable conversion) {
        try {
            conversion.run();
            return "";
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void arraysOfOtherPrimitivesAreTakenWhereNothingIsLost() {
        assertThat(PropertyTypes.doubleArray().fromObject(new float[] {0.5f})).containsExactly(0.5);
        assertThat(PropertyTypes.doubleArray().fromObject(new int[] {3})).containsExactly(3.0);
        assertThat(PropertyTypes.longArray().fromObject(new int[] {3})).containsExactly(3L);
        assertThat(PropertyTypes.intArray().fromObject(new long[] {3})).containsExactly(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PropertyTypes.intArray().fromObject(new long[] {1L << 40}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PropertyTypes.intArray().fromObject(new double[] {1.5}));
        assertThat(PropertyTypes.NUMBER_LIST.fromObject(new float[] {0.5f, 2})).containsExactly(0.5, 2.0);
    }

    @Test
    void singlesAreRoundedOnceAndHaveTheFewestDigits() {
        PropertyType<float[]> type = PropertyTypes.floatArray();
        // just above the middle of two singles: by way of a double it would be the middle, and go to the even one below
        String middle = "1.00000005960464477540";
        assertThat(type.fromText("0.1,3.4028235e38,1e-50,NaN," + middle))
                .containsExactly(0.1f, Float.MAX_VALUE, 0f, Float.NaN, Math.nextUp(1f));
        assertThat(type.fromJson(JsonParser.parseString("[" + middle + "]"))).containsExactly(Math.nextUp(1f));
        assertThat(type.toText(new float[] {0.1f, 12, 1e10f, -0f})).isEqualTo("0.1,12,10000000000,-0");
        assertThat(type.toJson(new float[] {0.1f, Float.NaN})).hasToString("[0.1,\"NaN\"]");
        assertThat(type.fromObject(List.of(0.1, 2))).containsExactly(0.1f, 2f);
        for (Object tooLarge : List.of("3.5e38", List.of(1e300))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Property.of("X", type).build().convert(tooLarge))
                    .withMessageContaining("between -3.4028235e+38 and 3.4028235e+38");
        }
        assertThat(type.fromObject(List.of(Double.POSITIVE_INFINITY))).containsExactly(Float.POSITIVE_INFINITY);
        Random random = new Random(4711);
        for (int i = 0; i < 10_000; i++) {
            float[] value = {Float.intBitsToFloat(random.nextInt())};
            assertThat(type.fromText(type.toText(value))).isEqualTo(value);
            assertThat(type.fromJson(type.toJson(value))).isEqualTo(value);
        }
    }

    @Test
    void aValueBelongsToNobodyElse() {
        try (Mantle mantle = host()) {
            double[] mine = {3, 4};
            AlgorithmInstance instance = mantle.create("Scale").set(IMAGE, mine);
            mine[0] = 99;
            assertThat(instance.get(IMAGE)).containsExactly(3, 4);
            instance.get(IMAGE)[0] = 99;
            ((double[]) instance.getProperty("Image"))[0] = 99;
            assertThat(instance.call(SCALED)).containsExactly(6, 8);
            instance.get(SCALED)[0] = 99;
            ((double[]) instance.getProperty("Scaled"))[0] = 99;
            assertThat(instance.getPropertyValue("Scaled")).isEqualTo("6,8");
            assertThat(instance.getPropertyValue("Image")).isEqualTo("3,4");

            Outputs outputs = mantle.run("Scale", Map.of("Image", new double[] {5}));
            outputs.get(SCALED)[0] = 99;
            ((double[]) outputs.get("Scaled"))[0] = 99;
            ((double[]) outputs.asMap().get("Scaled"))[0] = 99;
            outputs.asMap().values().forEach(value -> {
                if (value instanceof double[] array) {
                    array[0] = 99;
                }
            });
            assertThat(outputs.get(SCALED)).containsExactly(10);
            assertThat(outputs.toJson().get("Scaled")).hasToString("[10.0]");
            ((double[]) last(mantle).inputs().get("Image"))[0] = 99;
            ((double[]) last(mantle).value("Scaled").orElseThrow())[0] = 99;
            assertThat(last(mantle).value("Image")).contains(new double[] {5});
            assertThat(last(mantle).outputs().get("Scaled")).isEqualTo(new double[] {10});
        }
    }

    @Test
    void aDefaultStaysWhatItIs() {
        double[] authors = {1};
        Property<double[]> property = Property.of("X", double[].class)
                .defaultValue(authors)
                .example(authors)
                .build();
        authors[0] = 99;
        property.defaultValue().orElseThrow()[0] = 99;
        property.example().orElseThrow()[0] = 99;
        assertThat(property.defaultValue()).contains(new double[] {1});
        assertThat(property.example()).contains(new double[] {1});
        try (Mantle mantle = host()) {
            mantle.inputs("Scale", Map.of()).get(IMAGE)[0] = 99;
            ((double[]) mantle.inputs("Scale", Map.of())
                            .asMap(PropertyMap.Which.ALL)
                            .get("Image"))
                    [0] = 99;
            assertThat(mantle.call("Scale", Map.of(), SCALED)).containsExactly(2, 4);
            ((double[]) last(mantle).value("Image").orElseThrow())[0] = 99;
            assertThat(mantle.call("Scale", Map.of(), SCALED)).containsExactly(2, 4);
            // equal to the default, and so it is the default
            assertThat(mantle.inputs("Scale", Map.of("Image", "1,2")).isDefault(IMAGE))
                    .isTrue();
            mantle.run("Scale", Map.of("Image", new double[] {1, 2}));
            assertThat(last(mantle).isDefault("Image")).isTrue();
            assertThat(last(mantle).inputs()).isEmpty();
        }
    }

    @Test
    void validatorsOfListsAndConditionsHold() {
        try (Mantle mantle = host()) {
            assertThat(mantle.validate("Scale", Map.of("Image", new double[] {1, -2})))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message()).contains("element 2: ", "at least 0"));
            assertThat(IMAGE.schema())
                    .hasToString(Property.numberList("Image")
                            .defaultValue(List.of(1.0, 2.0))
                            .validator(Validators.everyElement(Validators.atLeast(0.0)))
                            .build()
                            .schema()
                            .toString());
            assertThat(TestHosts.codes(mantle.validate("Scale", Map.of("Rows", new int[] {3}))))
                    .containsExactly("Note:missing");
            assertThat(mantle.validate("Scale", Map.of("Rows", "1,2"))).isEmpty();
            assertThat(mantle.inputs("Scale", Map.of("Rows", List.of(1, 2))).isVisible(NOTE))
                    .isTrue();
            assertThat(mantle.inputs("Scale", Map.of("Rows", "2,1")).isVisible(NOTE))
                    .isFalse();
        }
        Property<long[]> required =
                Property.of("X", long[].class).validator(Validators.required()).build();
        assertThat(required.needsValue()).isTrue();
        assertThat(Validators.<float[]>required().check(new float[0])).isPresent();
        assertThat(Validators.floatArray(Validators.listLength(2)).check(new float[2]))
                .isEmpty();
        assertThat(Validators.intArray(Validators.<Integer>orderedPairs()).check(new int[] {2, 1}))
                .isPresent();
        assertThat(Validators.longArray(Validators.listLengthAtMost(1)).check(new long[2]))
                .isPresent();
        assertThat(Validators.booleanArray(Validators.required()).check(new boolean[0]))
                .isPresent();
        assertThat(Validators.doubleArray(Validators.emptyOr(Validators.rebinList()))
                        .check(new double[] {-1}))
                .isPresent();
    }

    @Test
    void theHistoryKeepsAndReplaysThemAndHasADigestOfALargeOne() {
        double[] large = new Random(1).doubles(50_000).toArray();
        List<Double> asList = new ArrayList<>();
        Arrays.stream(large).forEach(asList::add);
        try (Mantle mantle = host()) {
            mantle.run("Scale", Map.of("Image", new double[] {0.1, 3}, "Rows", new int[] {4, 5}));
        }
        try (Mantle mantle = host()) {
            RunRecord kept = last(mantle);
            assertThat(kept.value("Image")).contains(new double[] {0.1, 3});
            assertThat(kept.inputs().get("Rows")).isEqualTo(new int[] {4, 5});
            assertThat(mantle.replay(kept, Map.of()).get(SCALED)).containsExactly(0.2, 6);
            HistoryExport export = HistoryExport.builder(mantle.registry()).build();
            assertThat(export.toPython(List.of(kept))).contains("Image=[0.1, 3");
            assertThat(export.toShell(List.of(kept))).contains("Image=0.1,3 ", "Rows=4,5");
            assertThat(export.toJava(List.of(kept))).contains("List.of(0.1, 3");

            mantle.run("Scale", Map.of("Image", large));
            Object digest = last(mantle).inputs().get("Image");
            assertThat(digest).isInstanceOf(LargeValue.class);
            assertThat(last(mantle).value("Image")).contains(digest);
            assertThat(digest).isEqualTo(digestOfList(asList));
            assertThatExceptionOfType(InvalidPropertyException.class)
                    .isThrownBy(() -> mantle.replay(last(mantle), Map.of()));
        }
    }

    /** Takes a list of numbers. */
    static final class TakesList extends Algorithm {
        static final Property<List<Double>> IMAGE = Property.numberList("Image").build();

        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "TakeList").properties(IMAGE);
        }

        @Override
        protected void execute(Context run) {
            run.checkCancelled();
        }
    }

    private static Object digestOfList(List<Double> list) {
        try (Mantle mantle = TestHosts.host(TakesList.class)) {
            mantle.run("TakeList", Map.of("Image", list));
            return last(mantle).inputs().get("Image");
        }
    }

    @Test
    void aLoopGoesOverArraysAndANumberLoopsOverAnArray() {
        try (Mantle mantle = host()) {
            Outputs outputs = mantle.run(
                    "Scale", Map.of("Image", List.of(new double[] {1}, new double[] {2, 3}), "Rows", new int[] {7, 8}));
            assertThat(outputs.members()).hasSize(2);
            outputs.members().get(1).get(SCALED)[0] = 99;
            ((double[]) ((List<?>) outputs.get("Scaled")).get(1))[0] = 99;
            assertThat(outputs.members().get(1).get(SCALED)).containsExactly(4, 6);
            assertThat(outputs.toJson().get("Scaled")).hasToString("[[2.0],[4.0,6.0]]");
            assertThat(mantle.run("Scale", Map.of("Image", new double[][] {{1}, {2}}))
                            .members())
                    .hasSize(2);
        }
        try (Mantle mantle = TestHosts.ofMethods(Methods.class)) {
            assertThat(mantle.run("Sum", Map.of("Values", "1,2,3.5", "Weights", new float[] {1, 1, 2}))
                            .get("Sum"))
                    .isEqualTo(10.0);
        }
        try (Mantle mantle = TestHosts.host(Loops.class)) {
            assertThat(mantle.run("Loop", Map.of("Number", new int[] {1, 2})).members())
                    .hasSize(2);
        }
    }

    /** Takes one number, or loops. */
    static final class Loops extends Algorithm {
        static final Property<Integer> NUMBER = Property.integer("Number").build();

        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Loop").properties(NUMBER).loopOver(NUMBER);
        }

        @Override
        protected void execute(Context run) {
            run.checkCancelled();
        }
    }

    /** A method that takes arrays. */
    static final class Methods {
        private Methods() {}

        @AlgorithmMethod(name = "Sum", categories = "Tests", summary = "Adds up.")
        @Output(name = "Sum", documentation = "The sum.")
        static double sum(
                @Input(name = "Values", documentation = "The values.") double[] values,
                @Input(name = "Weights", documentation = "Their weights.") float[] weights) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += values[i] * weights[i];
            }
            return sum;
        }
    }

    /** Has a default that depends on an array. */
    static final class Derives extends Algorithm {
        static final AtomicReference<double[]> SEEN = new AtomicReference<>();
        static final Property<double[]> FROM =
                Property.of("From", double[].class).build();
        static final Property<double[]> TO = Property.of("To", double[].class).build();

        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Derive").properties(FROM, TO).defaultFrom(TO, "From", Derives::seen, FROM);
        }

        private static double[] seen(Inputs inputs) {
            SEEN.set(inputs.get(FROM));
            return SEEN.get();
        }

        @Override
        protected void execute(Context run) {
            run.checkCancelled();
        }
    }

    @Test
    void aRuleForADefaultSeesAndGivesCopies() {
        try (Mantle mantle = TestHosts.host(Derives.class)) {
            PropertyMap inputs = mantle.inputs("Derive", Map.of("From", "1,2"));
            Derives.SEEN.get()[0] = 99;
            assertThat(inputs.get(Derives.FROM)).containsExactly(1, 2);
            assertThat(inputs.get(Derives.TO)).containsExactly(1, 2);
            assertThat(inputs.isDefault(Derives.TO)).isTrue();
        }
    }

    @Test
    void peopleSeeThemAsLists() {
        try (Mantle mantle = host()) {
            Outputs outputs = mantle.run("Scale", Map.of("Image", "1,2.5"));
            assertThat(OutputTexts.of(mantle.registry().get("Scale"), outputs).tables())
                    .singleElement()
                    .satisfies(table -> {
                        assertThat(table.names()).containsExactly("Scaled", "Signs");
                        assertThat(table.rows()).containsExactly(List.of("2", "true"), List.of("5", "true"));
                    });
            assertThat(mantle.create("Scale").set(IMAGE, new double[] {7}).toString())
                    .contains("Image=7");
            assertThat(mantle.validate("Scale", Map.of("Note", "", "Image", new short[] {1})))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message()).contains("needs a list, not a short[]"));
            assertThat(mantle.validate("Scale", Map.of("Image", "1;2"))).hasSize(1);
        }
    }

    @Test
    void insideListsAndMapsThereAreLists() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PropertyTypes.listOf(PropertyTypes.doubleArray()))
                .withMessageContaining("dbl list");
        assertThatIllegalArgumentException().isThrownBy(() -> PropertyTypes.listOfLists(PropertyTypes.intArray()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PropertyTypes.map(ROWS))
                .withMessageContaining("declare a list");
        assertThatIllegalArgumentException().isThrownBy(() -> PropertyTypes.of(double[][].class));
        assertThatIllegalArgumentException().isThrownBy(() -> PropertyTypes.of(char[].class));
    }
}
