package org.mantle.pac;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Submissions there and back. */
class SubmissionTests {

    private static final String B = "bqJky99mlBWa-ZuqjC53mG6EzbmlxB";
    private static final String C = "_Part_1_701508.1145579811786";
    private final Map<String, String> attachments = new TreeMap<>();

    @Test
    void readsMantidsForm() throws IOException {
        Submission submission = read(lines(
                "--" + B,
                "Content-Disposition: form-data; name=\"AppName\"",
                "Content-ID: <AppName>",
                "",
                "TOMOPY_0_0_3",
                "--" + B,
                "Content-Disposition: form-data; name=\"data\"",
                "Content-Type: multipart/mixed; boundary=" + C,
                "Content-ID: <data>",
                "",
                "--" + C,
                "Content-Disposition: form-data; name=\"INPUT_ARGS\"",
                "Content-Type: application/xml; charset=US-ASCII",
                "Content-Transfer-Encoding: 8bit",
                "",
                "<AppParam><id>INPUT_ARGS</id><value>/work/imat/test_ --a=<b>&c</value><type></type></AppParam>",
                "--" + C,
                "Content-Disposition: form-data; name=\"INPUT_FILE\"",
                "Content-Type: application/xml; charset=US-ASCII",
                "Content-Transfer-Encoding: 8bit",
                "",
                "<AppParam><id>INPUT_FILE</id><value></value><type></type></AppParam>",
                "--" + C + "--",
                "",
                "--" + B + "--",
                "",
                ""));

        assertThat(submission.application()).isEqualTo("TOMOPY_0_0_3");
        assertThat(submission.value("INPUT_ARGS")).contains("/work/imat/test_ --a=<b>&c");
        assertThat(submission.value("INPUT_FILE")).isEmpty();
        assertThat(submission.parameters()).hasSize(2);
    }

    @Test
    void readsBridgesFormThatMixesTheLevelsUp() throws IOException {
        Submission submission = read(lines(
                        "--B",
                        "Content-ID: <AppName>",
                        "Content-Disposition: form-data; name=\"AppName\"",
                        "",
                        "generic",
                        "--B",
                        "Content-ID: <data>",
                        "Content-Disposition: form-data; name=\"data\"",
                        "Content-Type: multipart/mixed; boundary=C",
                        "",
                        "--C",
                        "Content-Disposition: form-data; name=\"COMMANDTORUN\"",
                        "Content-Type: application/xml; charset=UTF-8",
                        "",
                        "<AppParam><id>COMMANDTORUN</id><value>sleep 1</value><type></type></AppParam>",
                        "--B",
                        "Content-Disposition: form-data; name=\"INPUT_FILE\"",
                        "Content-Type: application/xml; charset=UTF-8",
                        "",
                        "<AppParam><id>INPUT_FILE</id><value>a.txt,upload</value><type>file</type></AppParam>",
                        "--C--",
                        "",
                        "--B",
                        "Content-Disposition: form-data; name=\"a.txt\"; filename=\"a.txt\"",
                        "Content-Type: application/octet-stream",
                        "Content-ID: <a.txt>",
                        "",
                        "hello",
                        "--B--")
                .stripTrailing());

        assertThat(submission.value("COMMANDTORUN")).contains("sleep 1");
        assertThat(submission.parameters().get(1)).isEqualTo(new AppParameter("INPUT_FILE", "a.txt,upload", "file"));
        assertThat(attachments).containsExactly(Map.entry("a.txt", "hello"));
    }

    @Test
    void readsTheCloudPagesFormThatClosesInTheWrongOrderWithLineFeeds() throws IOException {
        Submission submission = read(lines(
                        "--B",
                        "Content-Disposition: form-data; name=AppName",
                        "Content-ID: AppName",
                        "",
                        "generic",
                        "--B",
                        "Content-Disposition: form-data; name=\"data\"",
                        "Content-Type: multipart/mixed;boundary=C",
                        "Content-ID: <Data>",
                        "",
                        "--C",
                        "Content-Disposition: form-data; name=\"JOB_NAME\"",
                        "",
                        "<AppParam><id>JOB_NAME</id><value>n</value><type></type></AppParam>",
                        "--B--",
                        "--C--",
                        "")
                .replace("\r\n", "\n"));

        assertThat(submission.application()).isEqualTo("generic");
        assertThat(submission.value("JOB_NAME")).contains("n");
    }

    @Test
    void writesTheFormOfTheReference() throws IOException {
        Submission submission = new Submission(
                "generic", List.of(AppParameter.of("INPUT_ARGS", "a<b & c"), AppParameter.of("JOB_NAME", "n")));
        MultipartBody body = MultipartBody.submission(submission, List.of(), B, C);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        body.writeTo(out);

        assertThat(body.contentType()).isEqualTo("multipart/mixed; boundary=" + B);
        assertThat(body.contentLength()).isEqualTo(out.size());
        assertThat(out.toString(UTF_8))
                .isEqualTo(lines(
                        "--" + B,
                        "Content-Disposition: form-data; name=\"AppName\"",
                        "Content-ID: <AppName>",
                        "",
                        "generic",
                        "--" + B,
                        "Content-Disposition: form-data; name=\"data\"",
                        "Content-Type: multipart/mixed; boundary=" + C,
                        "Content-ID: <data>",
                        "",
                        "--" + C,
                        "Content-Disposition: form-data; name=\"INPUT_ARGS\"",
                        "Content-Type: application/xml; charset=UTF-8",
                        "Content-Transfer-Encoding: 8bit",
                        "",
                        "<AppParam><id>INPUT_ARGS</id><value>a&lt;b &amp; c</value><type></type></AppParam>",
                        "--" + C,
                        "Content-Disposition: form-data; name=\"JOB_NAME\"",
                        "Content-Type: application/xml; charset=UTF-8",
                        "Content-Transfer-Encoding: 8bit",
                        "",
                        "<AppParam><id>JOB_NAME</id><value>n</value><type></type></AppParam>",
                        "--" + C + "--",
                        "",
                        "--" + B + "--"));
        assertThat(read(out.toString(UTF_8))).isEqualTo(submission);
    }

    @Test
    void refusesASubmissionWithoutApplication() {
        assertThatThrownBy(() -> read(lines("--" + B, "Content-ID: <x>", "", "y", "--" + B + "--")))
                .isInstanceOf(PacFormatException.class)
                .hasMessageContaining("AppName");
    }

    @Test
    void refusesASubmissionWithBoundariesWithoutEnd() {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            body.append(
                    lines("--" + B, "Content-ID: <data>", "Content-Type: multipart/mixed; boundary=inner" + i, "", ""));
        }
        assertThatThrownBy(() -> read(body.toString()))
                .isInstanceOf(PacFormatException.class)
                .hasMessageContaining("more than 8 boundaries");
    }

    @Test
    void refusesMoreTextThanIsAcceptedOfAllParametersTogether() throws IOException {
        String half = parameter("A", "x".repeat(500_000));

        assertThat(read(message(half + half)).parameters()).hasSize(2);
        assertThatThrownBy(() -> read(message(half.repeat(3))))
                .isInstanceOf(PacFormatException.class)
                .hasMessageContaining("more than 1048576 bytes of parameters");
        assertThatThrownBy(() -> read(message(parameter("A".repeat(20_000), "x").repeat(60))))
                .hasMessageContaining("more than 1048576 bytes of parameters");
        assertThatThrownBy(() -> read(message("").replace("generic", "g".repeat(2000))))
                .isInstanceOf(PacFormatException.class);
    }

    private static String message(String parameters) {
        return lines("--" + B, "Content-Disposition: form-data; name=\"AppName\"", "", "generic")
                + parameters
                + lines("--" + B + "--");
    }

    private static String parameter(String name, String value) {
        return lines(
                "--" + B,
                "Content-Disposition: form-data; name=\"" + name + "\"",
                "Content-Type: application/xml",
                "",
                "<AppParam><id></id><value>" + value + "</value><type></type></AppParam>");
    }

    private Submission read(String body) throws IOException {
        String boundary = body.lines().findFirst().orElseThrow().substring(2);
        MultipartReader reader = MultipartReader.of(
                new ByteArrayInputStream(body.getBytes(UTF_8)), "multipart/mixed;boundary=" + boundary);
        return Submission.read(
                reader,
                part -> attachments.put(part.fileName(), new String(MultipartReaderTests.content(part), UTF_8)));
    }

    private static String lines(String... lines) {
        return String.join("\r\n", Arrays.asList(lines)) + "\r\n";
    }
}
