package org.mantle.algorithms.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mantle.algorithms.io.FileChecks;
import org.mantle.algorithms.io.WatchedInput;
import org.mantle.algorithms.io.WholeFile;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.type.FileMode;

/** Writes files one after the other into one. */
public final class JoinFiles extends Algorithm {

    static final Property<List<List<String>>> FILES = Property.of("Files", PropertyTypes.files(FileMode.LOAD))
            .example(List.of(List.of("notes.txt"), List.of("more.txt")))
            .documentation("The files, in their order; comma and plus are the same here.")
            .build();
    static final Property<String> OUTPUT_FILE = Property.file("OutputFile", FileMode.SAVE)
            .group("Output")
            .example("joined.txt")
            .documentation("The file that is written; it gets its name when it is whole.")
            .build();
    static final Property<Long> BYTES = Property.longInteger("Bytes")
            .output()
            .mandatory()
            .unit("bytes")
            .documentation("How large it is.")
            .build();

    @Override
    protected void declare(Declaration declaration) {
        declaration
                .name("JoinFiles")
                .categories("Files")
                .summary("Joins files of any size into one, byte for byte.")
                .seeAlso("SplitFile")
                .keywords("merge", "concatenate", "combine", "append")
                .properties(FILES, OUTPUT_FILE, FileChecks.OVERWRITE, BYTES);
    }

    @Override
    protected void validateInputs(Inputs inputs, Problems problems) {
        FileChecks.requireNew(OUTPUT_FILE, inputs, problems);
    }

    @Override
    protected void execute(Context run) throws IOException {
        List<Path> files =
                run.get(FILES).stream().flatMap(List::stream).map(Path::of).toList();
        long total = 0;
        for (Path file : files) {
            total += Files.size(file);
        }
        WatchedInput.Tally tally = new WatchedInput.Tally(run, total, "joining");
        try (WholeFile target =
                WholeFile.begin(Path.of(run.get(OUTPUT_FILE)), run.get(FileChecks.OVERWRITE), run.log()::warning)) {
            byte[] block = new byte[WatchedInput.BLOCK];
            for (Path file : files) {
                try (WatchedInput input = WatchedInput.of(file, tally)) {
                    for (int read = input.read(block); read >= 0; read = input.read(block)) {
                        target.out().write(block, 0, read);
                    }
                }
            }
            target.keep();
        }
        run.set(BYTES, tally.done());
    }
}
