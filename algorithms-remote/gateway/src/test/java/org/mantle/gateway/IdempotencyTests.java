package org.mantle.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.gateway.testing.Eventually.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Submissions that a client marks by {@code Idempotency-Key}, so that it may repeat them. */
class IdempotencyTests extends RunningGateway {

    private static final Pattern ID = Pattern.compile("<id>(\\d+)</id>");

    private String keyed(String key) {
        return cookie + "Idempotency-Key: " + key + "\r\n";
    }

    private int jobs() throws IOException {
        return (int)
                ID.matcher(wire.get(SERVICE + "jobs", cookie).text()).results().count();
    }

    @Test
    void givesTheSameJobForTheSameKeyAlsoWhenItHasLongEnded() throws Exception {
        String runnable = script("t.sh", "echo once >> \"$HOME/work/ran\"");
        String id = wire.submit(keyed("\"8e03978e-40d5\""), runnable, "a 'b c'");
        await().until(() -> wire.state(cookie, id).equals("Done"));

        // as a text in quotes, and without
        assertThat(wire.submit(keyed("\"8e03978e-40d5\""), runnable, "a 'b c'")).isEqualTo(id);
        assertThat(wire.submit(keyed("8e03978e-40d5"), runnable, "a 'b c'")).isEqualTo(id);
        assertThat(wire.submit(keyed("8E03978E-40D5"), runnable, "a 'b c'")).isNotEqualTo(id);
        assertThat(wire.submit(cookie, runnable, "a 'b c'")).isNotEqualTo(id);
        assertThat(jobs()).isEqualTo(3);
        await().until(() -> Files.readAllLines(work.resolve("ran")).size() == 3);
        try (Stream<Path> folders = Files.list(work.resolve("jobs"))) {
            assertThat(folders).hasSize(3);
        }
    }

    @Test
    void givesTheSameJobAfterARestart() throws Exception {
        String runnable = script("t.sh", "exit 3");
        String id = wire.submit(keyed("k"), runnable, "");
        await().until(() -> wire.state(cookie, id).equals("Exit"));
        gateway.close();
        try (Gateway next = Gateway.start(data)) {
            Wire nextWire = new Wire(next);

            // the session goes on too
            assertThat(nextWire.submit(keyed("k"), runnable, "")).isEqualTo(id);
            assertThat(nextWire.state(cookie, id)).isEqualTo("Exit");
        }
    }

    @Test
    void refusesAKeyThatWasGivenToSomethingElse() throws Exception {
        String runnable = script("t.sh", "exit 0");
        String id = wire.submit(keyed("k"), runnable, "a");

        for (Wire.Answer refused : List.of(
                wire.submitRaw(keyed("k"), runnable, "b"),
                wire.submitRaw(keyed("k"), "/work/other.sh", "a"),
                wire.submitRaw(keyed("k"), runnable, "a", "JOB_NAME", "x"))) {
            assertThat(refused.status()).isEqualTo(422);
            assertThat(Wire.element(refused.text(), "errMsg"))
                    .isEqualTo("Job &lt;" + id
                            + "&gt; was submitted with the Idempotency-Key 'k', and something else than now:"
                            + " give every submission a key of its own");
        }
        assertThat(jobs()).isEqualTo(1);
    }

    @Test
    void tellsAttachedFilesApart() throws Exception {
        script("t.sh", "exit 0");
        String id = Wire.element(attached("k", "content").text(), "id");

        assertThat(Wire.element(attached("k", "content").text(), "id")).isEqualTo(id);
        assertThat(attached("k", "contenT").status()).isEqualTo(422);
    }

    private Wire.Answer attached(String key, String content) throws IOException {
        String boundary = "B" + System.nanoTime();
        return wire.send(
                "POST " + SERVICE + "submitapp",
                keyed(key) + "Content-Type: multipart/mixed; boundary=" + boundary + "\r\n",
                "--" + boundary + "\r\nContent-Disposition: form-data; name=\"AppName\"\r\n\r\ngeneric\r\n--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n" + content + "\r\n--"
                        + boundary
                        + "\r\nContent-Disposition: form-data; name=\"INPUT_FILE\"\r\n\r\n"
                        + "<AppParam><id>INPUT_FILE</id><value>/work/t.sh</value><type></type></AppParam>\r\n--"
                        + boundary + "--\r\n");
    }

    @Test
    void makesAnotherTryOfWhatWasRefused() throws Exception {
        assertThat(wire.submitRaw(keyed("k"), "/work/later.sh", "").text()).contains("<id>0</id>");
        String runnable = script("later.sh", "exit 0");

        assertThat(wire.submit(keyed("k"), runnable, "")).isNotEmpty();
        assertThat(jobs()).isEqualTo(1);
    }

    @Test
    void makesOneJobOfManyThatComeAtOnce() throws Exception {
        String runnable = script("t.sh", "echo once >> \"$HOME/work/ran\"");
        ExecutorService clients = Executors.newFixedThreadPool(8);
        Callable<String> client = () -> wire.submit(keyed("k"), runnable, "x");
        List<String> ids = new ArrayList<>();
        for (Future<String> answer :
                clients.invokeAll(List.of(client, client, client, client, client, client, client, client))) {
            ids.add(answer.get());
        }
        clients.shutdown();

        assertThat(ids).hasSize(8).containsOnly(ids.get(0));
        await().until(() -> wire.state(cookie, ids.get(0)).equals("Done"));
        assertThat(work.resolve("ran")).hasContent("once");
        assertThat(jobs()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"open", "a\u00e4b", "\"a\"b\"", "a\r\nIdempotency-Key: b"})
    void refusesWhatIsNoKey(String key) throws Exception {
        String runnable = script("t.sh", "exit 0");

        assertThat(wire.submitRaw(keyed(key), runnable, "").text())
                .contains("The header Idempotency-Key must be given once, with 1 to 255 printable letters of ASCII");
        assertThat(wire.submitRaw(keyed("x".repeat(256)), runnable, "").text()).contains("must be given once");
        assertThat(jobs()).isZero();
        assertThat(wire.submit(keyed("x".repeat(255)), runnable, "")).isNotEmpty();
    }
}
