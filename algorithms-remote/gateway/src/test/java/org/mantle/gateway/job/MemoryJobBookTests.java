package org.mantle.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The contract of books, held by the one in memory, and what that one forgets. */
class MemoryJobBookTests extends JobBookContract {

    @Override
    JobBook open() throws IOException {
        return new MemoryJobBook(folder);
    }

    @Test
    void saysThatItKnowsNoJobOfBeforeItWasOpened() throws IOException {
        JobBook before = open();
        long id = before.nextId();
        before.append(job(id, "alice", "x"));
        JobBook book = open();

        assertThat(book.find(id)).isEmpty();
        assertThat(book.hasForgotten(id)).isTrue();
        assertThat(book.hasForgotten(book.nextId())).isFalse();
    }

    @Test
    void forgetsTheOldestThatHaveEndedWhenTheyAreMany() throws IOException {
        JobBook book = new MemoryJobBook(folder, 3);
        for (long id = 1; id <= 4; id++) {
            book.append(job(id, "alice", "x"));
        }
        assertThat(book.list(JobQuery.of("alice"))).hasSize(4);
        book.update(2, known -> known.with(ended(JobStage.DONE, NOON)));
        book.update(3, known -> known.with(ended(JobStage.FAILED, NOON)));
        book.append(job(5, "alice", "x"));
        book.update(5, known -> known.with(ended(JobStage.DONE, NOON)));
        book.append(job(6, "alice", "x"));

        assertThat(book.list(JobQuery.of("alice"))).extracting(Job::id).containsExactly(1L, 4L, 6L);
    }

    @Test
    void saysThatTheLastIdIsDamaged() throws IOException {
        Files.writeString(folder.resolve("last-job-id"), "x");

        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.resolve("last-job-id").toString());
    }
}
