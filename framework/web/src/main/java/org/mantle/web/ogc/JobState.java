package org.mantle.web.ogc;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.mantle.framework.run.RunState;

/** The states of a job in the standard. */
enum JobState {
    ACCEPTED,
    RUNNING,
    SUCCESSFUL,
    FAILED,
    DISMISSED;

    static JobState of(RunState state) {
        return switch (state) {
            case WAITING -> ACCEPTED;
            case RUNNING -> RUNNING;
            case COMPLETED -> SUCCESSFUL;
            case FAILED -> FAILED;
            case CANCELLED -> DISMISSED;
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<JobState> ofWord(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst();
    }
}
