package org.mantle.gateway.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.slurm.SlurmExit;
import org.mantle.slurm.SlurmState;

/** One reader for the answers of all versions; where each is from, the README beside them says. */
class AnswerReaderTests {

    private static RestAnswer read(String json, List<JobRecord> jobs) throws IOException {
        return AnswerReader.read(200, true, new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), jobs::add);
    }

    private static RestAnswer read(String json) throws IOException {
        return read(json, new ArrayList<>());
    }

    @ParameterizedTest
    @ValueSource(strings = {"v0.0.38", "v0.0.39", "v0.0.40", "v0.0.41"})
    void readsTheSameJobsOfEveryVersion(String version) throws IOException {
        List<JobRecord> jobs = new ArrayList<>();
        RestAnswer answer;
        try (InputStream in = AnswerReaderTests.class.getResourceAsStream("jobs-" + version + ".json")) {
            answer = AnswerReader.read(200, true, in, jobs::add);
        }

        assertThat(answer.isFine()).isTrue();
        assertThat(jobs).hasSize(3);
        JobRecord failed = jobs.get(0);
        assertThat(failed.id()).isEqualTo(9);
        assertThat(failed.submitted()).isEqualTo(9);
        assertThat(failed.task()).isEmpty();
        assertThat(failed.user()).isEqualTo("alice");
        assertThat(failed.comment()).isEqualTo("mantle:abc-1");
        assertThat(failed.state()).isEqualTo(SlurmState.FAILED);
        assertThat(failed.exit()).contains(new SlurmExit(7, 0));
        assertThat(failed.started()).contains(Instant.ofEpochSecond(1795337528));
        assertThat(failed.ended()).contains(Instant.ofEpochSecond(1795337530));
        JobRecord killed = jobs.get(1);
        assertThat(killed.submitted()).isEqualTo(3);
        assertThat(killed.task()).isEqualTo(OptionalInt.of(4));
        assertThat(killed.exit()).contains(new SlurmExit(0, 9));
        JobRecord waiting = jobs.get(2);
        assertThat(waiting.task()).isEmpty();
        assertThat(waiting.submitted()).isEqualTo(3);
        assertThat(waiting.state()).isEqualTo(SlurmState.PENDING);
        assertThat(waiting.started()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'error_number': 2017, 'error': 'Invalid job id specified', 'description': 'x'}|2017",
                "{'error_code': 2000, 'error': 'Invalid partition name specified'}|2000",
                "{'errno': 2018, 'error': 'Invalid node name specified'}|2018"
            })
    void findsTheNumberOfAnErrorInAllItsShapes(String error, long number) throws IOException {
        RestAnswer answer = read("{'errors': [%s], 'jobs': []}".formatted(error).replace('\'', '"'));

        assertThat(answer.isFine()).isFalse();
        assertThat(answer.has(number)).isTrue();
        assertThat(answer.words()).contains("Invalid", Long.toString(number));
    }

    @Test
    void readsTheIdOfASubmissionBesideAWarning() throws IOException {
        RestAnswer answer = read(
                "{\"errors\": [{\"error_number\": 2015, \"error\": \"x\"}], \"job_id\": 9, \"step_id\": \"BATCH\"}");

        assertThat(answer.submitted()).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"jobs\": [{\"job_id\": 1}",
                "<html>",
                "{\"jobs\": [{]}",
                "{\"errors\": [\"x\"], \"jobs\": [1"
            })
    void refusesWhatIsNoWholeAnswer(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
    }

    @Test
    void readsOverWhatItDoesNotKnow() throws IOException {
        List<JobRecord> jobs = new ArrayList<>();
        read("{\"jobs\": [{\"job_id\": 1, \"job_state\": [\"HIBERNATING\"], \"new\": {}}, 7], \"errors\": {}}", jobs);

        assertThat(jobs).hasSize(1);
        assertThat(jobs.get(0).state()).isEqualTo(SlurmState.OTHER);
        assertThat(jobs.get(0).word()).isEqualTo("HIBERNATING");
        assertThat(jobs.get(0).exit()).isEmpty();
    }

    @Test
    void keepsTheBeginningOfATextThatIsNoJson() throws IOException {
        RestAnswer answer = AnswerReader.read(
                401,
                false,
                new ByteArrayInputStream("Authentication failure".getBytes(StandardCharsets.UTF_8)),
                job -> {});

        assertThat(answer.isUnauthorized()).isTrue();
        assertThat(answer.words()).isEqualTo("Authentication failure");
    }
}
