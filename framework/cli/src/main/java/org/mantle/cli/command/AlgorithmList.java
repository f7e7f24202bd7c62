package org.mantle.cli.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import org.mantle.cli.text.Style;
import org.mantle.cli.text.TextTable;
import org.mantle.commons.json.JsonLists;
import org.mantle.framework.run.AlgorithmDescriptor;

/** Several algorithms, one in a row. */
final class AlgorithmList {

    private AlgorithmList() {}

    /** Returns the JSON that {@code list --json} prints; its fields are a contract. */
    static JsonArray json(List<AlgorithmDescriptor> algorithms) {
        JsonArray list = new JsonArray(algorithms.size());
        for (AlgorithmDescriptor algorithm : algorithms) {
            JsonObject entry = new JsonObject();
            entry.addProperty("name", algorithm.name());
            entry.addProperty("version", algorithm.version());
            entry.add("categories", JsonLists.ofTexts(algorithm.categories()));
            entry.addProperty("summary", algorithm.summary());
            list.add(entry);
        }
        return list;
    }

    /** Returns a table for people. */
    static String text(List<AlgorithmDescriptor> algorithms, int width, Style style) {
        TextTable table = new TextTable(List.of("NAME", "VERSION", "CATEGORY", "SUMMARY"));
        for (AlgorithmDescriptor algorithm : algorithms) {
            table.add(List.of(
                    algorithm.name(),
                    Integer.toString(algorithm.version()),
                    String.join(", ", algorithm.categories()),
                    algorithm.summary()));
        }
        return table.wrapped(width, style);
    }
}
