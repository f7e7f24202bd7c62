package org.mantle.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.RemoteJob;
import org.mantle.remote.job.RemoteJobState;

/** What is advised about a job, by the words that gateways, LSF and Slurm have for its state. */
class JobAdviceTests {

    private static String advice(String word, boolean isUnderWay, String reason, OptionalInt code) {
        return JobAdvice.of(
                new RemoteJob(JobId.of(7), "n", new RemoteJobState(word, isUnderWay, reason, false, code), "c"));
    }

    @ParameterizedTest
    @CsvSource({
        "Running,   '',                                                it has not ended; follow it",
        "RUNNING,   '',                                                it has not ended; follow it",
        "Pending,   '',                                                it waits for its turn; follow it",
        "Pending,   Slurm job 5 waits (Priority),                      it waits (Slurm job 5 waits (Priority)); follow it",
        "PENDING,   Resources,                                         it waits (Resources); follow it",
        "PENDING,   PartitionConfig,                                   it cannot start as it was submitted",
        "Pending,   Slurm job 5 cannot start (BadConstraints): kill it, it cannot start as it was submitted",
        "Suspended, Slurm job 5 is held,                               it does not go on until it is released",
        "Suspended, '',                                                it does not go on until it is released",
        "PENDING,   JobHeldUser,                                       it does not go on until it is released",
        "PENDING,   JobHeldAdmin,                                      the site holds it",
        "SUSPENDED, '',                                                it does not go on until it is released"
    })
    void whatIsUnderWayIsToldWhatItWaitsFor(String word, String reason, String begin) {
        assertThat(advice(word, true, reason, OptionalInt.empty())).startsWith(begin);
    }

    @ParameterizedTest
    @CsvSource({
        "Exit,          killed,                                143, it was cancelled",
        "Exit,          killed before it started,              -1,  it was cancelled",
        "Exit,          was cancelled at the cluster,          143, it was cancelled",
        "CANCELLED,     '',                                    -1,  it was cancelled",
        "CANCELLED,     by 1001,                               143, it was cancelled",
        "Exit,          TERM_OWNER: job killed by owner,       130, it was cancelled",
        "Exit,          ended at its time limit of 2 s,        143, it took longer than it may; ask for more time",
        "Exit,          reached its time limit,                -1,  it took longer than it may; ask for more time",
        "TIMEOUT,       '',                                    -1,  it took longer than it may; ask for more time",
        "OUT_OF_MEMORY, '',                                    137, it took more memory than it may",
        "Exit,          exit code 143 (signal 15),             143, it was told to stop",
        "Exit,          exit code 3,                           3,   its program ended with an error of its own"
    })
    void anEndIsToldByItsReasonBeforeItsExitCode(String word, String reason, int code, String begin) {
        OptionalInt exit = code < 0 ? OptionalInt.empty() : OptionalInt.of(code);
        assertThat(advice(word, false, reason, exit)).startsWith(begin);
    }
}
