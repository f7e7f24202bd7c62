package org.mantle.benchmarks.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * W7: from the start of a process to its end after the first run. Each peer has its jars on its class path, and no flags but the one
 * that names its class-data archive, if it has one; they take turns, so that what else the machine does harms all alike.
 */
public final class StartUps {

    private final Path folder;
    private final List<Path> libraries;
    private final Map<Peer, List<Double>> millis = new LinkedHashMap<>();

    /** Who starts: the label, the class with the main method, what the names of its libraries match, and if it has an archive. */
    public enum Peer {
        BARE_JVM("bare JVM", EmptyStart.class, "", false),
        HAND_WRITTEN("hand-written", HandWrittenStart.class, "", false),
        HAND_WRITTEN_ARCHIVED("hand-written, archived", HandWrittenStart.class, "", true),
        MANTLE("Mantle", MantleStart.class, Peer.MANTLE_JARS, false),
        MANTLE_ARCHIVED("Mantle, archived", MantleStart.class, Peer.MANTLE_JARS, true),
        SCI_JAVA("SciJava", SciJavaStart.class, "(scijava-common|parsington).*", false);

        private static final String MANTLE_JARS = "(mantle-|gson|error_prone).*";

        private final String label;
        private final Class<?> main;
        private final String libraries;
        private final boolean archived;

        Peer(String label, Class<?> main, String libraries, boolean archived) {
            this.label = label;
            this.main = main;
            this.libraries = libraries;
            this.archived = archived;
        }

        String label() {
            return label;
        }
    }

    /**
     * Prepares to start processes.
     *
     * @param target the folder with the classes of the benchmarks and a folder of libraries; gets a folder of jars and archives
     */
    public StartUps(Path target) throws IOException {
        folder = Files.createDirectories(target.resolve("starts"));
        try (Stream<Path> files = Files.list(target.resolve("lib"))) {
            libraries = files.sorted().toList();
        }
        ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
        String classes = target.resolve("classes").toString();
        if (jar.run(System.err, System.err, "--create", "--file", classes().toString(), "-C", classes, ".") != 0) {
            throw new IllegalStateException(classes + " could not be packed");
        }
    }

    /** Measures the starts alone, and prints the least and the median time of each peer. */
    public static void main(String[] args) throws IOException, InterruptedException {
        StartUps starts = new StartUps(target());
        starts.measure(Integer.parseInt(args[0]));
        for (Peer peer : Peer.values()) {
            System.out.printf("%-22s %6.1f %6.1f ms%n", peer.label, starts.least(peer), starts.median(peer));
        }
    }

    /** Returns the folder in which the jar of the benchmarks lies. */
    public static Path target() {
        String jar = StartUps.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return Path.of(jar).toAbsolutePath().resolveSibling("");
    }

    private Path classes() {
        return folder.resolve("classes.jar");
    }

    private Path archive(Peer peer) {
        return folder.resolve(peer + ".jsa");
    }

    /** Starts each peer so many times, after one round that does not count, in which the archives are made. */
    public void measure(int rounds) throws IOException, InterruptedException {
        for (Peer peer : Peer.values()) {
            start(peer, peer.archived ? "-XX:ArchiveClassesAtExit=" + archive(peer) : "-Xshare:auto");
        }
        for (int round = 1; round <= rounds; round++) {
            for (Peer peer : Peer.values()) {
                double took = start(peer, peer.archived ? "-XX:SharedArchiveFile=" + archive(peer) : "-Xshare:auto");
                millis.computeIfAbsent(peer, unused -> new ArrayList<>()).add(took);
            }
        }
    }

    private double start(Peer peer, String sharing) throws IOException, InterruptedException {
        String path = Stream.concat(
                        Stream.of(classes()),
                        libraries.stream()
                                .filter(library ->
                                        library.getFileName().toString().matches(peer.libraries)))
                .map(Path::toString)
                .collect(Collectors.joining(System.getProperty("path.separator")));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder command =
                new ProcessBuilder(java.toString(), sharing, "-cp", path, peer.main.getName()).inheritIO();
        long before = System.nanoTime();
        int exit = command.start().waitFor();
        double took = (System.nanoTime() - before) / 1e6;
        if (exit != 0) {
            throw new IllegalStateException(peer.label + " ended with the exit code " + exit);
        }
        return took;
    }

    /** Returns the shortest time of a peer, in milliseconds. */
    public double least(Peer peer) {
        return Collections.min(millis.getOrDefault(peer, List.of()));
    }

    /** Returns the median time of a peer, in milliseconds. */
    public double median(Peer peer) {
        List<Double> sorted =
                millis.getOrDefault(peer, List.of()).stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
