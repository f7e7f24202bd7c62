package org.mantle.framework.internal.run;

import org.jspecify.annotations.Nullable;
import org.mantle.framework.algorithm.Log;
import org.mantle.framework.run.LogLine;
import org.mantle.validators.Violation;

/** Takes one line of a run to all places where it belongs; see {@link Log}. */
final class LogWriter {

    private LogWriter() {}

    static void write(LiveRun speaker, System.Logger.Level level, String text) {
        // redacted before anybody has it
        @Nullable String clean = RunSecrets.redactSaid(speaker, String.valueOf(text));
        if (clean == null) {
            return;
        }
        RunEnvironment environment = speaker.environment();
        String name = speaker.descriptor().name();
        LogLine line =
                new LogLine(environment.clock().instant(), level, name, Violation.shortened(clean, LogLine.LONGEST));
        for (LiveRun run = speaker; run != null; run = run.parentOrNull()) {
            run.attachments().addLine(line);
        }
        try {
            environment.logger(speaker.descriptor()).log(level, name + " #" + speaker.id() + ": " + line.text());
        } catch (RuntimeException e) {
            // Foreign code: a log that is full or closed is no fault of the run, which has the line all the same.
        }
    }
}
