package org.mantle.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * W7: from the start of a process to its end after the first run. Each peer has its own libraries on its class path, and no flags;
 * they take turns, so that what else the machine does harms all alike.
 */
final class StartUps {

    private final Path classes;
    private final List<Path> libraries;
    private final Map<Peer, List<Double>> millis = new LinkedHashMap<>();

    /** Who starts: the label, the class with the main method, and what the names of its libraries match. */
    enum Peer {
        BARE_JVM("bare JVM", EmptyStart.class, ""),
        HAND_WRITTEN("hand-written", HandWrittenStart.class, ""),
        MANTLE("Mantle", MantleStart.class, "(mantle-|gson|error_prone).*"),
        SCI_JAVA("SciJava", SciJavaStart.class, "(scijava-common|parsington).*");

        private final String label;
        private final Class<?> main;
        private final String libraries;

        Peer(String label, Class<?> main, String libraries) {
            this.label = label;
            this.main = main;
            this.libraries = libraries;
        }

        String label() {
            return label;
        }
    }

    /**
     * Prepares to start processes.
     *
     * @param target the folder with the classes of the benchmarks and a folder of libraries
     */
    StartUps(Path target) {
        classes = target.resolve("classes");
        try (Stream<Path> files = Files.list(target.resolve("lib"))) {
            libraries = files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts each peer so many times, after one round that does not count. */
    void measure(int rounds) throws IOException, InterruptedException {
        for (int round = 0; round <= rounds; round++) {
            for (Peer peer : Peer.values()) {
                double took = start(peer);
                if (round > 0) {
                    millis.computeIfAbsent(peer, unused -> new ArrayList<>()).add(took);
                }
            }
        }
    }

    private double start(Peer peer) throws IOException, InterruptedException {
        String path = Stream.concat(
                        Stream.of(classes),
                        libraries.stream()
                                .filter(library ->
                                        library.getFileName().toString().matches(peer.libraries)))
                .map(Path::toString)
                .collect(Collectors.joining(System.getProperty("path.separator")));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder command = new ProcessBuilder(java.toString(), "-cp", path, peer.main.getName()).inheritIO();
        long before = System.nanoTime();
        int exit = command.start().waitFor();
        double took = (System.nanoTime() - before) / 1e6;
        if (exit != 0) {
            throw new IllegalStateException(peer.label + " ended with the exit code " + exit);
        }
        return took;
    }

    double least(Peer peer) {
        return Collections.min(millis.getOrDefault(peer, List.of()));
    }

    double median(Peer peer) {
        List<Double> sorted =
                millis.getOrDefault(peer, List.of()).stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
