package org.mantle.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** States, exit codes, ids, times and marks, in the forms of Slurm's manual pages and REST daemon. */
class SlurmTermsTests {

    @ParameterizedTest
    @CsvSource({
        "PENDING, PENDING",
        "CONFIGURING, PENDING",
        "REQUEUED, PENDING",
        "RUNNING, RUNNING",
        "COMPLETING, RUNNING",
        "STOPPED, SUSPENDED",
        "SUSPENDED, SUSPENDED",
        "REQUEUE_HOLD, SUSPENDED",
        "COMPLETED, DONE",
        "FAILED, FAILED",
        "TIMEOUT, FAILED",
        "OUT_OF_MEMORY, FAILED",
        "CANCELLED by 1001, FAILED",
        "CANCELLED+, FAILED",
        "node_fail, FAILED",
        "OTHER, UNKNOWN",
        "HIBERNATING, UNKNOWN",
        "'', UNKNOWN"
    })
    void aWordMeansAPhase(String word, SlurmPhase phase) {
        assertThat(SlurmState.of(word).phase()).isEqualTo(phase);
    }

    @Test
    void whatIsAddedToAStateStandsForTheWholeWhereItIsKnown() {
        assertThat(SlurmState.of(List.of("FAILED", "COMPLETING"))).isEqualTo(SlurmState.COMPLETING);
        assertThat(SlurmState.of(List.of("RUNNING", "CONFIGURING"))).isEqualTo(SlurmState.CONFIGURING);
        assertThat(SlurmState.of(List.of("FAILED", "LAUNCH_FAILED"))).isEqualTo(SlurmState.FAILED);
        assertThat(SlurmState.of(List.of("COMPLETED"))).isEqualTo(SlurmState.COMPLETED);
        assertThat(SlurmState.of(List.of("HIBERNATING", "COMPLETED_TWICE"))).isEqualTo(SlurmState.OTHER);
        assertThat(SlurmState.of(List.of())).isEqualTo(SlurmState.OTHER);
    }

    @Test
    void onlyDoneAndFailedAreEnds() {
        assertThat(SlurmPhase.values())
                .filteredOn(SlurmPhase::hasEnded)
                .containsExactly(SlurmPhase.DONE, SlurmPhase.FAILED);
    }

    @ParameterizedTest
    @CsvSource({"0, 0:0, 0", "1792, 7:0, 7", "9, 0:9, 137", "139, 0:11, 139", "35072, 137:0, 137", "4021, 15:53, 181"})
    void aWaitStatusIsAnExitCodeAndASignal(long status, String text, int shellCode) {
        SlurmExit exit = SlurmExit.ofWaitStatus(status);

        assertThat(exit).hasToString(text);
        assertThat(exit.asShellCode()).isEqualTo(shellCode);
        assertThat(SlurmExit.parse(text)).contains(exit);
        assertThat(exit.isNotStarted()).isEqualTo(status == 4021);
    }

    @Test
    void whatCouldNotBeStartedIsToldWithAndWithoutAnExitCode() {
        assertThat(SlurmExit.parse("0:53")).get().matches(SlurmExit::isNotStarted);
        assertThat(SlurmExit.parse("15:53")).get().matches(SlurmExit::isNotStarted);
        assertThat(SlurmExit.parse("53:0")).get().matches(exit -> !exit.isNotStarted());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "7:", ":0", "256:0", "0:128", "a:b", "1:2:3", "-1:0"})
    void otherFormsAreNoExit(String text) {
        assertThat(SlurmExit.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|1|false",
                "4294967294|4294967294|false",
                "1234_0|1234|true",
                "1234_5|1234|true",
                "1234_[6-9%2]|1234|true",
                "1234_[1,3,5-9:2]|1234|true",
                "1234_[1,3,5...]|1234|true"
            })
    void readsIdsAsSlurmPrintsThem(String text, String whole, boolean part) {
        SlurmJobId id = SlurmJobId.parse(text).orElseThrow();

        assertThat(id).hasToString(text);
        assertThat(id.whole()).hasToString(whole);
        assertThat(id.isPart()).isEqualTo(part);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-1",
                "4294967295",
                "99999999999",
                "12a",
                "12_",
                "12_a",
                "12_[]",
                "12_[1;2]",
                "1 2",
                "12?x",
                "12/3"
            })
    void otherFormsAreNoId(String text) {
        assertThat(SlurmJobId.parse(text)).isEmpty();
    }

    @Test
    void namesATaskOfAnArray() {
        assertThat(new SlurmJobId(12).task(3)).hasToString("12_3");
        assertThatThrownBy(() -> new SlurmJobId(12, "3/.."))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("12_3/..");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|1", "0-9%2|10", "1,3,5|3", "0-20:5|5", "0-20:7,30|4", "7-7|1", "0-999999999|1000000000"})
    void countsTheTasksOfAnArray(String text, int count) {
        assertThat(SlurmArray.parse(text).orElseThrow())
                .hasToString(text)
                .extracting(SlurmArray::count)
                .isEqualTo(count);
    }

    @Test
    void anArrayHasTheIndexesThatItNamesHoweverManyTheyAre() {
        SlurmArray array = SlurmArray.parse("3,10-20:5,1000-999999999%2").orElseThrow();

        assertThat(IntStream.of(3, 10, 15, 20, 1000, 123456789, 999999999).allMatch(array::has))
                .isTrue();
        assertThat(IntStream.of(-3, 0, 1, 2, 4, 9, 11, 21, 999, 1000000000).noneMatch(array::has))
                .isTrue();
        assertThat(SlurmArray.parse("5,1-9:4").orElseThrow().indexes()).containsExactly(1, 5, 9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9-0", "1-", "-1", "1,,2", "0-9:0", "0-9%0", "0-9%2%3", "a", "1;rm", "0-9 --mem=1"})
    void otherFormsAreNoArray(String text) {
        assertThat(SlurmArray.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "5, PT5M",
        "5:30, PT5M30S",
        "02:30:00, PT2H30M",
        "1-2, PT26H",
        "1-02:30, PT26H30M",
        "1-02:30:15, PT26H30M15S",
        "365-00:00:00, PT8760H"
    })
    void readsTimes(String text, Duration time) {
        assertThat(SlurmTime.parse(text)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNLIMITED", "NOT_SET", "", "1-", "x", "1:2:3:4"})
    void otherFormsAreNoTime(String text) {
        assertThat(SlurmTime.parse(text)).isEmpty();
    }

    @Test
    void writesLimitsInWholeMinutesRoundedUp() {
        assertThat(SlurmTime.format(Duration.ofHours(26).plusMinutes(30))).isEqualTo("1-02:30:00");
        assertThat(SlurmTime.format(Duration.ofSeconds(61))).isEqualTo("0-00:02:00");
        assertThat(SlurmTime.minutes(Duration.ofSeconds(1))).isEqualTo(1);
        assertThat(SlurmTime.minutes(Duration.ZERO)).isEqualTo(1);
        assertThat(SlurmTime.minutes(Duration.ofHours(2))).isEqualTo(120);
    }

    @Test
    void aMarkIsFoundInACommentToWhichOthersAddedWords() {
        CommentMark mark = new CommentMark("8f14e45f");

        assertThat(CommentMark.comment(mark)).isEqualTo("mantle:8f14e45f");
        assertThat(CommentMark.in("mantle:8f14e45f")).contains(mark);
        assertThat(CommentMark.in("billed to x, mantle:8f14e45f;checked")).contains(mark);
        assertThat(mark.isIn(CommentMark.comment(new CommentMark("other"), mark)))
                .isTrue();
        assertThat(mark.isIn("mantle:8f14e45f0")).isFalse();
        assertThat(CommentMark.in("dismantle:8f14e45f")).isEmpty();
        assertThat(CommentMark.in("")).isEmpty();
        assertThat(CommentMark.random()).isNotEqualTo(CommentMark.random());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a,b", "a;b", "a\nb", "a\"b", "ä"})
    void otherTextsAreNoMark(String text) {
        assertThat(CommentMark.isAllowed(text)).isFalse();
        assertThatThrownBy(() -> new CommentMark(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
