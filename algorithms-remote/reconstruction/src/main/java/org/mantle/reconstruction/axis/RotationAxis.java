package org.mantle.reconstruction.axis;

/**
 * Where the rotation axis is, and how that is known.
 *
 * @param column the position in detector columns from 0
 * @param method {@code given}, {@code half-turn pairs} or {@code sinogram spectrum}
 * @param confidence from 0 (a guess) to 1 (no doubt): how well projections half a turn apart mirror each other there
 */
public record RotationAxis(double column, String method, double confidence) {}
