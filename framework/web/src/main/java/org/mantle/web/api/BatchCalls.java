package org.mantle.web.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.Mantle;
import org.mantle.framework.property.Direction;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.web.http.Routes;
import org.mantle.web.http.WebProblem;
import org.mantle.web.http.WebReply;
import org.mantle.web.http.WebRequest;

/** Checks, starts, shows and cancels many runs at once. */
final class BatchCalls {

    private static final int MOST_ROWS = 5_000;
    private static final int MOST_AT_A_TIME = 64;

    private final Mantle mantle;
    private final RunStarter starter;
    private final BatchBook batches;

    BatchCalls(Mantle mantle, RunStarter starter, BatchBook batches) {
        this.mantle = mantle;
        this.starter = starter;
        this.batches = batches;
    }

    void addTo(Routes routes) {
        routes.post("/api/batches/check", this::check);
        routes.post("/api/batches", this::start);
        routes.get("/api/batches/{id}", request -> WebReply.json(batch(request).toJson()));
        routes.post("/api/batches/{id}/cancel", this::cancel);
        routes.get("/api/batches/{id}/results.csv", this::csv);
        routes.get("/api/batches/{id}/results.json", this::reports);
    }

    private Batch batch(WebRequest request) {
        return batches.get(request.variable("id"));
    }

    private static List<GivenInputs> rows(AlgorithmDescriptor algorithm, JsonObject body) {
        List<GivenInputs> rows = new ArrayList<>();
        if (body.get("rows") instanceof JsonArray given) {
            for (JsonElement row : given) {
                if (!(row instanceof JsonObject inputs)) {
                    throw WebProblem.of(400, "a row is no JSON object; give {\"values\": {…}} for each");
                }
                rows.add(GivenInputs.of(algorithm, inputs));
            }
        }
        if (rows.isEmpty() || rows.size() > MOST_ROWS) {
            throw WebProblem.of(400, "the table has " + rows.size() + " rows; give 1 to " + MOST_ROWS);
        }
        return rows;
    }

    private WebReply check(WebRequest request) throws IOException {
        JsonObject body = FormCalls.body(request);
        JsonObject json = new JsonObject();
        json.add("rows", Batch.problems(starter, rows(GivenInputs.algorithm(mantle, body), body)));
        return WebReply.json(json);
    }

    /** Starts all rows or none: each is checked before the first begins. */
    private WebReply start(WebRequest request) throws IOException {
        JsonObject body = FormCalls.body(request);
        AlgorithmDescriptor algorithm = GivenInputs.algorithm(mantle, body);
        List<GivenInputs> rows = rows(algorithm, body);
        int atMost = atMost(body);
        JsonArray problems = Batch.problems(starter, rows);
        int refused = 0;
        for (JsonElement row : problems) {
            refused += row.getAsJsonArray().isEmpty() ? 0 : 1;
        }
        if (refused > 0) {
            WebProblem problem = WebProblem.of(
                    400, refused + (refused == 1 ? " row is" : " rows are") + " refused, so that none was begun");
            JsonObject json = problem.toJson();
            json.add("rows", problems);
            return WebReply.json(json).status(400);
        }
        return WebReply.json(batches.start(algorithm, rows, atMost).toJson()).status(201);
    }

    private static int atMost(JsonObject body) {
        if (body.get("atMost") instanceof JsonPrimitive number && number.isNumber()) {
            int atMost = number.getAsInt();
            if (atMost >= 1 && atMost <= MOST_AT_A_TIME) {
                return atMost;
            }
        }
        throw WebProblem.of(
                400, "\"atMost\" says how many runs may be under way at a time; give 1 to " + MOST_AT_A_TIME);
    }

    private WebReply cancel(WebRequest request) {
        Batch batch = batch(request);
        batch.cancel();
        return WebReply.json(batch.toJson());
    }

    private WebReply csv(WebRequest request) {
        Batch batch = batch(request);
        List<String> outputs = batch.algorithm().properties().stream()
                .filter(property -> property.direction() != Direction.INPUT)
                .map(Property::name)
                .toList();
        return batch.csv(outputs).reply("results.csv");
    }

    private WebReply reports(WebRequest request) {
        return WebReply.text(WebReply.JSON, JsonForm.PRETTY.text(batch(request).reports()) + "\n")
                .with("Content-Disposition", "attachment; filename=\"results.json\"");
    }
}
