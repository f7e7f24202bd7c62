package org.mantle.framework.run;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What an author says of an algorithm that should not be used any more.
 *
 * @param replacement the name of the algorithm to use instead, or empty when there is none
 * @param since the day from which this holds, or empty when it always does
 * @since 0.1.0
 */
public record Deprecation(String replacement, Optional<LocalDate> since) {}
