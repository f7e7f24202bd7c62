package org.mantle.gateway.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.mantle.gateway.job.JobResources;

/** What is sent to each version, by the documented schemas; see the README beside the listings. */
class RestDialectTests {

    private static final BatchJob JOB = new BatchJob(
            "name",
            "mantle:abc-1",
            "#!/bin/sh\n",
            "/data",
            "/data/1.output",
            "/data/1.error",
            Map.of("PATH", "/bin"),
            new JobResources(
                    Optional.of(Duration.ofMinutes(90)),
                    OptionalLong.of(2000),
                    OptionalInt.of(4),
                    Optional.of("main"),
                    Optional.of("0-9")),
            Optional.of("12"));

    private static RestDialect of(String... versions) {
        StringBuilder specification = new StringBuilder("{\"paths\": {");
        for (String version : versions) {
            specification.append("\"\\/slurm\\/").append(version).append("\\/jobs\\/\": {},");
            specification.append("\"\\/slurmdb\\/v0.0.99\\/jobs\\/\": {},");
        }
        return RestDialect.of(specification.toString()).orElse(new RestDialect(0));
    }

    @Test
    void takesTheNewestThatItKnows() {
        assertThat(of("v0.0.36", "v0.0.37", "v0.0.38").version()).isEqualTo("v0.0.38");
        assertThat(of("v0.0.39", "v0.0.41", "v0.0.40").version()).isEqualTo("v0.0.41");
        assertThat(of("v0.0.44", "v0.0.45", "v0.0.100").version()).isEqualTo("v0.0.44");
        assertThat(of("v0.0.36").minor()).isZero();
        assertThat(of("v0.0.45").minor()).isZero();
    }

    @Test
    void saysWhichVersionsThereAreWhereItKnowsNone() {
        assertThat(RestDialect.mismatch("\"/slurm/v0.0.50/jobs\" \"/slurm/v0.0.51/job/submit\""))
                .isEqualTo("it speaks v0.0.50, v0.0.51, and the gateway v0.0.37 to v0.0.44");
        assertThat(RestDialect.mismatch("<html>")).contains("no version of Slurm's operations");
    }

    @Test
    void sendsPlainNumbersAndTheScriptBesideTheJobTo38() {
        JsonObject body = new RestDialect(38).submission(JOB);
        JsonObject job = body.getAsJsonObject("job");

        assertThat(body.get("script").getAsString()).isEqualTo("#!/bin/sh\n");
        assertThat(job.get("time_limit").getAsInt()).isEqualTo(90);
        assertThat(job.get("memory_per_node").getAsInt()).isEqualTo(2000);
        assertThat(job.get("cpus_per_task").getAsInt()).isEqualTo(4);
        assertThat(job.get("no_requeue").getAsBoolean()).isTrue();
        assertThat(job.getAsJsonObject("environment").get("PATH").getAsString()).isEqualTo("/bin");
        assertThat(job.get("dependency").getAsString()).isEqualTo("afterany:12");
        assertThat(job.keySet())
                .containsExactlyInAnyOrder(
                        "name",
                        "comment",
                        "current_working_directory",
                        "standard_output",
                        "standard_error",
                        "tasks",
                        "no_requeue",
                        "environment",
                        "time_limit",
                        "memory_per_node",
                        "cpus_per_task",
                        "partition",
                        "array",
                        "dependency");
    }

    @Test
    void sendsNumbersAsObjectsAndTheEnvironmentAsAListFrom39() {
        JsonObject job = new RestDialect(39).submission(JOB).getAsJsonObject("job");

        assertThat(job.get("time_limit").toString()).isEqualTo("{\"set\":true,\"infinite\":false,\"number\":90}");
        assertThat(job.get("environment").toString()).isEqualTo("[\"PATH=/bin\"]");
        assertThat(job.get("requeue").getAsBoolean()).isFalse();
        assertThat(job.has("no_requeue")).isFalse();
        assertThat(job.get("cpus_per_task").getAsInt()).isEqualTo(4);
    }

    @Test
    void sendsTheScriptInTheJobFrom40() {
        JsonObject body = new RestDialect(40).submission(JOB);

        assertThat(body.has("script")).isFalse();
        assertThat(body.getAsJsonObject("job").get("script").getAsString()).isEqualTo("#!/bin/sh\n");
    }
}
