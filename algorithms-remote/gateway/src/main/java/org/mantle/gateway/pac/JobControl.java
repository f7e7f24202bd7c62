package org.mantle.gateway.pac;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mantle.gateway.job.Execution;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.job.JobExecutor;
import org.mantle.gateway.job.JobRefusedException;
import org.mantle.gateway.place.Printable;
import org.mantle.pac.JobAnswer;

/** Kills, suspends, resumes and requeues a user's own jobs. */
public final class JobControl {

    /** {@code kill/17}, and {@code kill17}, which is what an early Mantid sends. */
    private static final Pattern OPERATION = Pattern.compile("(kill|suspend|resume|requeue)/?([^/]+)");

    private final OwnJobs jobs;
    private final JobExecutor executor;

    JobControl(OwnJobs jobs, JobExecutor executor) {
        this.jobs = jobs;
        this.executor = executor;
    }

    /** What can be done to a job, by the words of the protocol and of LSF. */
    public enum Operation {
        /** Ends it. */
        KILL("bkill", "terminated"),
        /** Stops it, or keeps it from starting. */
        SUSPEND("bstop", "stopped"),
        /** Lets it go on, or start. */
        RESUME("bresume", "resumed"),
        /** Ends it and begins it anew. */
        REQUEUE("brequeue", "requeued");

        private final String command;
        private final String participle;

        Operation(String command, String participle) {
            this.command = command;
            this.participle = participle;
        }

        /** Returns the protocol's word for it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Finds the operation that a command of LSF stands for. */
        static Optional<Operation> ofCommand(String command) {
            return Arrays.stream(values())
                    .filter(operation -> operation.command.equals(command))
                    .findFirst();
        }

        /** Finds the operation that the protocol calls so. */
        public static Optional<Operation> ofWord(String word) {
            return Arrays.stream(values())
                    .filter(operation -> operation.word().equals(word))
                    .findFirst();
        }
    }

    /** Does what the rest of an address says, such as {@code kill/17}. */
    JobAnswer operate(String user, String argument) throws IOException, RefusedException {
        Matcher matcher = OPERATION.matcher(argument);
        if (!matcher.matches()) {
            throw RefusedException.invalid("This gateway does not do '" + Printable.text(argument)
                    + "': give kill, suspend, resume or requeue and a job's id");
        }
        Operation operation = Operation.ofWord(matcher.group(1)).orElseThrow();
        return JobAnswer.done(operate(user, operation, matcher.group(2)));
    }

    /** Does something to a job, to a whole array or to tasks of it, and returns what is being done. */
    public String operate(String user, Operation operation, String id) throws IOException, RefusedException {
        List<String> done = new ArrayList<>();
        @Nullable RefusedException refusal = null;
        for (Job job : jobs.requireAll(user, id)) {
            try {
                done.add(operate(operation, job));
            } catch (RefusedException e) {
                // of several tasks some may have ended
                refusal = e;
            }
        }
        if (done.isEmpty() && refusal != null) {
            throw refusal;
        }
        return String.join("\n", done);
    }

    private String operate(Operation operation, Job job) throws IOException, RefusedException {
        String name = "Job <" + job.shownId() + ">";
        Execution execution = job.execution()
                .orElseThrow(() -> RefusedException.invalid(name + " is just being submitted: try again"));
        try {
            switch (operation) {
                case KILL -> executor.kill(execution);
                case SUSPEND -> executor.suspend(execution);
                case RESUME -> executor.resume(execution);
                case REQUEUE -> executor.requeue(execution);
            }
        } catch (JobRefusedException e) {
            throw RefusedException.invalid(name + ": " + e.text());
        }
        return name + " is being " + operation.participle;
    }
}
