package org.mantle.framework.internal.type;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.text.FailureMessage;
import org.mantle.framework.internal.text.Json;
import org.mantle.framework.type.FileMode;
import org.mantle.framework.type.Presentation;
import org.mantle.framework.type.PropertyType;
import org.mantle.framework.type.StoreMode;
import org.mantle.validators.Violation;
import org.mantle.validators.value.PrimitiveList;

/** What the types of lists share. */
public final class ListElements {

    private static final int LONGEST_SHOWN = 80;

    private ListElements() {}

    /** A type of lists, of which faces are told what they are told of one element. */
    public interface Told<T> extends PropertyType<T> {

        /** Returns the type of the elements. */
        PropertyType<?> element();

        @Override
        default Optional<StoreMode> storeMode() {
            return element().storeMode();
        }

        @Override
        default Optional<FileMode> fileMode() {
            return element().fileMode();
        }

        @Override
        default List<String> extensions() {
            return element().extensions();
        }

        @Override
        default Presentation presentation() {
            return element().presentation() == Presentation.LOCAL_FILE ? Presentation.LOCAL_FILES : Presentation.PLAIN;
        }

        @Override
        default Optional<Class<?>> storedKind() {
            return element().storedKind();
        }
    }

    /** Returns the elements of a collection or an array, none of which is null. */
    public static Collection<?> ofObject(Object value) {
        Collection<?> elements = collection(value);
        if (elements instanceof PrimitiveList) {
            return elements;
        }
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
        @Nullable List<?> primitives = PrimitiveList.ofObject(value);
        if (primitives != null) {
            return primitives;
        }
        throw new IllegalArgumentException(
                "needs a list, not a " + value.getClass().getSimpleName());
    }

    /** Returns the elements of a JSON array, each of which must be of the kind that its type writes. */
    public static <E> List<E> ofJson(JsonElement json, PropertyType<E> type) {
        if (!(json instanceof JsonArray array)) {
            throw new IllegalArgumentException("needs a list, not " + Json.kind(json));
        }
        List<E> elements = new ArrayList<>(array.size());
        for (JsonElement each : array) {
            elements.add(ofJson(each, type, elements.size()));
        }
        return List.copyOf(elements);
    }

    private static <E> E ofJson(JsonElement json, PropertyType<E> type, int index) {
        try {
            E element = type.fromJson(json);
            if (isText(json) && !isText(type.toJson(element))) {
                throw new IllegalArgumentException("needs a " + type.word() + ", not a text in quotes");
            }
            return element;
        } catch (IllegalArgumentException e) {
            throw refusal(index + 1, json, e);
        }
    }

    /** Writes elements as a JSON array. */
    public static <E> JsonElement toJson(List<E> values, PropertyType<E> type) {
        JsonArray array = new JsonArray(values.size());
        for (E value : values) {
            array.add(type.toJson(value));
        }
        return array;
    }

    /** Converts the elements of a collection or an array. */
    public static <E> List<E> ofObject(Object value, PropertyType<E> type) {
        Collection<?> objects = ofObject(value);
        List<E> elements = new ArrayList<>(objects.size());
        for (Object each : objects) {
            try {
                elements.add(type.fromObject(each));
            } catch (IllegalArgumentException e) {
                throw refusal(elements.size() + 1, each, e);
            }
        }
        return List.copyOf(elements);
    }

    /** Counts from 1, as the validators of elements do; only what is short for sure is shown. */
    private static IllegalArgumentException refusal(int number, Object element, IllegalArgumentException why) {
        boolean simple = element instanceof JsonPrimitive || element instanceof Number || element instanceof Boolean;
        String shown = simple ? " (" + Violation.shortened(element.toString(), LONGEST_SHOWN) + ")" : "";
        return new IllegalArgumentException(
                "has the element " + number + shown + ", which " + FailureMessage.of(why), why);
    }

    private static boolean isText(JsonElement json) {
        return json instanceof JsonPrimitive primitive && primitive.isString();
    }
}
