package org.mantle.algorithms.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.mantle.algorithms.io.FileChecks;
import org.mantle.algorithms.io.WholeFile;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.type.FileMode;
import org.mantle.validators.Validators;

/** Calculates the digests of a directory's files: finding them, and hashing each, is the work of other algorithms. */
public final class HashFolder extends Algorithm {

    /** The part of the progress that finding the files stands for. */
    private static final double FOUND = 0.1;

    /** So many of what is missing are named in a failure; the outputs and the log name all. */
    private static final int MOST_NAMED = 10;

    static final Property<String> DIRECTORY = FindFiles.DIRECTORY;
    static final Property<String> PATTERN = FindFiles.PATTERN;
    static final Property<HashFunction> FUNCTION = HashFile.FUNCTION;
    static final Property<String> OUTPUT_FILE = Property.file("OutputFile", FileMode.OPTIONAL_SAVE)
            .group("Output")
            .documentation(
                    "Where to write the digests, one line for each file; nowhere when empty. It is no file of the"
                            + " folder, even if it lies there.")
            .build();
    static final Property<Boolean> SKIP_UNREADABLE = Property.bool("SkipUnreadable")
            .defaultValue(false)
            .documentation(
                    "Whether what cannot be read is left out of the digests, and named in Skipped. Otherwise the run fails.")
            .build();
    static final Property<List<String>> DIGESTS = Property.stringList("Digests")
            .output()
            .documentation(
                    "The digest, two blanks and the path from Directory, for each file: what the tools sha256sum and"
                            + " the like print and check.")
            .build();
    static final Property<Integer> FILES = Property.integer("Files")
            .output()
            .mandatory()
            .validator(Validators.atLeast(0))
            .documentation("How many files there are.")
            .build();
    static final Property<Long> BYTES = Property.longInteger("Bytes")
            .output()
            .mandatory()
            .unit("bytes")
            .documentation("How large they are together.")
            .build();
    static final Property<List<String>> SKIPPED = Property.stringList("Skipped")
            .output()
            .documentation(
                    "The full paths of what could not be read, so that its digests are missing: files, directories with"
                            + " all that is in them, and files whose names are no text in the encoding of this system's"
                            + " locale.")
            .build();

    @Override
    protected void declare(Declaration declaration) {
        declaration
                .name("HashFolder")
                .categories("Files")
                .summary("Calculates the digests of all files of a directory and those below, for others to check.")
                .seeAlso("HashFile", "FindFiles")
                .keywords("checksum", "fingerprint", "duplicate")
                .properties(DIRECTORY, PATTERN, FUNCTION, SKIP_UNREADABLE, OUTPUT_FILE, FileChecks.OVERWRITE)
                .properties(DIGESTS, FILES, BYTES, SKIPPED);
    }

    @Override
    protected void validateInputs(Inputs inputs, Problems problems) {
        if (!inputs.get(OUTPUT_FILE).isEmpty()) {
            FileChecks.requireNew(OUTPUT_FILE, inputs, problems);
        }
    }

    @Override
    protected void execute(Context run) throws IOException {
        Path directory = FileChecks.plain(Path.of(run.get(DIRECTORY)));
        List<String> skipped = new ArrayList<>();
        List<Path> files = find(run, skipped);
        long total = 0;
        for (Path file : files) {
            total += size(file);
        }
        long done = 0;
        long bytes = 0;
        List<String> digests = new ArrayList<>();
        for (Path file : files) {
            run.checkCancelled();
            long size = size(file);
            AlgorithmInstance hash = run.createChild("HashFile", progress(done, total), progress(done + size, total));
            try {
                hash.setProperty(HashFile.FILE.name(), file);
                hash.setProperty(HashFile.FUNCTION.name(), run.get(FUNCTION));
                hash.execute();
                digests.add(line(hash.getPropertyValue(HashFile.DIGEST.name()), directory.relativize(file)));
                bytes += size;
            } catch (AlgorithmFailedException | InvalidPropertyException e) {
                // it may not be read, or has gone since it was found; the others are hashed, so that all of these are
                // told
                String why = e instanceof AlgorithmFailedException failure ? failure.reason() : e.getMessage();
                run.log().warning(file + " could not be hashed: " + why);
                skipped.add(file.toString());
            }
            done += size;
        }
        requireWhole(run, skipped);
        write(run, digests);
        run.set(DIGESTS, digests);
        run.set(FILES, digests.size());
        run.set(BYTES, bytes);
        run.set(SKIPPED, skipped);
    }

    /** Fails when something is missing, unless that is wanted: whoever checks against the digests would never miss it. */
    private static void requireWhole(Context run, List<String> skipped) throws IOException {
        if (skipped.isEmpty() || run.get(SKIP_UNREADABLE)) {
            return;
        }
        String named = skipped.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        String more = skipped.size() > MOST_NAMED ? " and " + (skipped.size() - MOST_NAMED) + " more" : "";
        throw new IOException("not all of the folder could be read; these are missing: " + named + more
                + ". Make them readable, or set SkipUnreadable=true to leave them out");
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            // it has gone since it was found, as its hashing will tell
            return 0;
        }
    }

    /** Returns the files to hash; adds what could not be looked into to what is skipped. */
    private static List<Path> find(Context run, List<String> skipped) throws IOException {
        AlgorithmInstance find = run.createChild("FindFiles", 0, FOUND);
        find.setProperty(FindFiles.DIRECTORY.name(), run.get(DIRECTORY));
        find.setProperty(FindFiles.PATTERN.name(), run.get(PATTERN));
        // what lies deeper than usual would be missing
        find.setProperty(FindFiles.DEPTH.name(), Integer.MAX_VALUE);
        find.execute();
        skipped.addAll(texts(find, FindFiles.SKIPPED));
        List<Path> files = new ArrayList<>();
        texts(find, FindFiles.FILES).forEach(file -> files.add(Path.of(file)));
        String output = run.get(OUTPUT_FILE);
        if (!output.isEmpty() && Files.exists(Path.of(output))) {
            Path real = Path.of(output).toRealPath();
            files.removeIf(file -> file.getFileName().equals(real.getFileName()) && isSame(file, real));
        }
        return files;
    }

    private static List<String> texts(AlgorithmInstance child, Property<List<String>> output) {
        return child.getProperty(output.name()) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static boolean isSame(Path file, Path real) {
        try {
            return Files.isSameFile(file, real);
        } catch (IOException e) {
            return false;
        }
    }

    private static double progress(long done, long total) {
        return FOUND + (1 - FOUND) * (total == 0 ? 1 : Math.min(1, (double) done / total));
    }

    /** As those tools do, a line whose name has a backslash or a line end begins with a backslash. */
    private static String line(String digest, Path file) {
        String name = file.toString();
        String escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        return (escaped.equals(name) ? "" : "\\") + digest + "  " + escaped;
    }

    private static void write(Context run, List<String> digests) throws IOException {
        String output = run.get(OUTPUT_FILE);
        if (output.isEmpty()) {
            return;
        }
        try (WholeFile target = WholeFile.begin(Path.of(output), run.get(FileChecks.OVERWRITE), run.log()::warning)) {
            for (String line : digests) {
                target.out().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
            target.keep();
        }
    }
}
