package org.mantle.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mantle.gateway.job.JobBook;
import org.mantle.gateway.job.JobBookContract;
import org.mantle.gateway.job.JobStage;

/** The contract of books of jobs, held by the database. */
class StoredJobsTests extends JobBookContract {

    private final List<Store> opened = new ArrayList<>();

    @Override
    protected JobBook open() throws IOException {
        Store store = Store.open(folder);
        opened.add(store);
        return store.jobs();
    }

    @AfterEach
    void close() {
        opened.forEach(Store::close);
    }

    @Test
    void keepsWhatWasNotedBeforeItIsClosed() throws IOException {
        try (Store store = Store.open(folder)) {
            append(store.jobs(), job(1, "alice", "x"));
            for (int second = 0; second < 50; second++) {
                store.jobs().note(1, ended(JobStage.DONE, NOON.plusSeconds(second)), () -> {});
            }
        }
        assertThat(open().find(1).orElseThrow().status()).isEqualTo(ended(JobStage.DONE, NOON.plusSeconds(49)));
    }
}
