package org.mantle.algorithms.file;

import java.util.Arrays;
import org.mantle.framework.Mantle;
import org.mantle.framework.property.PropertyMap;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmRun;

/** A program of its own that runs an algorithm and prints each output, or why it failed, and what the run said. */
final class FolderRun {

    private FolderRun() {}

    public static void main(String[] nameAndProperties) throws InterruptedException {
        String properties = String.join(";", Arrays.asList(nameAndProperties).subList(1, nameAndProperties.length));
        try (Mantle mantle = Mantle.load()) {
            AlgorithmRun run = mantle.start(nameAndProperties[0], PropertyMap.parse(properties));
            try {
                run.outputs().asMap().forEach((name, value) -> System.out.println(name + "=" + value));
            } catch (AlgorithmFailedException e) {
                System.out.println("failed: " + e.getMessage());
            }
            run.log().lines().forEach(line -> System.out.println(line.text()));
        }
    }
}
