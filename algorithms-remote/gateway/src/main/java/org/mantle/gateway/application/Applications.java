package org.mantle.gateway.application;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mantle.framework.type.Nearest;

/** The applications that a site defines, by their names; immutable. */
public final class Applications {

    /** The application that runs any command, which is always there. */
    public static final String GENERIC = "generic";

    private final Map<String, Application> byName;

    Applications(Map<String, Application> byName) {
        this.byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    /** Returns none: every name that clients may give means the generic one then. */
    public static Applications none() {
        return new Applications(Map.of());
    }

    /**
     * Reads a file of definitions.
     *
     * @throws InvalidApplicationsException with everything that is wrong in it
     * @throws IOException if it cannot be read
     */
    public static Applications read(Path file) throws IOException {
        return ApplicationsFile.read(file);
    }

    /** Returns the applications in the order of their definitions. */
    public List<Application> all() {
        return List.copyOf(byName.values());
    }

    /**
     * Finds an application; nothing if the generic one is meant.
     *
     * @param given the name, perhaps with that of a template behind a colon
     * @throws IllegalArgumentException if there is no such application, in words for the user
     */
    public Optional<Application> find(String given) {
        int colon = given.indexOf(':');
        String name = (colon < 0 ? given : given.substring(0, colon)).strip();
        Application application = byName.get(name);
        if (application != null || byName.isEmpty() || name.equals(GENERIC)) {
            return Optional.ofNullable(application);
        }
        List<String> names = new ArrayList<>(byName.keySet());
        names.add(GENERIC);
        throw new IllegalArgumentException("There is no application '" + name + "'"
                + Nearest.to(name, names)
                        .map(nearest -> ": did you mean " + nearest + "?")
                        .orElse(": there are " + String.join(", ", names)));
    }
}
