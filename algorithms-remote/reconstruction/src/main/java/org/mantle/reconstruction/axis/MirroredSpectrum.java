package org.mantle.reconstruction.axis;

import org.jtransforms.fft.FloatFFT_1D;
import pl.edu.icm.jlargearrays.ConcurrencyUtils;

/**
 * The spectrum of a sinogram over half a turn followed by itself mirrored, as far as it lies outside the double wedge.
 *
 * <p>Not thread-safe.
 */
final class MirroredSpectrum {

    /** Low angular harmonics, as a part of all, that the sample's mass alone fills: they say nothing about the axis. */
    private static final double LOW_HARMONICS = 0.05;

    private static final int MOST_LOW_HARMONICS = 20;

    /** The lowest frequency along the columns that is looked at, in periods over the width. */
    private static final int FIRST = 2;

    private final Sinogram sinogram;
    private final int columns;
    private final int lines;
    private final int end;
    private final FloatFFT_1D alongColumns;
    private final FloatFFT_1D alongLines;

    /** For each frequency along the columns, the complex values of all lines: the sinogram's, then the mirrored ones. */
    private final float[][] frequencies;

    private final float[] line;
    private final float[] harmonics;

    MirroredSpectrum(Sinogram sinogram) {
        // JTransforms would start threads of its own.
        ConcurrencyUtils.setNumberOfThreads(1);
        this.sinogram = sinogram;
        columns = sinogram.columns();
        lines = sinogram.lines();
        // Harmonic j lies outside the wedge of a sample as wide as the detector where j > pi k, and j is at most
        // `lines`.
        end = Math.min((columns - 1) / 2, (int) (lines / Math.PI)) + 1;
        alongColumns = new FloatFFT_1D(columns);
        alongLines = new FloatFFT_1D(2L * lines);
        frequencies = new float[end][4 * lines];
        line = new float[columns];
        harmonics = new float[4 * lines];
        for (int i = 0; i < lines; i++) {
            sinogram.copyLine(i, line);
            transformLine(i);
        }
    }

    /** Returns the mean magnitude outside the double wedge, with the mirror at column {@code sum / 2}. */
    double outsideWedge(int sum) {
        for (int i = 0; i < lines; i++) {
            mirror(i, sum);
            transformLine(lines + i);
        }
        int low = Math.min(MOST_LOW_HARMONICS, (int) Math.ceil(LOW_HARMONICS * 2 * lines));
        double magnitude = 0;
        int count = 0;
        for (int k = FIRST; k < end; k++) {
            System.arraycopy(frequencies[k], 0, harmonics, 0, harmonics.length);
            alongLines.complexForward(harmonics);
            for (int j = Math.max(low, (int) (Math.PI * k)) + 1; j < lines; j++) {
                magnitude += magnitude(j) + magnitude(2 * lines - j);
                count += 2;
            }
        }
        return count == 0 ? 0 : magnitude / count;
    }

    /**
     * Puts a mirrored line into {@link #line}.
     *
     * <p>Columns that have no counterpart are filled from the sinogram turned upside down, so that there is no jump where
     * the two halves meet.
     */
    private void mirror(int index, int sum) {
        for (int x = 0; x < columns; x++) {
            int mirrored = sum - x;
            boolean seen = mirrored >= 0 && mirrored < columns;
            line[x] = seen ? sinogram.value(index, mirrored) : sinogram.value(lines - 1 - index, x);
        }
    }

    private void transformLine(int index) {
        alongColumns.realForward(line);
        for (int k = FIRST; k < end; k++) {
            frequencies[k][2 * index] = line[2 * k];
            frequencies[k][2 * index + 1] = line[imaginaryPlace(k)];
        }
    }

    /** Returns where JTransforms keeps an imaginary part: that of an odd length's last frequency in the second place. */
    private int imaginaryPlace(int frequency) {
        return 2 * frequency + 1 < columns ? 2 * frequency + 1 : 1;
    }

    private double magnitude(int harmonic) {
        float re = harmonics[2 * harmonic];
        float im = harmonics[2 * harmonic + 1];
        return Math.sqrt(re * re + im * im);
    }
}
