package org.mantle.commons.file;

import java.io.IOException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** What some tests need of the machine: without it they are skipped, or fail where that is not allowed. */
final class Needs {

    private Needs() {}

    static void administrator() {
        meet("root".equals(System.getProperty("user.name")), "run this test as root");
    }

    /** Runs a tool to its end. */
    static void done(String... command) throws InterruptedException {
        boolean done;
        try {
            done = new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            done = false;
        }
        meet(done, "this test needs to run " + String.join(" ", command));
    }

    private static void meet(boolean met, String otherwise) {
        if (!met && "fail".equals(System.getProperty("mantle.test.skips"))) {
            Assertions.fail(otherwise);
        }
        Assumptions.assumeTrue(met, otherwise);
    }
}
