package org.mantle.validators.value;

/** Compares values as people do: negative zero is zero, and what is not a number has no place. */
public final class Order {

    private Order() {}

    /** Returns whether a value is of a kind of number, but stands for none. */
    public static boolean isNotANumber(Object value) {
        return (value instanceof Double number && number.isNaN()) || (value instanceof Float single && single.isNaN());
    }

    /** Returns a negative number, 0 or a positive one, as the left value is less, the same or more. */
    public static <V extends Comparable<? super V>> int compare(V left, V right) {
        if (left instanceof Double first && right instanceof Double second) {
            return first < second ? -1 : first > second ? 1 : 0;
        }
        if (left instanceof Float first && right instanceof Float second) {
            return first < second ? -1 : first > second ? 1 : 0;
        }
        return left.compareTo(right);
    }
}
