package org.mantle.benchmarks;

import java.lang.invoke.MethodHandles;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mantle.benchmarks.workload.Hosts;
import org.mantle.benchmarks.workload.Numbered;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.type.PropertyType;

/**
 * Prints how the conversion of long texts grows with their length, in processor time of its thread, and how much memory 10,000
 * algorithms take. A cost that is linear doubles from column to column.
 */
public final class Growth {

    private static final int SMALLEST = 50_000;
    private static final int REPEATS = 15;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** Measures and prints; takes about ten seconds. */
    public static void main(String[] args) {
        Growth growth = new Growth();
        System.out.println("| text to value, ms of processor time | 50,000 | 100,000 | 200,000 |");
        System.out.println("|---|---:|---:|---:|");
        growth.print("whole numbers", PropertyTypes.INTEGER_LIST, count -> joined(count, "%d", ","));
        growth.print(
                "whole numbers, each a range of two",
                PropertyTypes.LONG_LIST,
                count -> joined(count / 2, "%1$d:%1$d", ","));
        growth.print("floating-point numbers", PropertyTypes.NUMBER_LIST, count -> joined(count, "%d.25", ","));
        growth.print("texts", PropertyTypes.STRING_LIST, count -> joined(count, "text %d", ","));
        growth.print("texts in quotes", PropertyTypes.STRING_LIST, count -> joined(count, "\"a, %d\"", ","));
        growth.print(
                "lists of lists",
                PropertyTypes.listOfLists(PropertyTypes.INTEGER),
                count -> joined(count / 2, "%1$d+%1$d", ","));
        growth.print("a free map", PropertyTypes.FREE_MAP, count -> "{" + joined(count, "\"n%1$d\":%1$d", ",") + "}");
        growth.printMemory();
    }

    private static String joined(int count, String format, String separator) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.format(Locale.ROOT, format, i))
                .collect(Collectors.joining(separator));
    }

    private void print(String words, PropertyType<?> type, IntFunction<String> text) {
        StringBuilder line = new StringBuilder("| " + words + " |");
        for (int times = 1; times <= 4; times *= 2) {
            String given = text.apply(times * SMALLEST);
            long least = Long.MAX_VALUE;
            for (int i = 0; i < REPEATS; i++) {
                long before = threads.getCurrentThreadCpuTime();
                if (type.fromText(given) == null) {
                    throw new IllegalStateException("there is always a value");
                }
                least = Math.min(least, threads.getCurrentThreadCpuTime() - before);
            }
            line.append(String.format(Locale.ROOT, " %.2f |", least / 1e6));
        }
        System.out.println(line);
    }

    private void printMemory() {
        List<Class<? extends Algorithm>> classes = Numbered.classes(RegistryBenchmark.COUNT);
        long before = used();
        try (Mantle mantle = Hosts.of(MethodHandles.lookup(), classes)) {
            int count = mantle.registry().all().size();
            System.out.printf(
                    Locale.ROOT,
                    "%n%,d algorithms of two properties take %,d bytes each%n",
                    count,
                    (used() - before) / count);
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            // Asked for three times, it is heard in practice.
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
