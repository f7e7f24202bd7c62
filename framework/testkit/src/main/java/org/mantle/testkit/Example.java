package org.mantle.testkit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Inputs with which an algorithm runs, and the outputs that they should give. Immutable.
 *
 * @since 0.1.0
 */
public final class Example {

    private final String algorithm;
    private final int version;
    private final Map<String, Object> inputs;
    private final Map<String, Object> outputs;
    private final Map<String, Double> tolerances;
    private final boolean varies;
    private final boolean lasts;

    private Example(
            String algorithm,
            int version,
            Map<String, Object> inputs,
            Map<String, Object> outputs,
            Map<String, Double> tolerances,
            boolean varies,
            boolean lasts) {
        this.algorithm = algorithm;
        this.version = version;
        this.inputs = inputs;
        this.outputs = outputs;
        this.tolerances = tolerances;
        this.varies = varies;
        this.lasts = lasts;
    }

    /** Begins an example of the highest version of an algorithm. */
    public static Example of(String algorithm) {
        return of(algorithm, 0);
    }

    /** Begins an example of a certain version of an algorithm. */
    public static Example of(String algorithm, int version) {
        return new Example(algorithm, version, Map.of(), Map.of(), Map.of(), false, false);
    }

    /**
     * Returns this example with one more input: a value, a text or JSON. A secret is given as a text. For an input over which the
     * algorithm loops it may be a list of these.
     */
    public Example with(String property, Object value) {
        return new Example(algorithm, version, with(inputs, property, value), outputs, tolerances, varies, lasts);
    }

    /**
     * Returns this example with one more output that it should give: a value, or the text form of one; where the example loops, a
     * list with one for each run.
     */
    public Example gives(String property, Object value) {
        return gives(property, value, 0);
    }

    /**
     * Returns this example with one more output that it should give, whose numbers may each differ a little from what is expected: the
     * output is a number, or a list or an array of them. What is infinite, or not a number, must be exactly that.
     *
     * @param tolerance how much a number may differ, in the unit of the output: 0 or more, and finite
     * @throws IllegalArgumentException if the tolerance is not
     */
    public Example gives(String property, Object value, double tolerance) {
        if (!(tolerance >= 0) || Double.isInfinite(tolerance)) {
            throw new IllegalArgumentException("the tolerance of " + property + " must be 0 or more, and finite");
        }
        Map<String, Double> more = new LinkedHashMap<>(tolerances);
        more.put(property, tolerance);
        return new Example(algorithm, version, inputs, with(outputs, property, value), more, varies, lasts);
    }

    /** Returns this example as one whose outputs may be others every time. */
    public Example varies() {
        return new Example(algorithm, version, inputs, outputs, tolerances, true, lasts);
    }

    /** Returns this example as one that goes on until it is cancelled; it is run for that alone. */
    public Example lastsUntilCancelled() {
        return new Example(algorithm, version, inputs, outputs, tolerances, varies, true);
    }

    private static Map<String, Object> with(Map<String, Object> map, String property, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(map);
        more.put(property, value);
        return Collections.unmodifiableMap(more);
    }

    String algorithm() {
        return algorithm;
    }

    int version() {
        return version;
    }

    Map<String, Object> inputs() {
        return inputs;
    }

    Map<String, Object> outputs() {
        return outputs;
    }

    /** Returns how much the numbers of an output may differ from what is expected. */
    double tolerance(String output) {
        return tolerances.getOrDefault(output, 0.0);
    }

    boolean mayVary() {
        return varies;
    }

    boolean lasts() {
        return lasts;
    }

    /** Returns the algorithm and the names of the inputs, without values. */
    @Override
    public String toString() {
        return algorithm + inputs.keySet();
    }
}
