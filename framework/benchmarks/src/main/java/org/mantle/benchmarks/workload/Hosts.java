package org.mantle.benchmarks.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.mantle.framework.Mantle;
import org.mantle.framework.MantleBuilder;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;

/** Makes hosts of the framework that know certain algorithms and no others. */
public final class Hosts {

    private Hosts() {}

    /** Returns a host of certain algorithms, and of no others. */
    public static Mantle of(MethodHandles.Lookup lookup, List<Class<? extends Algorithm>> algorithms) {
        return builder(lookup, algorithms).build();
    }

    private static MantleBuilder builder(MethodHandles.Lookup lookup, List<Class<? extends Algorithm>> algorithms) {
        return Mantle.builder().discover(false).provider(new AlgorithmProvider() {
            @Override
            public MethodHandles.Lookup lookup() {
                return lookup;
            }

            @Override
            public List<Class<? extends Algorithm>> algorithms() {
                return algorithms;
            }
        });
    }

    /** Returns a host of the declared algorithm. */
    public static Mantle ofDeclared() {
        return of(MethodHandles.lookup(), List.of(Declared.class));
    }

    /** Returns a host of the declared algorithm that keeps its history in a file. */
    public static Mantle ofDeclared(Path historyFile) {
        return builder(MethodHandles.lookup(), List.of(Declared.class))
                .historyFile(historyFile)
                .build();
    }

    /** Makes a folder that is empty. */
    public static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("mantle-benchmark");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a folder with what is in it. */
    public static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
