package org.mantle.gateway.local;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mantle.gateway.job.JobSpec;

/** The first process of a job, which leads its group where there are groups. */
final class JobProcess {

    private static final System.Logger LOG = System.getLogger(JobProcess.class.getName());

    /**
     * The number by which Java tells why a program was not started: {@code error=7, …} in Java 17, {@code error: 7 (…)} in newer ones. The
     * words of the system are in the language of whoever runs the gateway.
     */
    private static final Pattern SYSTEM_ERROR = Pattern.compile("\\berror[=:] ?(\\d+)\\b");

    /** What a shell, and Java, add to the signal that a process ended by. */
    private static final int SIGNALLED = 128;

    /** How often a job without a group is looked at for what it has started. */
    private static final long LOOK_MILLIS = 200;

    private final Process process;
    private final JobProcesses all;

    private JobProcess(Process process, JobProcesses all) {
        this.process = process;
        this.all = all;
    }

    /**
     * Starts a job, and waits until it has a group of its own.
     *
     * @param setsid the command that makes one; empty where there is none
     * @param records where the job's first process writes down how it goes, where there are groups
     */
    static JobProcess start(JobSpec spec, Optional<String> setsid, JobRecords records) throws IOException {
        List<String> command = new ArrayList<>();
        if (setsid.isPresent()) {
            command.add(setsid.get());
            command.addAll(List.of(records.runner(spec.id())));
        }
        command.addAll(spec.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(spec.directory().toFile())
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(Redirect.to(spec.output().toFile()));
        if (spec.error().equals(spec.output())) {
            builder.redirectErrorStream(true);
        } else {
            builder.redirectError(Redirect.to(spec.error().toFile()));
        }
        Map<String, String> environment = JobEnvironment.of(spec);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (setsid.isEmpty()) {
            return new JobProcess(process, new ProcessTree(process.toHandle()));
        }
        ProcessGroup group = new ProcessGroup(process.pid(), JobEnvironment.marks(environment));
        group.awaitFormation(process);
        return new JobProcess(process, group);
    }

    /** Says why a job could not be started, as far as it can do something about it. */
    static String whyNotStarted(JobSpec spec, IOException problem) {
        String words = String.valueOf(problem.getMessage());
        Matcher number = SYSTEM_ERROR.matcher(words);
        String error = number.find() ? number.group(1) : "";
        String why = "";
        if (error.equals("7")) {
            why = ": its arguments are too long";
        } else if (error.equals("11") || error.equals("12")) {
            why = ": the gateway's machine has no room for another process; submit it again later";
        } else if (error.equals("2") || lacksFolder(spec)) {
            why = ": its folder, or that of its output, is gone";
        } else if (words.contains("No space left")) {
            // of a file that Java opens itself no number is told
            why = ": the gateway's disk is full";
        }
        return "could not be started" + why;
    }

    private static boolean lacksFolder(JobSpec spec) {
        return !Stream.of(
                        spec.directory(),
                        spec.output().getParent(),
                        spec.error().getParent())
                .allMatch(Files::isDirectory);
    }

    /** Says in the job's error file, which users look at first, what the gateway says of it. */
    static void tell(JobSpec spec, String words) {
        Path file = spec.error();
        try {
            if (Files.isRegularFile(file) || !Files.exists(file)) {
                Files.writeString(
                        file, "The job " + words + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "nothing can be written into the error file of job " + TaskId.shown(spec.id()),
                    e);
        }
    }

    JobProcesses all() {
        return all;
    }

    /** Waits for the end of the first process and returns its exit code. */
    int await() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    while (all instanceof ProcessTree tree && !process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                        tree.look();
                    }
                    return process.waitFor();
                } catch (InterruptedException e) {
                    // nobody is meant to interrupt this; the job counts
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Says how the job ended, and in which file it said something before it failed; empty for success. */
    static String remarkOn(JobSpec spec, int code) {
        if (code == 0) {
            return "";
        }
        String signal = code > SIGNALLED ? " (signal " + (code - SIGNALLED) + ")" : "";
        String where = Stream.of(spec.error(), spec.output())
                .filter(file -> file.toFile().length() > 0)
                .findFirst()
                .map(file -> ", see " + file.getFileName())
                .orElse("");
        return "exit code " + code + signal + where;
    }
}
