package org.mantle.benchmarks.workload;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all peers are given: the allowed values, the bounds, and the inputs of a run. */
public final class Workload {

    public static final List<String> ACTIONS = List.of(
            "LogIn", "LogOut", "Ping", "Upload", "SubmitJob", "JobStatus", "JobStatusByID", "Download", "CancelJob");
    public static final int LEAST = 0;
    public static final int MOST = 1_000_000;

    private Workload() {}

    /** Returns 8 of the 21 inputs, all of them valid. */
    public static Map<String, Object> valid() {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("UserName", "foouser");
        given.put("Action", "SubmitJob");
        given.put("Text1", "/work/imat/webservice_test/tomopy/run.sh");
        given.put("Text2", "scan.nxs --rows 0-99");
        given.put("Text3", "tooth");
        given.put("Text4", "/work/imat/results");
        given.put("Number1", 17_000);
        given.put("Number2", 42);
        return given;
    }

    /** Returns the same inputs with one that is not allowed: a misspelt choice. */
    public static Map<String, Object> refused() {
        Map<String, Object> given = valid();
        given.put("Action", "SubmitJbo");
        return given;
    }
}
