package org.mantle.framework.describe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.Outputs;
import org.mantle.validators.value.NumberText;
import org.mantle.validators.value.PrimitiveList;

/**
 * Outputs as texts for people: lists of the same length side by side as a table, and single values by name.
 *
 * <p>A list of one element is a single value. An empty list or text is left out, and so is a single value that is there already
 * under a name that differs only by a plural. The texts are whole, and not yet {@linkplain PrintableText printable}. Immutable.
 *
 * @param tables the tables, in order of declaration of their first columns
 * @param fields the single values by name, in order of declaration
 * @since 0.1.0
 */
public record OutputTexts(List<Table> tables, Map<String, String> fields) {

    private static final Pattern PLURAL = Pattern.compile("s(?=\\p{Upper}|$)");

    /**
     * Lists of the same length, side by side.
     *
     * @param names the names of the outputs, one for each column
     * @param rows the rows, each with a text for each column
     */
    public record Table(List<String> names, List<List<String>> rows) {
        public Table {
            names = List.copyOf(names);
            rows = List.copyOf(rows);
        }
    }

    public OutputTexts {
        tables = List.copyOf(tables);
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /**
     * Returns the texts of what a run gave.
     *
     * @param algorithm the descriptor of that run, which knows whether the run was looped
     */
    public static OutputTexts of(AlgorithmDescriptor algorithm, Outputs outputs) {
        Map<String, String> fields = new LinkedHashMap<>();
        Set<List<String>> shown = new HashSet<>();
        Map<Integer, Map<String, List<?>>> listsByLength = new LinkedHashMap<>();
        outputs.asMap().forEach((name, given) -> {
            @Nullable List<?> array = PrimitiveList.ofObject(given);
            Object value = array == null ? given : array;
            if (value instanceof List<?> list && list.size() != 1) {
                if (!list.isEmpty()) {
                    listsByLength
                            .computeIfAbsent(list.size(), unused -> new LinkedHashMap<>())
                            .put(name, list);
                }
                return;
            }
            String text = value instanceof List<?> list ? NumberText.shown(list.get(0)) : text(algorithm, name, value);
            if (!text.isEmpty() && shown.add(List.of(PLURAL.matcher(name).replaceAll(""), text))) {
                fields.put(name, text);
            }
        });
        return new OutputTexts(
                listsByLength.values().stream().map(OutputTexts::table).toList(), fields);
    }

    private static String text(AlgorithmDescriptor algorithm, String name, Object value) {
        return algorithm.property(name).map(property -> text(property, value)).orElse("");
    }

    // an output's value is of its property's type
    @SuppressWarnings("unchecked")
    private static <T> String text(Property<T> property, Object value) {
        boolean truth = property.type().equals(PropertyTypes.BOOLEAN);
        // not the short text, which may lack what a reader needs
        return truth || value instanceof Number
                ? NumberText.shown(value)
                : property.type().toText((T) value);
    }

    private static Table table(Map<String, List<?>> lists) {
        int count = lists.values().iterator().next().size();
        List<List<String>> rows = new ArrayList<>(count);
        for (int row = 0; row < count; row++) {
            List<String> cells = new ArrayList<>(lists.size());
            for (List<?> list : lists.values()) {
                cells.add(NumberText.shown(list.get(row)));
            }
            rows.add(List.copyOf(cells));
        }
        return new Table(List.copyOf(lists.keySet()), rows);
    }

    /** Returns whether there is nothing to show. */
    public boolean isEmpty() {
        return tables.isEmpty() && fields.isEmpty();
    }
}
