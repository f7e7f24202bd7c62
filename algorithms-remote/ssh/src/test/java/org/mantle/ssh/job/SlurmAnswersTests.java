package org.mantle.ssh.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.RemoteJob;
import org.mantle.slurm.CommentMark;

/** What answers of Slurm mean that no cluster here gives. */
class SlurmAnswersTests {

    private static List<String> inWords(Map<JobId, RemoteJob> jobs) {
        return jobs.values().stream()
                .map(job -> job.inWords() + " " + job.name())
                .toList();
    }

    /**
     * The form of {@code sacct --parsable2 --allocations --format=JobID,State,ExitCode,JobName} with another delimiter, as the manual page
     * sacct(1) of Slurm 22.05 tells of it: a state that is {@code CANCELLED} names who did it, an exit code has the signal behind it, a
     * task of an array has its index; 0:125 is what a cluster with cgroups gives to a job out of memory.
     */
    @Test
    void accountingTellsOfJobsThatSlurmHasForgotten() {
        String answer = String.join(
                        "\n",
                        "101|COMPLETED|0:0|good",
                        "102|FAILED|7:0|bad | name",
                        "103|FAILED|0:11|crash",
                        "104|CANCELLED by 1001|0:0|stopped",
                        "105_3|TIMEOUT|0:0|slow",
                        "106|OUT_OF_MEMORY|0:125|big",
                        "107|NODE_FAIL|1:0|unlucky",
                        "108|RUNNING|0:0|still here",
                        "109_[4-9]|PENDING|0:0|waits",
                        "110|FAILED|15:53|never ran",
                        "111|BRAND_NEW|0:0|later Slurm",
                        "second line of a name",
                        "")
                .replaceFirst("bad \\| name", "bad ; name")
                .replace("|", JobsFolder.FIELD)
                .replace("bad ; name", "bad | name");
        Map<JobId, RemoteJob> jobs = SlurmAnswers.accounted(answer);
        assertThat(inWords(jobs))
                .containsExactly(
                        "101: COMPLETED good",
                        "102: FAILED (exit code 7) bad | name",
                        "103: FAILED (signal 11) crash",
                        "104: CANCELLED (by 1001) stopped",
                        "105_3: TIMEOUT slow",
                        "106: OUT_OF_MEMORY big",
                        "107: NODE_FAIL unlucky",
                        "108: RUNNING still here",
                        "109_[4-9]: PENDING waits",
                        "110: FAILED (it could not be started) never ran",
                        "111: BRAND_NEW later Slurm");
        assertThat(jobs.values().stream()
                        .filter(job -> job.state().isUnderWay())
                        .map(job -> job.id().text()))
                .containsExactly("108", "109_[4-9]", "111");
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
        assertThat(SlurmAnswers.failure(details, "anna")).contains("exit code 3");
        assertThat(SlurmAnswers.failure(details, "ann")).isEmpty();
        assertThat(SlurmAnswers.failure(details.replace("3:0", "0:9"), "anna")).contains("signal 9");
    }
}
