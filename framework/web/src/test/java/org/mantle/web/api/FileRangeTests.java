package org.mantle.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mantle.framework.Mantle;
import org.mantle.web.Explorer;
import org.mantle.web.ExplorerConfig;
import org.mantle.web.server.WebClient;
import org.mantle.web.server.WebClient.Answered;

/** Parts of files, by RFC 9110, section 14. */
class FileRangeTests {

    @TempDir
    private Path folder;

    private Mantle mantle;
    private Explorer explorer;
    private WebClient client;

    @BeforeEach
    void serve() throws IOException {
        Files.writeString(folder.resolve("digits.bin"), "0123456789");
        Files.createFile(folder.resolve("empty.bin"));
        mantle = Mantle.builder().discover(false).build();
        explorer = Explorer.start(
                mantle, ExplorerConfig.builder().port(0).folder(folder).build());
        client = new WebClient(explorer);
    }

    @AfterEach
    void end() {
        explorer.close();
        mantle.close();
    }

    private Answered get(String file, String range) throws IOException, InterruptedException {
        return client.send(
                client.request("/api/file?path=" + folder.resolve(file)).header("Range", range));
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, bytes 0-0/10",
        "bytes=2-4, 234, bytes 2-4/10",
        "bytes=7-, 789, bytes 7-9/10",
        "bytes=8-99, 89, bytes 8-9/10",
        "bytes=-3, 789, bytes 7-9/10",
        "bytes=-99, 0123456789, bytes 0-9/10"
    })
    void aPartIsSentAlone(String range, String content, String place) throws Exception {
        Answered answer = get("digits.bin", range);
        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo(content);
        assertThat(answer.header("Content-Range")).isEqualTo(place);
        assertThat(answer.header("Content-Length")).isEqualTo(String.valueOf(content.length()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"bytes=1-2,4-5", "bytes=4-2", "bytes=-", "lines=1-2", "bytes=a-b"})
    void whatIsNoOneRangeOfBytesIsAnsweredByTheWhole(String range) throws Exception {
        Answered answer = get("digits.bin", range);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("0123456789");
        assertThat(answer.header("Accept-Ranges")).isEqualTo("bytes");
    }

    @Test
    void aPartThatIsNotThereIsRefusedWithTheSize() throws Exception {
        for (String range : new String[] {"bytes=10-", "bytes=-0", "bytes=99999999999-"}) {
            Answered answer = get("digits.bin", range);
            assertThat(answer.status()).as(range).isEqualTo(416);
            assertThat(answer.header("Content-Range")).isEqualTo("bytes */10");
        }
        assertThat(get("empty.bin", "bytes=0-9").status()).isEqualTo(416);
    }
}
