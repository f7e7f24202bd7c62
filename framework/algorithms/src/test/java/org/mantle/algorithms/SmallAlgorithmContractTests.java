package org.mantle.algorithms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.testkit.AlgorithmContractTests;
import org.mantle.testkit.Example;

/** The contract of algorithms, of all that are here. */
class SmallAlgorithmContractTests extends AlgorithmContractTests {

    @Override
    protected AlgorithmProvider provider() {
        return new SmallAlgorithmProvider();
    }

    @Override
    protected List<Example> examples(Path folder) throws IOException {
        Path abc = Files.writeString(folder.resolve("abc.txt"), "abc");
        Path lines = Files.writeString(folder.resolve("lines.txt"), "one two\nthree\n");
        Path below = Files.createDirectory(folder.resolve("below"));
        Files.writeString(below.resolve("run10.nxs"), "0123456789");
        Files.writeString(below.resolve("run9.nxs"), "");
        Path large = large(folder);
        return List.of(
                Example.of("SortValues").with("Values", "run10,run9").gives("SortedValues", "run9,run10"),
                Example.of("SortValues")
                        .with("Values", "3,1,2,1.0")
                        .with("Order", "Numbers")
                        .with("Unique", true)
                        .with("Descending", true)
                        .gives("SortedValues", "3,2,1"),
                Example.of("FilterValues")
                        .with("Values", "1,5,3")
                        .with("Least", 2)
                        .gives("FilteredValues", "5,3")
                        .gives("Indices", "1,2"),
                Example.of("FilterValues")
                        .with("Values", "a1,b,c2")
                        .with("Keep", "Pattern")
                        .with("Pattern", "[0-9]")
                        .gives("FilteredValues", "a1,c2"),
                Example.of("FilterValues")
                        .with("Values", "a,b,c")
                        .with("Keep", "OneOf")
                        .with("Wanted", "b")
                        .gives("Indices", "1"),
                Example.of("CalculateStatistics")
                        .with("Values", "1,2,3,4")
                        .gives("Mean", 2.5)
                        .gives("Median", 2.5)
                        .gives("QuantileValues", "1.75,3.25"),
                Example.of("MakeHistogram")
                        .with("Values", "0,1,2")
                        .with("BinCount", 2)
                        .gives("Counts", "1,2"),
                Example.of("MakeHistogram").with("Values", "0,1,2,4").gives("Counts", "2,1,1"),
                Example.of("MakeHistogram", 1).with("Values", "0,10").gives("Counts", "1,0,0,0,0,0,0,0,0,1"),
                Example.of("MakeHistogram")
                        .with("Values", "0,1,2")
                        .with("BinBy", "Widths")
                        .with("BinWidths", "0,1,3")
                        .gives("Counts", List.of(1L, 1L, 1L)),
                Example.of("GenerateValues").with("Stop", 2).gives("Values", "0,1,2"),
                Example.of("GenerateValues")
                        .with("Spacing", "Random")
                        .with("Stop", 1)
                        .with("Count", 3),
                Example.of("CountText").with("File", lines).gives("Lines", 2).gives("Words", 3),
                Example.of("FindInText").with("File", lines).with("Find", "th").gives("LineNumbers", "2"),
                Example.of("ReplaceInText")
                        .with("File", lines)
                        .with("Find", "t")
                        .with("Replacement", "T")
                        .with("OutputFile", folder.resolve("replaced.txt"))
                        .gives("Replacements", 2),
                Example.of("FindFiles").with("Directory", below).gives("TotalSize", 10),
                Example.of("HashFile")
                        .with("File", abc)
                        .with("Function", "MD5")
                        .gives("Digest", "900150983cd24fb0d6963f7d28e17f72"),
                Example.of("HashFile")
                        .with("File", List.of(abc, below.resolve("run9.nxs")))
                        .with("Function", "MD5")
                        .gives("Bytes", List.of(3L, 0L)),
                Example.of("HashFolder").with("Directory", below).gives("Files", 2),
                Example.of("CompareFiles")
                        .with("First", abc)
                        .with("Second", lines)
                        .gives("Equal", false),
                Example.of("JoinFiles")
                        .with("Files", abc + "," + lines)
                        .with("OutputFile", folder.resolve("joined"))
                        .gives("Bytes", 17),
                Example.of("SplitFile")
                        .with("File", abc)
                        .with("SplitBy", "Count")
                        .with("PartCount", 2),
                Example.of("Wait").with("Seconds", 0.01),
                Example.of("Echo")
                        .with("Text", "hello")
                        .with("BoundingBox", "{\"bbox\":[51.9,7,52,7.1],\"crs\":\"CRS84\"}")
                        .with("Binary", "TWFudGxl")
                        .with("TextOrNumber", "\"5\"")
                        .with("Time", "2026-11-29")
                        .gives("Text", "hello")
                        .gives("Binary", "TWFudGxl")
                        .gives("TextOrNumber", "\"5\"")
                        .gives("Choice", "medium"),
                Example.of("Echo").with("Pause", 3600).lastsUntilCancelled(),
                Example.of("Wait").with("Seconds", 3600).lastsUntilCancelled(),
                Example.of("HashFile").with("File", large).lastsUntilCancelled(),
                Example.of("CountText").with("File", large).lastsUntilCancelled(),
                Example.of("CompareFiles")
                        .with("First", large)
                        .with("Second", large)
                        .lastsUntilCancelled(),
                Example.of("JoinFiles")
                        .with("Files", large + "," + large)
                        .with("OutputFile", folder.resolve("joined"))
                        .lastsUntilCancelled());
    }

    @Override
    protected Duration patience() {
        return Duration.ofMinutes(1);
    }

    /** Makes a sparse file, which takes no room and long to read. */
    private static Path large(Path folder) throws IOException {
        Path file = folder.resolve("large");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[1]), 64L << 30);
        }
        return file;
    }

    @Test
    void whatIsSeenAlsoIsThere() {
        try (Mantle mantle = Mantle.load()) {
            for (AlgorithmDescriptor algorithm : mantle.registry().all()) {
                for (String name : algorithm.seeAlso()) {
                    assertThat(mantle.registry().find(name))
                            .as("%s of %s", name, algorithm)
                            .isPresent();
                }
            }
        }
    }
}
