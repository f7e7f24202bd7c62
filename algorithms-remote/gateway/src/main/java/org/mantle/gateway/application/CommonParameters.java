package org.mantle.gateway.application;

import java.util.Set;

/** The parameters that a submission to any application may have, besides what is run. */
public final class CommonParameters {

    /** What the job is called. */
    public static final String JOB_NAME = "JOB_NAME";

    /** Where its standard output goes. */
    public static final String OUTPUT_FILE = "OUTPUT_FILE";

    /** Where its standard error goes. */
    public static final String ERROR_FILE = "ERROR_FILE";

    /** Options of {@code bsub}, of which the group of jobs alone means something here. */
    public static final String EXTRA_PARAMS = "EXTRA_PARAMS";

    static final String QUEUE = "QUEUE";
    static final String RUN_LIMIT_HOURS = "RUNLIMITHOUR";
    static final String RUN_LIMIT_MINUTES = "RUNLIMITMINUTE";
    static final String LEAST_PROCESSORS = "MIN_NUM_CPU";
    static final String MOST_PROCESSORS = "MAX_NUM_CPU";

    /** All of them; those that have no constant here are taken and mean nothing to this gateway. */
    public static final Set<String> NAMES = Set.of(
            JOB_NAME,
            OUTPUT_FILE,
            ERROR_FILE,
            QUEUE,
            RUN_LIMIT_HOURS,
            RUN_LIMIT_MINUTES,
            LEAST_PROCESSORS,
            MOST_PROCESSORS,
            EXTRA_PARAMS,
            "PROC_PRE_HOST",
            "SPAN",
            "NOTIFY_ENABLE",
            "NOTIFY_EVENTS",
            "NOTIFY_CHANNELS");

    private CommonParameters() {}
}
