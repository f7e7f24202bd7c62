package org.mantle.gateway.pac;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mantle.gateway.application.Application;
import org.mantle.gateway.application.Applications;
import org.mantle.gateway.application.CommonParameters;
import org.mantle.gateway.application.SubmittedResources;
import org.mantle.gateway.job.JobExecutor;
import org.mantle.gateway.job.JobResources;
import org.mantle.gateway.place.UserFolder;
import org.mantle.pac.Submission;
import org.mantle.pac.quoting.ArgumentSplitter;

/** Finds what a submission wants to run: an argument list, never a line for a shell. */
final class Runnables {

    private static final Pattern FILE_VALUE = Pattern.compile("([^;]*?),(?:upload|copy|link|path)(?:;.*)?");
    private static final String PERMISSIONS = "posix:permissions";

    /** The executable that a folder is run by. */
    private static final String RUN = "run";

    private final Map<String, List<String>> programs = new HashMap<>();
    private final JobExecutor executor;
    private final Applications applications;

    Runnables(Map<String, List<String>> programs, JobExecutor executor) {
        this(programs, Applications.none(), executor);
    }

    Runnables(Map<String, List<String>> programs, Applications applications, JobExecutor executor) {
        this.executor = executor;
        this.applications = applications;
        programs.forEach((path, command) -> this.programs.put(key(path), command));
    }

    /** What to run, how it is shown to clients, what it may use, and what it sees of the environment. */
    record Command(List<String> arguments, String shown, JobResources resources, Map<String, String> environment) {}

    private static String key(String path) {
        String normal = path.replaceAll("/+", "/").replaceAll("/$", "");
        return normal.endsWith("/" + RUN) ? normal.substring(0, normal.length() - RUN.length() - 1) : normal;
    }

    /**
     * Finds the command of a submission.
     *
     * @param attached the files that came with it, which lie in the job's directory
     */
    Command find(Submission submission, UserFolder home, Path directory, Set<Path> attached)
            throws RefusedException, IOException {
        Optional<Application> application = allowed(() -> applications.find(submission.application()));
        return application.isPresent()
                ? ofApplication(application.get(), submission, home, directory)
                : generic(submission, home, directory, attached);
    }

    /** Makes something of what a client gave, and refuses what is not allowed in the words of whoever finds that. */
    private static <T> T allowed(Supplier<T> made) throws RefusedException {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw RefusedException.invalid(String.valueOf(e.getMessage()));
        }
    }

    private Command ofApplication(Application application, Submission submission, UserFolder home, Path directory)
            throws RefusedException {
        JobResources resources = allowed(() -> SubmittedResources.of(submission, application.resources()));
        Map<String, String> given = new TreeMap<>();
        submission
                .parameters()
                .forEach(parameter -> submission
                        .value(parameter.id())
                        .ifPresent(value ->
                                given.put(parameter.id(), parameter.type().equals("file") ? fileOf(value) : value)));
        submission.value(Application.INPUT_FILE).ifPresent(value -> given.put(Application.INPUT_FILE, fileOf(value)));
        Application.Invocation invocation =
                allowed(() -> application.invoke(given, CommonParameters.NAMES, new JobPlaces(home, directory)));
        List<String> arguments = new ArrayList<>(invocation.command());
        String program = arguments.get(0);
        if (program.indexOf('/') < 0) {
            arguments.set(
                    0,
                    executor.findCommand(program)
                            .orElseThrow(() -> RefusedException.invalid("The program '" + program + "' of '"
                                    + application.name() + "' is not there: tell whoever runs the gateway")));
        }
        String shown = invocation.command().stream()
                .map(word -> word.startsWith("/") ? home.virtual(Path.of(word)) : word)
                .collect(Collectors.joining(" "));
        return new Command(List.copyOf(arguments), shown, resources, invocation.environment());
    }

    private Command generic(Submission submission, UserFolder home, Path directory, Set<Path> attached)
            throws RefusedException, IOException {
        JobResources resources = allowed(() -> SubmittedResources.of(submission, JobResources.unbounded()));
        String options = submission.value(Application.INPUT_ARGS).orElse("");
        Optional<String> line = submission.value("COMMANDTORUN");
        List<String> words = new ArrayList<>();
        String shown;
        if (line.isPresent()) {
            words.addAll(split(line.get()));
            shown = line.get();
        } else {
            String runnable = submission
                    .value(Application.INPUT_FILE)
                    .map(Runnables::fileOf)
                    .orElse("");
            if (!runnable.isEmpty()) {
                words.add(runnable);
            }
            shown = runnable;
        }
        if (words.isEmpty()) {
            throw RefusedException.invalid(
                    "The submission does not say what to run: give the path of a program, or of a"
                            + " folder with an executable 'run' in it, as INPUT_FILE (RunnablePath)");
        }
        List<String> arguments = new ArrayList<>(program(words.get(0), line.isPresent(), home, directory, attached));
        words.addAll(split(options));
        for (String word : words.subList(1, words.size())) {
            arguments.add(home.mapArgument(word));
        }
        return new Command(List.copyOf(arguments), (shown + " " + options).strip(), resources, Map.of());
    }

    private static List<String> split(String arguments) throws RefusedException {
        try {
            return ArgumentSplitter.split(arguments);
        } catch (IllegalArgumentException e) {
            throw RefusedException.invalid(String.valueOf(e.getMessage()));
        }
    }

    /** Returns the file in {@code name,upload} and its like. */
    private static String fileOf(String value) {
        Matcher matcher = FILE_VALUE.matcher(value);
        return (matcher.matches() ? matcher.group(1) : value).strip();
    }

    private List<String> program(
            String runnable, boolean mayBeOnPath, UserFolder home, Path directory, Set<Path> attached)
            throws RefusedException, IOException {
        List<String> installed = programs.get(key(runnable));
        if (installed != null) {
            return installed;
        }
        boolean bare = runnable.indexOf('/') < 0;
        Path file = home.resolve(runnable, directory);
        // in the folder of a new job there is what came with it, and nothing else
        boolean isNone = directory.equals(file.getParent()) ? !attached.contains(file) : !Files.exists(file);
        if (mayBeOnPath && bare && isNone) {
            return List.of(executor.findCommand(runnable)
                    .orElseThrow(() -> RefusedException.notFound("The gateway has no command '" + runnable + "'")));
        }
        if (attached.contains(file)) {
            makeExecutable(file);
        }
        return List.of(executable(file, runnable, home).toString());
    }

    private static void makeExecutable(Path file) throws IOException {
        Set<PosixFilePermission> permissions = EnumSet.of(PosixFilePermission.OWNER_EXECUTE);
        if (Files.getAttribute(file, PERMISSIONS) instanceof Set<?> known) {
            known.forEach(permission -> permissions.add(PosixFilePermission.class.cast(permission)));
            Files.setAttribute(file, PERMISSIONS, permissions);
        }
    }

    private static Path executable(Path found, String runnable, UserFolder home) throws RefusedException, IOException {
        Path file = found;
        Optional<BasicFileAttributes> attributes = look(found);
        if (attributes.map(BasicFileAttributes::isDirectory).orElse(false)) {
            file = found.resolve(RUN);
            attributes = look(file);
            if (attributes.isEmpty()) {
                throw RefusedException.notFound("The folder '" + runnable + "' has no program 'run' in it");
            }
        }
        if (attributes.isEmpty()) {
            throw RefusedException.notFound("There is nothing to run at '" + runnable
                    + "': give the path of a program, or of a folder with an executable 'run' in it");
        }
        if (!attributes.get().isRegularFile() || !home.isInside(file)) {
            throw RefusedException.forbidden("'" + runnable + "' is not a program of yours");
        }
        if (!Files.isExecutable(file)) {
            if (!saysHowItRuns(file)) {
                throw RefusedException.invalid(
                        "'" + home.virtual(file) + "' is not a program, and the gateway guesses no"
                                + " interpreter: give the script a first line such as " + firstLine(file)
                                + " and upload it again");
            }
            try {
                makeExecutable(file);
            } catch (FileSystemException e) {
                throw RefusedException.invalid("'" + home.virtual(file)
                        + "' is not executable, and only whose it is can make it so (chmod +x)");
            }
        }
        return file;
    }

    /** Looks at a file once, since each look at one of an account is a question to its process; nothing if there is none. */
    private static Optional<BasicFileAttributes> look(Path file) {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Tells whether a file is meant to be run: a script that names its interpreter, and a binary program. An upload carries
     * no permissions.
     */
    private static boolean saysHowItRuns(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            return false;
        }
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(4);
        }
        String magic = new String(start, StandardCharsets.ISO_8859_1);
        return magic.startsWith("#!") || magic.equals("\u007fELF");
    }

    private static String firstLine(Path file) {
        return file.toString().endsWith(".py") ? "#!/usr/bin/env python3" : "#!/bin/sh";
    }
}
