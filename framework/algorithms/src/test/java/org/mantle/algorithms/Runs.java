package org.mantle.algorithms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mantle.framework.Mantle;
import org.mantle.framework.property.Problem;
import org.mantle.framework.run.Outputs;

/** Runs algorithms by name, as any host does. */
public final class Runs {

    private Runs() {}

    public static Outputs run(String algorithm, Object... namesAndValues) {
        try (Mantle mantle = Mantle.load()) {
            return mantle.run(algorithm, properties(namesAndValues));
        }
    }

    public static List<Problem> problems(String algorithm, Object... namesAndValues) {
        try (Mantle mantle = Mantle.load()) {
            return mantle.validate(algorithm, properties(namesAndValues));
        }
    }

    public static Map<String, Object> properties(Object... namesAndValues) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return properties;
    }
}
