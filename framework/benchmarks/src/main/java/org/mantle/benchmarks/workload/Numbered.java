package org.mantle.benchmarks.workload;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Property;

/**
 * One of many algorithms with names, summaries and categories as a large plugin has them. The class is defined as many times as
 * algorithms are wanted, each with facts of its own: that is what a host sees which has so many classes.
 */
public final class Numbered extends Algorithm {

    private static final List<String> VERBS = List.of(
            "Load",
            "Save",
            "Convert",
            "Rebin",
            "Filter",
            "Mask",
            "Merge",
            "Split",
            "Fit",
            "Correct",
            "Normalise",
            "Sort",
            "Find",
            "Export",
            "Import",
            "Plot",
            "Integrate",
            "Calibrate",
            "Smooth",
            "Subtract");
    private static final List<String> NOUNS = List.of(
            "Spectrum",
            "Detector",
            "Background",
            "Peak",
            "Workspace",
            "Image",
            "Projection",
            "Sample",
            "Monitor",
            "Histogram",
            "Table",
            "Slice",
            "Axis",
            "Run",
            "Log",
            "Vanadium",
            "Grouping",
            "Instrument",
            "Matrix",
            "Field");
    private static final List<String> SUMMARIES = List.of(
            "one file after the other, as they come from the instrument",
            "with the weights that the calibration gave",
            "over a range that the user chooses",
            "and writes what it found into a table",
            "without changing the input");
    private static final List<String> CATEGORIES =
            List.of("Diffraction", "Imaging\\Tomography", "Inelastic\\Direct", "Muon", "Reflectometry", "Utility");

    private static final Property<String> INPUT =
            Property.string("InputName").documentation("What is read.").build();
    private static final Property<String> OUTPUT = Property.string("OutputName")
            .documentation("What is written.")
            .output()
            .build();

    /** What a search looks at. */
    public record Facts(String name, String summary, String category) {}

    /** Returns the facts of the algorithm of a number from 0 on. */
    public static Facts facts(int number) {
        String verb = VERBS.get(number % VERBS.size());
        String noun = NOUNS.get(number / VERBS.size() % NOUNS.size());
        return new Facts(
                verb + noun + number,
                verb + "s a " + noun.toLowerCase(Locale.ROOT) + " " + SUMMARIES.get(number % SUMMARIES.size()) + ".",
                CATEGORIES.get(number % CATEGORIES.size()));
    }

    /** Defines so many classes of algorithms. */
    public static List<Class<? extends Algorithm>> classes(int count) {
        byte[] definition = definition();
        List<Class<? extends Algorithm>> classes = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                classes.add(MethodHandles.lookup()
                        .defineHiddenClassWithClassData(definition, facts(i), false)
                        .lookupClass()
                        .asSubclass(Algorithm.class));
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a class may define others in its own package", e);
        }
        return classes;
    }

    private static byte[] definition() {
        try (InputStream in = Numbered.class.getResourceAsStream("Numbered.class")) {
            if (in == null) {
                throw new IllegalStateException("there is no file of this class");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void declare(Declaration declaration) {
        Facts facts;
        try {
            facts = MethodHandles.classData(MethodHandles.lookup(), "_", Facts.class);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a class may read its own data", e);
        }
        declaration
                .name(facts.name())
                .categories(facts.category())
                .summary(facts.summary())
                .properties(INPUT, OUTPUT);
    }

    @Override
    protected void execute(Context run) {}
}
