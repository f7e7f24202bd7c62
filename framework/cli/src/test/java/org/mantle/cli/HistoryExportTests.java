package org.mantle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;

/** {@code history export}, and that no secret is in anything that is kept or written. */
final class HistoryExportTests {

    private static final String MARK = "xyzzy-Mark-4711";

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("history.jsonl");
    }

    private Shell shell() {
        return new Shell()
                .mantle(() -> Mantle.builder()
                        .discover(false)
                        .provider(new SampleAlgorithms())
                        .historyFile(file())
                        .build());
    }

    private Shell.Outcome call(String... arguments) {
        return shell().call(arguments);
    }

    @Test
    void noSecretIsInTheFileOrInAnyExport() throws IOException {
        call("run", "LogInTo", "UserName=ann", "Password=" + MARK);
        call("run", "LogInTo", "UserName=ann", "Password=@@" + MARK);
        shell().environment("SECRET", MARK).call("run", "LogInTo", "UserName=ann", "Password=@env:SECRET");
        Path secret = Files.writeString(folder.resolve("secret"), MARK);
        call("run", "LogInTo", "UserName=ann", "Password=@file:" + secret);
        Files.delete(secret);
        shell().terminal(new Shell.Person(80, MARK)).call("run", "LogInTo", "UserName=ann");
        shell().environment("SECRET", MARK).call("history", "replay", "3");

        assertThat(Files.readAllLines(file())).hasSize(6);
        StringBuilder shown = new StringBuilder();
        for (String[] arguments : new String[][] {
            {"history"},
            {"history", "--json"},
            {"history", "show", "1"},
            {"history", "show", "3", "--json"},
            {"history", "replay", "1"},
            {"history", "replay", "1", "Password=" + MARK},
            {"history", "export", "--python"},
            {"history", "export", "--shell"},
            {"history", "export", "--java", "--times"},
            {"history", "export", "--prov"},
            {
                "history",
                "export",
                "--json",
                "--output",
                folder.resolve("export.json").toString()
            }
        }) {
            Shell.Outcome outcome = call(arguments);
            shown.append(outcome.out()).append(outcome.err());
        }
        assertThat(shown.toString()).contains("@env:SECRET", "LOGINTO_PASSWORD").doesNotContain(MARK);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1))
                        .as("%s", path)
                        .doesNotContain(MARK);
            }
        }
    }

    @Test
    void anExportGoesToAFileWholeAndHasWhatWasChosen() throws IOException {
        call("run", "Sum", "Left=1");
        call("run", "Fails");
        call("run", "Sum", "Left=3");
        Path script = folder.resolve("again.sh");

        Shell.Outcome outcome = call("history", "export", "--shell", "--output", script.toString());

        assertThat(outcome.out() + outcome.err()).isEmpty();
        assertThat(Files.readString(script)).endsWith("""
                        "$mantle" run Sum Left=1.0
                        # Fails v1 failed, and is left out
                        "$mantle" run Sum Left=3.0
                        """);
        assertThat(call("history", "export", "2", "3", "--shell").out())
                .endsWith("\n\"$mantle\" run Fails\n\"$mantle\" run Sum Left=3.0\n");
        assertThat(call("history", "export", "--shell", "--versions", "always", "--without", "fails")
                        .out())
                .endsWith("\n\"$mantle\" run --version 2 Sum Left=1.0\n\"$mantle\" run --version 2 Sum Left=3.0\n");
        Shell.Outcome unknown = call("history", "export", "--shell", "--without", "Sun");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("\"Sun\"", "did you mean Sum");
        // an alias of it
        assertThat(call("history", "export", "--shell", "--without", "plus").out())
                .doesNotContain(" Sum ");
        assertThat(call("history", "export").err()).contains("one of --python, --shell");
        assertThat(call("history", "export", "--python", "--shell").exitCode()).isEqualTo(2);
        assertThat(call("history", "export", "--shell", "--versions", "x").exitCode())
                .isEqualTo(2);
    }

    @Test
    void anExportReplacesAFileOnlyWhenItIsToldTo() throws IOException {
        call("run", "Sum", "Left=1");
        Path script = Files.writeString(folder.resolve("again.sh"), "mine");
        Path link = Files.createSymbolicLink(folder.resolve("link.sh"), script);

        for (Path there : List.of(script, link)) {
            Shell.Outcome refused = call("history", "export", "--shell", "--output", there.toString());
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err())
                    .isEqualTo("mantle: \"" + there + "\" is there already; choose another name, or add --force\n");
            assertThat(script).hasContent("mine");
        }
        Shell.Outcome forced = call("history", "export", "--shell", "--force", "--output", link.toString());
        assertThat(forced.exitCode()).isZero();
        assertThat(script).content().contains("run Sum Left=1.0");
        assertThat(link).isSymbolicLink();
        for (String[] force : new String[][] {{}, {"--force"}}) {
            Shell.Outcome lost = call(Stream.concat(
                            Stream.of("history", "export", "--shell", "--output", folder.toString()), Stream.of(force))
                    .toArray(String[]::new));
            assertThat(lost.exitCode()).isEqualTo(2);
            assertThat(lost.err()).contains("is not a regular file, so it cannot be replaced; choose another name");
        }
        assertThat(call("history", "export", "--shell", "--output", folder + "/new/")
                        .err())
                .contains("/new/\" is not a regular file");
        assertThat(folder.resolve("new")).doesNotExist();
        assertThat(shell().environment("HOME", folder.toString())
                        .call("history", "export", "--shell", "--output=~/home.sh")
                        .exitCode())
                .isZero();
        assertThat(folder.resolve("home.sh")).exists();
        Path nowhere = folder.resolve("nowhere").resolve("again.sh");
        Shell.Outcome lost = call("history", "export", "--shell", "--output", nowhere.toString());
        assertThat(lost.exitCode()).isEqualTo(1);
        assertThat(lost.err()).contains(nowhere + "\" cannot be written");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.endsWith(".part"));
        }
    }

    @Test
    void anExportTouchesNoOtherFileAndIsReadableAsOthersAre() throws IOException {
        call("run", "Sum", "Left=1");
        Path mine = Files.writeString(folder.resolve("again.sh.part"), "mine");
        Path script = folder.resolve("again.sh");

        assertThat(call("history", "export", "--shell", "--output", script.toString())
                        .exitCode())
                .isZero();

        assertThat(mine).hasContent("mine");
        assertThat(Files.getPosixFilePermissions(script)).isEqualTo(Files.getPosixFilePermissions(mine));
        assertThat(folder).isDirectoryNotContaining("glob:**again.sh.*.part");
    }

    private List<Long> exported(String... arguments) {
        Shell.Outcome outcome = call(Stream.concat(Stream.of("history", "export", "--json"), Stream.of(arguments))
                .toArray(String[]::new));
        assertThat(outcome.err()).isEmpty();
        return JsonParser.parseString(outcome.out()).getAsJsonArray().asList().stream()
                .map(record -> record.getAsJsonObject().get("number").getAsLong())
                .toList();
    }

    @Test
    void runsAreExportedByNumbersByRangesAndAsTheNewest() {
        for (int left = 1; left <= 4; left++) {
            call("run", "Sum", "Left=" + left);
        }
        call("run", "Fails");

        assertThat(exported("2")).containsExactly(2L);
        assertThat(exported("2-4", "1")).containsExactly(2L, 3L, 4L, 1L);
        assertThat(exported("2-4", "3", "4-5")).containsExactly(2L, 3L, 4L, 5L);
        assertThat(exported("4-9")).containsExactly(4L, 5L);
        assertThat(exported("--last", "2")).containsExactly(3L, 4L);
        assertThat(exported("--last", "9")).containsExactly(1L, 2L, 3L, 4L);
        assertThat(call("history", "export", "--json", "7-8").err())
                .isEqualTo("mantle: there is no run from 7 to 8 in the history; it has those from 1 to 5\n");
        assertThat(call("history", "export", "--json", "4-2").err())
                .isEqualTo("mantle: a range begins with its lower number: write 2-4\n");
        assertThat(call("history", "export", "--json", "1", "abc").err())
                .isEqualTo(
                        "mantle: N must be the number of a run, as mantle history shows it, or a range such as 3-7\n");
        assertThat(call("history", "export", "--json", "--last", "0").exitCode())
                .isEqualTo(2);
        assertThat(call("history", "export", "--json", "--last", "1", "2").err())
                .isEqualTo("mantle: give the numbers of runs, or --last, not both\n");
        assertThat(call("history", "--last", "1").out()).contains("Fails").doesNotContain("Sum");
        assertThat(call("history", "3").err())
                .isEqualTo("mantle: there is no command \"3\"; did you mean show 3? See mantle history --help.\n");
    }

    @Test
    void twoFormatsAtOnceAreRefusedByTheirNames() {
        assertThat(call("history", "export", "--python", "--shell").err())
                .isEqualTo("mantle: one format at a time: --python and --shell are given; export once for each\n");
        assertThat(call("history", "export").err())
                .isEqualTo("mantle: say what to write: one of --python, --shell, --java, --prov, --json\n");
    }

    @Test
    void anExportKeepsThePermissionsOfTheFileItReplaces() throws IOException {
        call("run", "Sum", "Left=1");
        Path script = Files.writeString(folder.resolve("s".repeat(255)), "mine");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x---"));
        assertThat(call("history", "export", "--shell", "--force", "--output", script.toString())
                        .exitCode())
                .isZero();
        assertThat(script).content().contains("run Sum Left=1.0");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(script)))
                .isEqualTo("rwxr-x---");
    }

    @Test
    void anExportIsWrittenIntoAPipe() throws Exception {
        call("run", "Sum", "Left=1");
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(pipe);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(call("history", "export", "--shell", "--output", pipe.toString())
                        .exitCode())
                .isZero();
        assertThat(read.get(1, TimeUnit.MINUTES)).contains("run Sum Left=1.0");
        assertThat(Files.isRegularFile(pipe)).isFalse();
    }
}
