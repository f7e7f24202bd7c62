package org.mantle.framework.internal.type;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.text.WholeNumbers;
import org.mantle.framework.type.PropertyType;
import org.mantle.validators.value.NumberText;
import org.mantle.validators.value.PrimitiveList;

/**
 * The type of arrays of primitives, in the forms of the list of the same elements.
 *
 * <p>An array can be changed by whoever holds it, so that each holder gets a copy of its own.
 *
 * @param <A> the kind of array
 * @param <E> the kind of element, as an object
 */
public final class ArrayType<A, E> implements PropertyType<A> {

    public static final ArrayType<double[], Double> DOUBLES = new ArrayType<>(
            double[].class,
            new ListType<>("dbl list", FloatingPointType.INSTANCE),
            PrimitiveList::of,
            double[]::clone,
            ArrayType::doubles);

    public static final ArrayType<float[], Float> FLOATS = new ArrayType<>(
            float[].class,
            new ListType<>("dbl list", new SingleType()),
            PrimitiveList::of,
            float[]::clone,
            ArrayType::floats);

    public static final ArrayType<int[], Integer> INTS = new ArrayType<>(
            int[].class,
            new WholeNumberListType<>("int list", WholeNumberType.Narrow.INSTANCE),
            PrimitiveList::of,
            int[]::clone,
            WholeNumbers::taken);

    public static final ArrayType<long[], Long> LONGS = new ArrayType<>(
            long[].class,
            new WholeNumberListType<>("int list", WholeNumberType.Wide.INSTANCE),
            PrimitiveList::of,
            long[]::clone,
            WholeNumbers::takenWide);

    public static final ArrayType<boolean[], Boolean> BOOLEANS = new ArrayType<>(
            boolean[].class,
            new ListType<>("bool list", BooleanType.INSTANCE),
            PrimitiveList::of,
            boolean[]::clone,
            ArrayType::booleans);

    private final Class<A> kind;
    private final ListType<E> list;
    private final Function<A, List<E>> view;
    private final UnaryOperator<A> copy;
    private final Function<List<E>, A> ofList;
    private final A empty;

    private ArrayType(
            Class<A> kind,
            ListType<E> list,
            Function<A, List<E>> view,
            UnaryOperator<A> copy,
            Function<List<E>, A> ofList) {
        this.kind = kind;
        this.list = list;
        this.view = view;
        this.copy = copy;
        this.ofList = ofList;
        this.empty = ofList.apply(List.of());
    }

    /** Returns the type of the arrays of a class, or {@code null} if there is none. */
    public static @Nullable ArrayType<?, ?> of(Class<?> kind) {
        if (kind == double[].class) {
            return DOUBLES;
        }
        if (kind == float[].class) {
            return FLOATS;
        }
        if (kind == int[].class) {
            return INTS;
        }
        if (kind == long[].class) {
            return LONGS;
        }
        return kind == boolean[].class ? BOOLEANS : null;
    }

    private static double[] doubles(List<Double> list) {
        double[] array = new double[list.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = list.get(i);
        }
        return array;
    }

    private static float[] floats(List<Float> list) {
        float[] array = new float[list.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = list.get(i);
        }
        return array;
    }

    private static boolean[] booleans(List<Boolean> list) {
        boolean[] array = new boolean[list.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = list.get(i);
        }
        return array;
    }

    @Override
    public String word() {
        return list.word();
    }

    @Override
    public A fromText(String text) {
        if (kind == double[].class) {
            Doubles numbers = new Doubles();
            DOUBLES.list.readText(text, numbers);
            return kind.cast(numbers.all());
        }
        return ofList.apply(list.fromText(text));
    }

    @Override
    public String toText(A value) {
        return list.toText(view.apply(value));
    }

    /** Returns the texts whose digest stands for an array that is too large to keep; see {@link ListType#digestedTexts}. */
    public Stream<String> digestedTexts(A value) {
        return list.digestedTexts(view.apply(value));
    }

    @Override
    public String toShortText(A value, int longest) {
        return list.toShortText(view.apply(value), longest);
    }

    @Override
    public A fromObject(Object value) {
        return kind.isInstance(value) ? copy.apply(kind.cast(value)) : ofList.apply(list.fromObject(value));
    }

    @Override
    public A fromJson(JsonElement json) {
        return json instanceof JsonPrimitive primitive && primitive.isString()
                ? fromText(primitive.getAsString())
                : ofList.apply(list.fromJson(json));
    }

    @Override
    public JsonElement toJson(A value) {
        return list.toJson(view.apply(value));
    }

    @Override
    public JsonObject schema() {
        return list.schema();
    }

    @Override
    public A emptyValue() {
        return empty;
    }

    @Override
    public boolean isEmpty(A value) {
        return Array.getLength(value) == 0;
    }

    @Override
    public A copy(A value) {
        return copy.apply(value);
    }

    @Override
    public long weight(A value) {
        return list.weight(view.apply(value));
    }

    /** Collects numbers as they are read, without an object for each. */
    private static final class Doubles implements Consumer<Double> {

        private double[] numbers = new double[16];
        private int size;

        @Override
        public void accept(Double number) {
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * size);
            }
            numbers[size++] = number;
        }

        double[] all() {
            return Arrays.copyOf(numbers, size);
        }
    }

    /** The type of the numbers of 32 bits: what is given is rounded to the nearest, and refused where that is infinite. */
    private static final class SingleType implements PropertyType<Float> {

        @Override
        public String word() {
            return FloatingPointType.INSTANCE.word();
        }

        private static Float require(double given, float rounded) {
            if (Float.isInfinite(rounded) && !Double.isInfinite(given)) {
                throw new IllegalArgumentException(
                        "needs a number between " + text(-Float.MAX_VALUE) + " and " + text(Float.MAX_VALUE));
            }
            return rounded;
        }

        @Override
        public Float fromText(String text) {
            // from the digits themselves: by way of 64 bits it would be rounded twice
            return require(FloatingPointType.INSTANCE.fromText(text), Float.parseFloat(text));
        }

        /** Returns the shortest text, as of a number of 64 bits that is written with the same digits. */
        private static String text(float value) {
            return NumberText.of(Double.parseDouble(Float.toString(value)));
        }

        @Override
        public String toText(Float value) {
            return text(value);
        }

        @Override
        public Float fromObject(Object value) {
            double given = FloatingPointType.INSTANCE.fromObject(value);
            return require(given, (float) given);
        }

        @Override
        public Float fromJson(JsonElement json) {
            // refuses what is no number
            double given = FloatingPointType.INSTANCE.fromJson(json);
            return require(given, Float.parseFloat(json.getAsString()));
        }

        @Override
        public JsonElement toJson(Float value) {
            return FloatingPointType.INSTANCE.toJson(Double.parseDouble(Float.toString(value)));
        }

        @Override
        public JsonObject schema() {
            return FloatingPointType.INSTANCE.schema();
        }
    }
}
