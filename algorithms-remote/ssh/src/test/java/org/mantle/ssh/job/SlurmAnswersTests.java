package org.mantle.ssh.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.RemoteJob;
import org.mantle.remote.job.RemoteJobState;
import org.mantle.slurm.CommentMark;

/** What answers of Slurm mean that no cluster here gives. */
class SlurmAnswersTests {

    private static List<String> inWords(Map<JobId, RemoteJob> jobs) {
        return jobs.values().stream()
                .map(job -> job.inWords() + " " + job.name())
                .toList();
    }

    private static Map<JobId, RemoteJob> recorded() throws IOException {
        try (InputStream answer = SlurmAnswersTests.class.getResourceAsStream("sacct-22.05.8.txt")) {
            return SlurmAnswers.accounted(
                    new String(Objects.requireNonNull(answer).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** What was done to the jobs is told beside the recorded answer. */
    @Test
    void accountingTellsOfJobsThatSlurmHasForgotten() throws Exception {
        Map<JobId, RemoteJob> jobs = recorded();
        assertThat(inWords(jobs))
                .containsExactly(
                        "1: COMPLETED done",
                        "2: FAILED (exit code 7) failed",
                        "3: FAILED (signal 11) segv",
                        "4: FAILED (exit code 11) segvchild",
                        "5: COMPLETED a name; with é",
                        "6: COMPLETED two\nlines",
                        "7: COMPLETED un" + JobsFolder.FIELD + "it|pipe",
                        "8: TIMEOUT slow",
                        "10: CANCELLED (by 0) cancelled",
                        "9_1: COMPLETED array",
                        "9_2: FAILED (exit code 1) array",
                        "9_3: FAILED (exit code 2) array",
                        "9_4: FAILED (exit code 3) array",
                        "14: COMPLETED held",
                        "15: CANCELLED (by 0) held2",
                        "16: CANCELLED (by 0) requeued",
                        "17: FAILED (signal 9) kill9",
                        "18: FAILED (it could not be started) nofolder",
                        "19: FAILED (exit code 127) 127",
                        "21: NODE_FAIL lostnode",
                        "20: RUNNING suspended",
                        "22: CANCELLED (by 65534) stranger");
        assertThat(idsOf(jobs, RemoteJobState::isUnderWay)).containsExactly("20");
        assertThat(idsOf(jobs, RemoteJobState::succeeded)).containsExactly("1", "5", "6", "7", "9_1", "14");
        Map<String, Integer> codes = new LinkedHashMap<>();
        jobs.forEach((id, job) -> job.state().exitCode().ifPresent(code -> codes.merge(id.text(), code, Integer::sum)));
        codes.values().removeIf(code -> code == 0);
        // signals as shells tell them
        assertThat(codes)
                .isEqualTo(Map.of("2", 7, "3", 139, "4", 11, "9_2", 1, "9_3", 2, "9_4", 3, "17", 137, "19", 127));
    }

    private static List<String> idsOf(Map<JobId, RemoteJob> jobs, Predicate<RemoteJobState> which) {
        return jobs.values().stream()
                .filter(job -> which.test(job.state()))
                .map(job -> job.id().text())
                .toList();
    }

    /** By the manual page sacct(1): a cluster with cgroups gives 0:125 to a job out of memory; and what newer ones may say. */
    @Test
    void whatWasNotRecordedIsReadByTheManualPage() {
        String answer = "welcome to this site\n"
                + String.join(
                                "|\n",
                                "106|OUT_OF_MEMORY|0:125|big",
                                "109_[4-9]|PENDING|0:0|waits",
                                "110|FAILED|15:53|never ran",
                                "111|BRAND_NEW|0:0|later Slurm",
                                "no record",
                                "112|FAILED|?|nobody knows",
                                "")
                        .replace("|", JobsFolder.FIELD);
        Map<JobId, RemoteJob> jobs = SlurmAnswers.accounted(answer);
        assertThat(inWords(jobs))
                .containsExactly(
                        "106: OUT_OF_MEMORY big",
                        "109_[4-9]: PENDING waits",
                        "110: FAILED (it could not be started) never ran",
                        "111: BRAND_NEW later Slurm",
                        "112: FAILED nobody knows");
        assertThat(idsOf(jobs, RemoteJobState::isUnderWay)).containsExactly("109_[4-9]", "111");
        assertThat(idsOf(jobs, state -> state.exitCode().isPresent())).isEmpty();
    }

    @Test
    void aListingJoinsWhatSlurmKnowsWithWhatFoldersKeep() {
        String kept = record("7", "0", "old+name", "%2Fwork%2Frun+a")
                + record("8", "", "lost", "%2Fwork%2Frun")
                + record("9", "3", "n", "%2Fwork%2Frun+b");
        String known = record("9", "FAILED", "NonZeroExitCode", "mantle:x", "(null)", "two\nlines") + "\n"
                + record("10", "PENDING", "Resources", "(null)", "/other/script", "foreign") + "\n"
                + record("11", "SUSPENDED", "None", "(null)", "(null)", "") + "\n";
        Map<JobId, RemoteJob> jobs = SlurmAnswers.jobs(kept + JobsFolder.LIST + "CLUSTER: one\n" + known);
        assertThat(inWords(jobs))
                .containsExactly(
                        "9: FAILED (exit code 3, see 9.error) two\nlines",
                        "10: PENDING (Resources) foreign",
                        "11: SUSPENDED -",
                        "7: COMPLETED old name",
                        "8: Unknown (Slurm has forgotten it, and it left no exit code: it was cancelled, killed or never ran)"
                                + " lost");
        assertThat(jobs.values().stream().map(RemoteJob::command))
                .containsExactly("/work/run b", "/other/script", "-", "/work/run a", "/work/run");
    }

    private static String record(String... fields) {
        return JobsFolder.RECORD + String.join(JobsFolder.FIELD, fields);
    }

    @Test
    void aSearchBelievesTheFolderFirstAndThenTheComment() {
        CommentMark mark = new CommentMark("8f14e45f");
        String list = JobsFolder.LIST;
        String queue = record("5", "mantle:other") + "\n" + record("6", "site words, mantle:8f14e45f") + "\n";
        assertThat(SlurmAnswers.Search.of("claimed" + list + "12" + list, mark).id())
                .contains(JobId.of(12));
        assertThat(SlurmAnswers.Search.of("claimed" + list + list + queue, mark).id())
                .contains(JobId.of(6));
        SlurmAnswers.Search none = SlurmAnswers.Search.of(list + list + record("5", "mantle:other"), mark);
        assertThat(none.id()).isEmpty();
        assertThat(none.isClaimed()).isFalse();
        assertThat(SlurmAnswers.Search.of("claimed" + list + list, mark).isClaimed())
                .isTrue();
    }

    @Test
    void theIdOfASubmissionIsTheLastLine() {
        assertThat(SlurmAnswers.submittedId("a note of the site\n42\n")).contains(JobId.of(42));
        assertThat(SlurmAnswers.submittedId("\n")).isEmpty();
        assertThat(SlurmAnswers.submittedId("Submitted batch job")).isEmpty();
    }

    /** The job of another user is none of ours, whatever its name says. */
    @Test
    void howAJobFailedIsToldOfOwnJobsAlone() {
        String details = "JobId=5 JobName=a UserId=anna(1001) GroupId=g(1) JobState=FAILED Reason=NonZeroExitCode"
                + " ExitCode=3:0 RunTime=00:00:01\n";
        assertThat(SlurmAnswers.failure(details, "anna"))
                .contains(new RemoteJobState("FAILED", false, "exit code 3", false, OptionalInt.of(3)));
        assertThat(SlurmAnswers.failure(details, "ann")).isEmpty();
        assertThat(SlurmAnswers.failure(details.replace("3:0", "0:9"), "anna"))
                .contains(new RemoteJobState("FAILED", false, "signal 9", false, OptionalInt.of(137)));
        assertThat(SlurmAnswers.failure(details.replace("3:0", "0:53"), "anna"))
                .contains(new RemoteJobState("FAILED", false, "it could not be started"));
    }
}
