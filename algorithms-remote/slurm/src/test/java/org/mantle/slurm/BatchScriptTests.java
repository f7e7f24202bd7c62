package org.mantle.slurm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a shell of the system makes of batch scripts. */
class BatchScriptTests {

    @TempDir
    private Path folder;

    /** Runs a script as a node does. */
    private String output(String script) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("script"), script);
        Process process = new ProcessBuilder("/bin/sh", file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "",
                "two words",
                "it's",
                "$HOME `id` $(id) \\ \" * ? ~ ! # & | ; < >",
                "first\n#SBATCH --uid=0\nlast\n",
                "dos\r\nlines\r\n",
                "'\n'",
                "Größe\t\u00e4"
            })
    void anArgumentArrivesAsItIs(String argument) throws Exception {
        String script = BatchScript.of(List.of("/usr/bin/printf", "%s|", argument, "end"));

        assertThat(output(script)).isEqualTo(argument + "|end|");
        assertThat(script).doesNotContain("\r\n");
        assertThat(script.lines().skip(1)).noneMatch(line -> line.startsWith("#"));
    }

    @Test
    void theEnvironmentArrivesAsItIs() throws Exception {
        String script = BatchScript.of(
                List.of("/usr/bin/env", "sh", "-c", "printf %s \"$ONE\""), Map.of("ONE", "\n#SBATCH -t 1\n'$TWO'"));

        assertThat(output(script)).isEqualTo("\n#SBATCH -t 1\n'$TWO'");
    }

    @Test
    void aCommandStandsBeforeAllThatAnotherWrote() {
        assertThat(BatchScript.of(List.of("x"))).isEqualTo("#!/bin/sh\n:\nexec 'x'\n");
    }

    @Test
    void theScriptBecomesTheProgram() throws Exception {
        Path file =
                Files.writeString(folder.resolve("script"), BatchScript.of(List.of("/bin/sh", "-c", "kill -TERM $$")));
        Process process = new ProcessBuilder("/bin/sh", file.toString()).start();

        // 128 and the number of the signal, as Java tells what a signal ended
        assertThat(process.waitFor()).isEqualTo(143);
    }

    @Test
    void refusesWhatIsNoCommand() {
        List.of(List.<String>of(), List.of(""), List.of("-c", "x"), List.of("x", "a\0b"))
                .forEach(command ->
                        assertThatThrownBy(() -> BatchScript.of(command)).isInstanceOf(IllegalArgumentException.class));
        List.of("", "1A", "A-B", "A=B", "A\nB")
                .forEach(name -> assertThatThrownBy(() -> BatchScript.of(List.of("x"), Map.of(name, "v")))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("environment"));
    }
}
