package org.mantle.cli.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mantle.cli.invocation.CommandUsageException;
import org.mantle.cli.invocation.ExitCode;
import org.mantle.cli.invocation.Invocation;
import org.mantle.commons.file.FileReplacement;
import org.mantle.commons.file.HomeFolder;
import org.mantle.commons.file.PendingFile;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.export.HistoryExport;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.run.RunState;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code mantle history export}: scripts that run it again, and its provenance. */
final class HistoryExportCommand extends BuiltInCommand {

    private final PositionalParamSpec numbers = addArgument(
            "0..*",
            "0..*",
            String[].class,
            "N|N-M",
            "The numbers of the runs, or the first and the last of several; all that completed if none is given.");
    private final OptionSpec last =
            addOption("--last", Integer.class, "N", "Only the newest so many of those that completed.");
    private final Map<OptionSpec, BiFunction<HistoryExport, List<RunRecord>, String>> formats = new LinkedHashMap<>();
    private final OptionSpec output =
            addOption("--output", String.class, "FILE", "Write to a file; standard output if not given.");
    private final OptionSpec force = addFlag("--force", "Replace FILE if it is there.");
    private final OptionSpec unrolled =
            addFlag("--unrolled", "In scripts, replace each call by those of the runs inside it.");
    private final OptionSpec times = addFlag("--times", "In scripts, say before each call when it ran.");
    private final OptionSpec versions = addChoice(
            "--versions",
            "WHEN",
            "Say in scripts which version to run: never, always, or if it is not the newest now (older). Default:"
                    + " older",
            "never",
            "older",
            "always");
    private final OptionSpec without =
            addOption("--without", String[].class, "NAME", "Leave out an algorithm; may be repeated.");

    HistoryExportCommand(Invocation invocation) {
        super(invocation, "Write a script that runs it again, or the provenance of its results.");
        format("--python", "A script for Python 3.", HistoryExport::toPython);
        format("--shell", "A script for a POSIX shell.", HistoryExport::toShell);
        format("--java", "A Java program in one file.", HistoryExport::toJava);
        format("--prov", "PROV-JSON.", (export, records) -> JsonForm.PRETTY.text(export.toProvenance(records)) + "\n");
        format(
                "--json",
                "The records as they are.",
                (export, records) -> JsonForm.PRETTY.text(export.toJson(records)) + "\n");
    }

    private void format(String name, String description, BiFunction<HistoryExport, List<RunRecord>, String> writer) {
        formats.put(addFlag(name, description), writer);
    }

    @Override
    public Integer call() throws IOException {
        List<BiFunction<HistoryExport, List<RunRecord>, String>> wanted = formats.entrySet().stream()
                .filter(format -> isSet(format.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        if (wanted.size() != 1) {
            throw new CommandUsageException(whichFormat());
        }
        List<RunRange> given = ranges();
        @Nullable Path file = target();
        List<RunRecord> all = HistoryRecords.all(invocation());
        boolean chosen = !given.isEmpty();
        if (chosen && last.getValue() != null) {
            throw new CommandUsageException("give the numbers of runs, or --last, not both");
        }
        List<RunRecord> records = chosen ? HistoryRecords.of(all, given) : newest(all);
        HistoryExport export = HistoryExport.builder(registry())
                .versions(versions())
                .unrolled(record -> isSet(unrolled))
                .times(isSet(times))
                .unsuccessful(chosen)
                .leaveOut(leftOut(all))
                .build();
        write(wanted.get(0).apply(export, records), file);
        return ExitCode.DONE;
    }

    private String whichFormat() {
        String names = formats.keySet().stream().map(OptionSpec::longestName).collect(Collectors.joining(", "));
        String given = formats.keySet().stream()
                .filter(BuiltInCommand::isSet)
                .map(OptionSpec::longestName)
                .collect(Collectors.joining(" and "));
        return given.isEmpty()
                ? "say what to write: one of " + names
                : "one format at a time: " + given + " are given; export once for each";
    }

    private List<RunRange> ranges() {
        String @Nullable [] given = numbers.getValue();
        return given == null
                ? List.of()
                : Arrays.stream(given).map(RunRange::of).toList();
    }

    private List<RunRecord> newest(List<RunRecord> all) {
        Integer most = last.getValue();
        if (most == null) {
            return all;
        }
        if (most < 1) {
            throw new CommandUsageException("--last must be at least 1");
        }
        List<RunRecord> completed = all.stream()
                .filter(record -> record.state() == RunState.COMPLETED)
                .toList();
        return completed.subList(Math.max(0, completed.size() - most), completed.size());
    }

    private HistoryExport.Versions versions() {
        String when = versions.getValue();
        return switch (when == null ? "older" : when) {
            case "never" -> HistoryExport.Versions.NEVER;
            case "older" -> HistoryExport.Versions.IF_NOT_NEWEST;
            case "always" -> HistoryExport.Versions.ALWAYS;
            default ->
                throw new CommandUsageException("the value of --versions is wrong: it must be never, older or always");
        };
    }

    /**
     * Returns the names of the algorithms to leave out, as their records have them.
     *
     * @throws org.mantle.framework.run.UnknownAlgorithmException if one is neither in the history nor an algorithm's name or alias
     */
    private String[] leftOut(List<RunRecord> all) {
        String @Nullable [] given = without.getValue();
        return given == null
                ? new String[0]
                : Arrays.stream(given)
                        .map(name ->
                                ranAs(name, all) ? name : registry().get(name).name())
                        .toArray(String[]::new);
    }

    private static boolean ranAs(String name, List<RunRecord> records) {
        return records.stream()
                .anyMatch(record -> record.algorithm().equalsIgnoreCase(name) || ranAs(name, record.children()));
    }

    /** Returns the file to write, which is not there or may be replaced; {@code null} for standard output. */
    private @Nullable Path target() throws IOException {
        String name = output.getValue();
        if (name == null) {
            return null;
        }
        try {
            Path file = Path.of(HomeFolder.expand(name, invocation().environment()));
            if (Files.isDirectory(file) || name.endsWith("/") || name.endsWith(File.separator)) {
                throw new CommandUsageException(
                        "\"" + name + "\" is not a regular file, so it cannot be replaced; choose another name");
            }
            // a pipe or a device is written into, and loses nothing
            if (Files.isRegularFile(file) && !isSet(force)) {
                throw new CommandUsageException(
                        "\"" + name + "\" is there already; choose another name, or add --force");
            }
            return file;
        } catch (IllegalArgumentException e) {
            throw cannotWrite(name, e);
        }
    }

    private void write(String text, @Nullable Path file) throws IOException {
        if (file == null) {
            invocation().print(text);
            return;
        }
        try (PendingFile pending = FileReplacement.ofUser(file).begin()) {
            pending.write(text);
            if (isSet(force)) {
                pending.commit();
            } else {
                pending.commitNew();
            }
        } catch (IOException e) {
            throw cannotWrite(file.toString(), e);
        }
    }

    private static IOException cannotWrite(String name, Exception cause) {
        String why = cause instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : ProblemText.message(cause);
        return new IOException("\"" + name + "\" cannot be written: " + why, cause);
    }
}
