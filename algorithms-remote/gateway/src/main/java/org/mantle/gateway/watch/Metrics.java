package org.mantle.gateway.watch;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.function.DoubleSupplier;
import org.mantle.gateway.http.CallObserver;
import org.mantle.gateway.http.EndedCall;
import org.mantle.gateway.job.JobStatus;

/** A gateway's numbers, in the text format of Prometheus (version 0.0.4). Safe for use by several threads. */
public final class Metrics implements CallObserver {

    /** The media type of {@link #text}. */
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final String UNNAMED = "other";

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter calls = Counter.builder()
            .name("mantle_gateway_calls_total")
            .help("Calls that have ended, by operation, and by whether they were done, refused, failed or broken off")
            .labelNames("operation", "outcome")
            .register(registry);
    private final Histogram durations = Histogram.builder()
            .name("mantle_gateway_call_duration_seconds")
            .help("How long calls took, from their head to the end of their answer")
            .labelNames("operation")
            .classicOnly()
            .classicUpperBounds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600)
            .register(registry);
    private final Counter received = Counter.builder()
            .name("mantle_gateway_received_bytes_total")
            .help("Bytes of uploads and submissions that came")
            .register(registry);
    private final Counter sent = Counter.builder()
            .name("mantle_gateway_sent_bytes_total")
            .help("Bytes of answers")
            .register(registry);
    private final Counter ended = Counter.builder()
            .name("mantle_gateway_jobs_ended_total")
            .help("Jobs that have ended since the gateway started, by how they ended")
            .labelNames("stage")
            .register(registry);

    /** Creates the numbers of a gateway, with those of its process. */
    public Metrics() {
        gauge(
                "jvm_memory_used_bytes",
                "Memory of the heap in use",
                () -> ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        gauge(
                "jvm_threads_current",
                "Threads of the process",
                () -> ManagementFactory.getThreadMXBean().getThreadCount());
        gauge(
                "process_start_time_seconds",
                "When the process started, since 1970",
                () -> ManagementFactory.getRuntimeMXBean().getStartTime() / 1000.0);
    }

    /**
     * Adds a number that is asked for when the numbers are read.
     *
     * @param name by the rules of Prometheus
     */
    public void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    @Override
    public void ended(EndedCall call) {
        String operation = call.operation().isEmpty() ? UNNAMED : call.operation();
        calls.labelValues(operation, outcome(call)).inc();
        durations.labelValues(operation).observe(call.duration().toNanos() / 1e9);
        received.inc(call.received());
        sent.inc(call.sent());
    }

    private static String outcome(EndedCall call) {
        if (!call.whole()) {
            return "brokenOff";
        }
        if (call.status() >= 500) {
            return "failed";
        }
        return call.refusal().isPresent() || call.status() >= 400 ? "refused" : "done";
    }

    /** Counts a job whose status has changed, if it has ended. */
    public void changed(JobStatus status) {
        if (status.stage().ended()) {
            ended.labelValues(status.stage().name()).inc();
        }
    }

    /** Returns all numbers as they are now. */
    public String text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new PrometheusTextFormatWriter(false).write(out, registry.scrape());
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written", e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
