package org.mantle.gateway.job;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A job as its executor alone still knows it. How it is run is not known any more.
 *
 * @param id the gateway's id of it
 * @param key the word by which its client marked the submission
 */
public record FoundJob(
        long id,
        String user,
        String name,
        Path directory,
        Path output,
        Path error,
        Instant submitted,
        Optional<String> key,
        Execution execution) {}
