package org.mantle.gateway.pac;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mantle.commons.json.StrictJson;
import org.mantle.gateway.http.Exchange;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.job.JobStage;
import org.mantle.gateway.job.JobStatus;
import org.mantle.gateway.place.Printable;
import org.mantle.pac.PacElement;
import org.mantle.pac.PacFormatException;
import org.mantle.pac.quoting.ArgumentSplitter;

/** Does what the handful of LSF's commands do that clients use on jobs; none is run. */
public final class UserCommands {

    private static final String COMMANDS = "bjobs, bkill, bstop, bresume or brequeue";
    private static final String NOTHING_UNFINISHED = "No unfinished job found";
    private static final Pattern UNESCAPED = Pattern.compile("(?s)<cmd>(.*)</cmd>");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MMM d HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final OwnJobs jobs;
    private final JobControl control;

    UserCommands(OwnJobs jobs, JobControl control) {
        this.jobs = jobs;
        this.control = control;
    }

    /**
     * Does what a message says, and returns LSF's words.
     *
     * @param message {@code <UserCmd><cmd>COMMAND</cmd></UserCmd>}, or JSON with a {@code cmd}
     * @param exchange whose records are told the command
     */
    public String run(String user, String message, Exchange exchange) throws IOException, RefusedException {
        String command = command(message);
        exchange.name(exchange.operation(), Printable.text(command));
        List<String> words = words(command);
        if (words.isEmpty()) {
            throw RefusedException.invalid("There is no command: give " + COMMANDS);
        }
        List<String> arguments = words.subList(1, words.size());
        if (words.get(0).equals("bjobs")) {
            return list(user, arguments);
        }
        JobControl.Operation operation = JobControl.Operation.ofCommand(words.get(0))
                .orElseThrow(() -> RefusedException.notServed("This gateway does not run '"
                        + Printable.text(words.get(0)) + "': it does what these do: " + COMMANDS));
        return operate(user, operation, words.get(0), arguments);
    }

    private static List<String> words(String command) throws RefusedException {
        try {
            return ArgumentSplitter.split(command);
        } catch (IllegalArgumentException e) {
            throw RefusedException.invalid("The command cannot be taken apart: " + e.getMessage());
        }
    }

    private static String command(String message) throws RefusedException {
        if (message.stripLeading().startsWith("{")) {
            return ofJson(message).orElseThrow(UserCommands::malformed);
        }
        try {
            return PacElement.parse(message).find("cmd").orElseThrow(UserCommands::malformed);
        } catch (PacFormatException e) {
            Matcher literal = UNESCAPED.matcher(message);
            if (!literal.find()) {
                throw malformed();
            }
            return literal.group(1);
        }
    }

    private static Optional<String> ofJson(String message) {
        try {
            JsonObject json = StrictJson.parse(message).getAsJsonObject();
            JsonObject inner = json.get("UserCmd") instanceof JsonObject object ? object : json;
            return inner.get("cmd") instanceof JsonPrimitive text ? Optional.of(text.getAsString()) : Optional.empty();
        } catch (JsonParseException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static RefusedException malformed() {
        return RefusedException.invalid("There is no command in this: send <UserCmd><cmd>COMMAND</cmd></UserCmd>");
    }

    private String operate(String user, JobControl.Operation operation, String command, List<String> ids)
            throws IOException, RefusedException {
        boolean isGroup = !ids.isEmpty() && ids.get(0).equals("-g");
        if (isGroup && ids.size() < 2) {
            throw RefusedException.invalid(command + " -g needs a group: " + command + " -g /scans 0");
        }
        List<String> given = isGroup ? ids.subList(2, ids.size()) : ids;
        for (String id : given) {
            if (id.startsWith("-")) {
                throw RefusedException.invalid(
                        "This gateway takes no options of " + command + ", such as '" + Printable.text(id) + "'");
            }
        }
        if (given.isEmpty()) {
            throw RefusedException.invalid(
                    command + " needs the ids of jobs, or 0 for all that have not ended: " + command + " 17");
        }
        List<String> done = new ArrayList<>();
        boolean anything = false;
        List<String> chosen = given;
        if (given.equals(List.of("0"))) {
            chosen = unfinished(isGroup ? jobs.inGroup(user, ids.get(1)) : jobs.all(user));
        } else if (isGroup) {
            throw RefusedException.invalid(
                    "With -g this does something to all jobs of the group: " + command + " -g " + ids.get(1) + " 0");
        }
        for (String id : chosen) {
            try {
                done.add(control.operate(user, operation, id));
                anything = true;
            } catch (RefusedException e) {
                done.add(e.text());
            }
        }
        String words = done.isEmpty() ? NOTHING_UNFINISHED : String.join("\n", done);
        if (!anything) {
            throw RefusedException.invalid(words);
        }
        return words;
    }

    private static List<String> unfinished(List<Job> all) {
        return all.stream()
                .filter(job -> !job.status().stage().ended())
                .map(job -> Long.toString(job.id()))
                .toList();
    }

    /** Returns the table of {@code bjobs}: of the jobs that are named, or of those that have not ended, or of all ({@code -a}). */
    private String list(String user, List<String> arguments) throws IOException, RefusedException {
        boolean all = false;
        List<Job> chosen = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        boolean isChosen = false;
        String group = "";
        for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
            String argument = words.next();
            if (argument.equals("-g") && words.hasNext()) {
                group = words.next();
            } else if (argument.equals("-a")) {
                all = true;
            } else if (argument.startsWith("-") && !argument.equals("-w")) {
                throw RefusedException.invalid("This gateway takes of bjobs the options -a, -w and -g GROUP, not '"
                        + Printable.text(argument) + "'");
            } else if (!argument.startsWith("-")) {
                isChosen = true;
                try {
                    chosen.addAll(jobs.requireAll(user, argument));
                } catch (RefusedException e) {
                    unknown.add(e.text());
                }
            }
        }
        if (!isChosen) {
            for (Job job : group.isEmpty() ? jobs.all(user) : jobs.inGroup(user, group)) {
                if (all || !job.status().stage().ended()) {
                    chosen.add(job);
                }
            }
        }
        if (chosen.isEmpty()) {
            throw RefusedException.notFound(
                    !unknown.isEmpty() ? String.join("\n", unknown) : all ? "No job found" : NOTHING_UNFINISHED);
        }
        StringBuilder table = new StringBuilder(
                line("JOBID", "USER", "STAT", "QUEUE", "FROM_HOST", "EXEC_HOST", "JOB_NAME", "SUBMIT_TIME"));
        for (Job job : chosen) {
            table.append(line(
                    job.shownId(),
                    job.user(),
                    state(job.status()),
                    "-",
                    "-",
                    "-",
                    job.name(),
                    TIME.format(job.submitted())));
        }
        unknown.forEach(words -> table.append(words).append('\n'));
        return table.toString().stripTrailing();
    }

    private static String line(String... cells) {
        return String.format(Locale.ROOT, "%-8s %-8s %-6s %-8s %-11s %-11s %-20s %s%n", (Object[]) cells)
                .replace(System.lineSeparator(), "\n");
    }

    /** Returns LSF's own name of a state. */
    private static String state(JobStatus status) {
        JobStage stage = status.stage();
        if (stage.equals(JobStage.SUSPENDED)) {
            return status.started().isPresent() ? "USUSP" : "PSUSP";
        }
        return switch (JobForms.state(stage).name()) {
            case "Pending" -> "PEND";
            case "Running" -> "RUN";
            case "Done" -> "DONE";
            case "Exit" -> "EXIT";
            default -> "UNKWN";
        };
    }
}
