package org.mantle.framework.internal.compiled;

/**
 * Of what a looped run is made.
 *
 * @param single the algorithm that runs once for each entry
 * @param entries how many entries there are
 */
public record LoopShape(CompiledAlgorithm single, int entries) {}
