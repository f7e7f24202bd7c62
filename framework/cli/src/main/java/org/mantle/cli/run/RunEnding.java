package org.mantle.cli.run;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.mantle.cli.invocation.ExitCode;
import org.mantle.cli.invocation.Failures;
import org.mantle.cli.invocation.Invocation;
import org.mantle.cli.text.OutputsLayout;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.describe.OutputTexts;
import org.mantle.framework.describe.PrintableText;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.describe.RunReport;
import org.mantle.framework.property.Problem;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.LogLine;
import org.mantle.framework.run.Outputs;

/**
 * The end of a run as it is told: one JSON object for programs or text for people, and the exit code.
 *
 * <p>Safe from several threads; the first end that is told counts.
 */
public final class RunEnding {

    private final Invocation invocation;
    private final boolean asJson;
    private volatile long began = System.nanoTime();
    private boolean told;
    private volatile String algorithm;
    private volatile OptionalInt version;
    private volatile @Nullable AlgorithmRun run;

    /**
     * Begins with what was asked for, which need not exist.
     *
     * @param version the version that was asked for, or null for the highest
     */
    public RunEnding(Invocation invocation, boolean asJson, String algorithm, @Nullable Integer version) {
        this.invocation = invocation;
        this.asJson = asJson;
        this.algorithm = algorithm;
        this.version = version == null ? OptionalInt.empty() : OptionalInt.of(version);
    }

    /** Sets what is run, once that is known. */
    public void resolved(AlgorithmDescriptor found) {
        algorithm = found.name();
        version = OptionalInt.of(found.version());
    }

    /** Notes that the checks are behind and the run begins, of which the duration and the log are told. */
    void begins(AlgorithmRun begun) {
        run = begun;
        began = System.nanoTime();
    }

    /** Tells the outputs of a run that has ended with them, and returns the exit code. */
    synchronized int completed(AlgorithmRun completed) throws InterruptedException {
        Outputs outputs = completed.outputs();
        if (tellsNow()) {
            if (asJson) {
                print(report().completed(outputs));
            } else {
                printCompleted(completed, outputs);
            }
        }
        return ExitCode.DONE;
    }

    private void printCompleted(AlgorithmRun completed, Outputs outputs) {
        OutputTexts texts = OutputTexts.of(completed.descriptor(), outputs);
        invocation.print(OutputsLayout.of(texts, invocation.tableWidth(), invocation.outputStyle()));
        String message = completed.progress().message();
        if (texts.isEmpty() && !message.isBlank()) {
            invocation.notes().println(PrintableText.of(message));
        }
        boolean allEmpty =
                texts.isEmpty() && message.isBlank() && !outputs.asMap().isEmpty();
        invocation
                .notes()
                .println(String.format(
                                Locale.ROOT,
                                "%s completed in %.1f s",
                                algorithm,
                                duration().toNanos() / 1e9)
                        + (allEmpty ? "; all outputs are empty" : ""));
    }

    /** Tells that the call was wrong in another way than by its inputs, and returns the exit code. */
    public synchronized int refused(String type, String message) {
        if (tellsNow()) {
            printError(message);
            printIfJson(report().refused(type, message));
        }
        return ExitCode.REFUSED;
    }

    /** Tells what is wrong with the inputs, and returns the exit code. */
    public synchronized int invalid(String type, List<Problem> problems) {
        if (tellsNow()) {
            String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
            printError(algorithm + " was not run because of " + count + ":");
            problems.forEach(problem -> invocation.tellPartOfError("  " + ProblemText.line(problem)));
            printIfJson(report().invalid(type, problems));
        }
        return ExitCode.REFUSED;
    }

    /** Tells why a run failed, and returns the exit code. */
    synchronized int failed(AlgorithmFailedException failure) {
        if (tellsNow()) {
            printError(ProblemText.message(failure));
            Failures.printTrace(failure.getCause() == null ? failure : failure.getCause(), invocation);
            printIfJson(report().failed(failure));
        }
        return ExitCode.FAILED;
    }

    /** Tells that the run was cancelled or cannot begin any more, and returns the exit code. */
    synchronized int cancelled() {
        if (tellsNow()) {
            printError(algorithm + " was cancelled");
            printIfJson(report().cancelled());
        }
        return ExitCode.CANCELLED;
    }

    /** Returns true once; the process may be told to stop while an end is being told, which then is told to the end. */
    private boolean tellsNow() {
        boolean first = !told;
        told = true;
        return first;
    }

    private void printError(String message) {
        invocation.tellError(message);
    }

    private void printIfJson(JsonObject report) {
        if (asJson) {
            print(report);
        }
    }

    private void print(JsonObject report) {
        invocation.out().println(JsonForm.PRETTY.text(report));
    }

    private RunReport report() {
        AlgorithmRun begun = run;
        List<LogLine> log = begun == null ? List.of() : begun.log().lines();
        return new RunReport(algorithm, version, duration(), log);
    }

    private Duration duration() {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
