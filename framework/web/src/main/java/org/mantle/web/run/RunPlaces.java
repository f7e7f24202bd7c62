package org.mantle.web.run;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.web.http.WebProblem;

/**
 * The places of the runs that callers start, whichever interface they use: one is taken until its run has ended, also when it was told to stop.
 * Safe from many threads.
 */
public final class RunPlaces {

    /** How many runs may be under way. */
    public static final int MOST_UNDER_WAY = 2_000;

    private final AtomicInteger underWay = new AtomicInteger();

    /** Begins with every place free. */
    public RunPlaces() {}

    /**
     * Starts a run if there is a place.
     *
     * @param begin starts it; what it throws is thrown
     * @throws WebProblem with status 503 if too many are under way
     */
    public AlgorithmRun start(Supplier<AlgorithmRun> begin) {
        int before = underWay.getAndUpdate(count -> count < MOST_UNDER_WAY ? count + 1 : count);
        if (before >= MOST_UNDER_WAY) {
            throw full(before);
        }
        return begun(begin);
    }

    /** Starts a run that is one of a number with a bound of its own; it takes a place even if there is none. */
    public AlgorithmRun startAnyway(Supplier<AlgorithmRun> begin) {
        underWay.incrementAndGet();
        return begun(begin);
    }

    private AlgorithmRun begun(Supplier<AlgorithmRun> begin) {
        boolean started = false;
        try {
            AlgorithmRun run = begin.get();
            started = true;
            run.completion().whenComplete((outputs, problem) -> underWay.decrementAndGet());
            return run;
        } finally {
            if (!started) {
                underWay.decrementAndGet();
            }
        }
    }

    private static WebProblem full(int count) {
        return WebProblem.of(
                        503,
                        count + " runs are under way, which are as many as may be: wait until some end, or cancel some")
                .with("Retry-After", "30");
    }
}
