package org.mantle.algorithms.utility;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Property;
import org.mantle.framework.type.Registration;
import org.mantle.validators.Validators;

/** Lets time pass, so that a host can be seen to show progress, to cancel and to tell of a failure. */
public final class Wait extends Algorithm {

    private static final double LONGEST_SECONDS = 86_400;
    private static final long REPORT_MILLIS = 50;

    static final Property<Double> SECONDS = Property.number("Seconds")
            .defaultValue(1.0)
            .validator(Validators.between(0.0, LONGEST_SECONDS))
            .unit("s")
            .documentation("How long to wait.")
            .build();
    static final Property<Boolean> FAIL = Property.bool("Fail")
            .defaultValue(false)
            .documentation("Whether the run fails in the end.")
            .build();
    static final Property<String> MESSAGE = Property.string("Message")
            .defaultValue("failed as it was told to")
            .validator(Validators.required())
            .documentation("What the failed run says.")
            .build();

    @Override
    protected void declare(Declaration declaration) {
        declaration
                .name("Wait")
                .categories("Utility")
                .summary("Waits, shows how far it is, and fails if told to: for trying out a host.")
                .keywords("sleep", "pause", "delay")
                .properties(SECONDS, FAIL, MESSAGE)
                .visibleWhen(Condition.is(FAIL, true), MESSAGE);
    }

    @Override
    protected void execute(Context run) throws IOException, InterruptedException {
        long total = Math.round(run.get(SECONDS) * 1000);
        long start = System.nanoTime();
        CountDownLatch cancelled = new CountDownLatch(1);
        // While it sleeps it looks at no flag.
        Registration wake = run.onCancel(cancelled::countDown);
        try {
            for (long passed = 0; passed < total; passed = millisSince(start)) {
                run.progress().report(passed, total, "ms", "waiting");
                if (cancelled.await(Math.min(REPORT_MILLIS, total - passed), TimeUnit.MILLISECONDS)) {
                    run.checkCancelled();
                }
            }
        } finally {
            wake.close();
        }
        run.progress().report(total, total, "ms", "waited");
        if (run.get(FAIL)) {
            throw new IOException(run.get(MESSAGE));
        }
    }

    private static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
