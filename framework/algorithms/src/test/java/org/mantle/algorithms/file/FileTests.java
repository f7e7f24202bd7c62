package org.mantle.algorithms.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.algorithms.Runs;
import org.mantle.framework.Mantle;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.property.Problem;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.LogLine;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.run.RunState;

/** HashFile, HashFolder, FindFiles, CompareFiles, JoinFiles and SplitFile. */
class FileTests {

    /** SHA-256 of "abc" and of nothing, from FIPS 180-2 and NIST's examples. */
    private static final String SHA256_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final String SHA256_EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Path randomFile(int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Files.write(folder.resolve("random"), bytes);
    }

    @Test
    void digestsAreThoseOfTheStandards() throws IOException {
        Path abc = file("abc", "abc");
        assertThat(Runs.run("HashFile", "File", abc).get("Digest")).isEqualTo(SHA256_ABC);
        assertThat(Runs.run("HashFile", "File", abc).get("Bytes")).isEqualTo(3L);
        assertThat(Runs.run("HashFile", "File", file("empty", "")).get("Digest"))
                .isEqualTo(SHA256_EMPTY);
        // RFC 1321 and FIPS 180-2
        assertThat(Runs.run("HashFile", "File", abc, "Function", "MD5").get("Digest"))
                .isEqualTo("900150983cd24fb0d6963f7d28e17f72");
        assertThat(Runs.run("HashFile", "File", abc, "Function", "SHA-1").get("Digest"))
                .isEqualTo("a9993e364706816aba3e25717850c26c9cd0d89d");
        // a million times "a", FIPS 180-2
        assertThat(Runs.run("HashFile", "File", file("million", "a".repeat(1_000_000)))
                        .get("Digest"))
                .isEqualTo("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }

    @Test
    void anotherDigestThanExpectedFailsTheRun() throws IOException {
        Path abc = file("abc", "abc");
        assertThat(Runs.run("HashFile", "File", abc, "Expected", SHA256_ABC.toUpperCase())
                        .get("Digest"))
                .isEqualTo(SHA256_ABC);
        assertThatExceptionOfType(AlgorithmFailedException.class)
                .isThrownBy(() -> Runs.run("HashFile", "File", abc, "Expected", SHA256_EMPTY))
                .withMessageContaining(SHA256_ABC)
                .withMessageContaining(SHA256_EMPTY);
        assertThat(Runs.problems("HashFile", "File", abc, "Expected", "abc123"))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.message()).contains("SHA-256 has 64 hexadecimal digits, and not 6"));
        assertThat(Runs.problems("HashFile", "File", abc, "Expected", "x".repeat(64)))
                .extracting(Problem::property)
                .containsExactly("Expected");
    }

    @Test
    void severalFilesAreHashedByOneCallAndComparedOneByOne() throws IOException {
        Path abc = file("abc", "abc");
        Path empty = file("empty", "");
        Outputs outputs =
                Runs.run("HashFile", "File", List.of(abc, empty), "Expected", List.of(SHA256_ABC, SHA256_EMPTY));

        assertThat(outputs.get("Digest")).isEqualTo(List.of(SHA256_ABC, SHA256_EMPTY));
        assertThat(outputs.get("Bytes")).isEqualTo(List.of(3L, 0L));
        assertThat(Runs.run("HashFile", "File", List.of(empty, empty)).get("Digest"))
                .isEqualTo(List.of(SHA256_EMPTY, SHA256_EMPTY));
        assertThatExceptionOfType(AlgorithmFailedException.class)
                .isThrownBy(() ->
                        Runs.run("HashFile", "File", List.of(abc, empty), "Expected", List.of(SHA256_ABC, SHA256_ABC)))
                .withMessageContaining("entry 2 of 2")
                .withMessageContaining(SHA256_EMPTY);
        assertThat(Runs.problems("HashFile", "File", List.of(abc, folder.resolve("missing"))))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).startsWith("entry 2: "));
    }

    @Test
    void theOtherNameOfAPropertyWorksWithANotice() throws IOException, InterruptedException {
        try (Mantle mantle = Mantle.load()) {
            AlgorithmRun run =
                    mantle.start("HashFile", Runs.properties("File", file("abc", "abc"), "Algorithm", "MD5"));

            // RFC 1321.
            assertThat(run.outputs().get("Digest")).isEqualTo("900150983cd24fb0d6963f7d28e17f72");
            assertThat(run.log().lines())
                    .filteredOn(line -> line.level() == System.Logger.Level.WARNING)
                    .singleElement()
                    .satisfies(line -> assertThat(line.text()).contains("Algorithm", "Function"));
        }
    }

    @Test
    void filesAreFoundByNameDepthAndSizeInNaturalOrder() throws IOException {
        Path ten = file("run10.nxs", "1234567890");
        Path nine = file("run9.nxs", "");
        Path text = file("run9.txt", "12");
        Path deep = file("below/deeper/run1.nxs", "123");
        assertThat(found()).containsExactly(deep, nine, text, ten);
        assertThat(found("Pattern", "*.nxs")).containsExactly(deep, nine, ten);
        assertThat(found("Pattern", "run?.*")).containsExactly(deep, nine, text);
        assertThat(found("Pattern", "*1*0*")).containsExactly(ten);
        assertThat(found("Depth", 1)).containsExactly(nine, text, ten);
        assertThat(found("Depth", 2)).containsExactly(nine, text, ten);
        assertThat(found("SmallestSize", 2, "LargestSize", 3)).containsExactly(deep, text);
        assertThat(Runs.run("FindFiles", "Directory", folder).get("TotalSize")).isEqualTo(15L);
        assertThatExceptionOfType(AlgorithmFailedException.class)
                .isThrownBy(() -> Runs.run("FindFiles", "Directory", folder, "MostFiles", 3))
                .withMessageContaining("more than 3 files");
        assertThat(Runs.problems("FindFiles", "Directory", folder, "SmallestSize", 5, "LargestSize", 4))
                .extracting(Problem::property)
                .containsExactly("LargestSize");
    }

    @Test
    void pathsAreWithoutDetours() throws IOException {
        Path inside = file("data/inside", "abc");
        Path detour = folder.resolve("data/../data/.");
        assertThat(Runs.run("FindFiles", "Directory", detour).get("Files")).isEqualTo(List.of(inside.toString()));
        assertThat(Runs.run("HashFolder", "Directory", detour).get("Digests"))
                .isEqualTo(List.of(SHA256_ABC + "  inside"));
        Path elsewhere = file("far/away/elsewhere", "abc");
        Files.createSymbolicLink(folder.resolve("link"), elsewhere.getParent());
        // behind a link, .. is the parent of where it leads
        assertThat(Runs.run("FindFiles", "Directory", folder.resolve("link/..")).get("Files"))
                .isEqualTo(List.of(elsewhere.toRealPath().toString()));
        assertThat(Runs.run("HashFolder", "Directory", folder.resolve("link/.."))
                        .get("Digests"))
                .isEqualTo(List.of(SHA256_ABC + "  away/elsewhere"));
    }

    private List<Path> found(Object... more) {
        Object[] given =
                Stream.concat(Stream.of("Directory", folder), Stream.of(more)).toArray();
        return ((List<?>) Runs.run("FindFiles", given).get("Files"))
                .stream().map(path -> Path.of(path.toString())).toList();
    }

    @Test
    void whatCannotBeLookedIntoIsToldAndTheRestIsFound() throws IOException, InterruptedException {
        Path inside = file("a/inside", "x");
        Path locked = locked(Files.createDirectory(folder.resolve("locked")));
        try {
            assertThat(elsewhere("FindFiles"))
                    .satisfiesExactly(
                            files -> assertThat(files).isEqualTo("Files=[" + inside + "]"),
                            size -> assertThat(size).isEqualTo("TotalSize=1"),
                            skipped -> assertThat(skipped).isEqualTo("Skipped=[" + locked + "]"),
                            log -> assertThat(log).contains("1 place ", locked.toString()));
        } finally {
            unlock(locked);
        }
    }

    @Test
    void digestsThatAreNotOfTheWholeFolderFailTheRunUnlessThatIsWanted() throws IOException, InterruptedException {
        file("a/abc", "abc");
        Path unreadable = locked(file("a/unreadable", "x"));
        Path locked = locked(Files.createDirectory(folder.resolve("locked")));
        Path list = folder.resolve("list");
        try {
            assertThat(elsewhere("HashFolder", "OutputFile=" + list).get(0))
                    .startsWith("failed: ")
                    .contains("are missing: " + locked + ", " + unreadable + ".", "SkipUnreadable=true");
            assertThat(list).doesNotExist();
            assertThat(elsewhere("HashFolder", "OutputFile=" + list, "SkipUnreadable=true"))
                    .contains(
                            "Digests=[" + SHA256_ABC + "  a/abc]",
                            "Files=1",
                            "Bytes=3",
                            "Skipped=[" + locked + ", " + unreadable + "]")
                    .anySatisfy(log -> assertThat(log).startsWith(unreadable + " could not be hashed: "));
            assertThat(list).hasContent(SHA256_ABC + "  a/abc");
        } finally {
            unlock(locked);
        }
    }

    /** A name in Latin-1, and one of raw bytes, as other systems and archives leave them. */
    @ParameterizedTest
    @ValueSource(strings = {"caf\\351.txt", "\\200\\377"})
    void aFileWhoseNameIsNoTextIsToldAndNeverGivenAnotherName(String octal) throws IOException, InterruptedException {
        Path inside = file("a/inside", "abc");
        Process made = new ProcessBuilder("sh", "-c", "printf x > \"$(printf '" + octal + "')\"")
                .directory(folder.toFile())
                .start();
        assertThat(made.waitFor()).isZero();
        Outputs found = Runs.run("FindFiles", "Directory", folder);
        assertThat(found.get("Files")).isEqualTo(List.of(inside.toString()));
        assertThat((List<?>) found.get("Skipped")).hasSize(1);
        assertThatExceptionOfType(AlgorithmFailedException.class)
                .isThrownBy(() -> Runs.run("HashFolder", "Directory", folder))
                .withMessageContaining("not all of the folder could be read");
        Outputs hashed = Runs.run("HashFolder", "Directory", folder, "SkipUnreadable", true);
        assertThat(hashed.get("Digests")).isEqualTo(List.of(SHA256_ABC + "  a/inside"));
        assertThat(hashed.get("Skipped")).isEqualTo(found.get("Skipped"));
    }

    @Test
    void noDepthIsTooDeepForDigests() throws IOException {
        Path deepest = folder;
        for (int level = 0; level <= 1000; level++) {
            deepest = deepest.resolve("d");
        }
        file(folder.relativize(deepest) + "/abc", "abc");
        assertThat(found()).isEmpty();
        assertThat(Runs.run("HashFolder", "Directory", folder).get("Files")).isEqualTo(1);

        // JUnit, which looks for links at each level from the root on, takes many seconds
        Files.delete(deepest.resolve("abc"));
        for (Path level = deepest; !level.equals(folder); level = level.getParent()) {
            Files.delete(level);
        }
    }

    private static Path locked(Path path) throws IOException {
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
    }

    private static void unlock(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }

    /** Runs an algorithm on the folder in a process that may not read everything; returns the lines that it printed. */
    private List<String> elsewhere(String algorithm, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        // Root may look into everything, unless that is taken from it.
        if (Files.isReadable(folder.resolve("locked"))) {
            command.addAll(List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                FolderRun.class.getName(),
                algorithm,
                "Directory=" + folder));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.lines().toList();
    }

    /** Returns the class path of the program; the tests themselves run as a module. */
    private static String classPath() {
        return String.join(
                File.pathSeparator,
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path"),
                Path.of(System.getProperty("mantle.root"), "framework", "algorithms", "target", "test-classes")
                        .toString());
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        Path inside = file("a/inside", "x");
        Files.createSymbolicLink(folder.resolve("a/around"), folder.resolve("a"));
        assertThat(found()).containsExactly(inside);
        assertThat(found("Directory", folder.resolve("a/around"))).containsExactly(folder.resolve("a/around/inside"));
    }

    @Test
    void aPatternWithManyStarsTakesNoLongTime() {
        assertThat(new Wildcard("*a".repeat(30) + "b").matches("a".repeat(250))).isFalse();
        assertThat(new Wildcard("*a".repeat(30) + "*").matches("a".repeat(250))).isTrue();
        assertThat(new Wildcard("a*").matches("a")).isTrue();
        assertThat(new Wildcard("a?").matches("a")).isFalse();
        assertThat(new Wildcard("").matches("a")).isFalse();
    }

    @Test
    void filesAreComparedByteForByte() throws IOException {
        Path random = randomFile(200_000);
        byte[] bytes = Files.readAllBytes(random);
        bytes[150_000]++;
        Path changed = Files.write(folder.resolve("changed"), bytes);
        Outputs different = Runs.run("CompareFiles", "First", random, "Second", changed);
        assertThat(different.get("Equal")).isEqualTo(false);
        assertThat(different.get("FirstDifference")).isEqualTo(150_000L);

        Outputs equal = Runs.run("CompareFiles", "First", random, "Second", random);
        assertThat(equal.get("Equal")).isEqualTo(true);
        assertThat(equal.get("FirstSize")).isEqualTo(200_000L);
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> equal.get("FirstDifference"));

        Outputs shorter = Runs.run("CompareFiles", "First", file("one", "abc"), "Second", file("two", "abcd"));
        assertThat(shorter.get("Equal")).isEqualTo(false);
        assertThat(shorter.get("FirstDifference")).isEqualTo(3L);
        assertThat(shorter.get("SecondSize")).isEqualTo(4L);
        assertThat(Runs.run("CompareFiles", "First", file("one", ""), "Second", file("two", ""))
                        .get("Equal"))
                .isEqualTo(true);
    }

    @Test
    void partsAreOfTheSizeAndJoinToTheSameFile() throws IOException {
        Path random = randomFile(200_000);
        List<Path> parts = split(random, "PartSize", 70_000);
        assertThat(parts)
                .extracting(Path::getFileName)
                .extracting(Path::toString)
                .containsExactly("random.0001", "random.0002", "random.0003");
        assertThat(parts).extracting(Files::size).containsExactly(70_000L, 70_000L, 60_000L);
        Path joined = folder.resolve("joined");
        assertThat(Runs.run("JoinFiles", "Files", parts.stream().map(List::of).toList(), "OutputFile", joined)
                        .get("Bytes"))
                .isEqualTo(200_000L);
        assertThat(joined).hasSameBinaryContentAs(random);
    }

    @Test
    void aSizeThatFitsLeavesNoEmptyPart() throws IOException {
        assertThat(split(file("six", "123456"), "PartSize", 3)).hasSize(2);
        assertThat(split(file("none", ""), "PartSize", 3)).hasSize(1);
    }

    @Test
    void partsOfLinesEndWithALine() throws IOException {
        List<Path> parts = split(file("lines", "a\nbb\nccc\ndddd\ne"), "SplitBy", "Lines", "PartLines", 2);
        assertThat(parts).extracting(Files::readString).containsExactly("a\nbb\n", "ccc\ndddd\n", "e");
    }

    @Test
    void soManyPartsShareTheBytesEvenly() throws IOException {
        List<Path> parts = split(file("ten", "0123456789"), "SplitBy", "Count", "PartCount", 4);
        assertThat(parts).extracting(Files::readString).containsExactly("012", "345", "67", "89");
        assertThat(Runs.problems("SplitFile", "File", file("other", "0123456789"), "SplitBy", "Count", "PartCount", 11))
                .extracting(Problem::property)
                .containsExactly("PartCount");
    }

    @Test
    void tooManyPartsAreRefusedOrFailAndNoneIsLeft() throws IOException {
        assertThat(Runs.problems("SplitFile", "File", randomFile(20_000), "PartSize", 1))
                .extracting(Problem::property)
                .containsExactly("PartSize");
        Path lines = file("in/lines", "\n".repeat(1_001));
        assertThatExceptionOfType(AlgorithmFailedException.class)
                .isThrownBy(() -> Runs.run("SplitFile", "File", lines, "SplitBy", "Lines", "PartLines", 1))
                .withMessageContaining("more than 1000 parts");
        try (Stream<Path> left = Files.list(lines.getParent())) {
            assertThat(left).containsExactly(lines);
        }
    }

    @Test
    void aPartThatIsThereAlreadyStaysAndNoOtherIsMade() throws IOException {
        Path six = file("in/six", "123456");
        Path old = file("in/six.0002", "old");
        for (List<Object> rule :
                List.<List<Object>>of(List.of("PartSize", 3), List.of("SplitBy", "Count", "PartCount", 2))) {
            assertThat(Runs.problems("SplitFile", with(six, rule.toArray())))
                    .singleElement()
                    .satisfies(problem -> {
                        assertThat(problem.property()).isEqualTo("OutputDirectory");
                        assertThat(problem.message()).contains("six.0002 is there already", "Overwrite=true");
                    });
        }
        // That makes one part.
        assertThat(Runs.problems("SplitFile", "File", six, "PartSize", 6)).isEmpty();
        // How many lines there are, only the run learns.
        assertThatExceptionOfType(AlgorithmFailedException.class)
                .isThrownBy(
                        () -> Runs.run("SplitFile", with(file("in/six", "1\n2\n"), "SplitBy", "Lines", "PartLines", 1)))
                .withMessageContaining("six.0002 is there already");
        file("in/six", "123456");
        assertThat(old).content().isEqualTo("old");
        try (Stream<Path> left = Files.list(six.getParent())) {
            assertThat(left).containsExactlyInAnyOrder(six, old);
        }
        assertThat(split(six, "PartSize", 3, "Overwrite", true)).hasSize(2);
        assertThat(old).content().isEqualTo("456");
        assertThat(Runs.problems("SplitFile", "File", six, "SplitBy", "Lines", "PartLines", 1))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("six.0001 is there already"));
        assertThat(Runs.problems("SplitFile", "File", six, "PartSize", 3, "OutputDirectory", folder.resolve("new")))
                .isEmpty();
        file("in/none.0001", "old");
        assertThat(Runs.problems("SplitFile", "File", file("in/none", ""), "PartSize", 1))
                // An empty file gives one part.
                .hasSize(1);
    }

    private static Object[] with(Path file, Object... more) {
        return Stream.concat(Stream.of("File", file), Stream.of(more)).toArray();
    }

    private static List<Path> split(Path file, Object... more) {
        return ((List<?>) Runs.run("SplitFile", with(file, more)).get("Parts"))
                .stream().map(path -> Path.of(path.toString())).toList();
    }

    @Test
    void joiningTakesCommasAndPlusesAndNeverReplacesUnasked() throws IOException {
        Path a = file("a", "1");
        Path b = file("b", "2");
        Path c = file("c", "3");
        Path joined = folder.resolve("joined");
        Runs.run("JoinFiles", "Files", c + "," + a + "+" + b, "OutputFile", joined);
        assertThat(joined).content().isEqualTo("312");
        assertThat(Runs.problems("JoinFiles", "Files", a.toString(), "OutputFile", joined))
                .extracting(Problem::property)
                .containsExactly("OutputFile");
        Runs.run("JoinFiles", "Files", a + "," + joined, "OutputFile", joined, "Overwrite", true);
        assertThat(joined).content().isEqualTo("1312");
    }

    @Test
    void aFileThatIsReplacedKeepsItsLinkAndItsPermissions() throws IOException {
        Path a = file("a", "1");
        Path joined = file("joined", "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), joined);
        for (String mode : List.of("rw-------", "rwxr-x---")) {
            Files.setPosixFilePermissions(joined, PosixFilePermissions.fromString(mode));
            for (Path output : List.of(joined, link)) {
                Runs.run("JoinFiles", "Files", a + "," + a, "OutputFile", output, "Overwrite", true);
                assertThat(joined).hasContent("11");
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(joined)))
                        .isEqualTo(mode);
                Files.writeString(joined, "old");
            }
        }
        assertThat(link).isSymbolicLink();
    }

    @Test
    void anOutputMayHaveTheLongestNameThatTheSystemAllows() throws IOException {
        Path a = file("a", "1");
        for (String name : List.of("j".repeat(255), "\u00fc".repeat(127))) {
            Path joined = folder.resolve(name);
            for (boolean overwrite : new boolean[] {false, true}) {
                Runs.run("JoinFiles", "Files", a.toString(), "OutputFile", joined, "Overwrite", overwrite);
                assertThat(joined).hasContent("1");
            }
        }
    }

    @Test
    void aFolderThatIsMadeForAFileIsToldInTheLog() throws IOException, InterruptedException {
        Path a = file("a", "1");
        Path made = folder.resolve("new/below");
        String told = "the folder " + made + " was not there, and has been made";
        try (Mantle mantle = Mantle.load()) {
            for (List<String> expected : List.of(List.of(told), List.<String>of())) {
                AlgorithmRun run = mantle.start(
                        "JoinFiles",
                        Runs.properties(
                                "Files", a.toString(), "OutputFile", made.resolve("joined"), "Overwrite", true));
                assertThat(run.await()).isEqualTo(RunState.COMPLETED);
                assertThat(run.log().lines()).extracting(LogLine::text).isEqualTo(expected);
            }
            AlgorithmRun split = mantle.start(
                    "SplitFile",
                    Runs.properties(
                            "File", a, "SplitBy", "Count", "PartCount", 1, "OutputDirectory", made.resolve("in")));
            assertThat(split.await()).isEqualTo(RunState.COMPLETED);
            assertThat(split.log().lines()).singleElement().satisfies(line -> {
                assertThat(line.level()).isEqualTo(System.Logger.Level.WARNING);
                assertThat(line.text()).startsWith("the folder " + made.resolve("in"));
            });
        }
    }

    @Test
    void aFoldersDigestsAreWrittenAsTheToolsCheckThem() throws IOException {
        file("data/abc", "abc");
        file("data/below/empty", "");
        file("data/back\\slash", "abc");
        Path list = folder.resolve("data/SHA256SUMS");
        List<String> expected =
                List.of(SHA256_ABC + "  abc", "\\" + SHA256_ABC + "  back\\\\slash", SHA256_EMPTY + "  below/empty");
        try (Mantle mantle = Mantle.load()) {
            for (boolean again : new boolean[] {false, true}) {
                Outputs outputs = mantle.run(
                        "HashFolder",
                        Runs.properties("Directory", folder.resolve("data"), "OutputFile", list, "Overwrite", again));
                assertThat(outputs.get("Digests")).isEqualTo(expected);
                assertThat(outputs.get("Files")).isEqualTo(3);
                assertThat(outputs.get("Bytes")).isEqualTo(6L);
                assertThat(list).content().isEqualTo(String.join("\n", expected) + "\n");
            }
            List<RunRecord> children = mantle.history().records().get(0).children();
            assertThat(children)
                    .extracting(RunRecord::algorithm)
                    .containsExactly("FindFiles", "HashFile", "HashFile", "HashFile");
        }
        assertThat(Runs.run("HashFolder", "Directory", folder.resolve("data"), "Pattern", "*b*", "Function", "MD5")
                        .get("Digests"))
                .isEqualTo(List.of(
                        "900150983cd24fb0d6963f7d28e17f72  abc", "\\900150983cd24fb0d6963f7d28e17f72  back\\\\slash"));
    }
}
