package org.mantle.validators;

/** Compares values as people do: negative zero is zero, and what is not a number has no place. */
final class Order {

    private Order() {}

    static boolean isNotANumber(Object value) {
        return (value instanceof Double number && number.isNaN()) || (value instanceof Float single && single.isNaN());
    }

    static <V extends Comparable<? super V>> int compare(V left, V right) {
        if (left instanceof Double first && right instanceof Double second) {
            return first < second ? -1 : first > second ? 1 : 0;
        }
        if (left instanceof Float first && right instanceof Float second) {
            return first < second ? -1 : first > second ? 1 : 0;
        }
        return left.compareTo(right);
    }
}
