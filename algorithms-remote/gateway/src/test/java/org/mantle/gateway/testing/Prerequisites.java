package org.mantle.gateway.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** What a test needs beyond a JDK: missing, it is skipped, or fails where skips are not allowed. */
public final class Prerequisites {

    private Prerequisites() {}

    public static void command(String name, String debianPackage) {
        boolean there = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
        that(there, "the command '" + name + "' is missing: install " + debianPackage);
    }

    public static void that(boolean condition, String otherwise) {
        if (!condition && "fail".equals(System.getProperty("mantle.test.skips"))) {
            Assertions.fail(otherwise);
        }
        Assumptions.assumeTrue(condition, otherwise);
    }
}
