package org.mantle.algorithms.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.mantle.algorithms.io.FileChecks;
import org.mantle.algorithms.io.WatchedInput;
import org.mantle.algorithms.io.WholeFiles;
import org.mantle.algorithms.word.Labels;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Property;
import org.mantle.framework.type.FileMode;
import org.mantle.validators.Validators;

/** Splits a file into parts, by size, by lines, or into so many. */
public final class SplitFile extends Algorithm {

    /** What decides where a part ends. */
    enum Rule {
        SIZE,
        LINES,
        COUNT
    }

    static final int MOST_PARTS = 1_000;

    static final Property<String> FILE = Property.file("File", FileMode.LOAD)
            .example("notes.txt")
            .documentation("The file.")
            .build();
    static final Property<Rule> SPLIT_BY = Property.choice("SplitBy", Rule.class, Labels::of)
            .defaultValue(Rule.SIZE)
            .group("Parts")
            .documentation("Whether PartSize, PartLines or PartCount decides.")
            .build();
    static final Property<Long> PART_SIZE = Property.longInteger("PartSize")
            .defaultValue(0L)
            .validator(Validators.atLeast(1L))
            .unit("bytes")
            .group("Parts")
            .example(1_000_000L)
            .documentation("How large each part is; the last may be smaller.")
            .build();
    static final Property<Long> PART_LINES = Property.longInteger("PartLines")
            .defaultValue(0L)
            .validator(Validators.atLeast(1L))
            .unit("lines")
            .group("Parts")
            .documentation("How many lines each part has; the last may have fewer.")
            .build();
    static final Property<Integer> PART_COUNT = Property.integer("PartCount")
            .defaultValue(0)
            .validator(Validators.between(1, MOST_PARTS))
            .group("Parts")
            .documentation("How many parts there are, whose sizes differ by one byte at most.")
            .build();
    static final Property<String> OUTPUT_DIRECTORY = Property.file("OutputDirectory", FileMode.OPTIONAL_DIRECTORY)
            .group("Output")
            .documentation("Where the parts are written; without it beside the file. It is made if need be.")
            .build();
    static final Property<List<String>> PARTS = Property.stringList("Parts")
            .output()
            .validator(Validators.listLengthBetween(1, MOST_PARTS))
            .documentation(
                    "The full paths of the parts, in their order. They are called as the file, with .0001, .0002 and so"
                            + " on behind. They get these names when all of them are whole.")
            .build();

    @Override
    protected void declare(Declaration declaration) {
        declaration
                .name("SplitFile")
                .categories("Files")
                .summary("Splits a file of any size into parts, which JoinFiles puts together again.")
                .seeAlso("JoinFiles")
                .keywords("divide", "chunk", "cut")
                .properties(FILE, SPLIT_BY, PART_SIZE, PART_LINES, PART_COUNT)
                .properties(OUTPUT_DIRECTORY, FileChecks.OVERWRITE, PARTS)
                .visibleWhen(Condition.is(SPLIT_BY, Rule.SIZE), PART_SIZE)
                .visibleWhen(Condition.is(SPLIT_BY, Rule.LINES), PART_LINES)
                .visibleWhen(Condition.is(SPLIT_BY, Rule.COUNT), PART_COUNT);
    }

    @Override
    protected void validateInputs(Inputs inputs, Problems problems) {
        long size = size(Path.of(inputs.get(FILE)));
        switch (inputs.get(SPLIT_BY)) {
            case SIZE -> {
                long parts = size / inputs.get(PART_SIZE);
                if (parts >= MOST_PARTS) {
                    problems.add(
                            PART_SIZE,
                            "would make more than " + MOST_PARTS + " parts of " + size + " bytes; make it larger");
                }
            }
            case COUNT -> {
                if (inputs.get(PART_COUNT) > Math.max(size, 1)) {
                    problems.add(PART_COUNT, "the file has only " + size + " bytes to share out");
                }
            }
            // Nobody knows the number of lines yet.
            case LINES -> {}
        }
        if (!inputs.get(FileChecks.OVERWRITE)) {
            requireNewParts(inputs, size, problems);
        }
    }

    /** Looks for the parts that there will be; of those of lines, the first is certain. */
    private static void requireNewParts(Inputs inputs, long size, Problems problems) {
        long parts = switch (inputs.get(SPLIT_BY)) {
            case SIZE -> Math.max(1, (size - 1) / inputs.get(PART_SIZE) + 1);
            case COUNT -> inputs.get(PART_COUNT);
            case LINES -> 1;
        };
        for (int number = 1; number <= Math.min(parts, MOST_PARTS); number++) {
            Path part = part(inputs, number);
            if (Files.exists(part)) {
                problems.add(OUTPUT_DIRECTORY, WholeFiles.isThere(part));
                return;
            }
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            // The file has gone since it was checked, as the run will tell.
            return 0;
        }
    }

    @Override
    protected void execute(Context run) throws IOException {
        Path file = Path.of(run.get(FILE));
        try (WholeFiles parts = new WholeFiles(run.get(FileChecks.OVERWRITE), run.log()::warning);
                WatchedInput input = WatchedInput.of(file, run, "splitting")) {
            PartLimit limit = limit(run, Files.size(file));
            parts.begin(part(run, 1));
            byte[] block = new byte[WatchedInput.BLOCK];
            for (int read = input.read(block); read >= 0; read = input.read(block)) {
                int from = 0;
                while (from < read) {
                    if (limit.isFull()) {
                        limit.nextPart();
                        if (parts.count() == MOST_PARTS) {
                            throw new IOException("there are more than " + MOST_PARTS + " parts; make them larger");
                        }
                        parts.begin(part(run, parts.count() + 1));
                    }
                    int end = limit.advance(block, from, read);
                    parts.write(block, from, end - from);
                    from = end;
                }
            }
            run.set(PARTS, parts.keep());
        }
    }

    private static PartLimit limit(Inputs inputs, long size) {
        return switch (inputs.get(SPLIT_BY)) {
            case SIZE -> {
                long partSize = inputs.get(PART_SIZE);
                yield PartLimit.bytes(part -> partSize);
            }
            case LINES -> PartLimit.lines(inputs.get(PART_LINES));
            case COUNT -> {
                int count = inputs.get(PART_COUNT);
                yield PartLimit.bytes(part -> size / count + (part < size % count ? 1 : 0));
            }
        };
    }

    private static Path part(Inputs inputs, int number) {
        Path file = Path.of(inputs.get(FILE));
        String name = String.format(Locale.ROOT, "%s.%04d", file.getFileName(), number);
        String directory = inputs.get(OUTPUT_DIRECTORY);
        return directory.isEmpty() ? file.resolveSibling(name) : Path.of(directory, name);
    }
}
