package org.mantle.gateway.pac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.gateway.job.Execution;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.job.JobBook;
import org.mantle.gateway.job.JobExecutor;
import org.mantle.gateway.job.JobSpec;
import org.mantle.gateway.job.JobStatus;
import org.mantle.gateway.local.LocalExecutor;
import org.mantle.gateway.store.Store;

/** Operations at a moment that no client can hit by intention. */
class JobControlTests {

    @TempDir
    Path folder;

    private Store store;

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }

    @Test
    void refusesAnOperationOnAJobThatIsJustBeingHandedOver() throws Exception {
        Prerequisites.command("setsid", "util-linux");
        store = Store.open(folder);
        JobBook book = store.jobs();
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
        try (JobExecutor executor =
                new LocalExecutor(folder, 1, Duration.ofMillis(100), Clock.systemUTC(), false, (id, status) -> {})) {
            Path output = folder.resolve("output");
            JobSpec spec =
                    new JobSpec(1, "fed", "name", folder, List.of("/bin/sleep", "100000"), folder, output, output);
            book.append(job, spec, Optional.empty(), true);
            JobControl control = new JobControl(new OwnJobs(book, Optional::empty), executor);
            assertThatThrownBy(() -> control.operate("fed", "kill/1"))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("Job <1> is just being submitted: try again");
            Execution execution = executor.submit(spec);
            book.taken(1, execution);

            assertThat(control.operate("fed", "kill/1").message()).contains("Job <1> is being terminated");
        }
    }
}
