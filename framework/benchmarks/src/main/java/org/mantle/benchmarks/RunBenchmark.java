package org.mantle.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mantle.benchmarks.peer.DeclaredByHand;
import org.mantle.benchmarks.peer.HandWritten;
import org.mantle.benchmarks.peer.SciJava;
import org.mantle.benchmarks.workload.Declared;
import org.mantle.benchmarks.workload.Hosts;
import org.mantle.benchmarks.workload.Workload;
import org.mantle.framework.Mantle;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.Outputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.scijava.command.CommandModule;
import org.scijava.module.Module;

/** W1, W2, W5 and W6: runs of {@code declared} by name, accepted and refused, on one thread and two. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class RunBenchmark {

    private final Map<String, Object> valid = Workload.valid();
    private final Map<String, Object> refused = Workload.refused();
    private final HandWritten byHand = new HandWritten();
    private final Map<String, Object> validForSciJava = SciJava.inputs(valid);
    private final Map<String, Object> refusedBySciJava = SciJava.inputs(valid);
    private final SciJava sciJava = new SciJava();
    private Mantle mantle = Hosts.ofDeclared();
    private final Mantle listenedTo = Hosts.ofDeclared();
    private final Path historyFolder = Hosts.temporaryFolder();
    private final Mantle writtenToFile = Hosts.ofDeclared(historyFolder.resolve("history.jsonl"));

    /** Makes the host anew and proves that what is measured works. */
    @Setup(Level.Trial)
    public void open() {
        mantle.close();
        mantle = Hosts.ofDeclared();
        listenedTo.subscribe(event -> {});
        byHand.run(Declared.NAME, valid);
        refusedBySciJava.remove("userName");
        boolean works = mantle.run(Declared.NAME, valid).asMap().size() == 8
                && mantle.history().records().get(0).inputs().size() == valid.size()
                && byHand.last().inputs().length() > 100
                && mantle.validate(Declared.NAME, refused).get(0).nearest().isPresent()
                && w1SciJavaThread().getOutputs().size() == 8
                && w1SciJavaCommand().getInput("text1").equals(valid.get("Text1"))
                && w2SciJavaThread().equals(w2SciJavaCommand());
        if (!works) {
            throw new IllegalStateException("the benchmark does not do what it says");
        }
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        mantle.close();
        listenedTo.close();
        writtenToFile.close();
        Hosts.delete(historyFolder);
        sciJava.close();
    }

    @Benchmark
    public void w1HandWritten(Blackhole sink) {
        runByHand(sink);
    }

    @Benchmark
    public void w1Mantle(Blackhole sink) {
        runMantle(sink);
    }

    @Benchmark
    public Module w1SciJavaThread() {
        return sciJava.runInThisThread(validForSciJava);
    }

    @Benchmark
    public Module w1SciJavaCommand() {
        return sciJava.runCommand(validForSciJava);
    }

    @Benchmark
    @Threads(2)
    public Module w5SciJavaThread() {
        return sciJava.runInThisThread(validForSciJava);
    }

    /** Leaves out a required input, since SciJava checks nothing else; returns the reason why nothing has run. */
    @Benchmark
    public String w2SciJavaThread() {
        return refusal(sciJava.runInThisThread(refusedBySciJava));
    }

    /** Does the same as a command. */
    @Benchmark
    public String w2SciJavaCommand() {
        return refusal(sciJava.runCommand(refusedBySciJava));
    }

    private static String refusal(Module module) {
        if (module instanceof CommandModule command && command.isCanceled()) {
            return command.getCancelReason();
        }
        throw new IllegalStateException("the input was not refused");
    }

    @Benchmark
    @Threads(2)
    public void w5HandWritten(Blackhole sink) {
        runByHand(sink);
    }

    @Benchmark
    @Threads(2)
    public void w5Mantle(Blackhole sink) {
        runMantle(sink);
    }

    private void runByHand(Blackhole sink) {
        DeclaredByHand.Outputs outputs = byHand.run(Declared.NAME, valid);
        sink.consume(outputs.text1());
        sink.consume(outputs.text2());
        sink.consume(outputs.text3());
        sink.consume(outputs.text4());
        sink.consume(outputs.list1());
        sink.consume(outputs.list2());
        sink.consume(outputs.list3());
        sink.consume(outputs.list4());
    }

    private void runMantle(Blackhole sink) {
        Outputs outputs = mantle.run(Declared.NAME, valid);
        for (Property<String> output : Declared.OUTPUT_TEXTS) {
            sink.consume(outputs.get(output));
        }
        for (Property<List<String>> output : Declared.OUTPUT_LISTS) {
            sink.consume(outputs.get(output));
        }
    }

    @Benchmark
    public IllegalArgumentException w2HandWritten() {
        try {
            byHand.run(Declared.NAME, refused);
        } catch (IllegalArgumentException e) {
            return e;
        }
        throw new IllegalStateException("the input was not refused");
    }

    /** Returns the error with its problem, and nobody reads it. */
    @Benchmark
    public InvalidPropertyException w2Mantle() {
        try {
            mantle.run(Declared.NAME, refused);
        } catch (InvalidPropertyException e) {
            return e;
        }
        throw new IllegalStateException("the input was not refused");
    }

    /** Takes the same, with the message and the nearest allowed value read by a user. */
    @Benchmark
    public void w2ReadMantle(Blackhole sink) {
        InvalidPropertyException refusal = w2Mantle();
        sink.consume(refusal.getMessage());
        sink.consume(refusal.problems().get(0).nearest());
    }

    @Benchmark
    public @Nullable String w2ReadHandWritten() {
        return w2HandWritten().getMessage();
    }

    /** W1 with a listener to all runs, who does nothing. */
    @Benchmark
    public Outputs listenedTo() {
        return listenedTo.run(Declared.NAME, valid);
    }

    /** W1 with a history file, to which every run appends its line. */
    @Benchmark
    public Outputs writtenToFile() {
        return writtenToFile.run(Declared.NAME, valid);
    }

    /** Runs it in another thread, and waits for it. */
    @Benchmark
    public Outputs startAndAwait() throws InterruptedException {
        return mantle.start(Declared.NAME, valid).outputs();
    }
}
