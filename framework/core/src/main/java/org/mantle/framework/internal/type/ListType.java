package org.mantle.framework.internal.type;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mantle.framework.internal.text.FailureMessage;
import org.mantle.framework.internal.text.Json;
import org.mantle.framework.type.PropertyType;
import org.mantle.validators.Violation;

/**
 * The type of lists whose elements need no quotes, such as numbers.
 *
 * <p>In the text form a comma separates, blanks around an element are removed and empty elements dropped. One bad element
 * refuses the whole.
 */
public class ListType<E> implements PropertyType<List<E>> {

    /** About how many characters an element takes. */
    private static final long WEIGHT_OF_ELEMENT = 8;

    private final String word;
    private final PropertyType<E> element;

    public ListType(String word, PropertyType<E> element) {
        this.word = word;
        this.element = element;
    }

    @Override
    public final String word() {
        return word;
    }

    @Override
    public List<E> fromText(String text) {
        List<E> elements = new ArrayList<>();
        readText(text, elements::add);
        return List.copyOf(elements);
    }

    /** Reads each element of a text. */
    final void readText(String text, Consumer<? super E> into) {
        int at = 0;
        while (at < text.length()) {
            int comma = text.indexOf(',', at);
            int end = comma < 0 ? text.length() : comma;
            String token = text.substring(at, end).strip();
            if (!token.isEmpty()) {
                try {
                    into.accept(element.fromText(token));
                } catch (IllegalArgumentException e) {
                    throw refusal(token, e);
                }
            }
            at = end + 1;
        }
    }

    /** Whoever separates by blanks is told so. */
    static IllegalArgumentException refusal(String token, IllegalArgumentException why) {
        boolean blanks = token.chars().anyMatch(Character::isWhitespace);
        return new IllegalArgumentException(
                "has the element " + Violation.quoted(token) + ", which " + FailureMessage.of(why)
                        + (blanks ? "; put commas between the elements, not blanks alone" : ""),
                why);
    }

    @Override
    public final String toText(List<E> value) {
        return value.stream().map(element::toText).collect(Collectors.joining(","));
    }

    /**
     * Returns the texts of the elements, of which, with commas between them, the digest is taken that stands for a list that is too large
     * to keep: numbers as Java writes them, as in older histories.
     */
    public final Stream<String> digestedTexts(List<E> value) {
        return value.stream().map(each -> each instanceof Double ? each.toString() : element.toText(each));
    }

    @Override
    public String toShortText(List<E> value, int longest) {
        return Violation.shortened(
                value.stream().map(each -> element.toShortText(each, 0)).collect(Collectors.joining(",")), longest);
    }

    @Override
    public List<E> fromObject(Object value) {
        return ListElements.ofObject(value, element);
    }

    @Override
    public final List<E> fromJson(JsonElement json) {
        return json instanceof JsonPrimitive primitive && primitive.isString()
                ? fromText(primitive.getAsString())
                : ListElements.ofJson(json, element);
    }

    @Override
    public final JsonElement toJson(List<E> value) {
        JsonArray array = new JsonArray(value.size());
        value.forEach(each -> array.add(element.toJson(each)));
        return array;
    }

    @Override
    public final JsonObject schema() {
        return Json.arraySchema(element.schema());
    }

    @Override
    public final List<E> emptyValue() {
        return List.of();
    }

    @Override
    public final long weight(List<E> value) {
        return value.size() * WEIGHT_OF_ELEMENT;
    }
}
