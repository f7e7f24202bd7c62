package org.mantle.algorithms.file;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mantle.algorithms.io.FileChecks;
import org.mantle.algorithms.word.NaturalOrder;
import org.mantle.commons.file.PathText;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Property;
import org.mantle.framework.type.FileMode;
import org.mantle.validators.Validators;

/** Finds files by name and size in a directory and below. */
public final class FindFiles extends Algorithm {

    static final Property<String> DIRECTORY = Property.file("Directory", FileMode.DIRECTORY)
            .example("scans")
            .documentation("Where to look. It may be a link; links in it are not followed.")
            .build();
    static final Property<String> PATTERN = Property.string("Pattern")
            .defaultValue("*")
            .validator(Validators.required())
            .documentation(
                    "What the file names look like: * stands for any number of characters and ? for one, as in *.nxs.")
            .build();
    static final Property<Integer> DEPTH = Property.integer("Depth")
            .defaultValue(1000)
            .validator(Validators.atLeast(1))
            .documentation("How deep to look; 1 is the directory itself without those below.")
            .build();
    static final Property<Long> SMALLEST_SIZE = Property.longInteger("SmallestSize")
            .defaultValue(0L)
            .validator(Validators.atLeast(0L))
            .unit("bytes")
            .group("Size")
            .documentation("How large a file is at least.")
            .build();
    static final Property<Long> LARGEST_SIZE = Property.longInteger("LargestSize")
            .validator(Validators.atLeast(0L))
            .unit("bytes")
            .group("Size")
            .documentation("How large a file is at most; without it there is no limit.")
            .build();
    static final Property<Integer> MOST_FILES = Property.integer("MostFiles")
            .defaultValue(100_000)
            .validator(Validators.between(1, 1_000_000))
            .documentation("How many files there may be; the run fails when there are more.")
            .build();
    static final Property<List<String>> FILES = Property.stringList("Files")
            .output()
            .documentation("The full paths of the files, in natural order: run9 comes before run10.")
            .build();
    static final Property<Long> TOTAL_SIZE = Property.longInteger("TotalSize")
            .output()
            .mandatory()
            .unit("bytes")
            .documentation("How large the files are together.")
            .build();
    static final Property<List<String>> SKIPPED = Property.stringList("Skipped")
            .output()
            .documentation(
                    "What could not be looked into, such as a directory of somebody else's, and files whose names are no text in"
                            + " the encoding of this system's locale.")
            .build();

    @Override
    protected void declare(Declaration declaration) {
        declaration
                .name("FindFiles")
                .categories("Files")
                .summary("Finds the files of a directory, and of those below, by name and size.")
                .seeAlso("HashFolder", "FindInText")
                .keywords("search", "list", "glob")
                .properties(DIRECTORY, PATTERN, DEPTH, SMALLEST_SIZE, LARGEST_SIZE, MOST_FILES)
                .properties(FILES, TOTAL_SIZE, SKIPPED);
    }

    @Override
    protected void validateInputs(Inputs inputs, Problems problems) {
        Optional<Long> largest = inputs.find(LARGEST_SIZE);
        if (largest.isPresent() && largest.get() < inputs.get(SMALLEST_SIZE)) {
            problems.add(LARGEST_SIZE, "must not be below SmallestSize, which is " + inputs.get(SMALLEST_SIZE));
        }
    }

    @Override
    protected void execute(Context run) throws IOException {
        Path directory = FileChecks.plain(Path.of(run.get(DIRECTORY)));
        // The directory itself may be a link.
        Finder finder = new Finder(run, directory, directory.toRealPath());
        Files.walkFileTree(finder.real, Set.of(), run.get(DEPTH), finder);
        finder.found.sort(new NaturalOrder(false).thenComparing(Comparator.naturalOrder()));
        run.set(FILES, finder.found);
        run.set(TOTAL_SIZE, finder.totalSize);
        run.set(SKIPPED, finder.skipped);
        if (!finder.skipped.isEmpty()) {
            run.log()
                    .warning(finder.skipped.size() + (finder.skipped.size() == 1 ? " place" : " places")
                            + " could not be looked into, first of all " + finder.skipped.get(0));
        }
    }

    /** Looks at every file. */
    private static final class Finder extends SimpleFileVisitor<Path> {

        private final Context run;
        private final Path directory;
        private final Path real;
        private final Wildcard wildcard;
        private final long smallest;
        private final long largest;
        private final int most;
        private final List<String> found = new ArrayList<>();
        private final List<String> skipped = new ArrayList<>();
        private long seen;
        private long totalSize;

        Finder(Context run, Path directory, Path real) {
            this.run = run;
            this.directory = directory;
            this.real = real;
            this.wildcard = new Wildcard(run.get(PATTERN));
            this.smallest = run.get(SMALLEST_SIZE);
            this.largest = run.find(LARGEST_SIZE).orElse(Long.MAX_VALUE);
            this.most = run.get(MOST_FILES);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            run.checkCancelled();
            run.progress().report(++seen, 0, "files", "looking");
            boolean wanted = attributes.isRegularFile()
                    && attributes.size() >= smallest
                    && attributes.size() <= largest
                    && wildcard.matches(String.valueOf(file.getFileName()));
            if (wanted && !PathText.leadsBack(file)) {
                skipped.add(asGiven(file));
            } else if (wanted) {
                if (found.size() == most) {
                    throw new IOException(
                            "there are more than " + most + " files; narrow the search, or raise MostFiles");
                }
                found.add(asGiven(file));
                totalSize += attributes.size();
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            skipped.add(asGiven(file));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path below, @Nullable IOException e) {
            if (e != null) {
                skipped.add(asGiven(below));
            }
            return FileVisitResult.CONTINUE;
        }

        private String asGiven(Path path) {
            return directory.resolve(real.relativize(path)).toString();
        }
    }
}
