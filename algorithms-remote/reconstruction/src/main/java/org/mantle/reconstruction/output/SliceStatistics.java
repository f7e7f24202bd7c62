package org.mantle.reconstruction.output;

import java.util.Arrays;
import org.mantle.reconstruction.projection.BackProjector;

/**
 * The values of a slice inside the circle that every projection sees.
 *
 * @param min the smallest value
 * @param max the largest value
 * @param mean the mean value
 * @param scale the grey scale that suits this slice alone
 */
public record SliceStatistics(float min, float max, float mean, GreyScale scale) {

    /** Measures a slice, in which at least one pixel lies inside the circle. */
    public static SliceStatistics of(float[] slice, BackProjector projector) {
        int size = projector.size();
        float[] inside = new float[slice.length];
        int n = 0;
        for (int y = 0; y < size; y++) {
            int first = projector.firstInside(y);
            int count = projector.endInside(y) - first;
            if (count > 0) {
                System.arraycopy(slice, y * size + first, inside, n, count);
                n += count;
            }
        }
        Arrays.sort(inside, 0, n);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += inside[i];
        }
        return new SliceStatistics(inside[0], inside[n - 1], (float) (sum / n), GreyScale.ofSorted(inside, n));
    }
}
