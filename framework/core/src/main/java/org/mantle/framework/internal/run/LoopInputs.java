package org.mantle.framework.internal.run;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.compiled.Slot;
import org.mantle.framework.internal.text.Json;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.validators.value.PrimitiveList;

/** What a caller gave, where some of it are lists of which each entry is to have a run of its own. */
final class LoopInputs {

    private final Map<String, ?> given;
    private final Map<String, List<?>> lists;

    private LoopInputs(Map<String, ?> given, Map<String, List<?>> lists) {
        this.given = given;
        this.lists = lists;
    }

    /** Returns what was given if there is anything to loop over, or {@code null}. */
    static @Nullable LoopInputs of(CompiledAlgorithm descriptor, Map<String, ?> given) {
        Map<String, List<?>> lists = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            Slot slot = descriptor.slotOrNull(name);
            if (slot != null && value != null && descriptor.loops().contains(slot.property())) {
                List<?> entries = entriesOrNull(slot.property(), value);
                if (entries != null) {
                    lists.put(name, entries);
                }
            }
        });
        return lists.isEmpty() ? null : new LoopInputs(given, lists);
    }

    /** Returns the entries of a value that is a list where the property takes less than that, or {@code null}. */
    static @Nullable List<?> entriesOrNull(Property<?> property, Object value) {
        return isDeeper(value, Json.arrayDepth(property.type().schema())) ? listOrNull(value) : null;
    }

    private static @Nullable List<?> listOrNull(@Nullable Object value) {
        if (value instanceof JsonArray array) {
            return array.asList();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        return value instanceof Object[] array ? Arrays.asList(array) : PrimitiveList.ofObject(value);
    }

    /** Returns whether lists are nested deeper in a value than to a depth; looks no deeper, since a list may hold itself. */
    private static boolean isDeeper(@Nullable Object value, int depth) {
        @Nullable List<?> list = listOrNull(value);
        if (list == null || depth == 0 || list instanceof PrimitiveList) {
            return list != null && depth == 0;
        }
        for (@Nullable Object each : list) {
            if (isDeeper(each, depth - 1)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a name, as given, is looped over. */
    boolean isLooped(String name) {
        return lists.containsKey(name);
    }

    /** Returns what the caller gave. */
    Map<String, ?> given() {
        return given;
    }

    /** Returns how many entries the longest list has. */
    int entries() {
        int most = 0;
        for (List<?> list : lists.values()) {
            most = Math.max(most, list.size());
        }
        return most;
    }

    /** Returns whether a property has a value for the entry at a place, which begins with 0; others have none to be wrong. */
    boolean has(CompiledAlgorithm descriptor, String property, int place) {
        Slot slot = descriptor.slotOrNull(property);
        for (Map.Entry<String, List<?>> list : lists.entrySet()) {
            if (place >= list.getValue().size() && slot != null && slot.equals(descriptor.slotOrNull(list.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /** Returns what is given to the run of one entry, whose place begins with 0. */
    Map<String, @Nullable Object> entry(int place) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>(given);
        lists.forEach((name, list) -> {
            @Nullable Object value = place < list.size() ? list.get(place) : null;
            entry.put(name, value instanceof JsonNull ? null : value);
        });
        return Collections.unmodifiableMap(entry);
    }

    /** Returns what is wrong with the lengths of the lists. */
    List<Problem> problems(CompiledAlgorithm descriptor) {
        List<Problem> problems = new ArrayList<>();
        int most = entries();
        @Nullable String longest = null;
        for (Map.Entry<String, List<?>> list : lists.entrySet()) {
            if (longest == null && list.getValue().size() == most) {
                longest = descriptor.requireSlot(list.getKey()).property().name();
            }
        }
        for (Map.Entry<String, List<?>> list : lists.entrySet()) {
            String name = descriptor.requireSlot(list.getKey()).property().name();
            int size = list.getValue().size();
            if (size == 0) {
                problems.add(Problem.of(
                        name,
                        Problem.LOOP,
                        "it is a list without entries; give one value, or a list with at least one"));
            } else if (size != most) {
                problems.add(Problem.of(
                        name,
                        Problem.LOOP,
                        "it has " + size + (size == 1 ? " entry and " : " entries and ") + longest + " has " + most
                                + "; lists must have the same number of entries, or be one value"));
            }
        }
        return problems;
    }
}
