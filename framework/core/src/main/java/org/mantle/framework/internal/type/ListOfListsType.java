package org.mantle.framework.internal.type;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import org.mantle.framework.internal.text.Json;
import org.mantle.framework.internal.text.NestedText;
import org.mantle.framework.type.LocalPath;
import org.mantle.framework.type.PropertyType;
import org.mantle.validators.Validator;

/** The type of lists of lists that are not empty, in the text form of {@link NestedText}; it knows no ranges. */
public final class ListOfListsType<E> implements ListElements.Told<List<List<E>>>, LocatedType<List<List<E>>> {

    private final PropertyType<E> element;
    private final QuotedListType<E> list;

    public ListOfListsType(PropertyType<E> element) {
        this.element = element;
        this.list = new QuotedListType<>(element.word() + " list", element);
    }

    @Override
    public boolean nameSomething() {
        return list.nameSomething();
    }

    @Override
    public List<List<E>> located(List<List<E>> value, HostStorage storage) {
        return value.stream().map(each -> list.located(each, storage)).toList();
    }

    @Override
    public String searched(List<List<E>> value, HostStorage storage) {
        return list.searched(value.stream().flatMap(List::stream).toList(), storage);
    }

    @Override
    public boolean areObjects() {
        return list.areObjects();
    }

    @Override
    public List<List<E>> withoutObjects(List<List<E>> value) {
        return value.stream().map(list::withoutObjects).toList();
    }

    @Override
    public boolean isNamed(List<List<E>> value) {
        return value.stream().allMatch(list::isNamed);
    }

    @Override
    public PropertyType<E> element() {
        return element;
    }

    @Override
    public Validator<? super List<List<E>>> validator() {
        return QuotedListType.each(list.validator());
    }

    @Override
    public String word() {
        return "list of " + element.word() + " lists";
    }

    @Override
    public List<List<E>> fromText(String text) {
        return NestedText.read(text, plain -> plain).stream()
                .map(list -> list.stream().map(element::fromText).toList())
                .toList();
    }

    @Override
    public String toText(List<List<E>> value) {
        return NestedText.write(value.stream()
                .map(list -> list.stream().map(element::toText).toList())
                .toList());
    }

    /** Returns the text whose digest stands for lists that are too large to keep: numbers as Java writes them, as in older histories. */
    public String digestedText(List<List<E>> value) {
        return NestedText.write(value.stream()
                .map(list -> list.stream()
                        .map(each -> each instanceof Double ? each.toString() : element.toText(each))
                        .toList())
                .toList());
    }

    @Override
    public List<List<E>> fromObject(Object value) {
        List<List<E>> lists = new ArrayList<>();
        for (Object list : ListElements.ofObject(value)) {
            lists.add(requireSome(ListElements.ofObject(list).stream()
                    .map(element::fromObject)
                    .toList()));
        }
        return List.copyOf(lists);
    }

    @Override
    public List<List<E>> fromJson(JsonElement json) {
        if (json instanceof JsonPrimitive primitive && primitive.isString()) {
            return fromText(primitive.getAsString());
        }
        if (!(json instanceof JsonArray array)) {
            throw new IllegalArgumentException("needs a list of lists, not " + Json.kind(json));
        }
        List<List<E>> lists = new ArrayList<>(array.size());
        array.forEach(list -> lists.add(requireSome(ListElements.ofJson(list, element))));
        return List.copyOf(lists);
    }

    private List<E> requireSome(List<E> list) {
        if (list.isEmpty()) {
            throw new IllegalArgumentException("needs a list of lists that each have an element");
        }
        return list;
    }

    @Override
    public JsonElement toJson(List<List<E>> value) {
        JsonArray lists = new JsonArray(value.size());
        for (List<E> list : value) {
            lists.add(ListElements.toJson(list, element));
        }
        return lists;
    }

    @Override
    public JsonObject schema() {
        JsonObject list = Json.arraySchema(element.schema());
        list.addProperty("minItems", 1);
        return Json.arraySchema(list);
    }

    @Override
    public List<List<E>> emptyValue() {
        return List.of();
    }

    @Override
    public List<LocalPath> localPaths(List<List<E>> value) {
        return value.stream().flatMap(each -> list.localPaths(each).stream()).toList();
    }

    @Override
    public long weight(List<List<E>> value) {
        long weight = 0;
        for (List<E> list : value) {
            for (E each : list) {
                weight += 8 + element.weight(each);
            }
        }
        return weight;
    }
}
