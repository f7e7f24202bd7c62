package org.mantle.benchmarks.submit;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The floor: one method that reads, checks and answers; nothing is declared, recorded or timed, and the error has no trace. */
final class SubmitByHand {

    private static final Set<String> ACTIONS = Set.copyOf(SubmitWorkload.ACTIONS);

    private final Map<String, UnaryOperator<Map<String, Object>>> algorithms = new HashMap<>();

    /** What is wrong with an input. */
    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message, null, false, false);
        }
    }

    SubmitByHand() {
        algorithms.put(SubmitWorkload.NAME, SubmitByHand::submit);
    }

    Map<String, Object> run(String name, Map<String, Object> given) {
        UnaryOperator<Map<String, Object>> algorithm = algorithms.get(name);
        if (algorithm == null) {
            throw new Refused("there is no algorithm " + name);
        }
        return algorithm.apply(given);
    }

    private static Map<String, Object> submit(Map<String, Object> given) {
        String user = text(given, "UserName", "");
        String password = text(given, "Password", "");
        String action = text(given, "Action", "SubmitJob");
        String resource = text(given, "ComputeResource", "SCARF");
        String executable = text(given, "Executable", "/work/imat/tomopy/run.py");
        text(given, "Options", "--algorithm fbp");
        String folder = text(given, "ResultFolder", "/work/imat/results");
        text(given, "FileToUpload", "");
        text(given, "JobID", "");
        text(given, "RemoteFile", "");
        String localFolder = text(given, "LocalFolder", "/tmp");
        text(given, "ParameterFile", "");
        String job = text(given, "JobName", "tomography");
        text(given, "Comment", "");
        int cores = (Integer) given.getOrDefault("Cores", 8);
        int memory = (Integer) given.getOrDefault("MemoryMiB", 16_384);
        int seconds = (Integer) given.getOrDefault("TimeoutSeconds", 600);
        double centre = (Double) given.getOrDefault("Centre", 0.0);
        double angle = (Double) given.getOrDefault("LastAngle", 180.0);
        boolean overwrite = truth(given, "Overwrite", false);
        truth(given, "KeepAlive", true);

        checkNotEmpty("UserName", user);
        checkNotEmpty("Password", password);
        if (!ACTIONS.contains(action)) {
            throw new Refused("Action: " + action + " is none of " + SubmitWorkload.ACTIONS);
        }
        checkNotEmpty("ComputeResource", resource);
        checkNotEmpty("Executable", executable);
        checkNotEmpty("ResultFolder", folder);
        checkNotEmpty("LocalFolder", localFolder);
        checkNotEmpty("JobName", job);
        checkBounds("Cores", cores, 1, SubmitWorkload.MOST_CORES);
        checkBounds("MemoryMiB", memory, 1, SubmitWorkload.MOST_MEMORY);
        checkBounds("TimeoutSeconds", seconds, 0, SubmitWorkload.MOST_SECONDS);
        checkBounds("Centre", centre, -SubmitWorkload.FARTHEST_CENTRE, SubmitWorkload.FARTHEST_CENTRE);
        checkBounds("LastAngle", angle, 0, SubmitWorkload.FULL_TURN);
        return SubmitWorkload.outputs(job, action, folder, user, cores, seconds, centre, overwrite);
    }

    private static String text(Map<String, Object> given, String name, String otherwise) {
        Object value = given.get(name);
        return value == null ? otherwise : (String) value;
    }

    private static boolean truth(Map<String, Object> given, String name, boolean otherwise) {
        return (Boolean) given.getOrDefault(name, otherwise);
    }

    private static void checkNotEmpty(String name, String value) {
        if (value.isEmpty()) {
            throw new Refused(name + ": a value is needed");
        }
    }

    private static void checkBounds(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new Refused(name + ": " + value + " is not from " + least + " to " + most);
        }
    }
}
