package org.mantle.framework.internal.type;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.text.Json;
import org.mantle.framework.type.LocalPath;
import org.mantle.framework.type.PropertyType;
import org.mantle.validators.Validator;
import org.mantle.validators.Validators;

/**
 * The type of lists whose elements may have any text form, such as texts.
 *
 * <p>In the text form a comma separates, blanks around an element are removed and empty elements dropped. An element that
 * would not survive this stands in double quotes, inside which a quote is doubled, as in comma-separated values (RFC 4180).
 */
public final class QuotedListType<E> implements ListElements.Told<List<E>>, LocatedType<List<E>> {

    public static final PropertyType<List<String>> TEXTS = new QuotedListType<>("str list", StringType.INSTANCE);

    private final String word;
    private final PropertyType<E> element;
    private final @Nullable LocatedType<E> names;

    /** Refuses elements whose text a message must not show, or that have none. */
    // a type names something in its own values
    @SuppressWarnings("unchecked")
    public QuotedListType(String word, PropertyType<E> element) {
        if (element.isSecret() || element.isInMemoryOnly()) {
            throw new IllegalArgumentException(
                    "there are no lists of " + element.word() + ", which has no text form that can be shown");
        }
        @Nullable Object empty = element.emptyValue();
        if (empty != null && empty.getClass().isArray()) {
            throw new IllegalArgumentException("there are no lists of arrays; make them of " + element.word());
        }
        this.word = word;
        this.element = element;
        this.names = (LocatedType<E>) LocatedType.of(element);
        if (names != null && names.isChanged()) {
            throw new IllegalArgumentException(
                    "there are no lists of names of what a run leaves; loop over such a property");
        }
    }

    @Override
    public boolean nameSomething() {
        return names != null;
    }

    @Override
    public List<E> located(List<E> value, HostStorage storage) {
        LocatedType<E> ofElement = names;
        return ofElement == null
                ? value
                : value.stream().map(each -> ofElement.located(each, storage)).toList();
    }

    @Override
    public String searched(List<E> value, HostStorage storage) {
        LocatedType<E> ofElement = names;
        return ofElement == null
                ? ""
                : value.stream()
                        .map(each -> ofElement.searched(each, storage))
                        .filter(words -> !words.isEmpty())
                        .findFirst()
                        .orElse("");
    }

    @Override
    public boolean areObjects() {
        return names != null && names.areObjects();
    }

    @Override
    public List<E> withoutObjects(List<E> value) {
        LocatedType<E> ofElement = names;
        return ofElement == null
                ? value
                : value.stream().map(ofElement::withoutObjects).toList();
    }

    @Override
    public boolean isNamed(List<E> value) {
        LocatedType<E> ofElement = names;
        return ofElement == null || value.stream().allMatch(ofElement::isNamed);
    }

    @Override
    public PropertyType<E> element() {
        return element;
    }

    @Override
    public String word() {
        return word;
    }

    @Override
    public List<E> fromText(String text) {
        List<E> elements = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ',' || Character.isWhitespace(c)) {
                at++;
            } else if (c == '"') {
                at = readQuoted(text, at, elements);
            } else {
                int end = text.indexOf(',', at);
                end = end < 0 ? text.length() : end;
                elements.add(read(text.substring(at, end).strip()));
                at = end;
            }
        }
        return List.copyOf(elements);
    }

    private E read(String token) {
        try {
            return element.fromText(token);
        } catch (IllegalArgumentException e) {
            throw ListType.refusal(token, e);
        }
    }

    /** Reads the quoted element that begins at a position; returns the position after it. */
    private int readQuoted(String text, int start, List<E> elements) {
        StringBuilder token = new StringBuilder();
        int at = start + 1;
        while (true) {
            int quote = text.indexOf('"', at);
            if (quote < 0) {
                throw new IllegalArgumentException("has an element whose closing quote is missing");
            }
            token.append(text, at, quote);
            at = quote + 1;
            if (at >= text.length() || text.charAt(at) != '"') {
                break;
            }
            token.append('"');
            at++;
        }
        elements.add(read(token.toString()));
        int next = at;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        if (next < text.length() && text.charAt(next) != ',') {
            throw new IllegalArgumentException("needs a comma after an element in quotes");
        }
        return next;
    }

    @Override
    public String toText(List<E> value) {
        return value.stream().map(each -> quoteIfNeeded(element.toText(each))).collect(Collectors.joining(","));
    }

    private static String quoteIfNeeded(String element) {
        boolean survives = !element.isEmpty()
                && element.indexOf(',') < 0
                && element.charAt(0) != '"'
                && element.strip().length() == element.length();
        return survives ? element : '"' + element.replace("\"", "\"\"") + '"';
    }

    @Override
    public List<E> fromObject(Object value) {
        return ListElements.ofObject(value, element);
    }

    @Override
    public List<E> fromJson(JsonElement json) {
        return json instanceof JsonPrimitive primitive && primitive.isString()
                ? fromText(primitive.getAsString())
                : ListElements.ofJson(json, element);
    }

    @Override
    public JsonElement toJson(List<E> value) {
        return ListElements.toJson(value, element);
    }

    @Override
    public JsonObject schema() {
        return Json.arraySchema(element.schema());
    }

    @Override
    public Validator<? super List<E>> validator() {
        return each(element.validator());
    }

    /** Returns the check of a list, from that of its elements. */
    static <E> Validator<? super List<E>> each(Validator<? super E> element) {
        return element == Validators.anything() ? Validators.anything() : Validators.everyElement(element);
    }

    @Override
    public List<E> emptyValue() {
        return List.of();
    }

    @Override
    public List<LocalPath> localPaths(List<E> value) {
        return value.stream().flatMap(each -> element.localPaths(each).stream()).toList();
    }

    @Override
    public long weight(List<E> value) {
        long weight = value.size();
        for (int i = 0; i < value.size(); i++) {
            weight += element.weight(value.get(i));
        }
        return weight;
    }
}
