package org.mantle.framework.internal.compiled;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.internal.text.Json;
import org.mantle.framework.internal.type.HostStorage;
import org.mantle.framework.internal.type.ListElements;
import org.mantle.framework.internal.type.LocatedType;
import org.mantle.framework.type.PropertyType;

/**
 * The type of what a looped run has in place of one value: a list with one value, or {@code null} for none, for each entry.
 *
 * <p>Nobody gives such a value from outside: it is made of values that were checked one by one.
 */
public final class LoopedType<T> implements PropertyType<List<@Nullable T>>, LocatedType<List<@Nullable T>> {

    private final PropertyType<T> entry;
    private final @Nullable LocatedType<T> names;

    // a type names something in its own values
    @SuppressWarnings("unchecked")
    public LoopedType(PropertyType<T> entry) {
        this.entry = entry;
        this.names = (LocatedType<T>) LocatedType.of(entry);
    }

    @Override
    public boolean nameSomething() {
        return names != null;
    }

    /** The entries were looked up one by one. */
    @Override
    public List<@Nullable T> located(List<@Nullable T> value, HostStorage storage) {
        return value;
    }

    @Override
    public String searched(List<@Nullable T> value, HostStorage storage) {
        return "";
    }

    @Override
    public boolean areObjects() {
        return names != null && names.areObjects();
    }

    @Override
    public boolean isChanged() {
        return names != null && names.isChanged();
    }

    @Override
    public List<@Nullable T> withoutObjects(List<@Nullable T> value) {
        LocatedType<T> ofEntry = names;
        List<@Nullable T> without = new ArrayList<>();
        for (@Nullable T each : value) {
            without.add(each == null || ofEntry == null ? each : ofEntry.withoutObjects(each));
        }
        return Collections.unmodifiableList(without);
    }

    @Override
    public boolean isNamed(List<@Nullable T> value) {
        LocatedType<T> ofEntry = names;
        for (@Nullable T each : value) {
            if (each != null && ofEntry != null && !ofEntry.isNamed(each)) {
                return false;
            }
        }
        return true;
    }

    /** Returns a list that does not change. */
    public static <T> List<@Nullable T> list(List<@Nullable T> entries) {
        return Collections.unmodifiableList(new ArrayList<>(entries));
    }

    /** Returns the text of a list whose entries are known to be of a type. */
    // the entries came out of the type
    @SuppressWarnings("unchecked")
    public static <T> String text(PropertyType<T> entry, Object entries) {
        return new LoopedType<>(entry).toText((List<@Nullable T>) entries);
    }

    @Override
    public String word() {
        return "list of " + entry.word();
    }

    @Override
    public List<@Nullable T> fromText(String text) {
        throw new IllegalArgumentException("needs a list");
    }

    @Override
    public String toText(List<@Nullable T> value) {
        return JsonForm.COMPACT.text(toJson(value));
    }

    @Override
    public List<@Nullable T> fromObject(Object value) {
        List<@Nullable T> values = new ArrayList<>();
        for (Object each : ListElements.ofObject(value)) {
            values.add(entry.fromObject(each));
        }
        return list(values);
    }

    @Override
    public List<@Nullable T> fromJson(JsonElement json) {
        if (!(json instanceof JsonArray array)) {
            throw new IllegalArgumentException("needs a list, not " + Json.kind(json));
        }
        List<@Nullable T> values = new ArrayList<>(array.size());
        for (JsonElement each : array) {
            values.add(each.isJsonNull() ? null : entry.fromJson(each));
        }
        return list(values);
    }

    @Override
    public JsonElement toJson(List<@Nullable T> value) {
        JsonArray array = new JsonArray(value.size());
        for (@Nullable T each : value) {
            boolean named = each == null || names == null || names.isNamed(each);
            array.add(each == null || !named ? JsonNull.INSTANCE : entry.toJson(each));
        }
        return array;
    }

    @Override
    public JsonObject schema() {
        return Json.arraySchema(entry.schema());
    }

    @Override
    public List<@Nullable T> copy(List<@Nullable T> value) {
        boolean same = true;
        List<@Nullable T> copies = new ArrayList<>(value.size());
        for (@Nullable T each : value) {
            @Nullable T copy = each == null ? null : entry.copy(each);
            copies.add(copy);
            same &= copy == each;
        }
        return same ? value : Collections.unmodifiableList(copies);
    }

    @Override
    public boolean isInMemoryOnly() {
        return entry.isInMemoryOnly();
    }

    @Override
    public long weight(List<@Nullable T> value) {
        long weight = 8L * value.size();
        for (@Nullable T each : value) {
            weight += each == null ? 0 : entry.weight(each);
        }
        return weight;
    }
}
