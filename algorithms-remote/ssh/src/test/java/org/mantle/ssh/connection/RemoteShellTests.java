package org.mantle.ssh.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What shells make of a script of which a broken connection has let through a part. */
class RemoteShellTests {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash"})
    void nothingIsRunOfAScriptThatDidNotComeWhole(String shell) throws Exception {
        Path proof = folder.resolve("proof");
        String whole = RemoteShell.whole("echo one >" + proof + "\ncat >>" + proof + " <<'END'\ntwo }\nEND\n", "mark");
        for (int length = 0; length < whole.length() - 2; length++) {
            run(shell, whole.substring(0, length));
            assertThat(proof).as(whole.substring(0, length)).doesNotExist();
        }
        run(shell, whole);
        assertThat(proof).hasContent("one\ntwo }");
    }

    private static void run(String shell, String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(shell, "-s")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        process.waitFor();
    }
}
