package org.mantle.framework.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.testing.Patience;
import org.mantle.framework.type.Secret;

/** Texts made of a history. */
class HistoryExportTests {

    private static final String MARK = "xyzzy-Mark-4711";

    @TempDir
    Path folder;

    private final Mantle mantle = Mantle.builder()
            .discover(false)
            .provider(new EchoAlgorithms())
            .clock(Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC))
            .build();

    private HistoryExport.Builder export() {
        return HistoryExport.builder(mantle.registry());
    }

    private List<RunRecord> records() {
        return mantle.history().records();
    }

    private static String body(String script) {
        return script.substring(script.lastIndexOf("\n\n") + 2);
    }

    @Test
    void pythonCallsHaveNamedArgumentsInOrderOfDeclaration() {
        mantle.run("Echo", Map.of("Integers", List.of(1, 2), "Text", "say \"hi\"", "Bool", true, "Number", 2.5));
        mantle.run("Echo", Map.of());

        String script = export().build().toPython(records());

        assertThat(script).contains("\nfrom mantle.simpleapi import Echo\n");
        assertThat(body(script))
                .isEqualTo(
                        "print(Echo(Text=\"say \\\"hi\\\"\", Number=2.5, Bool=True, Integers=[1, 2]))\nprint(Echo())\n");
    }

    @Test
    void shellCallsHaveQuotedArguments() {
        mantle.run("Echo", Map.of("Integers", List.of(1, 2, 3), "Text", "it's $HOME", "Bool", true, "Number", 2.5));
        mantle.run("Echo", Map.of("Text", "\u00e9"));

        assertThat(body(export().build().toShell(records()))).isEqualTo("""
                "$mantle" run Echo 'Text=it'\\''s $HOME' Number=2.5 Bool=true Integers=1,2,3
                "$mantle" run --properties - Echo <<'JSON'
                {"Text": "\\u00e9"}
                JSON
                """);
    }

    @Test
    void theVersionIsThereNeverOrAlwaysOrIfItIsNotTheNewest() {
        mantle.run(mantle.registry().get("Echo", 1), Map.of("Text", "a"));
        mantle.run("Echo", Map.of());

        assertThat(export().build().toShell(records())).endsWith("run --version 1 Echo Text=a\n\"$mantle\" run Echo\n");
        assertThat(export().versions(HistoryExport.Versions.NEVER).build().toShell(records()))
                .endsWith("run Echo Text=a\n\"$mantle\" run Echo\n");
        assertThat(export().versions(HistoryExport.Versions.ALWAYS).build().toShell(records()))
                .endsWith("run --version 1 Echo Text=a\n\"$mantle\" run --version 2 Echo\n");
        assertThat(export().build().toPython(records()))
                .endsWith("\nfrom mantle.simpleapi import Echo\n\nprint(Echo(Text=\"a\", Version=1))\nprint(Echo())\n");
    }

    @Test
    void whatRanInsideTakesThePlaceOfWhatItRanIn() {
        mantle.run("Family", Map.of("Depth", 2));

        assertThat(body(export().build().toPython(records()))).isEqualTo("print(Family(Depth=2))\n");
        assertThat(body(export().unrolled(record -> true).build().toPython(records())))
                .isEqualTo("""
                # > what ran inside Family v1, in its place
                print(Echo(Integer=2))
                # >> what ran inside Family v1, in its place
                print(Echo(Integer=1))
                # << end of Family v1
                # < end of Family v1
                """);
        assertThat(body(export().unrolled(record -> record.inputs().containsValue(2))
                        .build()
                        .toPython(records())))
                .isEqualTo("""
                        # > what ran inside Family v1, in its place
                        print(Echo(Integer=2))
                        print(Family())
                        # < end of Family v1
                        """);
    }

    @Test
    void timesAndAlgorithmsToLeaveOutAreOptions() {
        mantle.run("Family", Map.of());
        mantle.run("Echo", Map.of());

        String told = body(export().times(true).leaveOut("family").build().toShell(records()));
        double seconds = Double.parseDouble(told.replaceFirst("(?s)^# 2026-11-22T10:00:00Z, took (\\S+) s\n.*", "$1"));
        assertThat(records())
                .anySatisfy(record ->
                        assertThat(seconds).isCloseTo(record.duration().toNanos() / 1e9, within(0.001)));
        assertThat(told).endsWith(" s\n\"$mantle\" run Echo\n").doesNotContain("Family");
        assertThat(export().leaveOut("Family").build().toJson(records())).hasSize(1);
    }

    @Test
    void whatFailedIsLeftOutWithARemarkUnlessAskedFor() {
        assertThatExceptionOfType(AlgorithmFailedException.class).isThrownBy(() -> mantle.run("Fails", Map.of()));

        assertThat(body(export().build().toShell(records()))).isEqualTo("# Fails v1 failed, and is left out\n");
        assertThat(body(export().unsuccessful(true).build().toShell(records()))).isEqualTo("\"$mantle\" run Fails\n");
    }

    @Test
    void secretsAreReferencesOrAskedForAndWhatWasNotKeptStops() {
        mantle.run("Echo", Map.of("Password", MARK));
        mantle.run("Echo", Map.of("Password", Secret.deferred("@env:PAC_PASSWORD", MARK::toCharArray)));
        mantle.run("Echo", Map.of("Password", Secret.deferred("the vault", MARK::toCharArray), "Integer", 2));
        mantle.run("Echo", Map.of("Password", MARK, "Text", "long ".repeat(5000), "Object", Thread.currentThread()));
        HistoryExport export = export().build();

        assertThat(body(export.toPython(records()))).startsWith("""
                print(Echo(Password=secret("ECHO_PASSWORD", "Password of Echo")))
                print(Echo(Password="@env:PAC_PASSWORD"))
                print(Echo(Integer=2, Password=secret("ECHO_PASSWORD_2", "Password of Echo")))
                print(Echo(Text=not_kept("Text", "<string of 25000 characters, SHA-256""");
        assertThat(body(export.toShell(records())))
                .startsWith("""
                        secret ECHO_PASSWORD 'Password of Echo'
                        "$mantle" run Echo Password=@env:ECHO_PASSWORD
                        "$mantle" run Echo Password=@env:PAC_PASSWORD
                        """)
                .contains("not_kept Object '<Thread in memory only>'\n");
        assertThat(export.toJava(records()))
                .contains("secret(\"ECHO_PASSWORD\", \"Password of Echo\")", "reference(\"@env:PAC_PASSWORD\")");
        for (String text : List.of(
                export.toPython(records()),
                export.toShell(records()),
                export.toJava(records()),
                export.toProvenance(records()).toString(),
                export.toJson(records()).toString())) {
            assertThat(text).doesNotContain(MARK);
        }
    }

    /** Starts a program where nobody can be asked and no secret is in the environment; returns what it told before it was refused. */
    private List<String> refused(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Files.writeString(folder.resolve("in"), "").toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("MANTLE", "echo");
        builder.environment().remove("ECHO_PASSWORD");
        Process process = builder.start();
        assertThat(process.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        List<String> told = Files.readAllLines(folder.resolve("err"));
        assertThat(process.exitValue()).as("%s", told).isEqualTo(2);
        assertThat(folder.resolve("out")).isEmptyFile();
        return told;
    }

    @Test
    void aScriptThatCannotAskForASecretSaysInALineWhatIsMissing() throws Exception {
        mantle.run("Echo", Map.of("Password", MARK));
        HistoryExport export = export().build();
        Path shell = Files.writeString(folder.resolve("history.sh"), export.toShell(records()));
        for (String[] command : List.of(
                new String[] {"sh", shell.toString()},
                javaCommand(export.toJava(records())).toArray(String[]::new))) {
            assertThat(refused(command))
                    .as(command[0])
                    .singleElement()
                    .asString()
                    .contains(
                            "Password of Echo is missing, and nobody can be asked for it here",
                            "set and export ECHO_PASSWORD",
                            "@file:PATH");
        }
    }

    @Test
    void aScriptForWhichTheHistoryKeptTooLittleSaysSoInALine() throws Exception {
        mantle.run("Echo", Map.of("Text", "long ".repeat(5000)));
        HistoryExport export = export().build();
        Path shell = Files.writeString(folder.resolve("history.sh"), export.toShell(records()));
        for (String[] command : List.of(
                new String[] {"sh", shell.toString()},
                javaCommand(export.toJava(records())).toArray(String[]::new))) {
            assertThat(refused(command))
                    .as(command[0])
                    .singleElement()
                    .asString()
                    .contains("the history kept no more of Text than <string of 25000 characters");
        }
    }

    @Test
    void aScriptSaysWhichVersionsInsideItCannotAskFor() {
        mantle.run("OldFamily", Map.of());

        assertThat(body(export().build().toShell(records()))).isEqualTo("""
                # inside it ran Echo v1: a script cannot ask for that, mantle history replay can
                "$mantle" run OldFamily
                """);
        assertThat(export().build().toJava(records())).contains("// inside it ran Echo v1: a script");
        assertThat(body(export().versions(HistoryExport.Versions.NEVER).build().toPython(records())))
                .isEqualTo("print(OldFamily())\n");
    }

    @Test
    void theJavaProgramGivesTheSameOutputs() throws Exception {
        List<String> expected = new ArrayList<>();
        for (Map<String, Object> given : EchoAlgorithms.hardInputs()) {
            expected.add("Echo " + mantle.run("Echo", given).toJson());
        }
        expected.add("Echo "
                + mantle.run(mantle.registry().get("Echo", 1), Map.of("Text", "the first"))
                        .toJson());
        String odd = "\u00dcber.odd-name";
        Map<String, String> named = Map.of("a b $x", "c=d", "class", "pass", "\u00dcber'\"\\u0041", "\u00fc");
        expected.add(odd + " " + mantle.run(odd, named).toJson());
        expected.add("Echo " + mantle.run("Echo", Map.of("Password", MARK)).toJson());
        Secret referred = Secret.deferred("@env:PAC_PASSWORD", MARK::toCharArray);
        expected.add("Echo " + mantle.run("Echo", Map.of("Password", referred)).toJson());
        Path passwordFile = Files.writeString(folder.resolve("pass word"), MARK + "\n");
        Secret inFile = Secret.deferred("@file:" + passwordFile, MARK::toCharArray);
        expected.add("Echo " + mantle.run("Echo", Map.of("Password", inFile)).toJson());

        assertThat(runJava(export().times(true).build().toJava(records()))).isEqualTo(expected);
    }

    /** Runs a program as its own head says, and returns what it prints. */
    private List<String> runJava(String program) throws IOException, InterruptedException {
        ProcessBuilder java = new ProcessBuilder(javaCommand(program))
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        // in a locale of ASCII no class path is found that has letters beyond that
        boolean found = StandardCharsets.US_ASCII.newEncoder().canEncode(String.join("", java.command()));
        java.environment().put("LC_ALL", found ? "C" : "C.UTF-8");
        java.environment().put("PAC_PASSWORD", MARK);
        java.environment().put("ECHO_PASSWORD", MARK);
        Process process = java.start();
        assertThat(process.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("err")))
                .isZero();
        return Files.readAllLines(folder.resolve("out")).stream()
                .filter(line -> !line.startsWith("CountLines") && !line.isBlank())
                .toList();
    }

    private List<String> javaCommand(String program) throws IOException {
        Path source = Files.writeString(folder.resolve("MantleHistory.java"), program, StandardCharsets.US_ASCII);
        Path services = Files.createDirectories(folder.resolve("classes/META-INF/services"));
        Files.writeString(services.resolve(AlgorithmProvider.class.getName()), EchoAlgorithms.class.getName());
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                folder.resolve("classes") + File.pathSeparator + System.getProperty("java.class.path"),
                source.toString());
    }

    @Test
    void theJavaProgramOfSeveralLongListsIsNotTooLarge() throws Exception {
        List<String> list = Collections.nCopies(3_900, "a");
        Outputs outputs = mantle.run("\u00c4ber.odd-name", Map.of("First", list, "Second", list, "Third", list));

        assertThat(runJava(export().build().toJava(records())))
                .containsExactly("\u00c4ber.odd-name " + outputs.toJson());
    }

    /** The structure that the W3C Member Submission demands. */
    @Test
    void theProvenanceHasTheStructureOfProvJson() throws Exception {
        Path file = Files.writeString(folder.resolve("data.txt"), "data");
        mantle.run("Family", Map.of("Depth", 2));
        mantle.run("Echo", Map.of("Text", "long ".repeat(5000), "Numbers", List.of(1.5), "Bool", true));
        mantle.run("Reads", Map.of("File", file.toString()));
        mantle.run("Reads", Map.of("File", file.toString()));

        JsonObject document = JsonParser.parseString(
                        export().build().toProvenance(records()).toString())
                .getAsJsonObject();

        Map<String, List<String>> demanded = Map.of(
                "used", List.of("prov:activity", "prov:entity"),
                "wasGeneratedBy", List.of("prov:entity", "prov:activity"),
                "wasAssociatedWith", List.of("prov:activity", "prov:agent", "prov:plan"),
                "wasStartedBy", List.of("prov:activity", "prov:starter"));
        Map<String, String> kinds = Map.of(
                "prov:activity", "activity",
                "prov:starter", "activity",
                "prov:entity", "entity",
                "prov:plan", "entity",
                "prov:agent", "agent");
        assertThat(document.keySet())
                .containsExactlyInAnyOrder(
                        "prefix",
                        "entity",
                        "activity",
                        "agent",
                        "used",
                        "wasGeneratedBy",
                        "wasAssociatedWith",
                        "wasStartedBy");
        Set<String> prefixes = document.getAsJsonObject("prefix").keySet();
        for (String elements : List.of("entity", "activity", "agent")) {
            for (String id : document.getAsJsonObject(elements).keySet()) {
                assertThat(id).matches("[a-z]+:[A-Za-z0-9_.-]+");
                assertThat(prefixes).contains(id.substring(0, id.indexOf(':')));
            }
        }
        Set<String> relations = new HashSet<>();
        demanded.forEach((relation, names) -> document.getAsJsonObject(relation)
                .entrySet()
                .forEach(entry -> {
                    assertThat(entry.getKey()).startsWith("_:");
                    assertThat(relations.add(entry.getKey())).isTrue();
                    JsonObject body = entry.getValue().getAsJsonObject();
                    for (String name : names) {
                        assertThat(document.getAsJsonObject(kinds.get(name)).keySet())
                                .contains(body.get(name).getAsString());
                    }
                }));
        assertThat(document.getAsJsonObject("activity").size()).isEqualTo(7);
        assertThat(document.getAsJsonObject("wasStartedBy").size()).isEqualTo(3);
        assertThat(document.getAsJsonObject("activity").entrySet())
                .allSatisfy(entry -> assertThat(Instant.parse(entry.getValue()
                                .getAsJsonObject()
                                .get("prov:startTime")
                                .getAsString()))
                        .isEqualTo("2026-11-22T10:00:00Z"));
        assertThat(document.getAsJsonObject("entity").entrySet().stream()
                        .filter(entry -> entry.getValue().getAsJsonObject().has("prov:location")))
                .as("the file that two runs used is one entity")
                .singleElement()
                .satisfies(entry -> assertThat(entry.getValue()
                                .getAsJsonObject()
                                .get("prov:location")
                                .getAsString())
                        .isEqualTo(file.toString()));
    }

    /** Returns which run used or made which entity, in order. */
    private static List<String> edges(JsonObject document, String relation, List<RunRecord> runs) {
        return document.getAsJsonObject(relation).entrySet().stream()
                .map(entry -> entry.getValue().getAsJsonObject())
                .filter(edge -> document.getAsJsonObject("entity")
                        .getAsJsonObject(edge.get("prov:entity").getAsString())
                        .has("prov:location"))
                .map(edge -> {
                    String run = edge.get("prov:activity").getAsString();
                    for (int i = 0; i < runs.size(); i++) {
                        run = run.replace("run:" + runs.get(i).id(), "run" + (i + 1));
                    }
                    String entity = edge.get("prov:entity").getAsString();
                    return run + " "
                            + entity.replaceFirst("value:file-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "file");
                })
                .toList();
    }

    /** PROV-CONSTRAINTS: an entity is generated once, by activities that overlap, and before it is used. */
    @Test
    void aFileThatIsMadeAnewIsANewEntityWhichLaterRunsUse() throws Exception {
        String file = Files.writeString(folder.resolve("data.txt"), "data").toString();
        mantle.run("Reads", Map.of("File", file));
        mantle.run("Writes", Map.of("File", file, "Inside", true));
        mantle.run("Reads", Map.of("File", file));
        mantle.run("Writes", Map.of("File", file));
        mantle.run("Reads", Map.of("File", file));

        List<RunRecord> runs = records();
        JsonObject document = export().build().toProvenance(runs);

        assertThat(edges(document, "used", runs)).containsExactly("run1 file", "run3 file-2", "run5 file-3");
        assertThat(edges(document, "wasGeneratedBy", runs))
                .containsExactly("run2.1 file-2", "run2 file-2", "run4 file-3");
    }
}
