package org.mantle.algorithms.list;

/**
 * The mean of numbers, and the sum of the squares of what they differ from it.
 *
 * <p>Two passes, with compensated sums, over numbers scaled by a power of two: nothing is lost where numbers differ only in their
 * last digits, and nothing overflows.
 *
 * @param scaledMean the mean of the scaled numbers
 * @param scaledSquares the sum of squares of the scaled numbers' deviations
 * @param exponent by which power of two the numbers are larger than the scaled ones
 */
record Moments(double scaledMean, double scaledSquares, int exponent) {

    /** Returns the moments of one or more finite numbers. */
    static Moments of(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        int exponent = largest == 0 ? 0 : Math.getExponent(largest) + 1;
        Sum sum = new Sum();
        for (double value : values) {
            sum.add(Math.scalb(value, -exponent));
        }
        double mean = sum.total() / values.length;
        Sum deviations = new Sum();
        Sum squares = new Sum();
        for (double value : values) {
            double deviation = Math.scalb(value, -exponent) - mean;
            deviations.add(deviation);
            squares.add(deviation * deviation);
        }
        // The mean is rounded: what the deviations add up to, which would be 0, says by how much.
        double rest = deviations.total();
        return new Moments(mean, squares.total() - rest * rest / values.length, exponent);
    }

    double mean() {
        return Math.scalb(scaledMean, exponent);
    }

    /** Returns the root of the sum of squares, divided by a number. */
    double deviation(int divisor) {
        return Math.scalb(Math.sqrt(Math.max(scaledSquares, 0) / divisor), exponent);
    }

    /** A sum that keeps what rounding takes away (Neumaier, 1974). */
    private static final class Sum {

        private double sum;
        private double lost;

        void add(double value) {
            double next = sum + value;
            lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
            sum = next;
        }

        double total() {
            return sum + lost;
        }
    }
}
