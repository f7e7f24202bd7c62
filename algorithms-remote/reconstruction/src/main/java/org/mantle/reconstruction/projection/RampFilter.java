package org.mantle.reconstruction.projection;

import java.util.Arrays;
import org.jtransforms.fft.DoubleFFT_1D;
import org.jtransforms.fft.FloatFFT_1D;
import org.jtransforms.utils.CommonUtils;
import pl.edu.icm.jlargearrays.ConcurrencyUtils;

/**
 * The ramp filter of filtered back projection, with a window.
 *
 * <p>The filter is made from the band-limited ramp in the space of columns (1/4 at 0, {@code -1/(pi n)^2} at odd n, 0 at
 * other even n), not from {@code |f|} sampled in the frequency domain, which would lose the mean value: A. C. Kak, M.
 * Slaney, Principles of Computerized Tomographic Imaging, IEEE Press 1988, section 3.3, equation 61. Lines are padded
 * with zeros to at least twice their length, so that the cyclic convolution is a linear one.
 *
 * <p>Before that, the straight line through both ends of a projection is subtracted. The ramp gives 0 for a constant and
 * for a straight line, so nothing is lost; but it takes away what surrounds the sample (air that transmits less than the
 * flat frames, say), which would otherwise end at the detector's edges and make a bright rim. So attenuation is relative
 * to the surroundings, and a sample that is wider than the detector is continued straight on.
 *
 * <p>Not thread-safe.
 */
public final class RampFilter {

    private static final int EDGE_COLUMNS = 4;

    private final int columns;
    private final int length;
    private final FloatFFT_1D fft;
    private final float[] response;
    private final float[] buffer;

    /**
     * Makes a filter.
     *
     * @param columns the length of a line, at least 2
     * @param cutoff where the window ends, as a fraction of the Nyquist frequency; nothing passes above it
     */
    public RampFilter(int columns, FilterKind kind, double cutoff) {
        // JTransforms would start threads of its own for long lines; rows are already filtered in parallel.
        ConcurrencyUtils.setNumberOfThreads(1);
        this.columns = columns;
        length = CommonUtils.nextPow2(2 * columns);
        fft = new FloatFFT_1D(length);
        response = response(length, kind, cutoff);
        buffer = new float[length];
    }

    /** Filters the lines of a sinogram in place, and multiplies each with its weight. */
    public void apply(float[] sinogram, double[] weights) {
        for (int line = 0; line < weights.length; line++) {
            filterLine(sinogram, line * columns, (float) weights[line]);
        }
    }

    private void filterLine(float[] values, int start, float weight) {
        int edge = Math.min(EDGE_COLUMNS, columns);
        float left = mean(values, start, edge);
        float right = mean(values, start + columns - edge, edge);
        float slope = columns == edge ? 0 : (right - left) / (columns - edge);
        float origin = left - slope * (edge - 1) / 2;
        for (int i = 0; i < columns; i++) {
            buffer[i] = values[start + i] - (origin + slope * i);
        }
        Arrays.fill(buffer, columns, length, 0);
        fft.realForward(buffer);
        // JTransforms keeps the real parts of the first and of the middle frequency in the first two places.
        buffer[0] *= response[0];
        buffer[1] *= response[length / 2];
        for (int k = 1; k < length / 2; k++) {
            buffer[2 * k] *= response[k];
            buffer[2 * k + 1] *= response[k];
        }
        fft.realInverse(buffer, true);
        for (int i = 0; i < columns; i++) {
            values[start + i] = buffer[i] * weight;
        }
    }

    private static float mean(float[] values, int start, int count) {
        float sum = 0;
        for (int i = start; i < start + count; i++) {
            sum += values[i];
        }
        return sum / count;
    }

    private static float[] response(int length, FilterKind kind, double cutoff) {
        double[] kernel = new double[length];
        kernel[0] = 0.25;
        for (int n = 1; n < length / 2; n += 2) {
            double value = -1 / (Math.PI * Math.PI * n * n);
            kernel[n] = value;
            kernel[length - n] = value;
        }
        new DoubleFFT_1D(length).realForward(kernel);
        float[] response = new float[length / 2 + 1];
        for (int k = 0; k <= length / 2; k++) {
            double ramp = k == length / 2 ? kernel[1] : kernel[2 * k];
            double u = k / (cutoff * length / 2);
            response[k] = (float) (u <= 1 ? ramp * kind.window(u) : 0);
        }
        return response;
    }
}
