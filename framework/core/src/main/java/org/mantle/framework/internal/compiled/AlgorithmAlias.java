package org.mantle.framework.internal.compiled;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Another name of one version of an algorithm.
 *
 * @param name the other name
 * @param deprecatedFrom the day from which it should not be used any more; empty when there is none
 */
public record AlgorithmAlias(String name, Optional<LocalDate> deprecatedFrom) {}
