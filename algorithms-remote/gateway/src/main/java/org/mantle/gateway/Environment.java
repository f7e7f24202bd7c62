package org.mantle.gateway;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What jobs see of the environment: little, and nothing of the gateway's own. */
final class Environment {
    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    private Environment() {}

    static String path() {
        String path = System.getenv("PATH");
        return path == null || path.isEmpty() ? DEFAULT_PATH : path;
    }

    static Map<String, String> forJob(long id, String name, Path home) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("PATH", path());
        environment.put("HOME", home.toString());
        environment.put("LANG", System.getenv().getOrDefault("LANG", "C.UTF-8"));
        environment.put("MANTLE_JOB_ID", Long.toString(id));
        environment.put("MANTLE_JOB_NAME", name);
        return environment;
    }
}
