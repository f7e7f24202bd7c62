package org.mantle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.type.PropertyType;

/** {@code run}: outcomes, inputs and their faults. */
final class RunTests {

    @TempDir
    Path folder;

    private static JsonObject json(Shell.Outcome outcome) {
        return JsonParser.parseString(outcome.out()).getAsJsonObject();
    }

    private static void assertContract(JsonObject json) {
        assertThat(json.keySet())
                .contains("algorithm", "version", "status", "outputs", "problems", "error", "durationMillis", "log");
    }

    static final class Compares extends Algorithm {
        private static final Property<Boolean> NEGATED =
                Property.bool("Negated").defaultValue(false).build();
        private static final Property<Boolean> EQUAL =
                Property.bool("Equal").output().build();
        private static final Property<String> LIMIT = Property.string("Limit").build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("Compares")
                    .categories("Tests")
                    .summary("Tells whether.")
                    .properties(NEGATED, LIMIT, EQUAL)
                    .visibleWhen(Condition.is(NEGATED, true), LIMIT);
        }

        @Override
        protected void execute(Context run) {
            run.set(EQUAL, !run.get(NEGATED));
        }
    }

    /** A row of spectra, of which people are shown the ends. */
    record Spectra(long first, long last) {}

    /** Its text has every spectrum. */
    static final class SpectraType implements PropertyType<Spectra> {
        @Override
        public String word() {
            return "spectra";
        }

        @Override
        public Spectra fromText(String text) {
            List<Long> numbers = PropertyTypes.LONG_LIST.fromText(text);
            return new Spectra(numbers.get(0), numbers.get(numbers.size() - 1));
        }

        @Override
        public String toText(Spectra value) {
            return LongStream.rangeClosed(value.first(), value.last())
                    .mapToObj(String::valueOf)
                    .collect(Collectors.joining(","));
        }

        @Override
        public String toShortText(Spectra value, int longest) {
            return value.first() + "-" + value.last();
        }

        @Override
        public Spectra fromObject(Object value) {
            return (Spectra) value;
        }

        @Override
        public JsonObject schema() {
            return new JsonObject();
        }
    }

    static final class Numbers extends Algorithm {
        private static final Property<List<Integer>> INTEGERS =
                Property.integerList("Integers").output().build();
        private static final Property<List<Long>> LONGS =
                Property.of("Longs", PropertyTypes.LONG_LIST).output().build();
        private static final Property<Spectra> SPECTRA =
                Property.of("Spectra", new SpectraType()).output().build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("Numbers")
                    .categories("Tests")
                    .summary("Gives numbers.")
                    .properties(INTEGERS, LONGS, SPECTRA);
        }

        @Override
        protected void execute(Context run) {
            run.set(INTEGERS, List.of(1, 2, 3));
            run.set(LONGS, List.of(7L, 8L));
            run.set(SPECTRA, new Spectra(4, 6));
        }
    }

    @Test
    void numbersAreShownEachAndNotAsRanges() {
        assertThat(new Shell().mantle(RunTests::ofTest).call("run", "Numbers").out())
                .isEqualTo("Integers\n1\n2\n3\n\nLongs\n7\n8\n\nSpectra  4,5,6\n");
    }

    private static Mantle ofTest() {
        return Mantle.builder()
                .discover(false)
                .provider(new AlgorithmProvider() {
                    @Override
                    public MethodHandles.Lookup lookup() {
                        return MethodHandles.lookup();
                    }

                    @Override
                    public List<Class<? extends Algorithm>> algorithms() {
                        return List.of(Compares.class, Numbers.class);
                    }
                })
                .build();
    }

    @Test
    void truthValuesAreWordsForPeople() {
        Shell shell = new Shell().mantle(RunTests::ofTest);

        assertThat(shell.call("run", "Compares").out()).isEqualTo("Equal  true\n");
        assertThat(shell.call("run", "Compares", "Negated=true").out()).isEqualTo("Equal  false\n");
        assertThat(shell.call("run", "Compares", "Negated=1").out()).isEqualTo("Equal  false\n");
        assertThat(shell.call("describe", "Compares").out())
                .contains("Default: false", "Counts only when Negated is true");
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
        JsonObject json = json(outcome);

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

        assertThat(outcome.err()).isEqualTo("warning: Warns #1: is \\u001b[31mslow\n");
        assertThat(json(outcome).getAsJsonArray("log").asList())
                .extracting(line -> line.getAsJsonObject().get("level").getAsString() + " "
                        + line.getAsJsonObject().get("text").getAsString())
                .containsExactly("info begins", "warning is \u001b[31mslow");
    }

    @Test
    void aListInAFileOfPropertiesRunsOnceForEachEntry() throws IOException {
        Path file = Files.writeString(folder.resolve("loop.json"), "{\"Number\": [1, 2, 3]}");
        Shell.Outcome outcome = new Shell().call("run", "Warns", "--properties", file.toString(), "--json");

        assertThat(json(outcome).getAsJsonObject("outputs").get("Twice")).hasToString("[2,4,6]");
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
    void listsOfTheSameLengthAreATable() {
        Shell.Outcome outcome = new Shell().call("run", "Jobs");

        assertThat(outcome.out()).isEqualTo("""
                        JobIds  JobStates
                        7       Running
                        12      Done\\u001b[31m

                        Files
                        a.tif
                        b.tif
                        c.tif

                        Count  2
                        """);
    }

    @Test
    void aTableOfOneRowIsShownAsValuesAndNoneTwice() {
        assertThat(new Shell().call("run", "OneJob").out()).isEqualTo("""
                        JobsID      7
                        JobsNames   tooth
                        JobsStatus  Running
                        JobState    Running
                        JobCommand  run tooth
                        """);
    }

    @Test
    void aRunWithNothingToShowEndsWithItsLastMessage() {
        Shell.Outcome outcome = new Shell().call("run", "Sends");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).matches("Sent a\\.nxs \\(3 bytes\\)\nSends completed in \\d+\\.\\d s\n");
        assertThat(new Shell().call("run", "Sends", "--json").err()).isEmpty();
    }

    @Test
    void aRunWhoseOutputsAreAllEmptySaysSo() {
        Shell.Outcome outcome = new Shell().call("run", "LogInTo", "UserName=ann", "Action=Ping");

        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).matches("LogInTo completed in \\d+\\.\\d s; all outputs are empty\n");
    }

    @Test
    void aTableThatIsTooWideIsShownInBlocks() {
        Shell.Outcome outcome = new Shell()
                .terminal(new Shell.Person(20))
                .environment("NO_COLOR", "1")
                .call("run", "Jobs");

        assertThat(outcome.out()).contains("JobIds     7\nJobStates  Running\n\nJobIds     12\n");
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
        JsonObject json = json(outcome);

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
                .isEqualTo("mantle: Fails failed: the service at localhost does not answer; is it running?\n");
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
        JsonObject json = json(outcome);

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
        JsonObject json = json(outcome);

        assertContract(json);
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(json.get("algorithm").getAsString()).isEqualTo("Summ");
        assertThat(json.get("version").getAsInt()).isEqualTo(2);
        assertThat(json.get("status").getAsString()).isEqualTo("Invalid");
        assertThat(json.getAsJsonObject("error").get("type").getAsString()).isEqualTo("UnknownAlgorithmException");
        assertThat(json.getAsJsonObject("error").get("message").getAsString()).contains("did you mean Sum?");
    }

    @Test
    void runsTheVersionThatIsAskedFor() {
        assertThat(json(new Shell().call("run", "Sum", "--version", "1", "--json"))
                        .get("version")
                        .getAsInt())
                .isEqualTo(1);
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
    void anArgumentWithoutAnEqualsSignIsWrongUsageAndIsNotQuoted() {
        Shell.Outcome outcome = new Shell().call("run", "LogInTo", "Password", "mark-7d1", "--json");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out() + outcome.err()).doesNotContain("mark-7d1");
        assertThat(outcome.err())
                .contains(
                        "  \"Password\" has no value; write Property=Value",
                        "  argument 2 is no property with its value");
        assertThat(json(outcome).getAsJsonArray("problems")).hasSize(2);
    }

    @Test
    void takesPropertiesFromAFileAndFromArguments() throws IOException {
        Path file = Files.writeString(folder.resolve("sum.json"), "{\"Left\": 0.1, \"Note\": \"ä\\u0041\"}");

        Shell.Outcome outcome = new Shell().call("run", "Sum", "--properties", file.toString(), "Right=2");

        assertThat(outcome.out()).isEqualTo("Note    äA\nResult  2.1\n");
    }

    @Test
    void takesPropertiesFromStandardInput() {
        Shell.Outcome outcome = new Shell().input("{\"Left\": 1e2}").call("run", "Sum", "--properties", "-", "--json");

        assertThat(json(outcome).getAsJsonObject("outputs").get("Result").getAsDouble())
                .isEqualTo(101.0);
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
        assertThat(json(outcome).get("status").getAsString()).isEqualTo("Invalid");
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
        assertThat(json(outcome).getAsJsonObject("outputs").get("Result").getAsDouble())
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
    void aMissingPropertiesFileIsRefused() {
        Shell.Outcome outcome = new Shell().call("run", "Sum", "--properties", "/nowhere/sum.json");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("there is no properties file \"/nowhere/sum.json\"");
    }
}
