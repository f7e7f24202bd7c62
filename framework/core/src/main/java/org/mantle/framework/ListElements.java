package org.mantle.framework;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the types of lists share. */
final class ListElements {

    private ListElements() {}

    /** Returns the elements of a collection or an array, none of which is null. */
    static Collection<?> ofObject(Object value) {
        Collection<?> elements = collection(value);
        for (@Nullable Object element : elements) {
            if (element == null) {
                throw new IllegalArgumentException("needs a list without null");
            }
        }
        return elements;
    }

    private static Collection<?> collection(Object value) {
        if (value instanceof Collection<?> collection) {
            return collection;
        }
        if (value instanceof Object[] array) {
            return Arrays.asList(array);
        }
        if (value instanceof int[] array) {
            return Arrays.stream(array).boxed().toList();
        }
        if (value instanceof long[] array) {
            return Arrays.stream(array).boxed().toList();
        }
        if (value instanceof double[] array) {
            return Arrays.stream(array).boxed().toList();
        }
        if (value instanceof boolean[] array) {
            List<Boolean> elements = new ArrayList<>(array.length);
            for (boolean element : array) {
                elements.add(element);
            }
            return elements;
        }
        throw new IllegalArgumentException(
                "needs a list, not a " + value.getClass().getSimpleName());
    }

    /** Returns the elements of a JSON array, each of which must be of the kind that its type writes. */
    static <E> List<E> ofJson(JsonElement json, PropertyType<E> type) {
        if (!(json instanceof JsonArray array)) {
            throw new IllegalArgumentException("needs a list, not " + Json.kind(json));
        }
        List<E> elements = new ArrayList<>(array.size());
        for (JsonElement each : array) {
            E element = type.fromJson(each);
            if (isText(each) && !isText(type.toJson(element))) {
                throw new IllegalArgumentException(
                        "needs a list with elements that are each a " + type.word() + ", not a text in quotes");
            }
            elements.add(element);
        }
        return List.copyOf(elements);
    }

    private static boolean isText(JsonElement json) {
        return json instanceof JsonPrimitive primitive && primitive.isString();
    }
}
