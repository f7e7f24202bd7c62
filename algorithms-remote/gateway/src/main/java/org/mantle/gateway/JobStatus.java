package org.mantle.gateway;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.mantle.pac.JobState;

/** How far a job is. */
record JobStatus(
        JobState state,
        String remark,
        Optional<Instant> started,
        Optional<Instant> ended,
        OptionalInt exitCode,
        OptionalLong processId) {}
