package org.mantle.gateway.pac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.gateway.job.Execution;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.job.JobBook;
import org.mantle.gateway.job.JobExecutor;
import org.mantle.gateway.job.JobSpec;
import org.mantle.gateway.job.JobStatus;
import org.mantle.gateway.job.MemoryJobBook;
import org.mantle.gateway.local.LocalExecutor;
import org.mantle.gateway.place.JobFolders;

/** Operations at a moment that no client can hit by intention. */
class JobControlTests {

    @TempDir
    Path folder;

    @Test
    void refusesAnOperationOnAJobThatIsJustBeingHandedOver() throws Exception {
        Prerequisites.command("setsid", "util-linux");
        JobBook book = new MemoryJobBook(folder, 0);
        Job job = new Job(
                1,
                "fed",
                "name",
                "generic",
                "sleep 100000",
                folder,
                "/work",
                Instant.EPOCH,
                Optional.empty(),
                JobStatus.pending());
        book.append(job);
        try (JobExecutor executor =
                new LocalExecutor(folder, 1, Duration.ofMillis(100), Clock.systemUTC(), (id, status) -> {})) {
            JobControl control = new JobControl(new OwnJobs(book, new JobFolders(folder)), executor);
            assertThatThrownBy(() -> control.operate("fed", "kill/1"))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("Job <1> is just being submitted: try again");
            Path output = folder.resolve("output");
            Execution execution = executor.submit(
                    new JobSpec(1, "fed", "name", folder, List.of("/bin/sleep", "100000"), folder, output, output));
            book.update(1, known -> known.with(execution));

            assertThat(control.operate("fed", "kill/1").message()).contains("Job <1> is being terminated");
        }
    }
}
