package org.mantle.framework.testing;

import java.lang.invoke.MethodHandles;
import java.util.List;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.type.StoreMode;
import org.mantle.framework.type.StoredObject;

/** Algorithms that take and leave objects of the host's store. */
public final class SpectrumAlgorithms {

    private SpectrumAlgorithms() {}

    /** A spectrum of counts. */
    public record Spectrum(List<Integer> counts) {
        Spectrum times(int factor) {
            return new Spectrum(counts.stream().map(count -> count * factor).toList());
        }
    }

    /** Multiplies counts, and leaves the result under a name. */
    public static final class ScaleSpectrum extends Algorithm {
        static final Property<StoredObject<Spectrum>> INPUT =
                Property.storedObject("Input", Spectrum.class, StoreMode.READ).build();
        static final Property<Integer> FACTOR =
                Property.integer("Factor").defaultValue(2).build();
        public static final Property<StoredObject<Spectrum>> RESULT =
                Property.storedObject("Result", Spectrum.class, StoreMode.WRITE).build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("ScaleSpectrum")
                    .categories("Test")
                    .summary("Multiplies counts.")
                    .properties(INPUT, FACTOR, RESULT)
                    .loopOver(INPUT);
        }

        @Override
        protected void execute(Context context) {
            int factor = context.get(FACTOR);
            if (factor == 0) {
                throw new IllegalArgumentException("nothing would be left");
            }
            if (factor > 0) {
                Spectrum scaled = context.get(INPUT).get().times(factor);
                context.set(RESULT, StoredObject.of(scaled)); // without the name, which is the caller's affair
            }
        }
    }

    /** Adds spectra into the first, which it changes in place, and may leave their number. */
    public static final class AddSpectra extends Algorithm {
        public static final Property<StoredObject<Spectrum>> SUM =
                Property.storedObject("Sum", Spectrum.class, StoreMode.UPDATE).build();
        public static final Property<List<StoredObject<Spectrum>>> OTHERS = Property.of(
                        "Others", PropertyTypes.listOf(PropertyTypes.storedObject(Spectrum.class, StoreMode.READ)))
                .build();
        public static final Property<StoredObject<Integer>> COUNT = Property.storedObject(
                        "Count", Integer.class, StoreMode.OPTIONAL_WRITE)
                .build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("AddSpectra")
                    .categories("Test")
                    .summary("Adds counts.")
                    .properties(SUM, OTHERS, COUNT);
        }

        @Override
        protected void execute(Context context) {
            int total = context.get(SUM).get().counts().get(0);
            for (StoredObject<Spectrum> other : context.get(OTHERS)) {
                total += other.get().counts().get(0);
            }
            context.set(SUM, context.get(SUM).with(new Spectrum(List.of(total))));
            context.set(COUNT, context.get(COUNT).with(1 + context.get(OTHERS).size()));
        }
    }

    /** Adds one spectrum, or several in a loop, into another; the log of it is kept under a name where it is wanted. */
    static final class AddInto extends Algorithm {
        static final Property<StoredObject<Spectrum>> OTHER =
                Property.storedObject("Other", Spectrum.class, StoreMode.READ).build();
        static final Property<StoredObject<Spectrum>> SUM =
                Property.storedObject("Sum", Spectrum.class, StoreMode.UPDATE).build();
        static final Property<Boolean> LOGS =
                Property.bool("Logs").defaultValue(false).build();
        static final Property<StoredObject<String>> LOG =
                Property.storedObject("Log", String.class, StoreMode.WRITE).build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("AddInto")
                    .categories("Test")
                    .summary("Adds counts.")
                    .properties(OTHER, SUM, LOGS, LOG)
                    .visibleWhen(Condition.is(LOGS, true), LOG)
                    .loopOver(OTHER);
        }

        @Override
        protected void execute(Context context) {
            int total = context.get(SUM).get().counts().get(0)
                    + context.get(OTHER).get().counts().get(0);
            context.set(SUM, StoredObject.of(new Spectrum(List.of(total))));
            if (context.get(LOGS)) {
                context.set(LOG, StoredObject.of("added"));
            }
        }
    }

    /** Has a factor that depends on an object. */
    public static final class FirstCount extends Algorithm {
        static final Property<StoredObject<Spectrum>> INPUT =
                Property.storedObject("Input", Spectrum.class, StoreMode.READ).build();
        static final Property<Integer> FACTOR = Property.integer("Factor").build();
        public static final Property<Integer> RESULT =
                Property.integer("Result").output().build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("FirstCount")
                    .categories("Test")
                    .summary("Takes a count.")
                    .properties(INPUT, FACTOR, RESULT)
                    .defaultFrom(
                            FACTOR,
                            "the first count",
                            in -> in.get(INPUT).get().counts().get(0),
                            INPUT);
        }

        @Override
        protected void execute(Context context) {
            context.set(RESULT, context.get(FACTOR));
        }
    }

    public static final class Provider implements AlgorithmProvider {
        @Override
        public MethodHandles.Lookup lookup() {
            return MethodHandles.lookup();
        }

        @Override
        public List<Class<? extends Algorithm>> algorithms() {
            return List.of(ScaleSpectrum.class, AddSpectra.class, AddInto.class, FirstCount.class);
        }
    }
}
