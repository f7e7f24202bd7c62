package org.mantle.reconstruction.output;

import java.util.Arrays;
import java.util.List;
import org.mantle.reconstruction.projection.BackProjector;

/**
 * Which values a picture shows black and white.
 *
 * @param black the value that is black, as all below it
 * @param white the value that is white, as all above it
 */
public record GreyScale(float black, float white) {

    private static final double BLACK = 0.01;
    private static final double WHITE = 0.995;

    /** The part of the slices whose values do not count at either end: a broken row must not make all others grey. */
    private static final double BROKEN = 0.005;

    /** Returns the scale that suits some values: 1 % of them come out black, and 0.5 % white. */
    static GreyScale of(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        return ofSorted(sorted, sorted.length);
    }

    static GreyScale ofSorted(float[] sorted, int count) {
        return new GreyScale(sorted[(int) (BLACK * (count - 1))], sorted[(int) (WHITE * (count - 1))]);
    }

    /** Returns the one scale for all slices of a stack, in which none is too dark or too bright. */
    public static GreyScale ofStack(List<GreyScale> slices) {
        float[] blacks = new float[slices.size()];
        float[] whites = new float[slices.size()];
        for (int i = 0; i < blacks.length; i++) {
            blacks[i] = slices.get(i).black();
            whites[i] = slices.get(i).white();
        }
        Arrays.sort(blacks);
        Arrays.sort(whites);
        int broken = (int) (BROKEN * blacks.length);
        return new GreyScale(blacks[broken], whites[whites.length - 1 - broken]);
    }

    /** Paints a slice, black outside the circle that every projection sees. */
    public GreyImage slice(float[] values, BackProjector projector) {
        int size = projector.size();
        GreyImage image = new GreyImage(size, size);
        for (int y = 0; y < size; y++) {
            for (int x = projector.firstInside(y); x < projector.endInside(y); x++) {
                image.set(x, y, grey(values[y * size + x]));
            }
        }
        return image;
    }

    byte grey(float value) {
        float scale = white > black ? 255 / (white - black) : 0;
        return (byte) Math.max(0, Math.min(255, Math.round((value - black) * scale)));
    }
}
