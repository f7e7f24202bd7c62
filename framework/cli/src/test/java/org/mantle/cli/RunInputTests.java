package org.mantle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the properties of {@code run} come from, and what can be wrong with their form. */
final class RunInputTests {

    @TempDir
    Path folder;

    @Test
    void takesPropertiesFromAFileAndFromArguments() throws IOException {
        Path file = Files.writeString(folder.resolve("sum.json"), "{\"Left\": 0.1, \"Note\": \"ä\\u0041\"}");

        Shell.Outcome outcome = new Shell().call("run", "Sum", "--properties", file.toString(), "Right=2");

        assertThat(outcome.out()).isEqualTo("Note    äA\nResult  2.1\n");
    }

    @Test
    void takesPropertiesFromStandardInput() {
        Shell.Outcome outcome = new Shell().input("{\"Left\": 1e2}").call("run", "Sum", "--properties", "-", "--json");

        assertThat(outcome.json().getAsJsonObject("outputs").get("Result").getAsDouble())
                .isEqualTo(101.0);
    }

    @Test
    void aListInAFileOfPropertiesRunsOnceForEachEntry() throws IOException {
        Path file = Files.writeString(folder.resolve("loop.json"), "{\"Number\": [1, 2, 3]}");
        Shell.Outcome outcome = new Shell().call("run", "Warns", "--properties", file.toString(), "--json");

        assertThat(outcome.json().getAsJsonObject("outputs").get("Twice")).hasToString("[2,4,6]");
        assertThat(new Shell()
                        .call("run", "Warns", "--properties", file.toString())
                        .out())
                .contains("2", "4", "6");
        Files.writeString(file, "{\"Number\": [1, \"x\"]}");
        assertThat(new Shell()
                        .call("run", "Warns", "--properties", file.toString())
                        .err())
                .contains("Number: entry 2: \"x\" is not allowed");
    }

    @Test
    void onePropertyGivenTwiceIsAProblemBesideTheOthers() {
        Shell.Outcome outcome = new Shell().call("run", "LogInTo", "Action=Ping", "ACTION=Ping", "Action=LogOut");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err().lines().skip(1))
                .containsExactly(
                        "  Action: it is given twice, as Action and ACTION; give it once",
                        "  Action: it is given twice; give it once",
                        "  UserName: a value is needed");
    }

    @Test
    void aPropertyInTheFileAndInTheArgumentsIsGivenTwice() {
        Shell.Outcome outcome =
                new Shell().input("{\"LEFT\": 1, \"Left\": 2}").call("run", "Sum", "--properties", "-", "left=3");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .contains(
                        "  Left: it is given twice, as LEFT and Left;",
                        "  Left: it is given twice, as LEFT in standard input and as left in the arguments;");
    }

    @Test
    void aPropertyInANamedFileAndInTheArgumentsIsToldWithBothPlaces() throws IOException {
        Path file = Files.writeString(folder.resolve("sum.json"), "{\"Left\": 1}");

        assertThat(new Shell()
                        .call("run", "Sum", "--properties", file.toString(), "Left=3")
                        .err())
                .contains("  Left: it is given twice, in \"" + file + "\" and in the arguments; give it once\n");
    }

    @Test
    void anArgumentWithoutAnEqualsSignIsWrongUsageAndIsNotQuoted() {
        Shell.Outcome outcome = new Shell().call("run", "LogInTo", "Password", "mark-7d1", "--json");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out() + outcome.err()).doesNotContain("mark-7d1");
        assertThat(outcome.err())
                .contains(
                        "  \"Password\" has no value; write Password=Value; put quotes around both",
                        "  argument 2 is not of the form Property=Value; put quotes around both");
        assertThat(outcome.json().getAsJsonArray("problems")).hasSize(2);
    }

    @Test
    void anObjectInTheFileIsNoText() {
        Shell.Outcome outcome = new Shell().input("{\"Left\": {\"a\": 1}}").call("run", "Sum", "--properties", "-");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("  Left: ");
    }

    @Test
    void brokenJsonIsRefusedWithItsPlace() {
        Shell.Outcome outcome =
                new Shell().input("{\"Left\": 1,\n \"Right\" 2}").call("run", "Sum", "--properties", "-", "--json");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("standard input: the text is no valid JSON", "line 2");
        assertThat(outcome.err()).doesNotContain("http", "Exception");
        assertThat(outcome.json().get("status").getAsString()).isEqualTo("Invalid");
    }

    @Test
    void brokenJsonInsideAValueIsRefusedWithItsPlace() {
        Shell.Outcome outcome = new Shell().input("{\"Left\":\n [1, tru]}").call("run", "Sum", "--properties", "-");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("standard input: the text is no valid JSON: look at line 2")
                .doesNotContain("http", "Exception", "JsonReader");
    }

    @Test
    void aTextThatEndsTooEarlyOrIsNoPropertyMapIsRefused() {
        assertThat(new Shell()
                        .input("{\"Left\": [1")
                        .call("run", "Sum", "--properties", "-")
                        .err())
                .contains("standard input: the text ends before its JSON object does");
        assertThat(new Shell()
                        .input("{\"Left\": 1")
                        .call("run", "Sum", "--properties", "-")
                        .err())
                .contains("standard input: the text ends before its JSON object does");
        assertThat(new Shell()
                        .input("[1]")
                        .call("run", "Sum", "--properties", "-")
                        .err())
                .contains("standard input: line 1 is no Name=Value: there is no = in it");
        assertThat(new Shell()
                        .input("{} {}")
                        .call("run", "Sum", "--properties", "-")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void aFileMayHoldNamesWithValuesLineByLine() {
        Shell.Outcome outcome =
                new Shell().input("# what to add\nLeft=1;Right= 2\n").call("run", "Sum", "--properties", "-", "--json");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.json().getAsJsonObject("outputs").get("Result").getAsDouble())
                .isEqualTo(3);
    }

    @Test
    void everyLineThatIsNoPropertyIsNamedAndNotQuoted() {
        Shell.Outcome outcome =
                new Shell().input("Left=1\nsesame\nLeft=2\n").call("run", "Sum", "--properties", "-", "Right=2");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("line 2 is no Name=Value", "Left: it is given more than once")
                .doesNotContain("sesame");
    }

    @Test
    void aPropertiesFileMayLieInTheHomeFolder() throws IOException {
        Files.writeString(folder.resolve("sum.json"), "{\"Left\": 1}");
        Shell.Outcome outcome =
                new Shell().environment("HOME", folder.toString()).call("run", "Sum", "--properties=~/sum.json");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }

    @Test
    void aMissingPropertiesFileIsRefused() {
        Shell.Outcome outcome = new Shell().call("run", "Sum", "--properties", "/nowhere/sum.json");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("there is no properties file \"/nowhere/sum.json\"");
    }
}
