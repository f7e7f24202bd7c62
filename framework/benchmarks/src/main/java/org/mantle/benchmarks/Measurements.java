package org.mantle.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** The numbers of several rounds, by the name of the benchmark's method. */
final class Measurements {

    private final Map<String, Series> times = new TreeMap<>();
    private final Map<String, Double> bytes = new TreeMap<>();

    /** The mean of each round, and the least and the most of all iterations; in nanoseconds. */
    static final class Series {
        private final List<Double> rounds = new ArrayList<>();
        private double least = Double.MAX_VALUE;
        private double most;

        double median() {
            return Measurements.median(rounds);
        }

        double least() {
            return least;
        }

        double most() {
            return most;
        }

        /** Returns this divided by another, round by round: the median of that. */
        double over(Series other) {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < Math.min(rounds.size(), other.rounds.size()); i++) {
                ratios.add(rounds.get(i) / other.rounds.get(i));
            }
            return Measurements.median(ratios);
        }
    }

    void add(Collection<RunResult> round) {
        for (RunResult result : round) {
            String label = result.getPrimaryResult().getLabel();
            Series series = times.computeIfAbsent(label, unused -> new Series());
            series.rounds.add(result.getPrimaryResult().getScore());
            for (BenchmarkResult fork : result.getBenchmarkResults()) {
                for (IterationResult iteration : fork.getIterationResults()) {
                    double time = iteration.getPrimaryResult().getScore();
                    series.least = Math.min(series.least, time);
                    series.most = Math.max(series.most, time);
                }
            }
            @Nullable Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
            if (allocated != null) {
                bytes.merge(label, allocated.getScore(), Math::min);
            }
        }
    }

    Optional<Series> time(String benchmark) {
        return Optional.ofNullable(times.get(benchmark));
    }

    Optional<Double> bytes(String benchmark) {
        return Optional.ofNullable(bytes.get(benchmark));
    }

    private static double median(List<Double> numbers) {
        List<Double> sorted = numbers.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
