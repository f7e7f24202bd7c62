package org.mantle.reconstruction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options, good and bad. */
class CommandLineTests {

    @TempDir
    private Path temp;

    private Ran run(String... args) {
        return Ran.run(temp, List.of(args));
    }

    @Test
    void helpGoesToStandardOutput() {
        Ran ran = run("--help");
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains(
                        "--output",
                        "--axis",
                        "--filter",
                        "--cutoff",
                        "--rows",
                        "--threads",
                        "--volume",
                        "--entry",
                        "Exit codes");
        assertThat(ran.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--flter ramp        | unknown option \"--flter\"; allowed are --output",
                "--filter gauss      | \"gauss\" is not allowed: give ramp, shepp-logan, hann",
                "--filter RAMP       | \"RAMP\" is not allowed",
                "--axis middle       | give a column such as 86.2, or auto",
                "--axis NaN          | give a column",
                "--rows 5-3          | all, one row",
                "--rows -3           | all, one row",
                "--rows 1,2          | all, one row",
                "--rows 99999999999  | all, one row",
                "--threads 0         | a whole number from 1 to 1024",
                "--threads two       | a whole number from 1 to 1024",
                "--volume hdf5       | give none or tiff",
                "--cutoff 0          | above 0 and at most 1",
                "--cutoff 1.5        | above 0 and at most 1",
                "--output            | --output needs a value",
                "--output=           | --output must not be empty",
                "second.nxs          | one NXtomo file is allowed, not 2",
            })
    void whatIsNotAllowedIsRefusedWithWhatIs(String options, String words) {
        String[] more = options.strip().split(" ");
        String[] args = new String[more.length + 1];
        args[0] = "scan.nxs";
        System.arraycopy(more, 0, args, 1, more.length);
        Ran ran = run(args);
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.err()).startsWith("error: ").contains(words.strip());
    }

    @Test
    void theInputIsNeeded() {
        Ran ran = run("--rows", "all");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("the scan to reconstruct is missing");
    }

    @Test
    void valuesMayFollowAnEqualsSignAndInputsADoubleDash() {
        String input = Ran.data("i13-24737-rows96-103.nxs").toString();
        Ran ran = run("--output=" + temp, "--rows=2", "--axis=auto", "--threads=1", "--", input);
        assertThat(ran.done().report().getAsJsonObject("slices").get("firstRow").getAsInt())
                .isEqualTo(2);
        assertThat(run("--output=" + temp, "--", input, "--rows").err()).contains("not 2");
    }

    @Test
    void theEntryMayBeNamed() {
        Ran ran = Ran.run(Ran.data("i13-24737-rows96-103.nxs"), temp, "--entry", "entry1/tomo_entry/", "--rows", "0");
        assertThat(ran.done().report().getAsJsonObject("input").get("entry").getAsString())
                .isEqualTo("/entry1/tomo_entry");
    }
}
