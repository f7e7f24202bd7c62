package org.mantle.framework.property;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The run of the same algorithm that gave what an input takes, such as one that submitted the job which a later one asks about.
 *
 * <p>A script that runs a history again has what the new run gives in the place of what the old one gave, and waits where this says how.
 * Immutable and safe from many threads.
 *
 * @param output the name of the output of that run that has the value: alone, or as a list of one
 * @param inputs by which inputs that run is known: their text forms by their names; none of these inputs is a secret
 * @param awaited how to wait for the end of what that run began; empty when the input takes the value at any time
 * @since 0.1.0
 */
public record EarlierRun(String output, Map<String, String> inputs, Optional<Awaited> awaited) {

    public EarlierRun {
        inputs = Map.copyOf(inputs);
    }

    /**
     * The wait for the end of what a run began: a call of the algorithm, repeated until an output no longer says that it is under way.
     *
     * @param input the name of the input of that call that takes the value
     * @param inputs what else that call is given: text forms by names
     * @param same the names of the inputs that it is given as the call that waits
     * @param output the name of the output that tells
     * @param underWay the text forms of that output that mean "not ended"
     */
    public record Awaited(
            String input, Map<String, String> inputs, List<String> same, String output, List<String> underWay) {

        public Awaited {
            inputs = Map.copyOf(inputs);
            same = List.copyOf(same);
            underWay = List.copyOf(underWay);
        }
    }
}
