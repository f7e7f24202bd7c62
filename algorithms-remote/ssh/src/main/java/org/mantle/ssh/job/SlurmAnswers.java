package org.mantle.ssh.job;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.RemoteJob;
import org.mantle.remote.job.RemoteJobState;
import org.mantle.slurm.CommentMark;
import org.mantle.slurm.SlurmExit;
import org.mantle.slurm.SlurmJobId;
import org.mantle.slurm.SlurmState;

/** What the scripts of {@link JobsFolder} answer. */
final class SlurmAnswers {

    /** What Slurm prints where there is nothing. */
    private static final String NOTHING = "(null)";

    private static final String NO_REASON = "None";
    private static final Pattern EXIT_CODE = Pattern.compile("(?:^| )ExitCode=(\\d+:\\d+)(?: |$)");
    private static final Pattern OWNER = Pattern.compile("(?:^| )UserId=(.*?)\\(\\d+\\)(?: |$)");

    private SlurmAnswers() {}

    /** What a job's folder keeps of it. */
    record Kept(JobId id, String exit, String name, String command) {

        RemoteJob job() {
            return new RemoteJob(id, name, state(), command);
        }

        /** Returns the state of a job that Slurm has forgotten. */
        private RemoteJobState state() {
            Optional<Integer> code = exitCode();
            if (code.isEmpty()) {
                return new RemoteJobState(
                        RemoteJobState.UNKNOWN.word(),
                        false,
                        "Slurm has forgotten it, and it left no exit code: it was cancelled, killed or never ran");
            }
            SlurmState state = code.get() == 0 ? SlurmState.COMPLETED : SlurmState.FAILED;
            return told(state.name(), state, failure(code.get()), OptionalInt.of(code.get()));
        }

        private Optional<Integer> exitCode() {
            return exit.matches("\\d{1,3}") ? Optional.of(Integer.parseInt(exit)) : Optional.empty();
        }

        private String failure(int code) {
            return code == 0 ? "" : "exit code " + code + ", see " + id + ".error";
        }
    }

    private static List<String[]> records(String text) {
        List<String[]> records = new ArrayList<>();
        String[] parts = text.split(JobsFolder.RECORD, -1);
        for (int i = 1; i < parts.length; i++) {
            String record = parts[i].endsWith("\n") ? parts[i].substring(0, parts[i].length() - 1) : parts[i];
            records.add(record.split(JobsFolder.FIELD, -1));
        }
        return records;
    }

    /** Returns what folders keep, by id. */
    static Map<JobId, Kept> kept(String text) {
        Map<JobId, Kept> all = new LinkedHashMap<>();
        for (String[] fields : records(text)) {
            if (fields.length >= 3 && SlurmJobId.parse(fields[0]).isPresent()) {
                JobId id = new JobId(fields[0]);
                all.put(id, new Kept(id, fields[1], decoded(fields[2]), fields.length > 3 ? decoded(fields[3]) : ""));
            }
        }
        return all;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** Returns the user's jobs from the answer to {@link JobsFolder#listing}, the last submitted first. */
    static Map<JobId, RemoteJob> jobs(String answer) {
        int border = answer.indexOf(JobsFolder.LIST);
        Map<JobId, Kept> kept = kept(border < 0 ? "" : answer.substring(0, border));
        Map<JobId, RemoteJob> jobs = new LinkedHashMap<>();
        for (String[] fields : records(border < 0 ? answer : answer.substring(border + 1))) {
            if (fields.length >= 6) {
                JobId id = new JobId(fields[0]);
                Kept own = kept.get(id);
                String name = fields[5];
                String command = own != null ? own.command() : fields[4].equals(NOTHING) ? "" : fields[4];
                jobs.put(id, new RemoteJob(id, name, state(fields[1], fields[2], own), command));
            }
        }
        kept.values().forEach(one -> jobs.putIfAbsent(one.id(), one.job()));
        return jobs;
    }

    private static RemoteJobState state(String word, String reason, @Nullable Kept own) {
        SlurmState state = SlurmState.of(word);
        String why = reason.equals(NO_REASON) || reason.equals(NOTHING) ? "" : reason;
        if (state == SlurmState.FAILED && own != null && own.exitCode().isPresent()) {
            why = own.failure(own.exitCode().get());
        }
        OptionalInt code =
                own == null || own.exitCode().isEmpty() || !state.phase().hasEnded()
                        ? OptionalInt.empty()
                        : OptionalInt.of(own.exitCode().get());
        return told(word, state, why, code);
    }

    private static RemoteJobState told(String word, SlurmState state, String why, OptionalInt code) {
        return new RemoteJobState(word, !state.phase().hasEnded(), why, state == SlurmState.COMPLETED, code);
    }

    /** Returns the jobs from the answer of accounting, by id; what is no record is left. */
    static Map<JobId, RemoteJob> accounted(String answer) {
        Map<JobId, RemoteJob> jobs = new LinkedHashMap<>();
        for (String record : answer.split(JobsFolder.FIELD + "\n", -1)) {
            String[] fields = record.split(JobsFolder.FIELD, 4);
            // a site may greet before the first one
            String id = fields[0].substring(fields[0].lastIndexOf('\n') + 1);
            if (fields.length == 4 && SlurmJobId.parse(id).isPresent()) {
                RemoteJob job = new RemoteJob(new JobId(id), fields[3], accountedState(fields[1], fields[2]), "");
                jobs.put(job.id(), job);
            }
        }
        return jobs;
    }

    private static RemoteJobState accountedState(String words, String exit) {
        SlurmState state = SlurmState.of(words);
        if (state == SlurmState.FAILED) {
            return SlurmExit.parse(exit).map(SlurmAnswers::failed).orElseGet(() -> told(state.name(), state, ""));
        }
        String who =
                state == SlurmState.CANCELLED && words.contains(" ") ? words.substring(words.indexOf(' ') + 1) : "";
        return told(state == SlurmState.OTHER ? words : state.name(), state, who);
    }

    private static RemoteJobState told(String word, SlurmState state, String why) {
        return told(word, state, why, state == SlurmState.COMPLETED ? OptionalInt.of(0) : OptionalInt.empty());
    }

    /** Returns the state of a job that failed. */
    private static RemoteJobState failed(SlurmExit exit) {
        return told(
                SlurmState.FAILED.name(),
                SlurmState.FAILED,
                inWords(exit),
                exit.isNotStarted() ? OptionalInt.empty() : OptionalInt.of(exit.asShellCode()));
    }

    private static String inWords(SlurmExit exit) {
        return exit.isNotStarted()
                ? "it could not be started"
                : exit.signal() != 0 ? "signal " + exit.signal() : "exit code " + exit.code();
    }

    /** Returns how a job of the user failed, from all that Slurm knows of it; empty if it does not tell. */
    static Optional<RemoteJobState> failure(String details, String user) {
        Matcher owner = OWNER.matcher(details);
        Matcher exit = EXIT_CODE.matcher(details.strip());
        return owner.find() && owner.group(1).equals(user) && exit.find()
                ? SlurmExit.parse(exit.group(1)).map(SlurmAnswers::failed)
                : Optional.empty();
    }

    /** What was found of a submission whose answer was lost. */
    record Search(boolean isClaimed, Optional<JobId> id) {

        static Search of(String answer, CommentMark mark) {
            String[] parts = answer.split(JobsFolder.LIST, -1);
            boolean claimed = parts[0].contains("claimed");
            if (parts.length < 3) {
                return new Search(claimed, Optional.empty());
            }
            Optional<JobId> kept = submittedId(parts[1]);
            return new Search(
                    claimed,
                    kept.or(() -> records(parts[2]).stream()
                            .filter(fields -> fields.length >= 2 && mark.isIn(fields[1]))
                            .findFirst()
                            .flatMap(fields -> submittedId(fields[0]))));
        }
    }

    /** Returns the id that is the last line of an answer to a submission. */
    static Optional<JobId> submittedId(String answer) {
        String[] lines = answer.strip().split("\n", -1);
        return SlurmJobId.parse(lines[lines.length - 1]).map(id -> new JobId(id.toString()));
    }
}
