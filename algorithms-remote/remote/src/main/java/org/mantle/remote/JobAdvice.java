package org.mantle.remote;

import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.mantle.remote.job.RemoteJob;
import org.mantle.remote.job.RemoteJobState;
import org.mantle.remote.job.ServiceWords;

/**
 * What to do about a job: by the words of LSF, of Slurm and of gateways for why it waits or ended, and by the exit codes that shells and
 * schedulers give.
 */
final class JobAdvice {

    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    /** Exit codes above it are the numbers of signals, as POSIX shells give them. */
    private static final int BY_SIGNAL = 128;

    private static final int LAST_SIGNAL = 64;
    private static final int INTERRUPTED = 2;
    private static final int KILLED = 9;
    private static final int TERMINATED = 15;

    /** Reasons of Slurm that stay until the job or the cluster is changed. */
    private static final Pattern NEVER = Pattern.compile(
            "cannot start|PartitionConfig|PartitionNodeLimit|PartitionTimeLimit"
                    + "|BadConstraints|DependencyNeverSatisfied|AccountNotAllowed|QOSNotAllowed|Invalid(?:Account|QOS)");

    private static final Pattern HELD_BY_SITE = Pattern.compile("JobHeldAdmin|ReservationDeleted");
    private static final Pattern HELD = Pattern.compile(
            "\\bheld\\b|JobHeldUser|JobHold|\\b(?:suspended|stopped|psusp|ususp|ssusp|requeue_hold|special_exit"
                    + "|resv_del_hold)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern WAITS =
            Pattern.compile("(?:pending|pend|wait|configuring|requeued)\\b.*", Pattern.CASE_INSENSITIVE);

    private static final Pattern WAS_CANCELLED = Pattern.compile(
            "(?i)(?:was )?cancelled\\b.*|killed(?: before it started)?|TERM_(?:OWNER|ADMIN|FORCE_OWNER|FORCE_ADMIN)\\b.*");
    private static final Pattern LACKED_TIME =
            Pattern.compile("(?i)time limit|timelimit|\\btimeout\\b|TERM_RUNLIMIT|TERM_CPULIMIT|TERM_DEADLINE");
    private static final Pattern LACKED_MEMORY =
            Pattern.compile("(?i)ran out of memory|out_of_memory|outofmemory|TERM_MEMLIMIT");

    private JobAdvice() {}

    static String of(RemoteJob job) {
        RemoteJobState state = job.state();
        String words = state.word() + " " + state.reason();
        if (state.isUnderWay()) {
            return ofOneUnderWay(state, words);
        }
        if (state.succeeded()) {
            return "nothing: it has done its work";
        }
        if (WAS_CANCELLED.matcher(state.word()).matches()
                || WAS_CANCELLED.matcher(state.reason()).matches()) {
            return "it was cancelled, by you or by somebody who may; submit it again if it is still wanted";
        }
        if (LACKED_TIME.matcher(words).find()) {
            return "it took longer than it may; ask for more time, or give it less to do";
        }
        if (LACKED_MEMORY.matcher(words).find()) {
            return "it took more memory than it may; ask for more, or give it less to do";
        }
        OptionalInt code = state.exitCode();
        if (code.isEmpty()) {
            return "the service tells no exit code; look at the job's files, or ask the resource's support";
        }
        int signal = code.getAsInt() - BY_SIGNAL;
        return signal > 0 && signal <= LAST_SIGNAL ? bySignal(signal) : byItself(code.getAsInt());
    }

    private static String ofOneUnderWay(RemoteJobState state, String words) {
        if (HELD_BY_SITE.matcher(words).find()) {
            return "the site holds it; ask the resource's support to release it, or cancel it";
        }
        if (HELD.matcher(words).find()) {
            return "it does not go on until it is released or resumed (scontrol release or resume on Slurm, bresume on LSF):"
                    + " do so, ask the resource's support if you did not stop it, or cancel it";
        }
        if (NEVER.matcher(words).find()) {
            return "it cannot start as it was submitted; cancel it, and submit it with what the resource has, or ask the"
                    + " resource's support";
        }
        if (WAITS.matcher(state.word()).matches()) {
            String reason = ServiceWords.line(state.reason());
            return (reason.isEmpty() ? "it waits for its turn" : "it waits (" + reason + ")")
                    + "; follow it to its end, or ask the resource's support if it waits for too long";
        }
        return "it has not ended; follow it to its end";
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
                "it was told to stop: by somebody, or at a limit of time; submit it again if nobody meant that, and ask for"
                        + " more time if it took long";
            default -> "its program crashed (signal " + signal + "); ask whoever wrote it";
        };
    }
}
