package org.mantle.reconstruction.projection;

import java.util.Locale;

/**
 * The window that multiplies the ramp in the frequency domain.
 *
 * <p>All three agree at frequency 0, so they give the same mean values; they differ in how much of the fine detail, and
 * with it the noise, they keep. Formulas: A. C. Kak, M. Slaney, Principles of Computerized Tomographic Imaging, IEEE
 * Press 1988, chapter 3; L. A. Shepp, B. F. Logan, IEEE Trans. Nucl. Sci. 21 (1974) 21-43.
 */
public enum FilterKind {
    /** No window: sharpest and noisiest. */
    RAMP {
        @Override
        double window(double u) {
            return 1;
        }
    },
    /** A sinc, which falls to 2/pi at the cut-off. */
    SHEPP_LOGAN {
        @Override
        double window(double u) {
            double x = Math.PI * u / 2;
            return x == 0 ? 1 : Math.sin(x) / x;
        }
    },
    /** A raised cosine, which falls to 0 at the cut-off: smoothest. */
    HANN {
        @Override
        double window(double u) {
            return 0.5 * (1 + Math.cos(Math.PI * u));
        }
    };

    /** Returns the window's value at {@code u}, the frequency as a fraction of the cut-off, between 0 and 1. */
    abstract double window(double u);

    /** Returns the name on the command line and in the report. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
