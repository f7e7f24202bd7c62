package org.mantle.gateway.slurm;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An answer of the REST daemon.
 *
 * @param status of HTTP, which says little: look at the errors as well
 * @param errors what went wrong, also in an answer of status 200
 * @param submitted the id that a submission got, or 0
 * @param serverTime the controller's time in seconds, or 0 if it was not told
 * @param text the beginning of an answer that is no JSON
 */
record RestAnswer(int status, List<RestError> errors, long submitted, long serverTime, String text) {

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int NOT_MODIFIED = 304;

    boolean isFine() {
        return status == OK && errors.isEmpty();
    }

    boolean isUnchanged() {
        return status == NOT_MODIFIED;
    }

    boolean isUnauthorized() {
        return status == UNAUTHORIZED;
    }

    /** Tells whether Slurm does not know the job that was asked for, or not any more. */
    boolean isNoSuchJob() {
        return has(RestError.NO_SUCH_JOB) || (status == NOT_FOUND && !errors.isEmpty());
    }

    /** Tells whether the daemon did not look at a request, since it could not read it. */
    boolean isNotUnderstood() {
        return status >= 400 && status < 500 && errors.isEmpty();
    }

    /** Tells whether the daemon has not the operation itself: it speaks another version. */
    boolean isNoSuchOperation() {
        return status == NOT_FOUND && errors.isEmpty();
    }

    boolean isJobFinished() {
        return has(RestError.ALREADY_DONE) || has(RestError.JOB_FINISHED);
    }

    boolean has(long number) {
        return errors.stream().anyMatch(error -> error.number() == number);
    }

    /** Returns the error that came of Slurm's parts not reaching each other, if that is what is wrong. */
    Optional<RestError> transportError() {
        return errors.stream().filter(RestError::isOfTransport).findFirst();
    }

    /** Returns Slurm's own words for what is wrong. */
    String words() {
        String words = errors.stream()
                .map(error -> error.text() + (error.number() == 0 ? "" : " (" + error.number() + ")"))
                .filter(text -> !text.isBlank())
                .distinct()
                .collect(Collectors.joining("; "));
        if (!words.isEmpty()) {
            return words;
        }
        return text.isEmpty() ? "status " + status : text;
    }
}
