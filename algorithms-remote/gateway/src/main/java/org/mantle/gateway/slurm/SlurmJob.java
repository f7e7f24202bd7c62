package org.mantle.gateway.slurm;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mantle.gateway.job.JobSpec;
import org.mantle.gateway.job.JobStage;
import org.mantle.gateway.job.JobStatus;
import org.mantle.slurm.CommentMark;

/**
 * One job that has not ended; its state is guarded by the executor's lock.
 *
 * <p>It is known by its mark, which stands in the comment of its job at Slurm: Slurm gives ids again after a crash.
 */
final class SlurmJob {

    private final JobSpec spec;
    private final String name;
    private final JobReport report;
    private int run = 1;
    private long slurmId;
    private JobStatus told;
    private boolean killRequested;
    private final Set<Integer> killedTasks = new HashSet<>();
    private int looksInVain;

    /** When something was done to it last: of a listing from before that it does not hear. */
    private long touched = System.nanoTime();

    /** Whether Slurm may have it or not. */
    private boolean inDoubt = true;

    /** Whether its submission is on its way, and the answer to be waited for before it is looked for. */
    private boolean beingSent;

    /** Whether the executor itself is to submit it if Slurm has not got it, since nobody waits for that. */
    private boolean left;

    /**
     * Creates a job.
     *
     * @param name the executor's own name of it, from which its marks are made
     */
    SlurmJob(JobSpec spec, String name, JobStatus told) {
        this.spec = spec;
        this.name = name;
        this.told = told;
        report = new JobReport(spec, told.tasks());
    }

    /** Returns the job of an earlier gateway. */
    static SlurmJob left(JobSpec spec, String name, JobStatus told, boolean taken) {
        SlurmJob job = new SlurmJob(spec, name, told);
        job.left = !taken;
        job.inDoubt = !taken;
        // the run before the first: whatever run is found is the last one
        job.run = 0;
        return job;
    }

    JobSpec spec() {
        return spec;
    }

    String name() {
        return name;
    }

    /** Tells whether nobody waits for its submission: what Slurm has not got of it is submitted by the watch. */
    boolean isLeft() {
        return left;
    }

    /** Notes that nobody waits any more for its submission. */
    void leaveToWatch() {
        left = true;
    }

    /** Returns the mark of its present run. */
    CommentMark mark() {
        return markOf(Math.max(1, run));
    }

    private CommentMark markOf(int number) {
        return new CommentMark(number == 1 ? name : name + "." + number);
    }

    /** Returns the comment of its present run, with the client's own mark where that can be one. */
    String comment() {
        return spec.mark()
                .filter(CommentMark::isAllowed)
                .map(mark -> CommentMark.comment(mark(), new CommentMark(mark)))
                .orElseGet(() -> CommentMark.comment(mark()));
    }

    /** Returns Slurm's id, or nothing as long as it is in doubt whether Slurm has it. */
    Optional<String> slurmId() {
        return slurmId == 0 ? Optional.empty() : Optional.of(Long.toString(slurmId));
    }

    boolean isInDoubt() {
        return inDoubt;
    }

    /** Tells whether only a listing of all jobs says what became of it. */
    boolean isLookedFor() {
        return looksInVain > 0 || (inDoubt && !beingSent);
    }

    /** Notes that its submission is on its way now. */
    void send() {
        beingSent = true;
        touch();
    }

    /** Notes that its submission is not on its way any more, be it answered or not. */
    void sent() {
        beingSent = false;
        touch();
    }

    boolean isKillRequested() {
        return killRequested;
    }

    void requestKill() {
        killRequested = true;
        touch();
    }

    void withdrawKill() {
        killRequested = false;
    }

    /** Notes that a task of this array is to be killed. */
    void requestKill(int task) {
        killedTasks.add(task);
        touch();
    }

    void withdrawKill(int task) {
        killedTasks.remove(task);
    }

    JobStatus told() {
        return told;
    }

    /** Notes that something was done to it now. */
    void touch() {
        touched = System.nanoTime();
    }

    /** Tells whether what was learnt at a time may be older than what was done to it since. */
    boolean wasTouchedSince(long nanos) {
        return touched - nanos >= 0;
    }

    boolean isSettled(long asked, long settling) {
        return asked - touched >= settling;
    }

    /** Notes that Slurm has its present run. */
    void submitted(long id) {
        slurmId = id;
        inDoubt = false;
        left = false;
        run = Math.max(1, run);
        looksInVain = 0;
    }

    /** Notes that it is to run again. */
    void runAgain() {
        run = Math.max(1, run) + 1;
        slurmId = 0;
        inDoubt = true;
        killRequested = false;
        killedTasks.clear();
        report.clear();
        touch();
    }

    /** Notes that it is not run again after all. */
    void runAsBefore(long id) {
        run--;
        submitted(id);
    }

    /**
     * Finds the records of its present run among all that bear one of its marks.
     *
     * @return empty if there is none
     */
    List<JobRecord> ofPresentRun(List<JobRecord> all) {
        // anybody can write any comment
        List<JobRecord> records =
                all.stream().filter(record -> record.user().equals(spec.user())).toList();
        if (run == 0) {
            int last = records.stream().mapToInt(this::runOf).max().orElse(0);
            if (last == 0) {
                return List.of();
            }
            run = last;
        }
        CommentMark mark = mark();
        return records.stream().filter(record -> mark.isIn(record.comment())).toList();
    }

    private int runOf(JobRecord record) {
        return CommentMark.allIn(record.comment()).stream()
                .map(CommentMark::text)
                .filter(mark -> mark.equals(name) || mark.startsWith(name + "."))
                .mapToInt(mark -> mark.equals(name) ? 1 : number(mark.substring(name.length() + 1)))
                .max()
                .orElse(0);
    }

    private static int number(String digits) {
        return digits.matches("[0-9]{1,6}") ? Integer.parseInt(digits) : 0;
    }

    /**
     * Takes what Slurm says of its present run.
     *
     * @return its new status, or nothing if that has not changed
     */
    @Nullable JobStatus learn(List<JobRecord> records) {
        looksInVain = 0;
        submitted(records.get(0).submitted());
        return tell(report.of(records, task -> killRequested || killedTasks.contains(task)));
    }

    /**
     * Notes that a listing has not got it any more.
     *
     * @return its status, when it was looked for often enough
     */
    @Nullable JobStatus miss() {
        looksInVain++;
        return looksInVain < 2 ? null : tell(report.forgotten(told));
    }

    /** Returns a status that was not told before; null if it was. */
    @Nullable JobStatus tell(JobStatus status) {
        if (status.equals(told)) {
            return null;
        }
        told = status;
        return status;
    }

    boolean hasEnded() {
        return told.stage().ended();
    }

    /** Returns how a task of this array goes, or it as a whole. */
    JobStage stage(OptionalInt task) {
        @Nullable JobStatus one = task.isPresent() ? told.tasks().get(task.getAsInt()) : null;
        return one == null ? told.stage() : one.stage();
    }

    @Override
    public String toString() {
        return "job " + spec.id();
    }
}
