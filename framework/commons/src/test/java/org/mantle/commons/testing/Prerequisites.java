package org.mantle.commons.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** What a test needs beyond a JDK: where it is missing, the test is skipped, or fails if no skip is allowed. */
public final class Prerequisites {

    private Prerequisites() {}

    /** A program on the path. */
    public static void command(String name, String debianPackage) {
        boolean there = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
        that(there, "the command \"" + name + "\" is missing: install " + debianPackage);
    }

    /** A program that is there and does its work. */
    public static void succeeds(String... command) {
        that(exitCode(command) == 0, "this does not work here: " + String.join(" ", command));
    }

    /** The user who may do everything. */
    public static void administrator() {
        that("root".equals(System.getProperty("user.name")), "run this test as root");
    }

    /** A system that names the files that a process has open. */
    public static void openFiles() {
        that(Files.isDirectory(Path.of("/proc/self/fd")), "run this test on Linux, which has /proc/self/fd");
    }

    public static void that(boolean condition, String otherwise) {
        if (!condition && "fail".equals(System.getProperty("mantle.test.skips"))) {
            Assertions.fail(otherwise);
        }
        Assumptions.assumeTrue(condition, otherwise);
    }

    /** Returns how a program ended, or -1 where there is none. */
    static int exitCode(String... command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }
}
