package org.mantle.algorithms.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.algorithms.Runs;
import org.mantle.framework.property.Problem;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.Outputs;

/** CountText, FindInText and ReplaceInText. */
class TextFileTests {

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("in.txt"), text);
    }

    private static void assertCounts(Path file, long lines, long words, long characters, long bytes) {
        Outputs outputs = Runs.run("CountText", "File", file);
        assertThat(List.of(outputs.get("Lines"), outputs.get("Words"), outputs.get("Characters"), outputs.get("Bytes")))
                .containsExactly(lines, words, characters, bytes);
    }

    @Test
    void countsLinesWordsCharactersAndBytes() throws IOException {
        assertCounts(file("one two\n\n three\tfour \r\n"), 3, 4, 23, 23);
        assertCounts(file("one\ntwo"), 2, 2, 7, 7);
        assertCounts(file(""), 0, 0, 0, 0);
        assertCounts(file(" \n"), 1, 0, 2, 2);
        // two bytes, three bytes, and four bytes that are two chars in Java and one character
        assertCounts(file("é € 𝄞\n"), 1, 3, 6, 12);
    }

    @Test
    void countsAcrossTheBlocksInWhichAFileIsRead() throws IOException {
        // 7 bytes each: the blocks of 65536 bytes end anywhere in a word.
        int words = 60_000;
        assertCounts(file("wörter".repeat(1) + " wörter".repeat(words - 1)), 1, words, 7L * words - 1, 8L * words - 1);
    }

    @Test
    void anotherEncodingIsReadAsSuchAndAWrongOneIsTold() throws IOException {
        Path latin = Files.write(folder.resolve("latin.txt"), "café\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatExceptionOfType(AlgorithmFailedException.class)
                .isThrownBy(() -> Runs.run("CountText", "File", latin))
                .withMessageContaining("latin.txt is not in UTF-8")
                .withMessageContaining("set Encoding");
        assertThat(Runs.run("CountText", "File", latin, "Encoding", "ISO-8859-1")
                        .get("Characters"))
                .isEqualTo(5L);
        assertThat(Runs.problems("CountText", "File", latin, "Encoding", "UTF 8"))
                .extracting(Problem::property)
                .containsExactly("Encoding");
    }

    @Test
    void findsTheLinesInWhichATextOccurs() throws IOException {
        Path file = file("a.b\naxb\r\n\nA.B a.b");
        Outputs plain = Runs.run("FindInText", "File", file, "Find", "a.b");
        assertThat(plain.get("LineNumbers")).isEqualTo(List.of(1L, 4L));
        assertThat(plain.get("Lines")).isEqualTo(List.of("a.b", "A.B a.b"));
        assertThat(Runs.run("FindInText", "File", file, "Find", "a.b", "IsPattern", true)
                        .get("LineNumbers"))
                .isEqualTo(List.of(1L, 2L, 4L));
        assertThat(Runs.run("FindInText", "File", file, "Find", "^a.b$", "IsPattern", true)
                        .get("Lines"))
                .isEqualTo(List.of("a.b", "axb"));
        assertThat(Runs.run("FindInText", "File", file, "Find", "A.B", "IgnoreCase", true)
                        .get("Count"))
                .isEqualTo(2L);
        assertThat(Runs.run("FindInText", "File", file, "Find", " ").get("Count"))
                .isEqualTo(1L);
    }

    @Test
    void countsAllLinesAndGivesSomeBack() throws IOException {
        Outputs outputs = Runs.run("FindInText", "File", file("x\n".repeat(50_000)), "Find", "x", "MostLines", 3);
        assertThat(outputs.get("Count")).isEqualTo(50_000L);
        assertThat(outputs.get("LineNumbers")).isEqualTo(List.of(1L, 2L, 3L));
    }

    @Test
    void whatIsNoTextIsTold() throws IOException {
        Path file = file("x".repeat(5_000_000));
        assertThatExceptionOfType(AlgorithmFailedException.class)
                .isThrownBy(() -> Runs.run("FindInText", "File", file, "Find", "y"))
                .withMessageContaining("line 1 of " + file + " has more than");
    }

    @Test
    void replacesATextAsItIsAndKeepsEveryLineEnd() throws IOException {
        Path target = folder.resolve("new/out.txt");
        Outputs outputs = Runs.run(
                "ReplaceInText",
                "File",
                file("1$ and 1$\r\n\nno end 1$"),
                "Find",
                "1$",
                "Replacement",
                "2$",
                "OutputFile",
                target);
        assertThat(target).content().isEqualTo("2$ and 2$\r\n\nno end 2$");
        assertThat(outputs.get("Replacements")).isEqualTo(3L);
    }

    @Test
    void replacesWhatAnExpressionMatchesWithItsGroups() throws IOException {
        Path target = folder.resolve("out.txt");
        Runs.run(
                "ReplaceInText",
                "File",
                file("run 9\nrun 10\n"),
                "Find",
                "run (\\d+)",
                "IsPattern",
                true,
                "Replacement",
                "$1\\$",
                "OutputFile",
                target);
        assertThat(target).content().isEqualTo("9$\n10$\n");
    }

    @Test
    void anEncodingThatJavaLacksIsQuoted() throws IOException {
        assertThat(Runs.problems("CountText", "File", file("a"), "Encoding", "utf-9"))
                .extracting(Problem::message)
                .containsExactly(
                        "\"utf-9\" is not allowed; it must be an encoding that this Java can read and write, such"
                                + " as UTF-8 or ISO-8859-1");
    }

    @Test
    void withoutANameTheResultIsCalledAfterTheFile() throws IOException {
        Outputs outputs = Runs.run("ReplaceInText", "File", file("a"), "Find", "a", "Replacement", "b");
        assertThat(folder.resolve("in.replaced.txt")).content().isEqualTo("b");
        assertThat(outputs.get("WrittenFile"))
                .isEqualTo(folder.resolve("in.replaced.txt").toString());
        Path hidden = Files.writeString(folder.resolve(".rc"), "a");
        Runs.run("ReplaceInText", "File", hidden, "Find", "a", "Replacement", "c");
        assertThat(folder.resolve(".rc.replaced")).content().isEqualTo("c");
        assertThat(Runs.problems("ReplaceInText", "File", hidden, "Find", "a"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains(".rc.replaced is there already"));
    }

    @Test
    void severalFilesAreCountedByOneCall() throws IOException {
        Path other = Files.writeString(folder.resolve("other.txt"), "one two\n");
        assertThat(Runs.run("CountText", "File", List.of(file("a\nb\n"), other)).asMap())
                .containsEntry("Lines", List.of(2L, 1L))
                .containsEntry("Words", List.of(2L, 2L));
    }

    @Test
    void aFileIsReplacedOnlyWhenAskedForAndThenMayBeTheSame() throws IOException {
        Path file = file("a");
        assertThat(Runs.problems("ReplaceInText", "File", file, "Find", "a", "OutputFile", file))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("is there already", "Overwrite=true"));
        Runs.run("ReplaceInText", "File", file, "Find", "a", "Replacement", "b", "OutputFile", file, "Overwrite", true);
        assertThat(file).content().isEqualTo("b");
    }

    @Test
    void aReplacementThatCannotBeIsRefusedBeforeAnythingRuns() throws IOException {
        Path file = file("a");
        Path target = folder.resolve("out.txt");
        for (String replacement : List.of("$2", "$", "x\\")) {
            assertThat(Runs.problems(
                            "ReplaceInText",
                            "File",
                            file,
                            "Find",
                            "(a)",
                            "IsPattern",
                            true,
                            "Replacement",
                            replacement,
                            "OutputFile",
                            target))
                    .extracting(Problem::property)
                    .containsExactly("Replacement");
        }
        assertThat(Runs.problems("ReplaceInText", "File", file, "Find", "(a", "IsPattern", true, "OutputFile", target))
                .extracting(Problem::property)
                .containsExactly("Find");
    }

    @Test
    void aRunThatFailsLeavesTheOldFileAndNoOther() throws IOException {
        Path target = Files.writeString(folder.resolve("out.txt"), "old");
        Path latin = Files.write(folder.resolve("latin.txt"), "ok\ncaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatExceptionOfType(AlgorithmFailedException.class)
                .isThrownBy(() ->
                        Runs.run("ReplaceInText", "File", latin, "Find", "o", "OutputFile", target, "Overwrite", true));
        assertThat(target).content().isEqualTo("old");
        assertThatExceptionOfType(AlgorithmFailedException.class)
                .isThrownBy(() -> Runs.run(
                        "ReplaceInText",
                        "File",
                        latin,
                        "Encoding",
                        "ISO-8859-1",
                        "Find",
                        "o",
                        "Replacement",
                        "€",
                        "OutputFile",
                        target,
                        "Overwrite",
                        true))
                .withMessageContaining("has a character that ISO-8859-1 lacks");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(target, latin);
        }
    }
}
