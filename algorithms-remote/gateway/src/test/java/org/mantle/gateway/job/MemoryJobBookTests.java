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
        return new MemoryJobBook(folder, 0);
    }

    @Test
    void saysThatItKnowsNoJobOfBeforeItWasOpened() throws IOException {
        JobBook before = open();
        long id = before.nextId();
        before.append(job(id, "alice", "x"));
        JobBook book = open();

        assertThat(book.find(id)).isEmpty();
        assertThat(book.hasForgotten(id)).isTrue();
        long next = book.nextId();
        book.append(job(next, "alice", "x"));
        assertThat(book.hasForgotten(next)).isFalse();
    }

    @Test
    void givesNoIdThatIsTakenWhenTheLastOneWasSetBack() throws IOException {
        Files.writeString(folder.resolve("last-job-id"), "3");

        assertThat(new MemoryJobBook(folder, 7).nextId()).isEqualTo(8);
        assertThat(new MemoryJobBook(folder, 7).nextId()).isEqualTo(9);
    }

    @Test
    void forgetsTheOldestThatHaveEndedWhenTheyAreMany() throws IOException {
        JobBook book = new MemoryJobBook(folder, 0, 3);
        for (long id = 1; id <= 6; id++) {
            assertThat(book.nextId()).isEqualTo(id);
        }
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
        assertThat(book.hasForgotten(2)).isTrue();
        assertThat(book.hasForgotten(3)).isTrue();
        assertThat(book.hasForgotten(5)).isTrue();
        assertThat(book.hasForgotten(4)).isFalse();
        assertThat(book.hasForgotten(7)).isFalse();
    }

    @Test
    void saysThatTheLastIdIsDamaged() throws IOException {
        Files.writeString(folder.resolve("last-job-id"), "x");

        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.resolve("last-job-id").toString());
    }
}
