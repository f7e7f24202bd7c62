package org.mantle.benchmarks.submit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What both peers are given and must return: names and bounds, the inputs of a run and its outputs. */
final class SubmitWorkload {

    static final String NAME = "SubmitScan";

    static final List<String> ACTIONS = List.of(
            "LogIn", "LogOut", "Ping", "Upload", "SubmitJob", "JobStatus", "JobStatusByID", "Download", "CancelJob");

    static final int MOST_CORES = 1_024;
    static final int MOST_MEMORY = 4_194_304;
    static final int MOST_SECONDS = 604_800;
    static final double FARTHEST_CENTRE = 10_000;
    static final double FULL_TURN = 360;

    private SubmitWorkload() {}

    /** Returns 8 of the 21 inputs; names and texts are new strings, as those are that come out of a script. */
    static Map<String, Object> given() {
        Map<String, Object> given = new HashMap<>();
        given.put(fresh("UserName"), fresh("foouser"));
        given.put(fresh("Password"), fresh("barpassword"));
        given.put(fresh("Action"), fresh("SubmitJob"));
        given.put(fresh("JobName"), fresh("tooth-0042"));
        given.put(fresh("Executable"), fresh("/work/imat/tomopy/run_gridrec.py"));
        given.put(fresh("Cores"), 16);
        given.put(fresh("Centre"), 1023.5);
        given.put(fresh("Overwrite"), true);
        return given;
    }

    // another object, which must be compared by its characters
    @SuppressWarnings("StringConstructor")
    private static String fresh(String text) {
        return new String(text);
    }

    /** Returns what a run of {@link #given()} must return. */
    static Map<String, Object> expected() {
        return outputs("tooth-0042", "SubmitJob", "/work/imat/results", "foouser", 16, 600, 1023.5, true);
    }

    static Map<String, Object> outputs(
            String job,
            String status,
            String folder,
            String user,
            int cores,
            int seconds,
            double centre,
            boolean overwritten) {
        Map<String, Object> outputs = new HashMap<>(16);
        outputs.put("OutJob", job);
        outputs.put("OutStatus", status);
        outputs.put("OutFolder", folder);
        outputs.put("OutUser", user);
        outputs.put("OutCores", cores);
        outputs.put("OutSeconds", seconds);
        outputs.put("OutCentre", centre);
        outputs.put("OutOverwritten", overwritten);
        return outputs;
    }
}
