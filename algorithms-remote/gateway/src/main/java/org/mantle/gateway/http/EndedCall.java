package org.mantle.gateway.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A call that was answered, or was broken off, without anything that must stay secret.
 *
 * @param request the number of the call at this gateway since its start
 * @param user who was logged in; empty for a stranger
 * @param address from where it came; empty if the client was gone
 * @param operation what was called, by {@link Exchange#name}; empty if that is nothing that is served
 * @param target what it was about, such as the id of a job; may be empty
 * @param job the id of the job that it made; empty for none
 * @param files the files that it brought, or those that it asked for, by the names that the user knows
 * @param status the HTTP status of the answer
 * @param refusal why it was not done; empty if it was
 * @param whole whether the answer was taken whole
 * @param received how many bytes of a {@link Call#withLongBody} came
 * @param sent how many bytes the answer has; 0 where that was not known before, as of what is packed while it is sent
 * @param duration from its head to the end of its answer
 */
public record EndedCall(
        long request,
        String user,
        String address,
        String operation,
        String target,
        String job,
        List<String> files,
        int status,
        Optional<String> refusal,
        boolean whole,
        long received,
        long sent,
        Duration duration) {}
