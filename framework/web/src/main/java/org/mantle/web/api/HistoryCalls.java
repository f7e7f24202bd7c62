package org.mantle.web.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mantle.framework.Mantle;
import org.mantle.framework.Replay;
import org.mantle.framework.describe.InputTexts;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.export.HistoryExport;
import org.mantle.framework.form.RememberedInputs;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.run.UnknownAlgorithmException;
import org.mantle.web.http.Routes;
import org.mantle.web.http.WebProblem;
import org.mantle.web.http.WebReply;
import org.mantle.web.http.WebRequest;

/** Finds what ran, runs it again, and exports it. */
final class HistoryCalls {

    private static final int MOST_SHOWN = 500;
    private static final int LONGEST_INPUTS = 300;

    private final Mantle mantle;
    private final RunStarter starter;

    HistoryCalls(Mantle mantle, RunStarter starter) {
        this.mantle = mantle;
        this.starter = starter;
    }

    void addTo(Routes routes) {
        routes.get("/api/history", this::list);
        routes.get("/api/history/export", this::export);
        routes.get("/api/history/{id}", this::show);
        routes.post("/api/history/{id}/again", this::again);
    }

    /** Returns the records that were asked for, the oldest first. */
    private List<RunRecord> chosen(WebRequest request) {
        List<RunRecord> records = AlgorithmCalls.records(mantle);
        Set<String> ids = new HashSet<>(request.queryAll("id"));
        String[] words = request.query("text")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .strip()
                .split("\\s+", -1);
        Optional<Instant> from = day(request, "from", 0);
        Optional<Instant> until = day(request, "until", 1);
        List<RunRecord> chosen = new ArrayList<>();
        for (RunRecord record : records) {
            if ((ids.isEmpty() || ids.contains(record.id()))
                    && from.map(time -> !record.started().isBefore(time)).orElse(true)
                    && until.map(time -> record.started().isBefore(time)).orElse(true)
                    && fits(record, words)) {
                chosen.add(record);
            }
        }
        return chosen;
    }

    private boolean fits(RunRecord record, String... words) {
        if (words.length == 1 && words[0].isEmpty()) {
            return true;
        }
        String said = (record.algorithm()
                        + ' '
                        + record.state().word()
                        + ' '
                        + InputTexts.of(record, mantle.registry())
                        + ' '
                        + record.error().orElse(""))
                .toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (!said.contains(word)) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Instant> day(WebRequest request, String name, int later) {
        Optional<String> text = request.query(name).filter(given -> !given.isBlank());
        try {
            return text.map(day -> LocalDate.parse(day)
                    .plusDays(later)
                    .atStartOfDay(ZoneId.systemDefault())
                    .toInstant());
        } catch (DateTimeParseException e) {
            throw WebProblem.of(400, "\"" + text.orElse("") + "\" is no day; give one as in 2024-02-29");
        }
    }

    private WebReply list(WebRequest request) {
        List<RunRecord> chosen = chosen(request);
        JsonArray list = new JsonArray();
        for (int i = chosen.size() - 1; i >= Math.max(0, chosen.size() - MOST_SHOWN); i--) {
            list.add(summary(chosen.get(i)));
        }
        JsonObject json = new JsonObject();
        json.addProperty("count", chosen.size());
        json.add("records", list);
        JsonArray faults = new JsonArray();
        mantle.history().faults().forEach(faults::add);
        json.add("faults", faults);
        return WebReply.json(json);
    }

    private JsonObject summary(RunRecord record) {
        JsonObject json = new JsonObject();
        json.addProperty("id", record.id());
        json.addProperty("number", record.number());
        json.addProperty("algorithm", record.algorithm());
        json.addProperty("version", record.version());
        json.addProperty("state", record.state().word());
        json.addProperty("started", record.started().toString());
        json.addProperty("millis", record.duration().toMillis());
        json.addProperty("children", record.children().size());
        StringBuilder inputs = new StringBuilder();
        InputTexts.of(record, mantle.registry())
                .forEach((name, text) -> inputs.append(inputs.length() == 0 ? "" : "  ")
                        .append(name)
                        .append('=')
                        .append(text));
        inputs.setLength(Math.min(inputs.length(), LONGEST_INPUTS));
        json.addProperty("inputs", inputs.toString());
        record.error().ifPresent(error -> json.addProperty("error", error));
        return json;
    }

    private RunRecord record(WebRequest request) {
        String id = request.variable("id");
        return AlgorithmCalls.records(mantle).stream()
                .filter(record -> record.id().equals(id))
                .findFirst()
                .orElseThrow(() -> WebProblem.of(404, "the history has no such run, or has it no more"));
    }

    private WebReply show(WebRequest request) {
        RunRecord record = record(request);
        JsonObject json = summary(record);
        json.add("record", record.toJson());
        JsonObject texts = new JsonObject();
        InputTexts.of(record, mantle.registry()).forEach(texts::addProperty);
        json.add("inputTexts", texts);
        JsonObject values = new JsonObject();
        try {
            Map<String, JsonElement> kept =
                    RememberedInputs.ofRecord(record, mantle.registry().get(record.algorithm(), record.version()));
            kept.forEach(values::add);
            json.addProperty("runnable", true);
        } catch (UnknownAlgorithmException e) {
            json.addProperty("runnable", false);
        }
        json.add("values", values);
        JsonArray children = new JsonArray();
        record.children().forEach(child -> children.add(summary(child)));
        json.add("childRuns", children);
        return WebReply.json(json);
    }

    /** Runs again what ran, with the same inputs; secrets are given anew. */
    private WebReply again(WebRequest request) throws IOException {
        RunRecord record = record(request);
        JsonObject body = FormCalls.body(request);
        try {
            GivenInputs given = GivenInputs.of(mantle.registry().get(record.algorithm(), record.version()), body);
            Map<String, Object> changes = new LinkedHashMap<>(given.forRun());
            Replay replay = Replay.of(record, mantle.registry(), changes);
            return WebReply.json(starter.start(replay.algorithm(), replay.properties())
                            .toJson())
                    .status(201);
        } catch (InvalidPropertyException e) {
            throw WebProblem.of(e.problems());
        } catch (UnknownAlgorithmException e) {
            throw WebProblem.of(404, ProblemText.message(e));
        }
    }

    private WebReply export(WebRequest request) {
        List<RunRecord> chosen = chosen(request);
        HistoryExport export =
                HistoryExport.builder(mantle.registry()).times(true).build();
        String form = request.query("form").orElse("");
        return switch (form) {
            case "python" -> file(export.toPython(chosen), "mantle-history.py");
            case "shell" -> file(export.toShell(chosen), "mantle-history.sh");
            case "java" -> file(export.toJava(chosen), "MantleHistory.java");
            case "json" -> file(export.toJson(chosen).toString(), "mantle-history.json");
            case "provenance" -> file(export.toProvenance(chosen).toString(), "mantle-provenance.json");
            default ->
                throw WebProblem.of(
                        400, "there is no form \"" + form + "\"; give python, shell, java, json or provenance");
        };
    }

    private static WebReply file(String text, String name) {
        return WebReply.text(WebReply.TEXT, text).with("Content-Disposition", "attachment; filename=\"" + name + "\"");
    }
}
