package org.mantle.algorithms.file;

import org.mantle.framework.Mantle;
import org.mantle.framework.run.AlgorithmInstance;

/** A program of its own that runs FindFiles on a folder and prints what it found, what it skipped and what it said. */
final class FoundFiles {

    private FoundFiles() {}

    public static void main(String[] arguments) {
        try (Mantle mantle = Mantle.load()) {
            AlgorithmInstance find = mantle.create("FindFiles").setProperty("Directory", arguments[0]);
            find.execute();
            System.out.println(find.getProperty("Files"));
            System.out.println(find.getProperty("Skipped"));
            find.latestRun().log().lines().forEach(line -> System.out.println(line.text()));
        }
    }
}
