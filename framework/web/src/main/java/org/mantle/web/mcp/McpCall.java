package org.mantle.web.mcp;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.LogLine;
import org.mantle.framework.run.ProgressReport;
import org.mantle.framework.run.RunEvent;

/** One call of a tool that is under way. Its events come one at a time. */
final class McpCall {

    private final JsonElement id;
    private final @Nullable JsonElement progressToken;
    private final McpMessages messages;
    private final McpLogLevel logLevel;
    private final Runnable whenOver;
    private final AtomicBoolean isCancelled = new AtomicBoolean();
    private double reported = -1;

    McpCall(
            JsonElement id,
            @Nullable JsonElement progressToken,
            McpMessages messages,
            McpLogLevel logLevel,
            Runnable whenOver) {
        this.id = id;
        this.progressToken = progressToken;
        this.messages = messages;
        this.logLevel = logLevel;
        this.whenOver = whenOver;
    }

    /** Notes that the agent waits for no answer any more. */
    void cancel() {
        isCancelled.set(true);
    }

    void tell(RunEvent event) {
        if (event instanceof RunEvent.Progressed progressed) {
            report(progressed.report());
        } else if (event instanceof RunEvent.Logged logged) {
            log(logged.line());
        } else if (event instanceof RunEvent.Ended) {
            whenOver.run();
            if (!isCancelled.get()) {
                messages.result(id, result(event));
            }
        }
    }

    /** Progress has to grow from report to report. */
    private void report(ProgressReport report) {
        double done = report.fraction().orElse(-1);
        if (progressToken == null || done <= reported || isCancelled.get()) {
            return;
        }
        reported = done;
        JsonObject parameters = new JsonObject();
        parameters.add("progressToken", progressToken);
        parameters.addProperty("progress", done);
        parameters.addProperty("total", 1.0);
        if (!report.message().isEmpty()) {
            parameters.addProperty("message", report.message());
        }
        messages.notification("notifications/progress", parameters);
    }

    private void log(LogLine line) {
        if (logLevel.includes(line.level())) {
            JsonObject parameters = new JsonObject();
            parameters.addProperty("level", McpLogLevel.word(line.level()));
            parameters.addProperty("logger", line.algorithm());
            parameters.addProperty("data", line.text());
            messages.notification("notifications/message", parameters);
        }
    }

    private static JsonObject result(RunEvent event) {
        if (event instanceof RunEvent.Finished finished) {
            JsonObject outputs = finished.outputs().toJson();
            JsonObject result = text(JsonForm.PRETTY.text(outputs), false);
            result.add("structuredContent", outputs);
            return result;
        }
        AlgorithmRun run = event.run();
        String name = run.descriptor().name();
        return event instanceof RunEvent.Failed failed
                ? text(name + " failed: " + failed.message(), true)
                : text(name + " was cancelled", true);
    }

    /** Returns a result for an agent to read. */
    static JsonObject text(String words, boolean isError) {
        JsonObject content = new JsonObject();
        content.addProperty("type", "text");
        content.addProperty("text", words);
        JsonArray contents = new JsonArray();
        contents.add(content);
        JsonObject result = new JsonObject();
        result.add("content", contents);
        result.addProperty("isError", isError);
        return result;
    }
}
