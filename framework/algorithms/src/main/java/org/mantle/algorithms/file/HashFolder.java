package org.mantle.algorithms.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mantle.algorithms.io.FileChecks;
import org.mantle.algorithms.io.WholeFile;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.type.FileMode;
import org.mantle.validators.Validators;

/** Calculates the digests of a directory's files: finding them, and hashing each, is the work of other algorithms. */
public final class HashFolder extends Algorithm {

    /** The part of the progress that finding the files stands for. */
    private static final double FOUND = 0.1;

    static final Property<String> DIRECTORY = FindFiles.DIRECTORY;
    static final Property<String> PATTERN = FindFiles.PATTERN;
    static final Property<HashFunction> FUNCTION = HashFile.FUNCTION;
    static final Property<String> OUTPUT_FILE = Property.file("OutputFile", FileMode.OPTIONAL_SAVE)
            .group("Output")
            .documentation(
                    "Where to write the digests, one line for each file; nowhere when empty. It is no file of the"
                            + " folder, even if it lies there.")
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

    @Override
    protected void declare(Declaration declaration) {
        declaration
                .name("HashFolder")
                .categories("Files")
                .summary("Calculates the digests of all files of a directory and those below, for others to check.")
                .seeAlso("HashFile", "FindFiles")
                .keywords("checksum", "fingerprint", "duplicate")
                .properties(DIRECTORY, PATTERN, FUNCTION, OUTPUT_FILE, FileChecks.OVERWRITE, DIGESTS, FILES, BYTES);
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
        List<Path> files = find(run);
        long total = 0;
        for (Path file : files) {
            total += Files.size(file);
        }
        long done = 0;
        List<String> digests = new ArrayList<>();
        for (Path file : files) {
            run.checkCancelled();
            long size = Files.size(file);
            AlgorithmInstance hash = run.createChild("HashFile", progress(done, total), progress(done + size, total));
            hash.setProperty(HashFile.FILE.name(), file);
            hash.setProperty(HashFile.FUNCTION.name(), run.get(FUNCTION));
            hash.execute();
            digests.add(line(hash.getPropertyValue(HashFile.DIGEST.name()), directory.relativize(file)));
            done += size;
        }
        write(run, digests);
        run.set(DIGESTS, digests);
        run.set(FILES, files.size());
        run.set(BYTES, done);
    }

    private static List<Path> find(Context run) throws IOException {
        AlgorithmInstance find = run.createChild("FindFiles", 0, FOUND);
        find.setProperty(FindFiles.DIRECTORY.name(), run.get(DIRECTORY));
        find.setProperty(FindFiles.PATTERN.name(), run.get(PATTERN));
        find.execute();
        List<Path> files = new ArrayList<>();
        if (find.getProperty(FindFiles.FILES.name()) instanceof List<?> found) {
            found.forEach(file -> files.add(Path.of(file.toString())));
        }
        String output = run.get(OUTPUT_FILE);
        if (!output.isEmpty() && Files.exists(Path.of(output))) {
            Path real = Path.of(output).toRealPath();
            files.removeIf(file -> file.getFileName().equals(real.getFileName()) && isSame(file, real));
        }
        return files;
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
