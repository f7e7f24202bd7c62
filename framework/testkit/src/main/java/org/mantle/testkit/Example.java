package org.mantle.testkit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Inputs with which an algorithm runs, and the outputs that they should give. Immutable. */
public final class Example {

    private final String algorithm;
    private final int version;
    private final Map<String, Object> inputs;
    private final Map<String, Object> outputs;
    private final boolean varies;
    private final boolean lasts;

    private Example(
            String algorithm,
            int version,
            Map<String, Object> inputs,
            Map<String, Object> outputs,
            boolean varies,
            boolean lasts) {
        this.algorithm = algorithm;
        this.version = version;
        this.inputs = inputs;
        this.outputs = outputs;
        this.varies = varies;
        this.lasts = lasts;
    }

    /** Begins an example of the highest version of an algorithm. */
    public static Example of(String algorithm) {
        return of(algorithm, 0);
    }

    /** Begins an example of a certain version of an algorithm. */
    public static Example of(String algorithm, int version) {
        return new Example(algorithm, version, Map.of(), Map.of(), false, false);
    }

    /**
     * Returns this example with one more input: a value, a text or JSON. A secret is given as a text. For an input over which the
     * algorithm loops it may be a list of these.
     */
    public Example with(String property, Object value) {
        return new Example(algorithm, version, with(inputs, property, value), outputs, varies, lasts);
    }

    /**
     * Returns this example with one more output that it should give: a value, or the text form of one; where the example loops, a
     * list with one for each run.
     */
    public Example gives(String property, Object value) {
        return new Example(algorithm, version, inputs, with(outputs, property, value), varies, lasts);
    }

    /** Returns this example as one whose outputs may be others every time. */
    public Example varies() {
        return new Example(algorithm, version, inputs, outputs, true, lasts);
    }

    /** Returns this example as one that goes on until it is cancelled; it is run for that alone. */
    public Example lastsUntilCancelled() {
        return new Example(algorithm, version, inputs, outputs, varies, true);
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
