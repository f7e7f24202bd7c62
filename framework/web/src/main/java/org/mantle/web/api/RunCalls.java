package org.mantle.web.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import org.mantle.framework.Mantle;
import org.mantle.framework.describe.OutputTexts;
import org.mantle.framework.run.Outputs;
import org.mantle.web.http.Routes;
import org.mantle.web.http.WebProblem;
import org.mantle.web.http.WebReply;
import org.mantle.web.http.WebRequest;
import org.mantle.web.panel.HostFolders;

/** Starts, shows and cancels runs. */
final class RunCalls {

    private static final int MOST_ROWS = 500;
    private static final int LONGEST_TEXT = 100_000;

    private final Mantle mantle;
    private final RunStarter starter;
    private final RunBook runs;
    private final HostFolders folders;

    RunCalls(Mantle mantle, RunStarter starter, RunBook runs, HostFolders folders) {
        this.mantle = mantle;
        this.starter = starter;
        this.runs = runs;
        this.folders = folders;
    }

    void addTo(Routes routes) {
        routes.get("/api/runs", request -> WebReply.json(list()));
        routes.post("/api/runs", this::start);
        routes.get("/api/runs/{id}", request -> WebReply.json(show(runs.get(request.variable("id")))));
        routes.post("/api/runs/{id}/cancel", this::cancel);
        routes.get("/api/runs/{id}/report", this::report);
        routes.get("/api/runs/{id}/tables/{table}", this::table);
    }

    private JsonArray list() {
        JsonArray list = new JsonArray();
        runs.all().forEach(entry -> list.add(entry.toJson()));
        return list;
    }

    private WebReply start(WebRequest request) throws IOException {
        GivenInputs given = GivenInputs.of(mantle, FormCalls.body(request));
        RunEntry entry = starter.start(given.algorithm(), given.forRun());
        return WebReply.json(entry.toJson()).status(201);
    }

    private JsonObject show(RunEntry entry) {
        JsonObject json = entry.toJson();
        JsonArray log = new JsonArray();
        entry.log().lines().forEach(line -> log.add(line.toJson()));
        json.add("log", log);
        json.addProperty("dropped", entry.log().dropped());
        if (entry.outputs().isPresent()) {
            addOutputs(json, entry, entry.outputs().get());
        }
        return json;
    }

    private void addOutputs(JsonObject json, RunEntry entry, Outputs outputs) {
        OutputTexts texts = OutputTexts.of(entry.descriptor(), outputs);
        JsonArray fields = new JsonArray();
        JsonArray files = new JsonArray();
        texts.fields().forEach((name, text) -> {
            JsonObject field = new JsonObject();
            field.addProperty("name", name);
            boolean cut = text.length() > LONGEST_TEXT;
            field.addProperty("text", cut ? text.substring(0, LONGEST_TEXT) : text);
            field.addProperty("cut", cut);
            fields.add(field);
            addFile(files, name, text);
        });
        entry.written().forEach((name, path) -> addFile(files, name, path));
        json.add("outputs", fields);
        json.add("files", files);
        JsonArray tables = new JsonArray();
        texts.tables().forEach(table -> tables.add(shown(table)));
        json.add("tables", tables);
    }

    /** A text that is the path of a file which may be read is a file to show. */
    private void addFile(JsonArray files, String name, String text) {
        folders.findFile(text).ifPresent(file -> {
            JsonObject json = new JsonObject();
            json.addProperty("name", name);
            json.addProperty("path", file.toString());
            json.addProperty("picture", FileCalls.isPicture(file));
            files.add(json);
        });
    }

    private static JsonObject shown(OutputTexts.Table table) {
        JsonObject json = new JsonObject();
        JsonArray names = new JsonArray();
        table.names().forEach(names::add);
        json.add("names", names);
        JsonArray rows = new JsonArray();
        table.rows().stream().limit(MOST_ROWS).forEach(row -> {
            JsonArray cells = new JsonArray();
            row.forEach(cells::add);
            rows.add(cells);
        });
        json.add("rows", rows);
        json.addProperty("count", table.rows().size());
        return json;
    }

    private WebReply cancel(WebRequest request) {
        RunEntry entry = runs.get(request.variable("id"));
        entry.cancel();
        return WebReply.json(entry.toJson());
    }

    private WebReply report(WebRequest request) {
        RunEntry entry = ended(request);
        return WebReply.json(entry.report()).with("Content-Disposition", "attachment; filename=\"report.json\"");
    }

    private RunEntry ended(WebRequest request) {
        RunEntry entry = runs.get(request.variable("id"));
        if (!entry.hasEnded()) {
            throw WebProblem.of(
                    409, "run " + request.variable("id") + " is still under way; ask again when it has ended");
        }
        return entry;
    }

    private WebReply table(WebRequest request) {
        RunEntry entry = ended(request);
        List<OutputTexts.Table> tables = entry.outputs()
                .map(outputs -> OutputTexts.of(entry.descriptor(), outputs).tables())
                .orElse(List.of());
        try {
            OutputTexts.Table table = tables.get(Integer.parseInt(request.variable("table")));
            Csv csv = new Csv();
            csv.row(table.names());
            table.rows().forEach(csv::row);
            return csv.reply("table.csv");
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw WebProblem.of(404, "the run has no table \"" + request.variable("table") + "\"");
        }
    }
}
