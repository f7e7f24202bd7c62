package org.mantle.web.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.describe.OutputTexts;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.run.RunState;
import org.mantle.web.http.WebProblem;

/** Many runs of one algorithm, of which so many are under way at a time. Safe from many threads. */
final class Batch {

    private static final int LONGEST_CELL = 1_000;

    private final long id;
    private final AlgorithmDescriptor algorithm;
    private final int atMost;
    private final List<Row> rows = new ArrayList<>();
    private final Map<Long, Integer> underWay = new HashMap<>();
    private int next;
    private boolean cancelled;

    /** One run of the batch. Guarded by the batch. */
    private static final class Row {

        /** What is given to the run; nothing any more once it has begun, since there may be secrets in it. */
        private @Nullable GivenInputs given;

        private final Map<String, JsonElement> values;

        /** About how many bytes the values have. */
        private final long bytes;

        private @Nullable RunEntry run;
        private String state = "Waiting";
        private String error = "";

        Row(GivenInputs given) {
            this.given = given;
            values = given.values();
            bytes = values.values().stream()
                    .mapToLong(value -> 100 + 2L * value.toString().length())
                    .sum();
        }

        String text(String name) {
            JsonElement value = values.get(name);
            if (value == null) {
                return "";
            }
            return value.isJsonPrimitive() ? value.getAsString() : value.toString();
        }
    }

    Batch(long id, AlgorithmDescriptor algorithm, List<GivenInputs> given, int atMost) {
        this.id = id;
        this.algorithm = algorithm;
        this.atMost = atMost;
        given.forEach(inputs -> rows.add(new Row(inputs)));
    }

    long id() {
        return id;
    }

    /** Starts as many rows as may be under way. */
    synchronized void go(RunStarter starter) {
        while (underWay.size() < atMost && next < rows.size()) {
            int number = next++;
            Row row = rows.get(number);
            @Nullable GivenInputs given = row.given;
            row.given = null;
            if (cancelled || given == null) {
                row.state = RunState.CANCELLED.word();
                continue;
            }
            try {
                RunEntry run = starter.startOfMany(algorithm, given.forRun());
                row.run = run;
                underWay.put(run.id(), number);
                if (run.hasEnded()) {
                    underWay.remove(run.id());
                }
            } catch (WebProblem e) {
                // it was right when all were checked, and is not any more
                row.state = "Invalid";
                row.error = ProblemText.message(e);
            } catch (RuntimeException e) {
                // foreign code, such as an author's types: it must not keep the other rows from running
                row.state = "Invalid";
                row.error = ProblemText.message(e);
            }
        }
    }

    /** Returns whether a run that has ended was one of these, so that there is room for another. */
    synchronized boolean ended(long run) {
        return underWay.remove(run) != null;
    }

    synchronized boolean hasEnded() {
        return next >= rows.size() && underWay.isEmpty();
    }

    /** Returns about how many bytes are kept of what the rows gave, which outlives their runs. */
    synchronized long bytes() {
        long bytes = 0;
        for (Row row : rows) {
            RunEntry run = row.run;
            bytes += run == null ? 0 : run.bytes();
            bytes += row.bytes;
        }
        return bytes;
    }

    /** Lets no further row begin; what is under way goes on. */
    synchronized void stop() {
        cancelled = true;
        for (; next < rows.size(); next++) {
            rows.get(next).given = null;
            rows.get(next).state = RunState.CANCELLED.word();
        }
    }

    void cancel() {
        List<RunEntry> toCancel = new ArrayList<>();
        synchronized (this) {
            stop();
            for (int number : underWay.values()) {
                Optional.ofNullable(rows.get(number).run).ifPresent(toCancel::add);
            }
        }
        toCancel.forEach(run -> run.cancel());
    }

    synchronized JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("id", id);
        json.addProperty("algorithm", algorithm.name());
        json.addProperty("version", algorithm.version());
        json.addProperty("ended", hasEnded());
        JsonArray list = new JsonArray();
        rows.forEach(row -> list.add(json(row)));
        json.add("rows", list);
        return json;
    }

    private static JsonObject json(Row row) {
        JsonObject json = new JsonObject();
        RunEntry run = row.run;
        json.addProperty("state", run == null ? row.state : run.state().word());
        json.addProperty("error", run == null ? row.error : run.error().orElse(""));
        if (run == null) {
            return json;
        }
        json.addProperty("run", run.id());
        run.progress().fraction().ifPresent(fraction -> json.addProperty("fraction", fraction));
        JsonObject cells = new JsonObject();
        run.outputs()
                .ifPresent(outputs ->
                        texts(run, outputs).forEach((name, text) -> cells.addProperty(name, shortened(text))));
        json.add("outputs", cells);
        return json;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_CELL ? text : text.substring(0, LONGEST_CELL) + "…";
    }

    /** Returns the outputs as texts by name; a list in one cell. */
    private static Map<String, String> texts(RunEntry run, Outputs outputs) {
        OutputTexts texts = OutputTexts.of(run.descriptor(), outputs);
        Map<String, String> cells = new HashMap<>(texts.fields());
        for (OutputTexts.Table table : texts.tables()) {
            IntStream.range(0, table.names().size()).forEach(column -> {
                List<String> values =
                        table.rows().stream().map(row -> row.get(column)).toList();
                cells.put(table.names().get(column), String.join(",", values));
            });
        }
        return cells;
    }

    /** Returns the whole reports, in the order of the rows, with the inputs that were given but secrets; of rows that did not run, what is known. */
    synchronized JsonArray reports() {
        JsonArray reports = new JsonArray();
        for (Row row : rows) {
            RunEntry run = row.run;
            JsonObject report = run != null && run.hasEnded() ? run.report() : json(row);
            JsonObject inputs = new JsonObject();
            row.values.forEach(inputs::add);
            report.add("inputs", inputs);
            reports.add(report);
        }
        return reports;
    }

    /** Returns a table with a line for each row: its number, inputs, state, outputs and error. */
    synchronized Csv csv(List<String> outputs) {
        Csv csv = new Csv();
        Set<String> inputs = new LinkedHashSet<>();
        rows.forEach(row -> inputs.addAll(row.values.keySet()));
        List<String> head = new ArrayList<>(List.of("Row"));
        head.addAll(inputs);
        head.add("State");
        head.addAll(outputs);
        head.add("Error");
        csv.row(head);
        for (int number = 0; number < rows.size(); number++) {
            Row row = rows.get(number);
            RunEntry run = row.run;
            Map<String, String> texts = run == null
                    ? Map.of()
                    : run.outputs().map(given -> texts(run, given)).orElse(Map.of());
            List<String> cells = new ArrayList<>(List.of(Integer.toString(number + 1)));
            inputs.forEach(name -> cells.add(row.text(name)));
            cells.add(run == null ? row.state : run.state().word());
            outputs.forEach(name -> cells.add(texts.getOrDefault(name, "")));
            cells.add(run == null ? row.error : run.error().orElse(""));
            csv.row(cells);
        }
        return csv;
    }

    AlgorithmDescriptor algorithm() {
        return algorithm;
    }

    /** Returns the problems of each row, as JSON, in their order. */
    static JsonArray problems(RunStarter starter, List<GivenInputs> rows) {
        JsonArray problems = new JsonArray();
        rows.forEach(row -> problems.add(ProblemText.toJson(row.problems(starter))));
        return problems;
    }
}
