package org.mantle.gateway;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What jobs see of the environment: little, and nothing of the gateway's own. */
final class Environment {
    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    private Environment() {}

    static String path() {
        String path = System.getenv("PATH");
        return path == null || path.isEmpty() ? DEFAULT_PATH : path;
    }

    /** The entries by which a job's processes are known: another gateway's jobs may have its id, but not its room. */
    static Set<String> marks(Map<String, String> environment) {
        return Stream.of("HOME", "MANTLE_JOB_ID")
                .map(name -> name + "=" + environment.get(name))
                .collect(Collectors.toSet());
    }

    static Map<String, String> forJob(long id, String name, Path home) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("PATH", path());
        environment.put("HOME", home.toString());
        environment.put("LANG", "C.UTF-8"); // whatever the gateway has: file names are kept in UTF-8
        environment.put("MANTLE_JOB_ID", Long.toString(id));
        environment.put("MANTLE_JOB_NAME", name);
        return environment;
    }
}
