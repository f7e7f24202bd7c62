package org.mantle.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.gateway.testing.Eventually.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.job.JobBook;
import org.mantle.gateway.job.JobBookContract;
import org.mantle.gateway.job.JobStage;
import org.mantle.gateway.place.DataFolder;
import org.mantle.gateway.place.DataFolders;
import org.mantle.gateway.place.PathMap;
import org.mantle.gateway.place.UserFilesException;
import org.mantle.gateway.place.UserFolder;
import org.mantle.gateway.place.UserFolders;
import org.mantle.gateway.store.Store;
import org.mantle.gateway.testing.SetClock;
import org.mantle.gateway.testing.UsersFile;

/** How long jobs are kept, and how whoever runs a gateway sees them. */
class RetentionTests {

    @TempDir
    Path data;

    private final SetClock clock = new SetClock();

    @BeforeAll
    static void needs() {
        Prerequisites.command("setsid", "util-linux");
    }

    private Gateway gateway(Duration keep) throws Exception {
        return Gateway.start(
                GatewayConfig.builder(data).clock(clock).keepJobs(keep).build());
    }

    @Test
    void aJobIsForgottenWithItsFolderWhenItsTimeIsOver() throws Exception {
        UsersFile.write(data.resolve(".gateway"), "fed", "secret");
        String old;
        String later;
        try (Gateway gateway = gateway(Duration.ofDays(10))) {
            Wire wire = new Wire(gateway);
            String cookie = wire.logOn("fed", "secret");
            String script = Scripts.executable(data, "fed", "work.sh", "exit 3");
            old = wire.submit(cookie, script, "", "JOB_NAME", "old");
            await().until(() -> wire.state(cookie, old).equals("Exit"));
            clock.advance(Duration.ofDays(9));
            String again = wire.logOn("fed", "secret");
            later = wire.submit(again, script, "", "JOB_NAME", "later");
            await().until(() -> wire.state(again, later).equals("Exit"));
        }
        assertThat(GatewayJobs.latest(data, 10)).extracting(GatewayJob::name).containsExactly("old", "later");
        assertThat(GatewayJobs.latest(data, 1)).singleElement().satisfies(job -> {
            assertThat(job.user()).isEqualTo("fed");
            assertThat(job.state()).isEqualTo("Exit");
            assertThat(job.exitCode()).hasValue(3);
        });

        clock.advance(Duration.ofDays(2));
        Path folders = data.resolve("fed/work/jobs");
        try (Gateway gateway = gateway(Duration.ofDays(10))) {
            await().until(() -> GatewayJobs.latest(data, 10).size() == 1);
            try (var left = Files.list(folders)) {
                assertThat(left)
                        .singleElement()
                        .satisfies(folder ->
                                assertThat(folder.getFileName().toString()).startsWith("later_"));
            }
            Wire wire = new Wire(gateway);
            String cookie = wire.logOn("fed", "secret");
            assertThat(wire.get("/platform/webservice/pacclient/jobs/" + old, cookie)
                            .text())
                    .contains("is not found");
            assertThat(wire.state(cookie, later)).isEqualTo("Exit");
            assertThat(data.resolve("fed/work/work.sh")).exists();
        }
    }

    @Test
    void aUserWhoseFilesAreAwayKeepsNoOthersFromBeingTidiedUp() throws Exception {
        DataFolders reached = new DataFolders(DataFolder.open(data), new PathMap(Map.of("/work", "work")));
        UserFolders folders = new UserFolders() {
            @Override
            public UserFolder of(String user) throws IOException {
                if (user.equals("away")) {
                    throw new UserFilesException("The file system has not answered");
                }
                return reached.of(user);
            }

            @Override
            public void requireServed(String user) {
                // everybody
            }
        };
        try (Store store = Store.open(reached.data().own())) {
            JobBook book = store.jobs();
            List<String> users = List.of("away", "fed", "away", "fed");
            for (int i = 0; i < users.size(); i++) {
                JobBookContract.append(book, JobBookContract.job(i + 1, users.get(i), "job"));
                JobBookContract.keep(book, i + 1, JobBookContract.ended(JobStage.DONE, JobBookContract.NOON));
            }
            clock.advance(Duration.ofDays(36500));
            try (Retention retention = Retention.start(book, folders, clock, Duration.ofDays(1))) {
                assertThat(retention).isNotNull();
                await().until(() ->
                        book.latest(10).stream().map(Job::user).toList().equals(List.of("away", "away")));
            }
        }
    }
}
