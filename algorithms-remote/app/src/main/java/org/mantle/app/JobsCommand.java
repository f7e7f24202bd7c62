package org.mantle.app;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mantle.cli.CommandContext;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.describe.PrintableText;
import org.mantle.framework.describe.ProblemText;
import org.mantle.remote.AccountName;
import org.mantle.remote.ComputeResource;
import org.mantle.remote.JobDiagnosis;
import org.mantle.remote.RemoteAccounts;
import org.mantle.remote.ResourceAccount;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.RemoteJob;
import org.mantle.remote.job.StoppableMonitor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mantle jobs list|follow|why}: the jobs at all compute resources. */
@Command(name = "jobs", description = "List the jobs of all resources; follow one to its end; tell why one failed.")
final class JobsCommand implements Callable<Integer> {

    private static final String JSON_LIST =
            "Print a JSON object with the jobs, and with the accounts that could not be asked.";
    private static final String RESOURCE = "The resource, such as SCARF@STFC.";
    private static final String USER = "The account there; needed where several are logged in.";

    private final CommandContext context;
    private final Supplier<MantleHome> home;
    private final AccountCalls calls;

    @Option(names = "--json", description = JSON_LIST)
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    JobsCommand(CommandContext context, Supplier<MantleHome> home) {
        this.context = context;
        this.home = home;
        this.calls = new AccountCalls(context);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        return list(json);
    }

    @Command(name = "list", description = "List the jobs of everybody who is logged in, at all resources.")
    int list(@Option(names = "--json", description = JSON_LIST) boolean asJson)
            throws IOException, InterruptedException {
        RemoteAccounts accounts = home.get().accounts();
        List<JobListing.Answer> answers;
        try {
            answers = new JobListing(context, accounts).ask();
        } catch (CancellationException e) {
            return AccountCalls.CANCELLED;
        }
        if (asJson || json) {
            context.out().println(JsonForm.PRETTY.text(JobListing.toJson(answers)));
        } else {
            printTable(answers);
        }
        List<AccountName> ended = accounts.ended();
        for (AccountName account : ended) {
            boolean isFailure =
                    answers.stream().anyMatch(answer -> answer.account().equals(account));
            if (!isFailure) {
                context.notes()
                        .println("warning: the session of " + account + " has ended; log in again with: "
                                + logIn(account.resource(), account.user()));
            }
        }
        if (answers.isEmpty() && ended.isEmpty()) {
            context.notes().println("Nobody is logged in; log in with: mantle resources login NAME USER");
        }
        boolean areAllTold = true;
        for (JobListing.Answer answer : answers) {
            if (answer.failure().isPresent()) {
                areAllTold = false;
                context.err()
                        .println("mantle: the jobs of " + answer.account() + " are not known: "
                                + PrintableText.of(
                                        ProblemText.message(answer.failure().get())));
            }
        }
        return areAllTold ? 0 : 1;
    }

    private void printTable(List<JobListing.Answer> answers) {
        List<List<String>> rows = new ArrayList<>();
        for (JobListing.Answer answer : answers) {
            for (RemoteJob job : answer.jobs()) {
                rows.add(List.of(
                        answer.account().resource(),
                        answer.account().user(),
                        job.id().text(),
                        job.name(),
                        job.state().word(),
                        job.command()));
            }
        }
        if (!rows.isEmpty()) {
            context.printTable(List.of("RESOURCE", "USER", "ID", "NAME", "STATE", "COMMAND"), rows);
        } else if (answers.stream().anyMatch(answer -> answer.failure().isEmpty())) {
            context.notes().println("There are no jobs.");
        }
    }

    @Command(
            name = "follow",
            description = {
                "Follow a job to its end: its output comes on standard output as it grows, its errors on standard error.",
                "Of an array of jobs those of all tasks come, each below its name; '12[3]' is one task.",
                "The exit code is 0 when the job did its work, and 1 otherwise. Ctrl-C ends the following, not the job."
            })
    int follow(
            @Parameters(index = "0", paramLabel = "NAME", description = RESOURCE) String name,
            @Parameters(index = "1", paramLabel = "ID", description = "The job's identifier.") String id,
            @Option(names = "--user", paramLabel = "USER", description = USER) @Nullable String user)
            throws IOException, InterruptedException {
        JobId job = jobId(id);
        AccountName account = account(name, user);
        StoppableMonitor monitor = new StoppableMonitor();
        List<String> states = new ArrayList<>();
        int exitCode = at(account, monitor, connected -> {
            RemoteJob ended = connected.follow(
                    job,
                    told -> {
                        states.add(PrintableText.of(told.inWords()));
                        context.notes().println("Job " + states.get(states.size() - 1));
                    },
                    // when nobody reads on, there is nothing to follow for
                    new DecodedOutput(context.out(), monitor::stop),
                    new DecodedOutput(context.err(), () -> {}));
            if (ended.state().succeeded()) {
                return 0;
            }
            context.notes()
                    .println("Why it failed is told by: mantle jobs why " + context.shellWord(name) + " "
                            + context.shellWord(job.text())
                            + (user == null ? "" : " --user " + context.shellWord(user)));
            return 1;
        });
        if (exitCode == AccountCalls.CANCELLED) {
            context.notes()
                    .println("Job " + job + " of " + account + " is not followed any more, and was not stopped. "
                            + (states.isEmpty()
                                    ? "How it is, is not known; "
                                    : "Last it was " + states.get(states.size() - 1) + "; ")
                            + "stop it with Action=CancelJob, or in the explorer.");
        }
        return exitCode;
    }

    @Command(
            name = "why",
            description = "Tell why a job failed, with the last lines of its errors, or why it waits; and what to do.")
    int why(
            @Parameters(index = "0", paramLabel = "NAME", description = RESOURCE) String name,
            @Parameters(index = "1", paramLabel = "ID", description = "The job's identifier.") String id,
            @Option(names = "--user", paramLabel = "USER", description = USER) @Nullable String user,
            @Option(names = "--json", description = "Print a JSON object.") boolean asJson)
            throws IOException, InterruptedException {
        JobId job = jobId(id);
        AccountName account = account(name, user);
        return at(account, new StoppableMonitor(), connected -> {
            JobDiagnosis told = connected.diagnose(job);
            if (asJson || json) {
                context.out().println(JsonForm.PRETTY.text(toJson(account, told)));
            } else {
                context.printFields(fields(account, told));
            }
            return 0;
        });
    }

    private static Map<String, String> fields(AccountName account, JobDiagnosis told) {
        RemoteJob job = told.job();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Job", job.id() + " (" + job.name() + ") of " + account);
        fields.put("Command", job.command());
        fields.put("State", job.state().word());
        if (!job.state().reason().isEmpty()) {
            fields.put("Reason", job.state().reason());
        }
        job.state().exitCode().ifPresent(code -> fields.put("Exit code", Integer.toString(code)));
        fields.put("What to do", told.advice());
        told.file().ifPresent(file -> fields.put(file.name(), String.join("\n", told.lastLines())));
        return fields;
    }

    private static JsonObject toJson(AccountName account, JobDiagnosis told) {
        JsonObject json = account.toJson();
        told.job().addTo(json);
        json.addProperty("failed", told.hasFailed());
        json.addProperty("advice", told.advice());
        json.add(
                "file",
                told.file().isPresent() ? new JsonPrimitive(told.file().get().path()) : JsonNull.INSTANCE);
        JsonArray lines = new JsonArray();
        told.lastLines().forEach(lines::add);
        json.add("lastLines", lines);
        return json;
    }

    private JobId jobId(String text) {
        try {
            return new JobId(text);
        } catch (IllegalArgumentException e) {
            throw GatewayCommand.wrongUsage(spec, e);
        }
    }

    private int at(AccountName account, StoppableMonitor monitor, AccountCalls.AccountUse use)
            throws IOException, InterruptedException {
        RemoteAccounts accounts = home.get().accounts();
        return calls.at(accounts, resource(accounts, account.resource()), account.user(), monitor, use);
    }

    private ComputeResource resource(RemoteAccounts accounts, String name) throws IOException {
        return accounts.resources().find(name).orElseThrow(() -> AccountCalls.noSuchResource(spec, accounts, name));
    }

    /** Returns the account that is meant: the one that is named, or the only one that is logged in. */
    private AccountName account(String name, @Nullable String user) throws IOException {
        RemoteAccounts accounts = home.get().accounts();
        ComputeResource resource = resource(accounts, name);
        if (user != null) {
            if (ResourceAccount.isLoggedIn(resource, user, accounts.sessions())) {
                return new AccountName(name, user);
            }
            throw GatewayCommand.wrongUsage(
                    spec,
                    new IllegalArgumentException(user + " is not logged in at " + name + "; " + logIn(resource, user)));
        }
        List<String> loggedIn = accounts.loggedIn(resource);
        if (loggedIn.size() == 1) {
            return new AccountName(name, loggedIn.get(0));
        }
        throw GatewayCommand.wrongUsage(
                spec,
                new IllegalArgumentException(
                        loggedIn.isEmpty()
                                ? "nobody is known to be logged in at " + name
                                        + "; say whose job it is with --user, or " + logIn(resource, "USER")
                                : "several are logged in at " + name + "; say whose job it is with --user: "
                                        + String.join(", ", loggedIn)));
    }

    /** Returns what to do to be logged in when the next command is called. */
    private String logIn(ComputeResource resource, String user) {
        return ResourceAccount.whyLogInEnds(
                        resource, user, home.get().accounts().sessions())
                .map(why -> "a log-in would end with this command: " + why)
                .orElseGet(() -> "log in with: " + logIn(resource.name(), user));
    }

    private String logIn(String resource, String user) {
        return "mantle resources login " + context.shellWord(resource) + " " + context.shellWord(user);
    }
}
