package org.mantle.pac;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of job files, and the messages that carry files. */
class JobFileTests {

    private static final String LIST = "PAC Server*/home/u/job/417666.error*FILE*281*true;"
            + "PAC Server*/home/u/job/417666.output*FILE*1145*true;";

    @TempDir
    Path folder;

    @Test
    void listIsReadAndWrittenAsInTheReference() throws IOException {
        List<JobFile> files = JobFile.fromList(LIST);

        assertThat(files)
                .containsExactly(
                        new JobFile("PAC Server", "/home/u/job/417666.error", false, 281, true),
                        new JobFile("PAC Server", "/home/u/job/417666.output", false, 1145, true));
        assertThat(files.get(0).name()).isEqualTo("417666.error");
        assertThat(JobFile.toList(files)).isEqualTo(LIST);
        assertThat(JobFile.isList(LIST)).isTrue();
        assertThat(JobFile.isList("No data for job 3")).isFalse();
    }

    @Test
    void listWithABrokenEntryIsRefused() {
        assertThatThrownBy(() -> JobFile.fromList("h*/a*FILE*1*true;h*/b*FILE;"))
                .isInstanceOf(PacFormatException.class)
                .hasMessageContaining("h*/b*FILE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a*b", "/a;b", "/a\nb"})
    void nameThatTheListCannotHoldIsRefused(String path) {
        assertThat(JobFile.canBeListed(path)).isFalse();
        assertThatThrownBy(() -> new JobFile("h", path, false, 0, true)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void uploadIsWrittenAsInTheReference() throws IOException {
        Path file = Files.writeString(folder.resolve("a b%.txt"), "bytes");
        MultipartBody body = MultipartBody.upload("/work/my dir", List.of(FileSource.of(file)), "U");

        assertThat(written(body))
                .isEqualTo("--U\r\nContent-Disposition: form-data; name=\"DirName\"\r\nContent-ID: <DirName>\r\n\r\n"
                        + "/work/my%20dir\r\n"
                        + "--U\r\nContent-Disposition: form-data; name=\"a b%.txt\"; filename=\"a b%.txt\"\r\n"
                        + "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n"
                        + "Content-ID: <a%20b%25.txt>\r\n\r\nbytes\r\n--U--\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"plain", "sp ace", "per%cent", "100%25", "qu\"ote", "\"", "ünï 𝄞", "a\r\nX: y", "a>b<c", "a;b"})
    void everyFileNameArrivesAsItWasSent(String name) throws IOException {
        Path file = Files.createFile(folder.resolve("f"));
        String body = written(MultipartBody.upload("", List.of(FileSource.of(file, name)), "U"));
        MultipartReader reader =
                MultipartReader.of(new ByteArrayInputStream(body.getBytes(UTF_8)), "multipart/mixed; boundary=U");

        reader.next();
        MultipartPart part = reader.next();
        assertThat(part.fileName()).isEqualTo(name);
        assertThat(MultipartReaderTests.content(part)).isEmpty();
        assertThat(reader.next()).isNull();
    }

    @Test
    void downloadIsWrittenInTheLayoutThatIbmsClientNeeds() throws IOException {
        Path file = Files.writeString(folder.resolve("417.out"), "bytes");
        MultipartBody body = MultipartBody.download(List.of(FileSource.of(file), FileSource.of(file, "x>y")), "X");

        assertThat(written(body))
                .isEqualTo("\r\n--X\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n"
                        + "Content-ID: <417.out>\r\n\r\nbytes\r\n--X\r\nContent-Type: application/octet-stream\r\n"
                        + "Content-Transfer-Encoding: binary\r\nContent-ID: <x%3Ey>\r\n\r\nbytes\r\n--X--\r\n");
    }

    @Test
    void fileThatChangesWhileItIsSentIsNotSentAsIfWhole() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "12345");
        MultipartBody body = MultipartBody.upload("", List.of(FileSource.of(file)));

        Files.writeString(file, "1234");
        assertThatThrownBy(() -> written(body)).isInstanceOf(IOException.class).hasMessageContaining("shorter");
        Files.writeString(file, "123456");
        assertThatThrownBy(() -> written(body)).isInstanceOf(IOException.class).hasMessageContaining("longer");
    }

    @Test
    void fileThatMayGrowIsSentAsLongAsItWas() throws IOException {
        Path file = Files.writeString(folder.resolve("log"), "12345");
        MultipartBody body = MultipartBody.download(List.of(FileSource.growing(file)), "X");

        Files.writeString(file, "12345 and more");
        assertThat(written(body)).contains("Content-ID: <log>\r\n\r\n12345\r\n--X--");
        Files.writeString(file, "1234");
        assertThatThrownBy(() -> written(body)).isInstanceOf(IOException.class).hasMessageContaining("shorter");
    }

    @Test
    void messageThatIsReadIsTheOneThatIsWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("log"), "12345");
        Path empty = Files.createFile(folder.resolve("empty"));
        MultipartBody body = MultipartBody.download(
                List.of(FileSource.growing(file), FileSource.growing(empty), FileSource.growing(file)), "X");

        Files.writeString(file, "12345 and more");
        assertThat(new String(body.open().readAllBytes(), UTF_8)).isEqualTo(written(body));
        Files.writeString(file, "1234");
        assertThatThrownBy(() -> body.open().readAllBytes())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("shorter");
    }

    @Test
    void boundariesAreRandom() {
        assertThat(MultipartBody.download(List.of()).contentType())
                .isNotEqualTo(MultipartBody.download(List.of()).contentType());
    }

    @Test
    void percentEncodingKeepsUnreservedCharactersAndUndoesEitherCase() {
        assertThat(PercentEncoding.encode("a-b_c.d~ /é%")).isEqualTo("a-b_c.d~%20%2F%C3%A9%25");
        assertThat(PercentEncoding.encodePath("host1:/tmp/r")).isEqualTo("host1%3A/tmp/r");
        assertThat(PercentEncoding.decode("%c3%a9+%2f 100% %zz %4")).isEqualTo("é+/ 100% %zz %4");
    }

    private static String written(MultipartBody body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        body.writeTo(out);
        assertThat(body.contentLength()).isEqualTo(out.size());
        return out.toString(UTF_8);
    }
}
