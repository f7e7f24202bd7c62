package org.mantle.validators.value;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A list that shows what an array of primitives holds, and makes an object of an element when it is read. It changes with the array. */
public final class PrimitiveList<E> extends AbstractList<E> implements RandomAccess {

    private final int size;
    private final IntFunction<E> element;

    private PrimitiveList(int size, IntFunction<E> element) {
        this.size = size;
        this.element = element;
    }

    public static List<Double> of(double[] array) {
        return new PrimitiveList<>(array.length, index -> array[index]);
    }

    public static List<Float> of(float[] array) {
        return new PrimitiveList<>(array.length, index -> array[index]);
    }

    public static List<Long> of(long[] array) {
        return new PrimitiveList<>(array.length, index -> array[index]);
    }

    public static List<Integer> of(int[] array) {
        return new PrimitiveList<>(array.length, index -> array[index]);
    }

    public static List<Boolean> of(boolean[] array) {
        return new PrimitiveList<>(array.length, index -> array[index]);
    }

    /** Returns the list of an array, or {@code null} for what is none of the arrays above. */
    public static @Nullable List<?> ofObject(@Nullable Object value) {
        if (value instanceof double[] array) {
            return of(array);
        }
        if (value instanceof int[] array) {
            return of(array);
        }
        if (value instanceof long[] array) {
            return of(array);
        }
        if (value instanceof float[] array) {
            return of(array);
        }
        return value instanceof boolean[] array ? of(array) : null;
    }

    @Override
    public E get(int index) {
        return element.apply(index);
    }

    @Override
    public int size() {
        return size;
    }
}
