package org.mantle.gateway;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mantle.commons.json.JsonForm;
import org.mantle.gateway.http.CallsUnderWay;
import org.mantle.gateway.http.Exchange;

/**
 * What is logged while a gateway runs, as lines of JSON: one object a line, with its time, level, logger, thread and message, and as far as
 * they are known the call ({@code request}), its user, operation and target, the job, and the exception.
 *
 * <p>A program of its own makes a handler of {@code java.util.logging} that writes these lines, and gives the same object to the gateway that
 * it starts. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class GatewayLog {

    private static final Pattern JOB_THREAD = Pattern.compile("gateway-job-(\\d+(?:\\[\\d+])?)");
    private static final Pattern JOB_TARGET = Pattern.compile("(?:.*/)?([1-9]\\d*(?:\\[\\d+])?)");

    private final CallsUnderWay calls = new CallsUnderWay();

    /** Creates a log that knows of no call until it is given to a gateway. */
    public GatewayLog() {
        // calls come with the gateway
    }

    /** Returns what tells which call a thread works for. */
    CallsUnderWay calls() {
        return calls;
    }

    /**
     * Returns the line for a record, without its end; to be called by the thread that logs.
     *
     * @param record any record, also one of a library
     */
    public String line(LogRecord record) {
        JsonObject line = new JsonObject();
        line.addProperty(
                "time", record.getInstant().truncatedTo(ChronoUnit.MILLIS).toString());
        line.addProperty("level", level(record.getLevel()));
        line.addProperty("logger", String.valueOf(record.getLoggerName()));
        String thread = Thread.currentThread().getName();
        line.addProperty("thread", thread);
        line.addProperty("message", new SimpleFormatter().formatMessage(record));
        Optional<Exchange> call = calls.current();
        call.ifPresent(exchange -> {
            line.addProperty("request", exchange.number());
            add(line, "user", exchange.user());
            add(line, "address", exchange.remoteAddress());
            add(line, "operation", exchange.operation());
            add(line, "target", exchange.target());
        });
        Matcher ofThread = JOB_THREAD.matcher(thread);
        Matcher ofTarget = JOB_TARGET.matcher(call.map(Exchange::target).orElse(""));
        if (ofThread.matches()) {
            line.addProperty("job", ofThread.group(1));
        } else if (ofTarget.matches()) {
            line.addProperty("job", ofTarget.group(1));
        }
        if (record.getThrown() != null) {
            line.add("exception", exception(record.getThrown()));
        }
        return JsonForm.COMPACT.text(line);
    }

    private static void add(JsonObject line, String name, String value) {
        if (!value.isEmpty()) {
            line.addProperty(name, value);
        }
    }

    private static String level(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return "error";
        }
        if (value >= Level.WARNING.intValue()) {
            return "warning";
        }
        return value >= Level.INFO.intValue() ? "info" : "debug";
    }

    private static JsonObject exception(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        JsonObject exception = new JsonObject();
        exception.addProperty("type", thrown.getClass().getName());
        add(exception, "message", String.valueOf(thrown.getMessage()));
        exception.addProperty("trace", trace.toString());
        return exception;
    }
}
