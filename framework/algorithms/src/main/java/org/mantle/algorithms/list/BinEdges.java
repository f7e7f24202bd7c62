package org.mantle.algorithms.list;

import java.util.ArrayList;
import java.util.List;

/** The edges of the bins of a histogram, which rise. */
final class BinEdges {

    static final int MOST_BINS = 100_000;

    /** A last bin of less than this part of a width is a matter of rounding. */
    private static final double SLIVER = 1e-9;

    private BinEdges() {}

    /**
     * Returns edges that part a range evenly. A range of nothing reaches half a unit to both sides, as NumPy's does.
     *
     * @throws IllegalArgumentException if the range is too narrow for so many bins
     */
    static double[] even(double low, double high, int bins) {
        double from = low == high ? low - 0.5 : low;
        double to = low == high ? high + 0.5 : high;
        double[] edges = new double[bins + 1];
        for (int i = 0; i < bins; i++) {
            double part = (double) i / bins;
            edges[i] = from * (1 - part) + to * part;
        }
        edges[bins] = to;
        for (int i = 0; i < bins; i++) {
            requireRise(edges[i], edges[i + 1]);
        }
        return edges;
    }

    /**
     * Returns the edges of start, width, boundary, width, boundary and so on. A negative width multiplies by 1 plus its size. A
     * last bin ends at its boundary.
     *
     * @throws IllegalArgumentException if there would be too many bins, or a width is lost in rounding
     */
    static double[] ofWidths(List<Double> bins) {
        List<Double> edges = new ArrayList<>(List.of(bins.get(0)));
        for (int i = 1; i + 1 < bins.size(); i += 2) {
            addSteps(edges, bins.get(i), bins.get(i + 1));
        }
        return edges.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * Returns edges a width apart. The last bin ends at the high end; a range of nothing is one bin of that width.
     *
     * @throws IllegalArgumentException as {@link #ofWidths} does
     */
    static double[] ofWidth(double low, double width, double high) {
        return ofWidths(List.of(low, width, low == high ? low + width : high));
    }

    private static void addSteps(List<Double> edges, double width, double boundary) {
        double start = edges.get(edges.size() - 1);
        double last = start;
        for (int step = 1; ; step++) {
            double edge = width > 0 ? start + step * width : start * Math.pow(1 - width, step);
            double slack = SLIVER * (width > 0 ? width : -width * last);
            if (!(edge < boundary - slack)) {
                break;
            }
            last = add(edges, last, edge);
        }
        add(edges, last, boundary);
    }

    private static double add(List<Double> edges, double last, double edge) {
        requireRise(last, edge);
        if (edges.size() > MOST_BINS) {
            throw new IllegalArgumentException("there would be more than " + MOST_BINS + " bins; make them wider");
        }
        edges.add(edge);
        return edge;
    }

    private static void requireRise(double low, double high) {
        if (!(low < high)) {
            throw new IllegalArgumentException(
                    "the bins at " + low + " are too narrow to be told apart; make them wider");
        }
    }
}
