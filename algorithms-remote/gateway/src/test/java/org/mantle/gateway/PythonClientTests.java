package org.mantle.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mantle.commons.testing.Prerequisites;

/** Clients in Python that were written from the protocol reference, each in the style of one that is in use. */
class PythonClientTests extends RunningGateway {

    @BeforeAll
    static void needs() {
        Prerequisites.command("python3", "python3");
    }

    @ParameterizedTest
    @CsvSource({
        "ibm_style_client.py, all is as IBM's client needs it",
        "mantid_style_client.py, all is as Mantid needs it"
    })
    void findsEverythingAsItNeedsIt(String script, String words, @TempDir Path folder) throws Exception {
        Path program = folder.resolve(script);
        try (InputStream source = PythonClientTests.class.getResourceAsStream(script)) {
            Files.copy(source, program);
        }
        Path output = folder.resolve("client.log");
        Process client = new ProcessBuilder(
                        "python3",
                        "-B",
                        program.toString(),
                        gateway.url().toString(),
                        "fed",
                        "secret",
                        Files.createDirectory(folder.resolve("results")).toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(client.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(output, UTF_8)).endsWith(words + "\n");
        assertThat(client.exitValue()).isZero();
    }
}
