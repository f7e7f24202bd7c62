package org.mantle.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.mantle.benchmarks.workload.Hosts;
import org.mantle.benchmarks.workload.Numbered;
import org.mantle.framework.Mantle;

/**
 * Prints what a new process does to list 10,000 algorithms of a jar: with its index, and without one. The classes are compiled
 * into a temporary folder, and each way has processes of its own.
 */
public final class IndexListing {

    private static final int PARTS = 10;
    private static final int STARTS = 7;
    private static final String PACKAGE = "many";

    private final Path folder;
    private final Path classes;
    private final Path jar;

    private IndexListing(Path folder) {
        this.folder = folder;
        this.classes = folder.resolve("classes");
        this.jar = folder.resolve("many.jar");
    }

    /** Measures and prints; takes about a minute. With an argument, lists what is on the class path. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length > 0) {
            list();
            return;
        }
        Path folder = Files.createTempDirectory("mantle-listing");
        try {
            new IndexListing(folder).measure();
        } finally {
            Hosts.delete(folder);
        }
    }

    /** Does what is measured of a process. */
    private static void list() {
        try (Mantle mantle = Mantle.load()) {
            int names = 0;
            for (var algorithm : mantle.registry().listed()) {
                names += algorithm.name().length() + algorithm.summary().length();
            }
            long loaded = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
            System.out.println(mantle.registry().listed().size() + " " + names + " " + loaded);
        }
    }

    private void measure() throws IOException, InterruptedException {
        compile();
        System.out.println("| a process that lists 10,000 algorithms | classes loaded | least ms | median ms |");
        System.out.println("|---|---:|---:|---:|");
        print("without an index");
        run("org.mantle.framework.index.IndexAlgorithms", classes, classes.toString());
        print("with the index of its build");
    }

    /** Packs the classes as the house packs its own: not compressed. */
    private void pack() {
        String[] arguments = {"--create", "--no-compress", "--file", jar.toString(), "-C", classes.toString(), "."};
        if (java.util.spi.ToolProvider.findFirst("jar").orElseThrow().run(System.err, System.err, arguments) != 0) {
            throw new IllegalStateException("the classes cannot be packed");
        }
    }

    private void compile() throws IOException {
        Path sources = Files.createDirectories(folder.resolve("sources"));
        int perPart = RegistryBenchmark.COUNT / PARTS;
        for (int part = 0; part < PARTS; part++) {
            int first = part * perPart;
            String text = IntStream.range(first, first + perPart)
                    .mapToObj(IndexListing::algorithm)
                    .collect(Collectors.joining("\n", "package " + PACKAGE + ";\n" + part(part, first, perPart), "\n"));
            Files.writeString(sources.resolve("Part" + part + ".java"), text);
        }
        Files.writeString(sources.resolve("Provider.java"), provider());
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(
                services.resolve("org.mantle.framework.algorithm.AlgorithmProvider"), PACKAGE + ".Provider\n");
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"), "-d", classes.toString()));
        try (Stream<Path> files = Files.list(sources)) {
            files.map(Path::toString).forEach(arguments::add);
        }
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0])) != 0) {
            throw new IllegalStateException("the algorithms cannot be compiled");
        }
    }

    private static String algorithm(int number) {
        Numbered.Facts facts = Numbered.facts(number);
        return """
                final class A%d extends org.mantle.framework.algorithm.Algorithm {
                    @Override
                    protected void declare(org.mantle.framework.algorithm.Declaration declaration) {
                        declaration.name("%s").categories("%s").summary("%s").properties(Part0.INPUT, Part0.OUTPUT);
                    }

                    @Override
                    protected void execute(org.mantle.framework.algorithm.Context run) {}
                }
                """.formatted(number, facts.name(), facts.category().replace("\\", "\\\\"), facts.summary());
    }

    private static String part(int part, int first, int count) {
        String all = IntStream.range(first, first + count)
                .mapToObj(i -> "A" + i + ".class")
                .collect(Collectors.joining(","));
        return """
                final class Part%d {
                    static final org.mantle.framework.property.Property<String> INPUT =
                            org.mantle.framework.property.Property.string("InputName").documentation("What is read.").build();
                    static final org.mantle.framework.property.Property<String> OUTPUT =
                            org.mantle.framework.property.Property.string("OutputName").documentation("What is written.").output().build();

                    static java.util.List<Class<? extends org.mantle.framework.algorithm.Algorithm>> all() {
                        return java.util.List.of(%s);
                    }
                }
                """.formatted(part, all);
    }

    private static String provider() {
        String calls = IntStream.range(0, PARTS)
                .mapToObj(part -> "all.addAll(Part" + part + ".all());")
                .collect(Collectors.joining(" "));
        return """
                package %s;

                public final class Provider implements org.mantle.framework.algorithm.AlgorithmProvider {
                    @Override
                    public java.lang.invoke.MethodHandles.Lookup lookup() {
                        return java.lang.invoke.MethodHandles.lookup();
                    }

                    @Override
                    public java.util.List<Class<? extends org.mantle.framework.algorithm.Algorithm>> algorithms() {
                        java.util.List<Class<? extends org.mantle.framework.algorithm.Algorithm>> all = new java.util.ArrayList<>();
                        %s
                        return all;
                    }
                }
                """.formatted(PACKAGE, calls);
    }

    private void print(String how) throws IOException, InterruptedException {
        pack();
        List<Double> millis = new ArrayList<>();
        String said = "";
        for (int start = 0; start <= STARTS; start++) {
            long before = System.nanoTime();
            said = run(IndexListing.class.getName(), jar, "list");
            // The first fills the caches of the disk.
            if (start > 0) {
                millis.add((System.nanoTime() - before) / 1e6);
            }
        }
        millis.sort(Comparator.naturalOrder());
        String[] words = said.strip().split(" ", -1);
        // The algorithm of the benchmarks is one more.
        if (!words[0].equals(Integer.toString(RegistryBenchmark.COUNT + 1))) {
            throw new IllegalStateException("it listed " + said);
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %,d | %,.0f | %,.0f |%n",
                how,
                Integer.parseInt(words[2]),
                millis.get(0),
                millis.get(STARTS / 2));
    }

    private String run(String main, Path algorithms, String argument) throws IOException, InterruptedException {
        String path = System.getProperty("java.class.path") + System.getProperty("path.separator") + algorithms;
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(java.toString(), "-cp", path, main, argument)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(main + " failed");
        }
        return said;
    }
}
