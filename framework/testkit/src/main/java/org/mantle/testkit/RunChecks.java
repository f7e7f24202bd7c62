package org.mantle.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.mantle.framework.Mantle;
import org.mantle.framework.property.Direction;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmCancelledException;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.Outputs;
import org.mantle.testkit.origin.StaticState;
import org.mantle.testkit.probe.Captured;
import org.mantle.testkit.probe.Folder;
import org.mantle.testkit.probe.Words;

/** Checks what the examples give, once, again and beside each other, and what they leave behind. */
final class RunChecks {

    /** Threads that the JDK starts when it needs them, and keeps. */
    private static final Set<String> OF_THE_JDK =
            Set.of("ForkJoinPool.commonPool", "process reaper", "Common-Cleaner", "Cleaner-", "CompletableFutureDelay");

    private final Subject subject;

    RunChecks(Subject subject) {
        this.subject = subject;
    }

    List<Map.Entry<Requirement, Contract.Check>> checks() {
        return List.of(
                Map.entry(Requirement.EXAMPLES, this::examples),
                Map.entry(Requirement.REPEATABLE, this::repeatable),
                Map.entry(Requirement.APART, this::apart),
                Map.entry(Requirement.THREADS, this::threads),
                Map.entry(Requirement.STATELESS, () -> StaticState.find(subject.origin())),
                Map.entry(Requirement.QUIET, this::quiet));
    }

    private List<String> examples() throws Exception {
        List<String> found = new ArrayList<>();
        try (Folder folder = new Folder();
                Mantle host = subject.newHost()) {
            List<Example> examples = subject.examples(folder.path());
            if (examples.isEmpty()) {
                found.add("there is no example of " + subject.name() + " that ends by itself");
            }
            for (Example example : examples) {
                try {
                    Outputs outputs = host.run(subject.in(host), example.inputs());
                    example.outputs().forEach((name, value) -> found.addAll(wrong(example, outputs, name, value)));
                } catch (InvalidPropertyException | AlgorithmFailedException | AlgorithmCancelledException e) {
                    found.add(example + " ended with " + Words.of(e));
                }
            }
        }
        return found;
    }

    private List<String> wrong(Example example, Outputs outputs, String name, Object expected) {
        Optional<Property<?>> property = subject.descriptor().property(name);
        if (property.isEmpty() || property.get().direction() == Direction.INPUT) {
            return List.of(example + " should give " + name + ", which is no output");
        }
        Object actual = outputs.asMap().get(property.get().name());
        double tolerance = example.tolerance(name);
        if (tolerance > 0 && actual != null && !Outcome.isOfNumbers(actual)) {
            return List.of(
                    example + " has a tolerance for " + name + ", which is not a number and not a list of numbers");
        }
        return actual != null && Outcome.isAsExpected(property.get(), expected, tolerance, outputs)
                ? List.of()
                : List.of(example + " gave " + name + " = " + Words.quoted(actual == null ? "nothing" : actual)
                        + " in place of " + Words.quoted(expected)
                        + (tolerance > 0 ? ", from which a number may differ by " + tolerance : ""));
    }

    /** Returns the places of the examples whose outputs should not change. */
    private List<Integer> unchanging() throws Exception {
        List<Integer> places = new ArrayList<>();
        try (Folder folder = new Folder()) {
            List<Example> examples = subject.examples(folder.path());
            for (int i = 0; i < examples.size(); i++) {
                if (!examples.get(i).mayVary()) {
                    places.add(i);
                }
            }
        }
        return places;
    }

    private List<String> repeatable() throws Exception {
        List<String> found = new ArrayList<>();
        for (int place : unchanging()) {
            String first = Outcome.of(subject, place);
            String second = Outcome.of(subject, place);
            if (!first.equals(second)) {
                found.add("one run gave " + first + " and another " + second);
            }
        }
        return found;
    }

    private List<String> apart() throws Exception {
        List<String> found = new ArrayList<>();
        for (int place : unchanging()) {
            Optional<String> alone = Outcome.steady(subject, place);
            for (String beside : alone.isEmpty() ? List.<String>of() : twoAtOnce(place)) {
                if (!beside.equals(alone.get())) {
                    found.add("alone it gave " + alone.get() + " and beside another " + beside);
                }
            }
        }
        return found;
    }

    private List<String> twoAtOnce(int place) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            CyclicBarrier start = new CyclicBarrier(2);
            Callable<String> run = () -> {
                start.await();
                return Outcome.of(subject, place);
            };
            List<Future<String>> runs = List.of(threads.submit(run), threads.submit(run));
            return List.of(runs.get(0).get(), runs.get(1).get());
        } catch (ExecutionException e) {
            return List.of(Words.of(e.getCause() == null ? e : e.getCause()));
        } finally {
            // One that waits for another, which could not be started.
            threads.shutdownNow();
        }
    }

    private List<String> threads() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        runAll();
        List<String> found = new ArrayList<>();
        long end = System.nanoTime() + subject.patience().toNanos();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread) && OF_THE_JDK.stream().noneMatch(thread.getName()::startsWith)) {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
                if (thread.isAlive()) {
                    found.add("there is still the thread " + Words.quoted(thread.getName()));
                }
            }
        }
        return found;
    }

    private List<String> quiet() throws Exception {
        try (Captured streams = new Captured()) {
            runAll();
            String printed = streams.printed();
            return printed.isEmpty() ? List.of() : List.of("there was " + Words.quoted(printed));
        }
    }

    private void runAll() throws Exception {
        try (Folder folder = new Folder();
                Mantle host = subject.newHost()) {
            for (Example example : subject.examples(folder.path())) {
                Outcome.of(host, subject, example.inputs(), folder);
            }
        }
    }
}
