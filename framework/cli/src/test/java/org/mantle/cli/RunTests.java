package org.mantle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;

/** The ends of {@code run}, for people and in JSON. */
final class RunTests {

    private static void assertContract(JsonObject json) {
        assertThat(json.keySet())
                .contains("algorithm", "version", "status", "outputs", "problems", "error", "durationMillis", "log");
    }

    @Test
    void completesAndShowsOutputs() {
        Shell.Outcome outcome = new Shell().call("run", "Sum", "Left=3", "right=4.5", "Note=a = b");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEqualTo("Note    a = b\nResult  7.5\n");
        assertThat(outcome.err()).matches("Sum completed in \\d+\\.\\d s\n");
    }

    @Test
    void completesInJson() {
        Shell.Outcome outcome = new Shell().call("run", "plus", "Left=3", "--json");
        JsonObject json = outcome.json();

        assertContract(json);
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(json.get("algorithm").getAsString()).isEqualTo("Sum");
        assertThat(json.get("version").getAsInt()).isEqualTo(2);
        assertThat(json.get("status").getAsString()).isEqualTo("Completed");
        assertThat(json.getAsJsonObject("outputs").get("Result").getAsDouble()).isEqualTo(4.0);
        assertThat(json.getAsJsonArray("problems")).isEmpty();
        assertThat(json.get("error").isJsonNull()).isTrue();
        assertThat(json.get("durationMillis").getAsDouble()).isPositive().isLessThan(60_000);
    }

    @Test
    void showsWarningsAndHasTheLogInJson() {
        Shell.Outcome outcome = new Shell().call("run", "Warns", "--json");

        assertThat(outcome.err()).isEqualTo("warning: Warns #1: is \\u001b[31mslow\n    error: or not\n");
        assertThat(outcome.json().getAsJsonArray("log").asList())
                .extracting(line -> line.getAsJsonObject().get("level").getAsString() + " "
                        + line.getAsJsonObject().get("text").getAsString())
                .containsExactly("info begins", "warning is \u001b[31mslow\nerror: or not");
    }

    @Test
    void runsTheVersionThatIsAskedFor() {
        assertThat(new Shell()
                        .call("run", "Sum", "--version", "1", "--json")
                        .json()
                        .get("version")
                        .getAsInt())
                .isEqualTo(1);
    }

    @Test
    void tellsEveryProblemOfATierAtOnce() {
        Shell.Outcome outcome = new Shell().call("run", "LogInTo", "Pasword=mark-7d1", "Action=Pong");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().lines())
                .containsExactly(
                        "mantle: LogInTo was not run because of 3 problems:",
                        "  Pasword: there is no such property; did you mean Password?",
                        "  UserName: a value is needed",
                        "  Action: \"Pong\" is not allowed; it must be one of LogIn, LogOut, Ping; did you mean Ping?");
    }

    @Test
    void aMisspeltNameBringsNoProblemsThatItsCorrectionWouldEnd() {
        Shell.Outcome outcome = new Shell().call("run", "LogInTo", "UserNme=alice", "Acton=Ping");

        assertThat(outcome.err().lines())
                .containsExactly(
                        "mantle: LogInTo was not run because of 2 problems:",
                        "  UserNme: there is no such property; did you mean UserName?",
                        "  Acton: there is no such property; did you mean Action?");
    }

    @Test
    void tellsProblemsInJson() {
        Shell.Outcome outcome = new Shell().call("run", "LogInTo", "Action=Pong", "--json");
        JsonObject json = outcome.json();

        assertContract(json);
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(json.get("status").getAsString()).isEqualTo("Invalid");
        assertThat(json.getAsJsonArray("problems").get(1).toString())
                .isEqualTo("{\"property\":\"Action\",\"code\":\"notAllowed\","
                        + "\"message\":\"\\\"Pong\\\" is not allowed; it must be one of LogIn, LogOut, Ping; did you mean Ping?\","
                        + "\"allowed\":[\"LogIn\",\"LogOut\",\"Ping\"],\"nearest\":\"Ping\"}");
        assertThat(json.getAsJsonArray("problems")
                        .get(0)
                        .getAsJsonObject()
                        .get("nearest")
                        .isJsonNull())
                .isTrue();
        assertThat(json.getAsJsonObject("error").get("type").getAsString()).isEqualTo("InvalidPropertyException");
    }

    @Test
    void tellsAProblemThatTheAlgorithmFinds() {
        Shell.Outcome outcome = new Shell().call("run", "Sum", "Left=13");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("  Left: 13 brings bad luck; give another number\n");
    }

    @Test
    void failsWithTheMessageAndNoStackTrace() {
        Shell.Outcome outcome = new Shell().call("run", "Fails");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .isEqualTo("mantle: Fails v1 failed: the service at localhost does not answer; is it running?\n");
    }

    @Test
    void showsAStackTraceWhenAskedFor() {
        assertThat(new Shell()
                        .environment("MANTLE_DEBUG", "1")
                        .call("run", "Fails")
                        .err())
                .contains("java.io.IOException: the service", "org.mantle.cli.SampleAlgorithms$Fails.execute");
    }

    @Test
    void failsInJson() {
        Shell.Outcome outcome = new Shell().call("run", "Fails", "--json");
        JsonObject json = outcome.json();

        assertContract(json);
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(json.get("status").getAsString()).isEqualTo("Failed");
        assertThat(json.getAsJsonObject("error").toString())
                .isEqualTo("{\"type\":\"IOException\","
                        + "\"message\":\"the service at localhost does not answer; is it running?\"}");
    }

    @Test
    void anUnknownAlgorithmIsInvalidInJson() {
        Shell.Outcome outcome = new Shell().call("run", "Summ", "--version", "2", "--json");
        JsonObject json = outcome.json();

        assertContract(json);
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(json.get("algorithm").getAsString()).isEqualTo("Summ");
        assertThat(json.get("version").getAsInt()).isEqualTo(2);
        assertThat(json.get("status").getAsString()).isEqualTo("Invalid");
        assertThat(json.getAsJsonObject("error").get("type").getAsString()).isEqualTo("UnknownAlgorithmException");
        assertThat(json.getAsJsonObject("error").get("message").getAsString()).contains("did you mean Sum?");
    }
}
