package org.mantle.slurm;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The states of a job, under Slurm's own words, and one for words that are not among them.
 *
 * <p>A job that has ended stays so, unless it is requeued. {@link #COMPLETING} is no end: the state that follows it tells how
 * the job ended.
 *
 * @since 0.1.0
 */
public enum SlurmState {

    /** Waits for its turn; the reason says for what. */
    PENDING(SlurmPhase.PENDING, "waits for its turn"),

    /** Has its nodes, and waits until they are ready. */
    CONFIGURING(SlurmPhase.PENDING, "waits until its nodes are ready"),

    /** Runs. */
    RUNNING(SlurmPhase.RUNNING, "runs"),

    /** Is being sent a signal. */
    SIGNALING(SlurmPhase.RUNNING, "is being sent a signal"),

    /** Is changing its size. */
    RESIZING(SlurmPhase.RUNNING, "is changing its size"),

    /** Some of its processes are still there. */
    COMPLETING(SlurmPhase.RUNNING, "is ending"),

    /** Brings its files out. */
    STAGE_OUT(SlurmPhase.RUNNING, "brings its files out"),

    /** Stopped; its processors are free for others. */
    SUSPENDED(SlurmPhase.SUSPENDED, "is suspended"),

    /** Stopped by a signal; it keeps its processors. */
    STOPPED(SlurmPhase.SUSPENDED, "is stopped"),

    /** Will be run again, from its beginning. */
    REQUEUED(SlurmPhase.PENDING, "waits to be run again"),

    /** Will be run again by another cluster of a federation. */
    REQUEUE_FED(SlurmPhase.PENDING, "waits to be run again by another cluster"),

    /** Will be run again once it is released. */
    REQUEUE_HOLD(SlurmPhase.SUSPENDED, "is held before it is run again"),

    /** Ended in a way that its cluster treats specially, and is held. */
    SPECIAL_EXIT(SlurmPhase.SUSPENDED, "is held after a special exit"),

    /** Held, since its reservation is gone. */
    RESV_DEL_HOLD(SlurmPhase.SUSPENDED, "is held, since its reservation is gone"),

    /** Ended with exit code 0. */
    COMPLETED(SlurmPhase.DONE, "ended with exit code 0"),

    /** Ended with another exit code, by a signal, or could not be started. */
    FAILED(SlurmPhase.FAILED, "failed"),

    /** Cancelled by its owner or an administrator. */
    CANCELLED(SlurmPhase.FAILED, "was cancelled"),

    /** Reached its time limit. */
    TIMEOUT(SlurmPhase.FAILED, "reached its time limit"),

    /** Could not be run before its deadline. */
    DEADLINE(SlurmPhase.FAILED, "missed its deadline"),

    /** A node of it failed. */
    NODE_FAIL(SlurmPhase.FAILED, "lost a node"),

    /** Took more memory than it may. */
    OUT_OF_MEMORY(SlurmPhase.FAILED, "ran out of memory"),

    /** Gave way to another job. */
    PREEMPTED(SlurmPhase.FAILED, "gave way to a job of higher priority"),

    /** Its nodes did not boot. */
    BOOT_FAIL(SlurmPhase.FAILED, "its nodes did not boot"),

    /** Taken from this cluster, since another of its federation has started it. */
    REVOKED(SlurmPhase.FAILED, "was started by another cluster instead"),

    /** A word that is not among these; it may come from a newer Slurm. */
    OTHER(SlurmPhase.UNKNOWN, "is in a state that is not known here");

    private static final Map<String, SlurmState> WORDS = Stream.of(values())
            .filter(state -> state != OTHER)
            .collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));

    private final SlurmPhase phase;
    private final String words;

    SlurmState(SlurmPhase phase, String words) {
        this.phase = phase;
        this.words = words;
    }

    /**
     * Returns the state that a word means.
     *
     * @param word as Slurm's commands and its REST daemon print it, in any letter case; what follows a space or a plus sign, as in
     *     {@code CANCELLED by 1001}, is not looked at
     * @return {@link #OTHER} for a word that is not known
     */
    public static SlurmState of(String word) {
        String first = word.strip().split("[ +]", 2)[0];
        return WORDS.getOrDefault(first.toUpperCase(Locale.ROOT), OTHER);
    }

    /**
     * Returns the state that newer REST daemons tell as a list.
     *
     * @param words the state itself first, then what is added to it; a known addition, such as {@code COMPLETING}, stands for the whole,
     *     as it does where one word is told
     * @return {@link #OTHER} for an empty list, and for a first word that is not known
     */
    public static SlurmState of(List<String> words) {
        if (words.isEmpty()) {
            return OTHER;
        }
        return words.subList(1, words.size()).stream()
                .map(SlurmState::of)
                .filter(state -> state != OTHER)
                .findFirst()
                .orElseGet(() -> of(words.get(0)));
    }

    /** Returns what the state means to the job's owner. */
    public SlurmPhase phase() {
        return phase;
    }

    /** Returns the state as the end of a sentence that begins with the job, such as {@code reached its time limit}. */
    public String words() {
        return words;
    }
}
