package org.mantle.reconstruction.axis;

/** The attenuation of one detector row over half a turn, at evenly spaced angles. Never changed once made. */
final class Sinogram {

    private static final int[] QUICK_FACTORS = {2, 3, 5};

    private final float[] values;
    private final int lines;
    private final int columns;

    private Sinogram(float[] values, int lines, int columns) {
        this.values = values;
        this.lines = lines;
        this.columns = columns;
    }

    /**
     * Makes a sinogram, between whose lines a quick Fourier transform is possible.
     *
     * <p>The number of lines is raised to the next one without prime factors above 5, and lines that fall between those
     * given are interpolated.
     *
     * @param degrees the angles of the lines given, ascending, over less than half a turn
     */
    static Sinogram evenlySpaced(float[] values, int columns, double[] degrees) {
        int lines = quick(degrees.length);
        float[] result = new float[lines * columns];
        int after = 0;
        for (int line = 0; line < lines; line++) {
            double angle = degrees[0] + line * 180.0 / lines;
            while (after < degrees.length - 1 && degrees[after] < angle) {
                after++;
            }
            int before = Math.max(0, after - 1);
            double gap = degrees[after] - degrees[before];
            // Beyond the last angle the last line stands in.
            float part = gap > 0 ? (float) Math.min(1, (angle - degrees[before]) / gap) : 0;
            for (int x = 0; x < columns; x++) {
                float low = values[before * columns + x];
                result[line * columns + x] = low + part * (values[after * columns + x] - low);
            }
        }
        return new Sinogram(result, lines, columns);
    }

    int lines() {
        return lines;
    }

    int columns() {
        return columns;
    }

    float value(int line, int column) {
        return values[line * columns + column];
    }

    void copyLine(int line, float[] target) {
        System.arraycopy(values, line * columns, target, 0, columns);
    }

    /** Returns this sinogram with so many columns added together each; columns that are left over at the end are dropped. */
    Sinogram binned(int bin) {
        if (bin == 1) {
            return this;
        }
        int width = columns / bin;
        float[] result = new float[lines * width];
        for (int line = 0; line < lines; line++) {
            for (int x = 0; x < width; x++) {
                float sum = 0;
                for (int i = 0; i < bin; i++) {
                    sum += values[line * columns + x * bin + i];
                }
                result[line * width + x] = sum / bin;
            }
        }
        return new Sinogram(result, lines, width);
    }

    private static int quick(int atLeast) {
        int n = atLeast;
        while (!isQuick(n)) {
            n++;
        }
        return n;
    }

    private static boolean isQuick(int n) {
        int rest = n;
        for (int factor : QUICK_FACTORS) {
            while (rest % factor == 0) {
                rest /= factor;
            }
        }
        return rest == 1;
    }
}
