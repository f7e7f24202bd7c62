package org.mantle.framework.run;

import java.util.Optional;

/**
 * Something that was wrong with a plugin, as data.
 *
 * @param source the provider or the algorithm's class, and the jar from which it came
 * @param message what is wrong
 * @param cause what was thrown, if anything was
 * @since 0.1.0
 */
public record RegistryFault(String source, String message, Optional<Throwable> cause) {}
