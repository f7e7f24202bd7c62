package org.mantle.remote;

import java.util.OptionalInt;
import org.mantle.remote.job.RemoteJob;
import org.mantle.remote.job.RemoteJobState;

/** What to do about a job that failed, by the exit codes that shells and schedulers give. */
final class FailureAdvice {

    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    /** Exit codes above it are the numbers of signals, as POSIX shells give them. */
    private static final int BY_SIGNAL = 128;

    private static final int LAST_SIGNAL = 64;
    private static final int INTERRUPTED = 2;
    private static final int KILLED = 9;
    private static final int TERMINATED = 15;

    private FailureAdvice() {}

    static String of(RemoteJob job) {
        RemoteJobState state = job.state();
        if (state.isUnderWay()) {
            return "it has not ended; follow it to its end";
        }
        if (state.succeeded()) {
            return "nothing: it has done its work";
        }
        OptionalInt code = state.exitCode();
        if (code.isEmpty()) {
            return "the service tells no exit code; look at the job's files, or ask the resource's support";
        }
        int signal = code.getAsInt() - BY_SIGNAL;
        return signal > 0 && signal <= LAST_SIGNAL ? bySignal(signal) : byItself(code.getAsInt());
    }

    private static String byItself(int code) {
        return switch (code) {
            case 0 ->
                "its program ended well, so that the service stopped the job or failed; ask the resource's support if the"
                        + " state does not say why";
            case NOT_EXECUTABLE ->
                "the runnable, or a program that it calls, may not be executed; check its permissions";
            case NOT_FOUND ->
                "a program was not found; check the path of the runnable, and of what it calls, on the resource";
            default -> "its program ended with an error of its own; its last lines and its other files say more";
        };
    }

    private static String bySignal(int signal) {
        return switch (signal) {
            case KILLED ->
                "it was killed: by somebody, at a limit of the resource, or because the memory was used up; give it less"
                        + " to do, or ask for higher limits";
            case INTERRUPTED, TERMINATED ->
                "it was told to stop: by somebody, or at a limit of time; ask for more time, or give it less to do";
            default -> "its program crashed (signal " + signal + "); ask whoever wrote it";
        };
    }
}
