package org.mantle.gateway.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file in which a site defines its applications, and the commands that are made of them. */
class ApplicationsTests {

    private static final Application.Places PLACES = new Application.Places() {
        @Override
        public String real(String value, boolean mustBeThere) {
            if (mustBeThere && value.contains("missing")) {
                throw new IllegalArgumentException("there is no such file of yours: '" + value + "'");
            }
            return "/real" + value;
        }

        @Override
        public List<String> split(String value) {
            return value.isEmpty() ? List.of() : List.of(value.split(" "));
        }
    };

    @TempDir
    Path folder;

    private Applications read(String json) throws IOException {
        return Applications.read(Files.writeString(folder.resolve("applications.json"), json));
    }

    private static final String TOMO = """
            {
              "TOMO": {
                "documentation": "Reconstructs.",
                "command": ["/opt/tomo", "{INPUT_FILE}", "--axis={AXIS}", "--method", "{METHOD}", "{VERBOSE}",
                            "{OUT}/x_{AXIS}", "{{literal}}", "{INPUT_ARGS}"],
                "parameters": {
                  "AXIS": {"type": "number", "label": "Rotation axis", "unit": "px", "atLeast": 0, "below": 4096},
                  "METHOD": {"allowedValues": ["gridrec", "sirt"], "default": "gridrec"},
                  "VERBOSE": {"type": "boolean", "flag": "--verbose"},
                  "ITERATIONS": {"type": "integer", "atLeast": 1, "mandatory": true},
                  "OUT": {"type": "path"},
                  "NAME": {"matching": "[a-z]+", "matchingWords": "small letters"}
                },
                "resources": {"timeLimitMinutes": 90, "memoryMebibytes": 4096, "processors": 4, "partition": "gpu"},
                "environment": {"OMP_NUM_THREADS": "4", "ITERATIONS": "{ITERATIONS}", "NAME": "{NAME}"}
              }
            }""";

    @Test
    void makesAnArgumentListOfWhatIsGiven() throws IOException {
        Application tomo = read(TOMO).find("TOMO:template").orElseThrow();
        Application.Invocation invocation = tomo.invoke(
                Map.of(
                        "INPUT_FILE", "/work/scan.nxs",
                        "INPUT_ARGS", "a b",
                        "AXIS", "12.5",
                        "METHOD", "sirt",
                        "VERBOSE", "true",
                        "ITERATIONS", "7",
                        "OUT", "/work/out; rm -rf $HOME",
                        "JOB_NAME", "any"),
                CommonParameters.NAMES,
                PLACES);

        assertThat(invocation.command())
                .containsExactly(
                        "/opt/tomo",
                        "/real/work/scan.nxs",
                        "--axis=12.5",
                        "--method",
                        "sirt",
                        "--verbose",
                        "/real/work/out; rm -rf $HOME/x_12.5",
                        "{literal}",
                        "a",
                        "b");
        assertThat(invocation.environment())
                .containsExactlyInAnyOrderEntriesOf(Map.of("OMP_NUM_THREADS", "4", "ITERATIONS", "7"));
        assertThat(tomo.resources().timeLimit()).contains(Duration.ofMinutes(90));
        assertThat(tomo.resources().memoryMebibytes()).hasValue(4096);
        assertThat(tomo.resources().processors()).hasValue(4);
        assertThat(tomo.resources().partition()).contains("gpu");
    }

    @Test
    void leavesOutArgumentsWhosePlacesHaveNoValue() throws IOException {
        assertThat(read(TOMO)
                        .find("TOMO")
                        .orElseThrow()
                        .invoke(Map.of("INPUT_FILE", "/f", "ITERATIONS", "1", "VERBOSE", "false"), Set.of(), PLACES)
                        .command())
                .containsExactly("/opt/tomo", "/real/f", "--method", "gridrec", "{literal}");
    }

    @Test
    void saysAllThatIsWrongWithWhatAClientGives() throws IOException {
        Application tomo = read(TOMO).find("TOMO").orElseThrow();
        Map<String, String> given = Map.of(
                "INPUT_FILE", "/missing",
                "AXSI", "1",
                "AXIS", "4096",
                "METHOD", "fbp",
                "VERBOSE", "yes!",
                "NAME", "UPPER");

        assertThatThrownBy(() -> tomo.invoke(given, Set.of(), PLACES))
                .hasMessageContaining("Not all that was given to 'TOMO' is right")
                .hasMessageContaining("there is no parameter 'AXSI': did you mean AXIS?")
                .hasMessageContaining("AXIS: 4096 is not below 4096")
                .hasMessageContaining("METHOD: ")
                .hasMessageContaining("gridrec")
                .hasMessageContaining("VERBOSE: needs true or false")
                .hasMessageContaining("ITERATIONS: needs a value")
                .hasMessageContaining("NAME: ")
                .hasMessageContaining("small letters")
                .hasMessageContaining("INPUT_FILE: there is no such file of yours");
    }

    @ParameterizedTest
    @CsvSource({
        "ITERATIONS, 1.5, needs a whole number",
        "ITERATIONS, 0, 0 is not at least 1",
        "ITERATIONS, abc, needs a whole number",
        "AXIS, -1, -1 is not at least 0",
        "AXIS, NaN, AXIS:",
        "AXIS, 1e999, AXIS:"
    })
    void refusesNumbersOutOfBounds(String name, String value, String words) throws IOException {
        Application tomo = read(TOMO).find("TOMO").orElseThrow();

        assertThatThrownBy(() -> tomo.invoke(Map.of("INPUT_FILE", "/f", name, value), Set.of(), PLACES))
                .hasMessageContaining(words);
    }

    @Test
    void takesNoFurtherArgumentsWhereThereIsNoPlaceForThem() throws IOException {
        Application plain = read("{\"P\": {\"command\": [\"true\"]}}").find("P").orElseThrow();

        assertThatThrownBy(() -> plain.invoke(Map.of("INPUT_ARGS", "x"), Set.of(), PLACES))
                .hasMessageContaining("it takes no further arguments (INPUT_ARGS, in Mantle JobOptions): give none");
        // the runnable is what an application is chosen by
        assertThat(plain.invoke(Map.of("INPUT_FILE", "/f"), Set.of(), PLACES).command())
                .containsExactly("true");
    }

    @Test
    void findsApplicationsByTheirNames() throws IOException {
        Applications applications = read(TOMO);

        assertThat(applications.find("generic")).isEmpty();
        assertThat(applications.find(" TOMO ")).isPresent();
        assertThatThrownBy(() -> applications.find("TOMOO"))
                .hasMessage("There is no application 'TOMOO': did you mean TOMO?");
        assertThatThrownBy(() -> applications.find("x"))
                .hasMessage("There is no application 'x': there are TOMO, generic");
        assertThat(Applications.none().find("TOMOPY_0_0_3")).isEmpty();
    }

    @Test
    void tellsAllThatIsWrongInAFileAtOnce() {
        String json = """
                {
                  "generic": {},
                  "a b": {},
                  "list": [],
                  "A": {
                    "comand": ["x"],
                    "parameters": {
                      "1x": {},
                      "N": {"type": "float"},
                      "B": {"type": "integer", "atLeast": 1.5, "atmost": 3, "default": "4"},
                      "C": {"type": "boolean", "atLeast": 1, "allowedValues": [true]},
                      "D": {"matching": "[", "flag": "-d"},
                      "E": {"allowedValues": ["x"], "default": "y"},
                      "F": {"mandatory": "yes", "allowedValues": []},
                      "G": 5
                    },
                    "resources": {"timeLimitMinutes": 0, "processors": 1.5, "partition": "a b", "memory": 1},
                    "environment": {"HOME": "/x", "MANTLE_X": "1", "a-b": "c", "E": 5}
                  },
                  "B": {"command": ["{X}", "{", "{UNKNOWN}", "-{L}"], "parameters": {"L": {"type": "arguments"}, "X": {}, "U": {}}},
                  "C": {"command": ["bin/x"], "environment": [], "resources": 7, "documentation": 5}
                }""";

        assertThatThrownBy(() -> read(json))
                .isInstanceOf(InvalidApplicationsException.class)
                .hasMessageContaining("applications.json cannot be used:")
                .satisfies(e -> assertThat(
                                String.valueOf(e.getMessage()).lines().skip(1).map(String::strip))
                        .anyMatch(line -> line.startsWith("\"generic\": no application can be called so"))
                        .anyMatch(line -> line.startsWith("\"a b\": no application can be called so"))
                        .contains(
                                "list: needs an object",
                                "A.comand: there is no such field; did you mean command?",
                                "A.command: needs a list of texts: the program, and its arguments with places for"
                                        + " parameters",
                                "A.parameters.N.type: must be one of string, integer, number, boolean, file, path,"
                                        + " arguments, not \"float\"",
                                "A.parameters.B.atLeast: needs a whole number, not 1.5",
                                "A.parameters.B.atmost: there is no such field; did you mean atMost?",
                                "A.parameters.C.atLeast: is for numbers alone",
                                "A.parameters.C.allowedValues: is not for booleans",
                                "A.parameters.D.flag: is for booleans alone",
                                "A.parameters.F.mandatory: needs true or false",
                                "A.parameters.F.allowedValues: needs a list of values",
                                "A.parameters.G: needs an object",
                                "A.resources.timeLimitMinutes: needs a whole number from 1 to 5270400, not 0",
                                "A.resources.processors: needs a whole number from 1 to 2147483647, not 1.5",
                                "A.resources.partition: no partition can be called \"a b\"",
                                "A.environment.E: needs a text",
                                "B.command: there is no parameter UNKNOWN; declare it in parameters",
                                "B.command: {L} stands for several arguments; let it be one of the list alone",
                                "B.parameters.U: it has no place in command or environment; write {U} there",
                                "B.command: needs a program first, which no parameter changes, not \"{X}\"",
                                "C.command: needs a program by its absolute path, or by its name alone, not \"bin/x\"",
                                "C.environment: needs an object",
                                "C.resources: needs an object",
                                "C.documentation: needs a text")
                        .anyMatch(line -> line.startsWith("A.parameters.1x: no parameter can be called so"))
                        .anyMatch(line -> line.startsWith("A.parameters.B.default: needs a number, not \"4\"")
                                || line.startsWith("A.parameters.B.default: needs a"))
                        .anyMatch(line -> line.startsWith("A.parameters.D.matching: is no regular expression"))
                        .anyMatch(line -> line.startsWith("A.parameters.E.default: is not allowed: "))
                        .anyMatch(line -> line.startsWith("A.resources.memory: there is no such field"))
                        .anyMatch(line -> line.startsWith("A.environment.HOME: no definition can set this variable"))
                        .anyMatch(line -> line.startsWith("A.environment.MANTLE_X: no definition can set"))
                        .anyMatch(line -> line.startsWith("A.environment.a-b: no definition can set"))
                        .anyMatch(line -> line.startsWith("B.command: has a brace that is no place"))
                        .doesNotHaveDuplicates());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'{'; it is not JSON",
                "[]; needs an object that has each application by its name",
                "''; needs an object"
            })
    void refusesWhatIsNoSuchFile(String json, String words) {
        assertThatThrownBy(() -> read(json)).hasMessageContaining(words);
    }
}
