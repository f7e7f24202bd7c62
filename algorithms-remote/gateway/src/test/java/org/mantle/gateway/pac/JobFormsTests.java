package org.mantle.gateway.pac;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.job.JobStage;
import org.mantle.gateway.job.JobStatus;
import org.mantle.pac.JobInfo;
import org.mantle.pac.JobState;

/** Jobs as the protocol tells of them. */
class JobFormsTests {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static Job job(JobStatus status) {
        return new Job(
                7, "fed", "name", "generic", "run x", Path.of("/data/x"), "/work/x", NOON, Optional.empty(), status);
    }

    @Test
    void tellsOfAStageOfAnExecutorsOwnByItsName() {
        JobStatus status = new JobStatus(
                new JobStage("Preempted", true),
                "by a larger job",
                Optional.of(NOON),
                Optional.of(NOON.plusSeconds(5)),
                OptionalInt.empty(),
                OptionalLong.empty());
        JobInfo info = JobForms.longForm(job(status));

        assertThat(info.state()).isEqualTo(new JobState("Preempted"));
        assertThat(info.extStatus()).isEqualTo("by a larger job");
        assertThat(info.details())
                .containsEntry("cwd", "/work/x")
                .containsEntry("endTime", "2026-11-22T12:00:05Z")
                .doesNotContainKeys("exitCode", "pid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Pending", "Running", "Done", "Exit", "Suspended"})
    void findsTheStageOfEachStateOfTheProtocol(String state) {
        JobStage stage = JobForms.stage(state.toLowerCase(Locale.ROOT)).orElseThrow();
        JobStatus status =
                new JobStatus(stage, "", Optional.empty(), Optional.empty(), OptionalInt.empty(), OptionalLong.empty());

        assertThat(JobForms.shortForm(job(status)).state().name()).isEqualTo(state);
        assertThat(JobForms.stage("Unknown")).isEmpty();
    }
}
