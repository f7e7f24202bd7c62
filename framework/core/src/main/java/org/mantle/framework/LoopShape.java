package org.mantle.framework;

/**
 * Of what a looped run is made.
 *
 * @param single the algorithm that runs once for each entry
 * @param entries how many entries there are
 */
record LoopShape(AlgorithmDescriptor single, int entries) {}
