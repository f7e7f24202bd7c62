package org.mantle.gateway.pac;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mantle.gateway.job.Execution;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.job.JobExecutor;
import org.mantle.gateway.job.JobRefusedException;
import org.mantle.gateway.place.Printable;
import org.mantle.pac.JobAnswer;

/** Kills, suspends and resumes a user's own jobs. */
final class JobControl {

    /** {@code kill/17}, and {@code kill17}, which is what an early Mantid sends. */
    private static final Pattern OPERATION = Pattern.compile("(kill|suspend|resume)/?([^/]+)");

    private final OwnJobs jobs;
    private final JobExecutor executor;

    JobControl(OwnJobs jobs, JobExecutor executor) {
        this.jobs = jobs;
        this.executor = executor;
    }

    /** Does what the rest of an address says, such as {@code kill/17}. */
    JobAnswer operate(String user, String argument) throws IOException, RefusedException {
        Matcher matcher = OPERATION.matcher(argument);
        if (!matcher.matches()) {
            throw RefusedException.invalid("This gateway does not do '" + Printable.text(argument)
                    + "': give kill, suspend or resume and a job's id");
        }
        Job job = jobs.require(user, matcher.group(2));
        String name = "Job <" + job.id() + ">";
        Execution execution = job.execution()
                .orElseThrow(() -> RefusedException.invalid(name + " is just being submitted: try again"));
        try {
            return JobAnswer.done(name + " is being " + operate(matcher.group(1), execution));
        } catch (JobRefusedException e) {
            throw RefusedException.invalid(name + ": " + e.text());
        }
    }

    /** Returns what is being done. */
    private String operate(String operation, Execution execution) throws IOException, JobRefusedException {
        switch (operation) {
            case "kill" -> {
                executor.kill(execution);
                return "terminated";
            }
            case "suspend" -> {
                executor.suspend(execution);
                return "stopped";
            }
            default -> {
                executor.resume(execution);
                return "resumed";
            }
        }
    }
}
