package org.mantle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;

/** {@code list}, {@code search} and {@code describe}. */
final class ListingTests {

    private static JsonObject describe(String... arguments) {
        return JsonParser.parseString(new Shell().call(arguments).out()).getAsJsonObject();
    }

    private static List<String> names(String json) {
        JsonArray list = JsonParser.parseString(json).getAsJsonArray();
        return list.asList().stream()
                .map(entry -> entry.getAsJsonObject().get("name").getAsString() + " v"
                        + entry.getAsJsonObject().get("version").getAsInt())
                .toList();
    }

    @Test
    void listShowsEveryVersionInAlignedColumns() {
        Shell.Outcome outcome = new Shell().call("list");

        assertThat(outcome.exitCode()).isZero();
        List<String> lines = outcome.out().lines().toList();
        assertThat(lines.get(0)).isEqualTo("NAME     VERSION  CATEGORY           SUMMARY");
        assertThat(lines).contains("Sum      1        Arithmetic         Adds one to a number.");
        assertThat(lines).contains("Sum      2        Arithmetic\\Simple  Adds two numbers.");
    }

    @Test
    void listWrapsSummariesInANarrowWindowAndCutsNoName() {
        Shell.Outcome outcome = new Shell()
                .terminal(new Shell.Person(60))
                .environment("NO_COLOR", "1")
                .call("list", "--category", "remote");

        assertThat(outcome.out().lines())
                .contains(
                        "LogInTo  1        Remote    Takes a secret and tells how",
                        "                            long it is.")
                .allMatch(line -> line.length() <= 60);
    }

    @Test
    void aBrokenPluginIsAWarningOfOneLineOnStandardError() {
        Shell.Outcome outcome = new Shell().call("list", "--json");

        assertThat(outcome.err().lines().toList())
                .singleElement()
                .asString()
                .startsWith("warning: ")
                .contains("SampleAlgorithms$Broken", "it needs at least one category");
        assertThat(names(outcome.out())).doesNotContain("Broken v1");
    }

    @Test
    void whatIsWrongWithPluginsIsListedWithACodeForPrograms() {
        Shell.Outcome lines = new Shell().call("list", "--faults");
        assertThat(lines.exitCode()).isZero();
        assertThat(lines.out().lines().toList())
                .singleElement()
                .asString()
                .startsWith("invalidDeclaration: ")
                .contains("SampleAlgorithms$Broken", "it needs at least one category");

        JsonObject fault = JsonParser.parseString(
                        new Shell().call("list", "--faults", "--json").out())
                .getAsJsonArray()
                .get(0)
                .getAsJsonObject();
        assertThat(fault.keySet()).containsExactly("source", "code", "algorithm", "message");
        assertThat(fault.get("code").getAsString()).isEqualTo("invalidDeclaration");
        assertThat(fault.get("algorithm").getAsString()).isEqualTo("Broken");
    }

    @Test
    void aBrokenAlgorithmIsSaidToBeBrokenAndNotToBeMissing() {
        Shell.Outcome outcome = new Shell().call("run", "Broken");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("the algorithm \"Broken\" cannot be used: ", "it needs at least one category")
                .doesNotContain("mantle list");
    }

    @Test
    void aListThatIsEmptyBecauseAllThatShouldBeInItIsBrokenIsAFailure() {
        AlgorithmProvider broken = new AlgorithmProvider() {
            @Override
            public MethodHandles.Lookup lookup() {
                throw new IllegalStateException("a damaged installation");
            }

            @Override
            public List<Class<? extends Algorithm>> algorithms() {
                return List.of();
            }
        };
        Shell.Outcome outcome = new Shell()
                .mantle(() -> Mantle.builder().discover(false).provider(broken).build())
                .call("list");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("a damaged installation", "There are no algorithms");
        assertThat(new Shell()
                        .mantle(() -> Mantle.builder().discover(false).build())
                        .call("list")
                        .exitCode())
                .isZero();
    }

    @Test
    void listAsJsonHasTheContractedFields() {
        JsonArray list =
                JsonParser.parseString(new Shell().call("list", "--json").out()).getAsJsonArray();

        assertThat(list.get(6).toString())
                .isEqualTo("{\"name\":\"Sum\",\"version\":2,\"categories\":[\"Arithmetic\\\\Simple\"],"
                        + "\"summary\":\"Adds two numbers.\"}");
    }

    @Test
    void listOfACategoryHasAlsoWhatIsBelowIt() {
        assertThat(names(new Shell()
                        .call("list", "--category", "arithmetic", "--json")
                        .out()))
                .containsExactly("Sum v1", "Sum v2");
    }

    @Test
    void listLeavesHiddenCategoriesOutUnlessAllAreAskedFor() {
        Supplier<Mantle> hiding = () -> Mantle.builder()
                .discover(false)
                .provider(new SampleAlgorithms())
                .hiddenCategories("Remote")
                .build();

        assertThat(names(new Shell().mantle(hiding).call("list", "--json").out()))
                .contains("Sum v2")
                .doesNotContain("Jobs v1");
        assertThat(names(new Shell()
                        .mantle(hiding)
                        .call("list", "--all", "--json")
                        .out()))
                .contains("Sum v2", "Jobs v1");
        assertThat(names(new Shell()
                        .mantle(hiding)
                        .call("list", "--category", "remote", "--json")
                        .out()))
                .contains("Jobs v1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Arithmetics | did you mean Arithmetic?
            aritmetic\\simpel | did you mean Arithmetic\\Simple?
            Simpl | did you mean Arithmetic\\Simple?
        nope | the categories are Arithmetic, Arithmetic\\Simple, Remote\
        """)
    void listOfAnUnknownCategoryIsRefusedWithTheNearest(String wanted, String advice) {
        for (String form : List.of("--all", "--json", "--tools")) {
            Shell.Outcome outcome = new Shell().call("list", form, "--category", wanted);

            assertThat(outcome.exitCode()).isEqualTo(2);
            if (form.equals("--json")) {
                assertThat(outcome.json().keySet()).containsExactly("error");
            } else {
                assertThat(outcome.out()).isEmpty();
            }
            assertThat(outcome.err()).contains("mantle: there is no category \"" + wanted + "\"; " + advice);
        }
    }

    @Test
    void searchFindsByNameAliasAndPropertyWithSeveralWords() {
        assertThat(names(new Shell().call("search", "plus", "--json").out())).containsExactly("Sum v2");
        assertThat(names(new Shell().call("search", "remote", "jobs", "--json").out()))
                .containsExactly("Jobs v1");
        assertThat(names(new Shell().call("search", "Password", "--json").out()))
                .containsExactly("LogInTo v1");
    }

    @Test
    void searchSaysInJsonHowManyWordsFit() {
        JsonArray found = JsonParser.parseString(
                        new Shell().call("search", "plus", "neutrons", "--json").out())
                .getAsJsonArray();
        assertThat(found).hasSize(1);
        JsonObject sum = found.get(0).getAsJsonObject();
        assertThat(sum.keySet())
                .containsExactly("name", "version", "categories", "summary", "fittingWords", "askedWords");
        assertThat(sum.get("fittingWords").getAsInt()).isEqualTo(1);
        assertThat(sum.get("askedWords").getAsInt()).isEqualTo(2);
    }

    /** In 40 columns a list of algorithms or of runs is no table any more, and loses nothing; in a pipe a row is a line. */
    @Test
    void aRowIsABlockInANarrowWindowAndALineInAPipe() {
        List<String> narrow = new Shell()
                .terminal(new Shell.Person(40))
                .environment("NO_COLOR", "1")
                .call("list", "--category", "Arithmetic")
                .out()
                .lines()
                .toList();
        assertThat(narrow)
                .startsWith("NAME      Sum", "VERSION   1")
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(40));
        Shell piped = new Shell();
        assertThat(piped.call("list").out().lines()).allMatch(line -> line.matches("\\S+ +(\\d|VERSION).*"));
        Shell runs = new Shell().mantle(() -> {
            Mantle mantle = Shell.mantle();
            mantle.run("Sum", Map.of("Left", 1, "Right", 2, "Note", "a note of a certain length"));
            return mantle;
        });
        assertThat(runs.call("history").out().lines()).hasSize(2);
        assertThat(runs.terminal(new Shell.Person(40)).call("history").out().lines())
                .hasSizeGreaterThan(6)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(40 + "\u001b[1m\u001b[0m".length()));
    }

    @Test
    void searchThatFindsNothingSaysSo() {
        Shell.Outcome outcome = new Shell().call("search", "neutrons");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("Nothing fits \"neutrons\"");
        Shell.Outcome asJson = new Shell().call("search", "neutrons", "--json");
        assertThat(asJson.exitCode()).isEqualTo(1);
        assertThat(JsonParser.parseString(asJson.out()).getAsJsonArray()).isEmpty();
    }

    @Test
    void describeAsJsonHasTheContractedFields() {
        JsonObject json = describe("describe", "logINto", "--json");

        assertThat(json.keySet()).contains("name", "version", "aliases", "categories", "summary", "properties");
        JsonObject password = json.getAsJsonArray("properties").get(2).getAsJsonObject();
        assertThat(password.keySet())
                .contains(
                        "name",
                        "direction",
                        "type",
                        "default",
                        "mandatory",
                        "secret",
                        "allowedValues",
                        "documentation",
                        "schema");
        assertThat(password.get("secret").getAsBoolean()).isTrue();
        assertThat(json.getAsJsonArray("properties")
                        .get(0)
                        .getAsJsonObject()
                        .get("default")
                        .isJsonNull())
                .isTrue();
    }

    @Test
    void describeTakesAVersionAndAnAlias() {
        assertThat(describe("describe", "plus", "--json").get("version").getAsInt())
                .isEqualTo(2);
        assertThat(describe("describe", "Sum", "--version", "1", "--json")
                        .get("version")
                        .getAsInt())
                .isEqualTo(1);
    }

    @Test
    void describeForPeopleReadsLikeAManualPage() {
        String page = new Shell().call("describe", "LogInTo").out();

        assertThat(page)
                .startsWith("LogInTo, version 1\n    Takes a secret and tells how long it is.\n")
                .contains("    UserName  (string, mandatory)\n")
                .contains("    Action  (string)\n        What is done.\n        Default: LogIn\n"
                        + "        Allowed: LogIn, LogOut, Ping\n")
                .contains("    Password  (string, secret)\n        What only the user knows.\n"
                        + "        Needed when Action is LogIn, and counts only then\n")
                .contains("Output properties\n    Seen  (string)\n")
                .endsWith("Run it\n    mantle run LogInTo UserName=… [Property=Value …]\n");
    }

    @Test
    void describeForPeopleShowsAllThereIs() {
        assertThat(new Shell().call("describe", "Sum").out())
                .contains("\n\n    Fine points:\n    Right  (number)\n        The number that is added.\n"
                        + "        Also called: Addend\n        Unit: mm\n        Default: 1\n"
                        + "        Must be between -1000 and 1000\n")
                .contains("    See also: Jobs\n");
    }

    @Test
    void describeTellsOfLoops() {
        assertThat(new Shell().call("describe", "Warns").out())
                .contains("May also be a JSON list of such values; then there is one run for each");
    }

    @Test
    void describeAsJsonHasTheSchemasOfAWholeCall() {
        JsonObject json = describe("describe", "Sum", "--json");

        assertThat(json.getAsJsonObject("inputSchema")
                        .getAsJsonObject("properties")
                        .keySet())
                .containsExactly("Left", "Right", "Note");
        assertThat(json.getAsJsonObject("inputSchema").get("required").toString())
                .isEqualTo("[\"Left\"]");
        assertThat(json.getAsJsonObject("outputSchema")
                        .getAsJsonObject("properties")
                        .keySet())
                .containsExactly("Note", "Result");
    }

    @Test
    void listShowsTheToolsForAgents() {
        JsonObject json = describe("list", "--tools", "--category", "Arithmetic");

        assertThat(json.getAsJsonArray("tools").asList())
                .extracting(tool -> tool.getAsJsonObject().get("name").getAsString())
                .containsExactly("Sum_v1", "Sum");
        assertThat(json.getAsJsonArray("tools").get(1).getAsJsonObject().keySet())
                .containsExactly("name", "title", "description", "inputSchema", "outputSchema");
    }

    @Test
    void describeOfAnUnknownNameOffersTheNearest() {
        Shell.Outcome outcome = new Shell().call("describe", "Loginn");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("there is no algorithm \"Loginn\"; did you mean LogInTo?");
    }

    @Test
    void anUnknownNameThatIsLikeNoOtherPointsToTheList() {
        assertThat(new Shell().call("describe", "Neutrons").err())
                .endsWith("mantle: there is no algorithm \"Neutrons\"; list the algorithms to see which there are:"
                        + " mantle list\n");
        assertThat(new Shell().call("run", "Neutrons").err()).contains("which there are: mantle list\n");
    }

    @Test
    void aSearchForNothingIsWrongUsage() {
        Shell.Outcome outcome = new Shell().call("search", " ", "");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).isEqualTo("mantle: the text to search for is empty; give one or several words\n");
    }

    @Test
    void describeOfAnUnknownVersionTellsWhichThereAre() {
        Shell.Outcome outcome = new Shell().call("describe", "Sum", "--version", "3");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).endsWith("mantle: Sum has no version 3; there are versions 1, 2\n");
        assertThat(new Shell().call("run", "Jobs", "--version", "7").err())
                .contains("Jobs has no version 7; there is version 1\n");
    }

    @Test
    void titlesStandOutOnATerminalOnly() {
        Shell.Person person = new Shell.Person(80);

        assertThat(new Shell().terminal(person).call("list").out()).contains("\u001b[1mNAME");
        assertThat(new Shell()
                        .terminal(person)
                        .environment("NO_COLOR", "1")
                        .call("list")
                        .out())
                .doesNotContain("\u001b");
        assertThat(new Shell().call("list").out()).doesNotContain("\u001b");
    }
}
