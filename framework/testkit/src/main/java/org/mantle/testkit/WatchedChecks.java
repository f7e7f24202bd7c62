package org.mantle.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.Mantle;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.RunState;
import org.mantle.testkit.probe.Captured;
import org.mantle.testkit.probe.Carrier;
import org.mantle.testkit.probe.Entries;
import org.mantle.testkit.probe.Folder;
import org.mantle.testkit.probe.WatchedContext;
import org.mantle.testkit.probe.Words;
import org.opentest4j.TestAbortedException;

/** Checks what an algorithm does while it runs: its progress, its end when it is cancelled, what becomes of secrets. */
final class WatchedChecks {

    private final Subject subject;

    WatchedChecks(Subject subject) {
        this.subject = subject;
    }

    List<Map.Entry<Requirement, Contract.Check>> checks() {
        return List.of(
                Map.entry(Requirement.CANCELLABLE, this::cancellable),
                Map.entry(Requirement.PROGRESS, this::progress),
                Map.entry(Requirement.SECRETS, this::secrets));
    }

    private List<String> progress() throws Exception {
        List<String> found = new ArrayList<>();
        try (Folder folder = new Folder()) {
            for (Example example : subject.examples(folder.path())) {
                for (int entry = 0; entry < entries(example); entry++) {
                    AtomicReference<@Nullable WatchedContext> watched = new AtomicReference<>();
                    run(example, entry, load -> watched.set(load), false);
                    WatchedContext context = watched.get();
                    found.addAll(context == null ? List.of() : wrong(context.fractions()));
                }
            }
        }
        return found.stream().distinct().toList();
    }

    private static List<String> wrong(List<Double> fractions) {
        double last = 0;
        for (double fraction : fractions) {
            if (fraction < 0 || fraction > 1) {
                return List.of("there was " + fraction);
            }
            if (fraction < last) {
                return List.of("there was " + fraction + " after " + last);
            }
            last = Double.isNaN(fraction) ? last : fraction;
        }
        return List.of();
    }

    /** Each example is cancelled when it is first seen at work, as late as when it is about to end. */
    private List<String> cancellable() throws Exception {
        List<String> found = new ArrayList<>();
        boolean noticed = false;
        try (Folder folder = new Folder()) {
            for (Example example : subject.ofThis(folder.path())) {
                for (int entry = 0; entry < entries(example); entry++) {
                    RunState ended = run(example, entry, watched -> {}, true);
                    noticed |= ended == RunState.CANCELLED;
                    if (!ended.isEnd()) {
                        found.add(example + " goes on for more than "
                                + subject.patience().toSeconds() + " s");
                    } else if (example.lasts() && ended != RunState.CANCELLED) {
                        found.add(example + " should last until it is cancelled, and ended as " + ended.word());
                    }
                }
            }
        }
        if (found.isEmpty() && !noticed) {
            throw new TestAbortedException("not checked, since no example of " + subject.name()
                    + " ended because it was cancelled: if it can take long, call checkCancelled() in every loop, or wake with"
                    + " onCancel what waits, and give an example that lastsUntilCancelled()");
        }
        return found.stream().distinct().toList();
    }

    /** Returns how many runs an example is. */
    private int entries(Example example) {
        try (Mantle host = subject.newHost()) {
            AlgorithmInstance instance = host.create(subject.in(host));
            example.inputs().forEach(instance::setProperty);
            return Entries.count(instance);
        }
    }

    /**
     * Runs one entry of an example, and cancels it at work if so asked; returns the state in which it is when patience is over.
     */
    private RunState run(Example example, int entry, Consumer<WatchedContext> watched, boolean cancel)
            throws Exception {
        CompletableFuture<AlgorithmRun> started = new CompletableFuture<>();
        CountDownLatch cancelled = new CountDownLatch(cancel ? 1 : 0);
        Runnable atWork = () -> {
            // In the run's own thread: however fast it is, it has not ended.
            if (cancelled.getCount() > 0) {
                started.join().cancel();
                cancelled.countDown();
            }
        };
        Carrier.Load load = context -> {
            AlgorithmInstance instance = context.service(AlgorithmInstance[].class)[0];
            WatchedContext watching = new WatchedContext(context, instance, entry, atWork);
            watched.accept(watching);
            subject.origin().execute(subject.descriptor(), watching);
            atWork.run();
        };
        AlgorithmInstance[] instance = new AlgorithmInstance[1];
        Mantle host = subject.newHost(load, instance, WatchedChecks::inOwnThread);
        instance[0] = host.create(subject.in(host));
        example.inputs().forEach(instance[0]::setProperty);
        AlgorithmRun run = host.start(Carrier.NAME, Map.of());
        started.complete(run);
        while (!cancelled.await(10, TimeUnit.MILLISECONDS) && !run.state().isEnd()) {
            if (example.lasts() && run.state() == RunState.RUNNING) {
                // One that says nothing must notice too.
                run.cancel();
                break;
            }
        }
        boolean ended = !cancel || run.await(subject.patience());
        if (ended) {
            run.await();
            host.close();
        }
        return run.state();
    }

    private static void inOwnThread(Runnable run) {
        Thread thread = new Thread(run, "mantle-testkit-run");
        // One that goes on for ever must not keep the JVM.
        thread.setDaemon(true);
        thread.start();
    }

    private List<String> secrets() throws Exception {
        List<Property<?>> secret = subject.descriptor().properties().stream()
                .filter(property -> property.type().isSecret())
                .toList();
        List<String> found = new ArrayList<>();
        try (Folder folder = new Folder()) {
            for (Example example : secret.isEmpty() ? List.<Example>of() : subject.examples(folder.path())) {
                for (Property<?> property : secret) {
                    for (Map.Entry<String, Object> input : example.inputs().entrySet()) {
                        if (input.getKey().equalsIgnoreCase(property.name())) {
                            found.addAll(seen(example, String.valueOf(input.getValue()), folder));
                        }
                    }
                }
            }
        }
        return found.stream().distinct().toList();
    }

    private List<String> seen(Example example, String secret, Folder folder) throws IOException {
        Map<String, String> places = new LinkedHashMap<>();
        try (Captured captured = new Captured();
                Mantle host = subject.newHost()) {
            AlgorithmRun run = null;
            try {
                run = host.start(subject.in(host), example.inputs());
                places.put("the outputs", run.outputs().toJson().toString());
            } catch (InvalidPropertyException | AlgorithmFailedException e) {
                places.put("an exception", Words.trace(e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (run != null) {
                places.put("the progress", run.progress().message());
                places.put("the run's log", run.log().lines().toString());
            }
            places.put("the history", host.history().toJson().toString());
            places.put("the standard streams", captured.printed());
            places.put("the log", captured.logged());
            places.put("the files", folder.read());
        }
        return places.entrySet().stream()
                .filter(place -> place.getValue().contains(secret))
                .map(place -> "the secret of " + example + " is in " + place.getKey())
                .toList();
    }
}
