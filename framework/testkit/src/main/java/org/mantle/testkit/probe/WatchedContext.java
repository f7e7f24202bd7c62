package org.mantle.testkit.probe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Log;
import org.mantle.framework.algorithm.Progress;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.run.AlgorithmRegistry;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.type.Registration;

/** A run's context with the inputs of an instance, which notes the progress and tells when the algorithm is at work. */
public final class WatchedContext implements Context, Progress {

    private final Context run;
    private final AlgorithmInstance instance;
    private final int entry;
    private final Runnable atWork;
    private final List<Double> fractions = Collections.synchronizedList(new ArrayList<>());

    /**
     * Makes a context; whenever the algorithm reports, looks whether it is cancelled, or sets an output, it is at work.
     *
     * @param entry which of the entries is run, where the instance was given lists to loop over
     */
    public WatchedContext(Context run, AlgorithmInstance instance, int entry, Runnable atWork) {
        this.run = run;
        this.instance = instance;
        this.entry = entry;
        this.atWork = atWork;
    }

    /** Returns the fractions that were reported, NaN where one was not known. */
    public List<Double> fractions() {
        return List.copyOf(fractions);
    }

    /** Returns a value of this property; where the example loops, that of the entry. */
    @Override
    // The value came out of this property.
    @SuppressWarnings("unchecked")
    public <T> Optional<T> find(Property<T> property) {
        Object value = instance.getProperty(property.name());
        AlgorithmDescriptor descriptor = instance.descriptor();
        return value == null
                ? Optional.empty()
                : Optional.ofNullable((T) descriptor
                        .property(property.name())
                        .<Object>map(own -> Entries.of(descriptor, own, value, entry))
                        .orElse(value));
    }

    @Override
    public boolean isDefault(Property<?> property) {
        return Objects.deepEquals(
                property.defaultValue().orElse(null), find(property).orElse(null));
    }

    @Override
    public <T> void set(Property<T> output, T value) {
        atWork.run();
    }

    @Override
    public <S> S service(Class<S> type) {
        return run.service(type);
    }

    @Override
    public Progress progress() {
        return this;
    }

    @Override
    public Log log() {
        return run.log();
    }

    @Override
    public void checkCancelled() {
        atWork.run();
        run.checkCancelled();
    }

    @Override
    public Registration onCancel(Runnable abort) {
        Registration registration = run.onCancel(abort);
        atWork.run();
        return registration;
    }

    @Override
    public AlgorithmInstance createChild(String name, double start, double end) {
        return createChild(name, AlgorithmRegistry.NEWEST, start, end);
    }

    @Override
    public AlgorithmInstance createChild(String name, int version, double start, double end) {
        fractions.add(start);
        AlgorithmInstance child = run.createChild(name, version, start, end);
        atWork.run();
        return child;
    }

    @Override
    public AlgorithmInstance createChild(AlgorithmDescriptor algorithm, double start, double end) {
        fractions.add(start);
        AlgorithmInstance child = run.createChild(algorithm, start, end);
        atWork.run();
        return child;
    }

    @Override
    public AlgorithmRun runChild(String name, int version, Map<String, ?> inputs) {
        AlgorithmRun child = run.runChild(name, version, inputs);
        atWork.run();
        return child;
    }

    @Override
    public void report(double fraction, String message) {
        fractions.add(fraction);
        run.progress().report(fraction, message);
        atWork.run();
    }

    @Override
    public void report(long done, long total, String unit, String message) {
        OptionalDouble fraction = total <= 0 ? OptionalDouble.empty() : OptionalDouble.of((double) done / total);
        fractions.add(fraction.orElse(Double.NaN));
        run.progress().report(done, total, unit, message);
        atWork.run();
    }
}
