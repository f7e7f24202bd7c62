package org.mantle.algorithms.list;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mantle.algorithms.word.Labels;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.validators.Validators;

/**
 * Counts the values of a list in bins. A value on an edge belongs to the bin above it, but on the last edge to the last bin.
 *
 * <p>This is version 2; {@link MakeHistogram1} has what was different before.
 */
public class MakeHistogram extends Algorithm {

    /** How the bins are given. */
    enum Binning {
        COUNT,
        WIDTHS
    }

    static final Property<List<Double>> VALUES = Property.numberList("Values")
            .mandatory()
            .example(List.of(1.0, 2.0, 2.5, 4.0))
            .documentation("The numbers. Those that are NaN are in no bin.")
            .build();
    static final Property<Binning> BIN_BY = Property.choice("BinBy", Binning.class, Labels::of)
            .defaultValue(Binning.COUNT)
            .group("Bins")
            .documentation("Whether BinCount says how many equal bins reach from the smallest value to the largest, or"
                    + " BinWidths where the bins are.")
            .build();
    static final Property<Integer> BIN_COUNT = Property.integer("BinCount")
            .defaultValue(10)
            .validator(Validators.between(1, BinEdges.MOST_BINS))
            .group("Bins")
            .documentation("How many bins there are. When all values are equal, they reach half a unit to both sides.")
            .build();
    static final Property<List<Double>> BIN_WIDTHS = Property.numberList("BinWidths")
            .validator(Validators.rebinList())
            .group("Bins")
            .documentation(
                    "Start, width, boundary, and as often as wanted another width and boundary. A negative width makes"
                            + " logarithmic bins: -0.1 makes each a tenth of its start wide. A last bin ends at its boundary."
                            + " A lone number is the width of bins from the smallest value to the largest.")
            .build();
    static final Property<List<Double>> EDGES = Property.numberList("Edges")
            .output()
            .validator(Validators.listLengthAtLeast(1))
            .documentation("The edges of the bins, one more than there are bins.")
            .build();
    static final Property<List<Long>> COUNTS = Property.of("Counts", PropertyTypes.LONG_LIST)
            .output()
            .documentation(
                    "How many values are in each bin. A value on an edge is in the bin above it, and in the last bin when"
                            + " there is none above.")
            .build();
    static final Property<Long> BELOW = outside("Below", "How many values are below the first edge.");
    static final Property<Long> ABOVE = outside("Above", "How many values are above the last edge.");
    static final Property<Long> NOT_NUMBERS = outside("NotNumbers", "How many values are NaN.");

    private static Property<Long> outside(String name, String documentation) {
        return Property.longInteger(name)
                .output()
                .mandatory()
                .documentation(documentation)
                .build();
    }

    @Override
    protected void declare(Declaration declaration) {
        declareBins(declaration)
                .version(2)
                .summary(
                        "Counts the numbers of a list in bins, by default in as many as suit how many numbers there are.")
                .defaultFrom(
                        BIN_COUNT,
                        "the logarithm of the number of finite values to the base 2, rounded up, and one more (Sturges,"
                                + " 1926)",
                        inputs -> sturges(inputs.get(VALUES)),
                        VALUES);
    }

    private static @Nullable Integer sturges(List<Double> values) {
        int finite = (int) values.stream().filter(Double::isFinite).count();
        return finite == 0 ? null : 1 + Integer.SIZE - Integer.numberOfLeadingZeros(finite - 1);
    }

    /** Declares what all versions have. */
    static Declaration declareBins(Declaration declaration) {
        return declaration
                .name("MakeHistogram")
                .categories("Lists", "Mathematics")
                .seeAlso("CalculateStatistics")
                .keywords("distribution", "frequency", "binning")
                .properties(VALUES, BIN_BY, BIN_COUNT, BIN_WIDTHS, EDGES, COUNTS, BELOW, ABOVE, NOT_NUMBERS)
                .visibleWhen(Condition.is(BIN_BY, Binning.COUNT), BIN_COUNT)
                .visibleWhen(Condition.is(BIN_BY, Binning.WIDTHS), BIN_WIDTHS);
    }

    @Override
    protected void validateInputs(Inputs inputs, Problems problems) {
        try {
            edges(inputs);
        } catch (IllegalArgumentException e) {
            Property<?> bins = inputs.get(BIN_BY) == Binning.COUNT ? BIN_COUNT : BIN_WIDTHS;
            problems.add(bins, String.valueOf(e.getMessage()));
        }
    }

    @Override
    protected void execute(Context run) {
        double[] edges = edges(run);
        long[] counts = new long[edges.length - 1];
        long below = 0;
        long above = 0;
        long notNumbers = 0;
        for (double value : run.get(VALUES)) {
            run.checkCancelled();
            if (Double.isNaN(value)) {
                notNumbers++;
            } else if (value < edges[0]) {
                below++;
            } else if (value > edges[edges.length - 1]) {
                above++;
            } else if (counts.length > 0) {
                counts[bin(edges, value)]++;
            }
        }
        run.set(EDGES, Arrays.stream(edges).boxed().toList());
        run.set(COUNTS, Arrays.stream(counts).boxed().toList());
        run.set(BELOW, below);
        run.set(ABOVE, above);
        run.set(NOT_NUMBERS, notNumbers);
    }

    private static int bin(double[] edges, double value) {
        // The search holds -0.0 for smaller than 0.0.
        int found = Arrays.binarySearch(edges, value == 0 ? 0.0 : value);
        int bin = found >= 0 ? found : -found - 2;
        return Math.min(bin, edges.length - 2);
    }

    private static double[] edges(Inputs inputs) {
        List<Double> widths = inputs.get(BIN_BY) == Binning.WIDTHS ? inputs.get(BIN_WIDTHS) : List.of();
        if (widths.size() > 1) {
            return BinEdges.ofWidths(widths);
        }
        DoubleSummaryStatistics finite = inputs.get(VALUES).stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .summaryStatistics();
        if (finite.getCount() == 0) {
            throw new IllegalArgumentException(
                    widths.isEmpty()
                            ? "cannot be used when no value is finite; set BinBy=Widths"
                            : "a lone width needs a finite value to begin at; give start, width, boundary");
        }
        return widths.isEmpty()
                ? BinEdges.even(finite.getMin(), finite.getMax(), inputs.get(BIN_COUNT))
                : BinEdges.ofWidth(finite.getMin(), widths.get(0), finite.getMax());
    }
}
