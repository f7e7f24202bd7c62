package org.mantle.algorithms.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.mantle.algorithms.io.WatchedInput;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Property;
import org.mantle.framework.type.FileMode;

/** Compares two files byte for byte. */
public final class CompareFiles extends Algorithm {

    static final Property<String> FIRST = Property.file("First", FileMode.LOAD)
            .example("notes.txt")
            .documentation("The one file.")
            .build();
    static final Property<String> SECOND = Property.file("Second", FileMode.LOAD)
            .example("more.txt")
            .documentation("The other file.")
            .build();
    static final Property<Boolean> EQUAL = Property.bool("Equal")
            .output()
            .mandatory()
            .documentation("Whether both have the same bytes.")
            .build();
    static final Property<Long> FIRST_DIFFERENCE = Property.longInteger("FirstDifference")
            .output()
            .unit("bytes")
            .documentation(
                    "How many bytes are the same before the first that is not; not set when the files are equal.")
            .build();
    static final Property<Long> FIRST_SIZE = size("FirstSize", "How large the one file is.");
    static final Property<Long> SECOND_SIZE = size("SecondSize", "How large the other file is.");

    private static Property<Long> size(String name, String documentation) {
        return Property.longInteger(name)
                .output()
                .mandatory()
                .unit("bytes")
                .documentation(documentation)
                .build();
    }

    @Override
    protected void declare(Declaration declaration) {
        declaration
                .name("CompareFiles")
                .categories("Files")
                .summary("Compares two files of any size, byte for byte.")
                .seeAlso("HashFile")
                .keywords("diff", "difference", "identical")
                .properties(FIRST, SECOND, EQUAL, FIRST_DIFFERENCE, FIRST_SIZE, SECOND_SIZE);
    }

    @Override
    protected void execute(Context run) throws IOException {
        Path first = Path.of(run.get(FIRST));
        Path second = Path.of(run.get(SECOND));
        long firstSize = Files.size(first);
        long secondSize = Files.size(second);
        run.set(FIRST_SIZE, firstSize);
        run.set(SECOND_SIZE, secondSize);
        long difference = firstDifference(first, second, run, firstSize + secondSize);
        run.set(EQUAL, difference < 0);
        if (difference >= 0) {
            run.set(FIRST_DIFFERENCE, difference);
        }
    }

    /** Returns how many bytes both have in common at their beginning, or -1 when they have all. */
    private static long firstDifference(Path first, Path second, Context run, long toRead) throws IOException {
        WatchedInput.Tally tally = new WatchedInput.Tally(run, toRead, "comparing");
        try (WatchedInput left = WatchedInput.of(first, tally);
                WatchedInput right = WatchedInput.of(second, tally)) {
            byte[] leftBlock = new byte[WatchedInput.BLOCK];
            byte[] rightBlock = new byte[WatchedInput.BLOCK];
            long same = 0;
            while (true) {
                int leftRead = left.readNBytes(leftBlock, 0, leftBlock.length);
                int rightRead = right.readNBytes(rightBlock, 0, rightBlock.length);
                int mismatch = Arrays.mismatch(leftBlock, 0, leftRead, rightBlock, 0, rightRead);
                if (mismatch >= 0) {
                    return same + mismatch;
                }
                if (leftRead == 0) {
                    return -1;
                }
                same += leftRead;
            }
        }
    }
}
