package org.mantle.algorithms.utility;

import java.util.List;

/**
 * A box in space.
 *
 * @param corners the lower and then the upper corner, with two or three numbers each; what they mean is the reference system's
 * @param referenceSystem the coordinate reference system; empty where none is named
 */
record BoundingBox(List<Double> corners, String referenceSystem) {

    private static final int FLAT = 4;
    private static final int SOLID = 6;

    BoundingBox {
        corners = List.copyOf(corners);
        if (corners.size() != FLAT && corners.size() != SOLID) {
            throw new IllegalArgumentException("needs 4 numbers, or 6 with heights, and not " + corners.size());
        }
        if (!corners.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("needs finite numbers");
        }
    }
}
