package org.mantle.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.Outputs;

/**
 * Shows outputs to people: lists of the same length side by side as a table, then single values by name, to which lists of one
 * element belong. A value that is shown already, under a name that differs only by a plural, is not repeated.
 */
final class OutputsText {

    private static final Pattern PLURAL = Pattern.compile("s(?=\\p{Upper}|$)");

    private OutputsText() {}

    static String of(AlgorithmDescriptor algorithm, Outputs outputs, int width, Style style) {
        Map<String, String> single = new LinkedHashMap<>();
        Set<List<String>> shown = new HashSet<>();
        Map<Integer, Map<String, List<?>>> listsByLength = new LinkedHashMap<>();
        outputs.asMap().forEach((name, value) -> {
            if (value instanceof List<?> list && list.size() != 1) {
                if (!list.isEmpty()) {
                    listsByLength
                            .computeIfAbsent(list.size(), unused -> new LinkedHashMap<>())
                            .put(name, list);
                }
                return;
            }
            String text = value instanceof List<?> list ? String.valueOf(list.get(0)) : text(algorithm, name, value);
            if (!text.isEmpty() && shown.add(List.of(PLURAL.matcher(name).replaceAll(""), text))) {
                single.put(name, text);
            }
        });
        List<String> blocks = new ArrayList<>();
        listsByLength.values().forEach(lists -> blocks.add(table(lists, width, style)));
        if (!single.isEmpty()) {
            blocks.add(fields(single, style));
        }
        return String.join("\n", blocks);
    }

    private static String text(AlgorithmDescriptor algorithm, String name, Object value) {
        return algorithm.property(name).map(property -> text(property, value)).orElse("");
    }

    @SuppressWarnings("unchecked") // an output's value is of its property's type
    private static <T> String text(Property<T> property, Object value) {
        boolean truth = property.type().equals(PropertyTypes.BOOLEAN);
        return truth
                ? value.toString()
                : property.type().toText((T) value); // a short text may lack what a reader needs
    }

    private static String fields(Map<String, String> values, Style style) {
        int nameWidth = values.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) -> TextTable.appendField(text, name, nameWidth, value, style));
        return text.toString();
    }

    private static String table(Map<String, List<?>> lists, int width, Style style) {
        TextTable table = new TextTable(List.copyOf(lists.keySet()));
        int rows = lists.values().iterator().next().size();
        for (int row = 0; row < rows; row++) {
            int place = row;
            table.add(lists.values().stream()
                    .map(list -> String.valueOf(list.get(place)))
                    .toList());
        }
        return table.columnsOrBlocks(width, style);
    }
}
