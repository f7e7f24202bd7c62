package org.mantle.gateway;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A job as whoever runs a gateway sees it.
 *
 * @param id the gateway's id of it
 * @param user whose it is
 * @param state in the words of the protocol, such as {@code Running} or {@code Done}
 * @param remark why it is so; may be empty
 * @param command what it runs, as far as it is shown
 * @since 0.1.0
 */
public record GatewayJob(
        long id,
        String user,
        String name,
        String state,
        String remark,
        Instant submitted,
        Optional<Instant> started,
        Optional<Instant> ended,
        OptionalInt exitCode,
        String command) {}
