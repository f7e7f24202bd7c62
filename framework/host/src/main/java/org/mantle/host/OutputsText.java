package org.mantle.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mantle.framework.AlgorithmDescriptor;
import org.mantle.framework.Outputs;
import org.mantle.framework.Property;

/** Shows outputs to people: single values by name, and lists of the same length side by side as a table. */
final class OutputsText {

    private OutputsText() {}

    static String of(AlgorithmDescriptor algorithm, Outputs outputs, int width, Style style) {
        Map<String, String> single = new LinkedHashMap<>();
        Map<Integer, Map<String, List<?>>> listsByLength = new LinkedHashMap<>();
        outputs.asMap().forEach((name, value) -> {
            if (value instanceof List<?> list) {
                if (!list.isEmpty()) {
                    listsByLength
                            .computeIfAbsent(list.size(), unused -> new LinkedHashMap<>())
                            .put(name, list);
                }
            } else if (!text(algorithm, name, value).isEmpty()) {
                single.put(name, text(algorithm, name, value));
            }
        });
        List<String> blocks = new ArrayList<>();
        if (!single.isEmpty()) {
            blocks.add(fields(single, style));
        }
        listsByLength.values().forEach(lists -> blocks.add(table(lists, width, style)));
        return String.join("\n", blocks);
    }

    private static String text(AlgorithmDescriptor algorithm, String name, Object value) {
        return algorithm.property(name).map(property -> text(property, value)).orElse("");
    }

    @SuppressWarnings("unchecked") // an output's value is of its property's type
    private static <T> String text(Property<T> property, Object value) {
        return property.type().toText((T) value);
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
