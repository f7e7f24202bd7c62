package org.mantle.framework;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The type of lists of texts.
 *
 * <p>In the text form a comma separates, blanks around an element are removed and empty elements dropped. An element that
 * would not survive this stands in double quotes, inside which a quote is doubled, as in comma-separated values (RFC 4180).
 */
final class StringListType implements PropertyType<List<String>> {

    @Override
    public String word() {
        return "str list";
    }

    @Override
    public List<String> fromText(String text) {
        List<String> elements = new ArrayList<>();
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
                elements.add(text.substring(at, end).strip());
                at = end;
            }
        }
        return List.copyOf(elements);
    }

    /** Reads the quoted element that begins at a position; returns the position after it. */
    private static int readQuoted(String text, int start, List<String> elements) {
        StringBuilder element = new StringBuilder();
        int at = start + 1;
        while (true) {
            int quote = text.indexOf('"', at);
            if (quote < 0) {
                throw new IllegalArgumentException("has an element whose closing quote is missing");
            }
            element.append(text, at, quote);
            at = quote + 1;
            if (at >= text.length() || text.charAt(at) != '"') {
                break;
            }
            element.append('"');
            at++;
        }
        elements.add(element.toString());
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
    public String toText(List<String> value) {
        return value.stream().map(StringListType::quoteIfNeeded).collect(Collectors.joining(","));
    }

    private static String quoteIfNeeded(String element) {
        boolean survives = !element.isEmpty()
                && element.indexOf(',') < 0
                && element.charAt(0) != '"'
                && element.strip().length() == element.length();
        return survives ? element : '"' + element.replace("\"", "\"\"") + '"';
    }

    @Override
    public List<String> fromObject(Object value) {
        Collection<?> elements = value instanceof Collection<?> collection
                ? collection
                : value instanceof Object[] array ? Arrays.asList(array) : notAList(value);
        for (Object element : elements) {
            if (!(element instanceof String)) {
                throw new IllegalArgumentException("needs a list of texts only");
            }
        }
        return elements.stream().map(String.class::cast).toList();
    }

    private static Collection<?> notAList(Object value) {
        throw new IllegalArgumentException(
                "needs a list of texts, not a " + value.getClass().getSimpleName());
    }

    @Override
    public List<String> fromJson(JsonElement json) {
        if (json instanceof JsonPrimitive primitive && primitive.isString()) {
            return fromText(primitive.getAsString());
        }
        if (!(json instanceof JsonArray array)) {
            throw new IllegalArgumentException("needs a list of texts, not " + Json.kind(json));
        }
        List<String> elements = new ArrayList<>(array.size());
        for (JsonElement element : array) {
            if (!(element instanceof JsonPrimitive primitive && primitive.isString())) {
                throw new IllegalArgumentException("needs a list of texts only, not with " + Json.kind(element));
            }
            elements.add(primitive.getAsString());
        }
        return List.copyOf(elements);
    }

    @Override
    public JsonElement toJson(List<String> value) {
        return Json.array(value);
    }

    @Override
    public JsonObject schema() {
        return Json.arraySchema(Json.schema("string"));
    }

    @Override
    public List<String> emptyValue() {
        return List.of();
    }

    @Override
    public long weight(List<String> value) {
        long weight = value.size();
        for (int i = 0; i < value.size(); i++) {
            weight += value.get(i).length();
        }
        return weight;
    }
}
