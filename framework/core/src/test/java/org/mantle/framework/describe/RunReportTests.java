package org.mantle.framework.describe;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.LogLine;

/** The JSON report of a run, field by field: a contract. */
class RunReportTests {

    private static final Property<Double> RESULT =
            Property.number("Result").output().build();

    private static final RunReport SUM =
            new RunReport("Sum", OptionalInt.of(2), Duration.ofNanos(1_234_567), List.of());

    private static void assertReport(JsonObject report, String expected) {
        assertThat(report).isEqualTo(JsonParser.parseString(expected));
    }

    @Test
    void aCompletedRunHasItsOutputsAndItsLog() {
        LogLine late = new LogLine(Instant.EPOCH, System.Logger.Level.WARNING, "Sum", "it is late");
        List<LogLine> log = new ArrayList<>(List.of(late));
        RunReport report = new RunReport("Sum", OptionalInt.of(2), Duration.ofMillis(2), log);
        log.clear();
        try (Mantle mantle =
                Declared.host(declaration -> declaration.properties(RESULT), run -> run.set(RESULT, 7.5))) {
            assertReport(report.completed(mantle.run("Scripted", Map.of())), """
                    {"algorithm": "Sum", "version": 2, "status": "Completed", "outputs": {"Result": 7.5}, "problems": [],
                     "error": null, "durationMillis": 2.0,
                     "log": [{"time": "1970-01-01T00:00:00Z", "level": "warning", "algorithm": "Sum", "text": "it is late"}]}""");
        }
    }

    @Test
    void aRefusedRunHasItsProblemsAndTheirLines() {
        Problem colour =
                new Problem("Colour", "notAllowed", "\"rde\" is wrong", List.of("red", "blue"), Optional.of("red"));
        Problem left = Problem.of("Left", Problem.MISSING, "a value is needed");

        assertReport(SUM.invalid("InvalidPropertyException", List.of(colour, left)), """
                {"algorithm": "Sum", "version": 2, "status": "Invalid", "outputs": {}, "problems": [
                   {"property": "Colour", "code": "notAllowed", "message": "\\"rde\\" is wrong",
                    "allowed": ["red", "blue"], "nearest": "red"},
                   {"property": "Left", "code": "missing", "message": "a value is needed", "allowed": [], "nearest": null}],
                 "error": {"type": "InvalidPropertyException",
                   "message": "Colour: \\"rde\\" is wrong; did you mean red?\\nLeft: a value is needed"},
                 "durationMillis": 1.235, "log": []}""");
    }

    @Test
    void aCallOfWhatIsNotThereHasNoVersion() {
        RunReport report = new RunReport("Summ", OptionalInt.empty(), Duration.ZERO, List.of());

        assertReport(report.refused("UnknownAlgorithmException", "there is no algorithm \"Summ\""), """
                {"algorithm": "Summ", "version": null, "status": "Invalid", "outputs": {}, "problems": [],
                 "error": {"type": "UnknownAlgorithmException", "message": "there is no algorithm \\"Summ\\""},
                 "durationMillis": 0.0, "log": []}""");
    }

    @Test
    void aFailedRunHasItsCauseAndACancelledOneSaysSo() {
        assertReport(SUM.failed(new IOException("the service does not answer")), """
                {"algorithm": "Sum", "version": 2, "status": "Failed", "outputs": {}, "problems": [],
                 "error": {"type": "IOException", "message": "the service does not answer"},
                 "durationMillis": 1.235, "log": []}""");
        assertThat(SUM.failed(new IllegalStateException())
                        .getAsJsonObject("error")
                        .get("message"))
                .hasToString("\"IllegalStateException\"");
        assertReport(SUM.cancelled(), """
                {"algorithm": "Sum", "version": 2, "status": "Cancelled", "outputs": {}, "problems": [],
                 "error": {"type": "AlgorithmCancelledException", "message": "Sum was cancelled"},
                 "durationMillis": 1.235, "log": []}""");
    }
}
