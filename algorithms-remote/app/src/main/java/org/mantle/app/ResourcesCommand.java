package org.mantle.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mantle.cli.CommandContext;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.describe.PrintableText;
import org.mantle.framework.describe.SecretReference;
import org.mantle.framework.type.Secret;
import org.mantle.remote.ComputeResource;
import org.mantle.remote.ComputeResources;
import org.mantle.remote.RemoteAccounts;
import org.mantle.remote.RemoteSessions;
import org.mantle.remote.ResourceAccount;
import org.mantle.remote.job.LocalFileException;
import org.mantle.remote.job.RemoteServiceException;
import org.mantle.remote.job.StateFileException;
import org.mantle.remote.job.StoppableMonitor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mantle resources add|remove|list|login|logout}: the compute resources that algorithms can drive. */
@Command(
        name = "resources",
        description = "Add, remove and list the compute resources, such as SCARF@STFC, and log in and out there.")
final class ResourcesCommand {

    private final CommandContext context;
    private final Supplier<MantleHome> home;
    private final AccountCalls calls;

    @Spec
    private @Nullable CommandSpec spec;

    ResourcesCommand(CommandContext context, Supplier<MantleHome> home) {
        this.context = context;
        this.home = home;
        this.calls = new AccountCalls(context);
    }

    @Command(name = "add", description = "Add a resource, or change the one of that name.")
    int add(
            @Parameters(index = "0", paramLabel = "NAME", description = "The name, such as SCARF@STFC.") String name,
            @Parameters(
                            index = "1",
                            paramLabel = "URL",
                            description = "The base URL of its PAC service, such as https://host:8443/platform/, or"
                                    + " slurm+ssh://HOST[:PORT] for a Slurm that is reached by SSH.")
                    String url,
            @Option(
                            names = "--scarf-login",
                            paramLabel = "URL",
                            description =
                                    "Log in the way SCARF does, at this URL; by default at the PAC service itself.")
                    @Nullable String scarfLogIn,
            @Option(
                            names = "--application",
                            paramLabel = "RUNNABLE=NAME",
                            description =
                                    "Run jobs whose runnable fits a pattern (* is any text) as this application of"
                                            + " the service; may be repeated, the first that fits counts. Others run as generic.")
                    @Nullable Map<String, String> applications,
            @Option(
                            names = "--trust",
                            paramLabel = "PEM",
                            description = "Trust the certificates in this file, not those that Java knows.")
                    @Nullable Path trust,
            @Option(
                            names = "--proxy",
                            paramLabel = "URL",
                            description =
                                    "Reach it through this HTTP proxy, such as http://proxy.example:3128, or direct;"
                                            + " by default as the environment says (https_proxy, no_proxy).")
                    @Nullable String proxy,
            @Option(
                            names = "--key",
                            paramLabel = "FILE",
                            description =
                                    "slurm+ssh: log in by the private key in this file; by default by the agent's keys and"
                                            + " those in ~/.ssh, or by the password.")
                    @Nullable Path key,
            @Option(
                            names = "--known-hosts",
                            paramLabel = "FILE",
                            description =
                                    "slurm+ssh: trust the host if its key is in this file; by default ~/.ssh/known_hosts.")
                    @Nullable Path knownHosts)
            throws IOException, InterruptedException {
        try {
            Map<String, Object> settings = new HashMap<>(resources().settingsOf(url));
            if (scarfLogIn != null) {
                settings.put("logIn", "scarf");
                settings.put("logInUrl", scarfLogIn);
            }
            if (applications != null) {
                settings.put("applications", rules(applications));
            }
            if (trust != null) {
                settings.put("trustedCertificates", trust.toAbsolutePath());
            }
            if (proxy != null) {
                settings.put("proxy", proxy);
            }
            if (key != null) {
                settings.put("key", key.toAbsolutePath());
            }
            if (knownHosts != null) {
                settings.put("knownHosts", knownHosts.toAbsolutePath());
            }
            checkFiles(name, settings);
            Optional<ComputeResource> earlier = findReadable(name);
            boolean replaced = resources().add(name, settings);
            context.out().println((replaced ? "Changed " : "Added ") + name + ".");
            if (earlier.isPresent()
                    && !earlier.get().toString().equals(resource(name).toString())) {
                endSessions(name, earlier);
            }
            Set<String> inUse =
                    ComputeResources.namesInUse(context.mantle().registry().all());
            if (!inUse.contains(name)) {
                context.notes().println(unusedWarning(name, context.shellWord(name), inUse));
            }
            return 0;
        } catch (IllegalArgumentException e) {
            throw GatewayCommand.wrongUsage(spec, e);
        }
    }

    /** Checks the file of {@code --trust}: a wrong one is a wrong value. */
    private void checkFiles(String name, Map<String, ?> settings) throws IOException {
        try {
            resources().checkFiles(name, settings);
        } catch (LocalFileException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Returns the warning about a name, which a shell takes as a word, that no algorithm, of plugins or of Mantle itself, looks for. */
    static String unusedWarning(String name, String word, Set<String> inUse) {
        return "warning: no algorithm here looks for a resource named " + name
                + (inUse.isEmpty() ? ", or for any" : "; they look for " + String.join(", ", inUse))
                + "; take it away with: mantle resources remove " + word;
    }

    private static List<Map<String, String>> rules(Map<String, String> applications) {
        return applications.entrySet().stream()
                .map(rule -> Map.of("runnable", rule.getKey(), "application", rule.getValue()))
                .toList();
    }

    @Command(name = "remove", description = "Remove a resource, and log out whoever is logged in there.")
    int remove(@Parameters(paramLabel = "NAME", description = "Its name.") String name)
            throws IOException, InterruptedException {
        Optional<ComputeResource> earlier = findReadable(name);
        if (!resources().remove(name)) {
            throw noSuchResource(name);
        }
        context.out().println("Removed " + name + ".");
        endSessions(name, earlier);
        return 0;
    }

    /** Returns a resource; empty if there is none, or what is kept of it cannot be understood. */
    private Optional<ComputeResource> findReadable(String name) throws IOException {
        try {
            return resources().find(name);
        } catch (StateFileException e) {
            return Optional.empty();
        }
    }

    /** Ends the sessions at a resource that is not there any more: later nobody could log them out. */
    private void endSessions(String name, Optional<ComputeResource> earlier) throws IOException, InterruptedException {
        RemoteSessions sessions = accounts().sessions();
        try {
            for (String user : sessions.users(name)) {
                if (earlier.isPresent() && ResourceAccount.isLoggedIn(earlier.get(), user, sessions)) {
                    endSession(earlier.get(), user);
                }
            }
        } finally {
            sessions.forget(name);
        }
    }

    private void endSession(ComputeResource resource, String user) throws IOException, InterruptedException {
        try {
            calls.at(accounts(), resource, user, new StoppableMonitor(), account -> {
                account.logOut();
                return 0;
            });
        } catch (RemoteServiceException | LocalFileException e) {
            context.notes()
                    .println("warning: the session of " + user + " at " + resource
                            + " is dropped here, but was not ended there: "
                            + PrintableText.of(String.valueOf(e.getMessage())));
        }
    }

    @Command(name = "list", description = "List the resources.")
    int list(
            @Option(names = "--json", description = "Print a JSON object, as the file of resources has it.")
                    boolean json)
            throws IOException {
        if (json) {
            context.out().println(JsonForm.PRETTY.text(resourcesToRead().toJson()));
            return 0;
        }
        SortedMap<String, ComputeResource> all = resourcesToRead().list();
        int width = all.keySet().stream().mapToInt(String::length).max().orElse(0);
        all.forEach((name, resource) ->
                context.out().println(name + " ".repeat(width - name.length()) + "  " + resource));
        SortedMap<String, String> missing = resourcesToRead().ofMissingKinds();
        missing.forEach((name, type) -> context.notes()
                .println("warning: the resource " + name + " is of type \"" + type
                        + "\", a kind that is not here; add the module of that kind"));
        if (all.isEmpty() && missing.isEmpty()) {
            context.notes().println("There is none yet; add one with: mantle resources add NAME URL");
        }
        return 0;
    }

    @Command(
            name = "login",
            description = {
                "Log in to a resource; the session is kept until a log-out, or until the resource ends it.",
                "The password is asked for, and kept nowhere; where there is no terminal, it is the first line of standard input."
            })
    int logIn(
            @Parameters(index = "0", paramLabel = "NAME", description = "The resource, such as SCARF@STFC.")
                    String name,
            @Parameters(index = "1", paramLabel = "USER", description = "The account there.") String user,
            @Option(
                            names = "--password",
                            paramLabel = "REFERENCE",
                            description = "Where the password is: @env:NAME for a variable, @file:PATH for a file.")
                    @Nullable String reference,
            @Option(names = "--no-password", description = "Send none: a key or the system says who you are.")
                    boolean noPassword)
            throws IOException, InterruptedException {
        if (reference != null && (noPassword || !SecretReference.isReference(reference))) {
            throw GatewayCommand.wrongUsage(
                    spec,
                    new IllegalArgumentException(
                            noPassword
                                    ? "give --password or --no-password, not both"
                                    : "--password takes where the password is, @env:NAME or @file:PATH; leave it out to be"
                                            + " asked for the password"));
        }
        ComputeResource resource = resource(name);
        Optional<String> whyLogInEnds =
                ResourceAccount.whyLogInEnds(resource, user, accounts().sessions());
        if (whyLogInEnds.isPresent()) {
            throw GatewayCommand.wrongUsage(
                    spec,
                    new IllegalArgumentException("a session of " + user + " at " + name
                            + " would end with this command: " + whyLogInEnds.get()));
        }
        return calls.at(accounts(), resource, user, new StoppableMonitor(), account -> {
            Secret password = noPassword ? Secret.none() : password(reference, user + " at " + name);
            try {
                account.logIn(password);
            } finally {
                password.wipe();
            }
            account.remember();
            context.out().println("Logged in at " + name + " as " + user + ".");
            return 0;
        });
    }

    private Secret password(@Nullable String reference, String what) throws IOException, InterruptedException {
        if (reference != null && SecretReference.resolve(reference, context.environment()) instanceof Secret secret) {
            try {
                return secret.resolve();
            } catch (IOException e) {
                throw new IOException(reference + " gives no password: " + e.getMessage(), e);
            }
        }
        char[] typed = new Passwords(context).read(what);
        try {
            return Secret.of(typed);
        } finally {
            Arrays.fill(typed, '\0');
        }
    }

    @Command(name = "logout", description = "Log out from a resource: the session ends, here and there.")
    int logOut(
            @Parameters(index = "0", paramLabel = "NAME", description = "The resource, such as SCARF@STFC.")
                    String name,
            @Parameters(index = "1", paramLabel = "USER", description = "The account there.") String user)
            throws IOException, InterruptedException {
        ComputeResource resource = resource(name);
        if (!ResourceAccount.isLoggedIn(resource, user, accounts().sessions())) {
            throw GatewayCommand.wrongUsage(
                    spec,
                    new IllegalArgumentException(user + " is not logged in at " + name + "; logged in "
                            + AccountCalls.listed(accounts().sessions().users(name))));
        }
        return calls.at(accounts(), resource, user, new StoppableMonitor(), account -> {
            account.logOut();
            context.out().println("Logged out from " + name + " as " + user + ".");
            return 0;
        });
    }

    private ComputeResource resource(String name) throws IOException {
        return resources().find(name).orElseThrow(() -> noSuchResource(name));
    }

    private RuntimeException noSuchResource(String name) {
        return AccountCalls.noSuchResource(spec, home.get().accounts(), name);
    }

    /** Returns the accounts for whoever changes them, with the folder around their files. */
    private RemoteAccounts accounts() throws IOException {
        return home.get().create().accounts();
    }

    private ComputeResources resources() throws IOException {
        return accounts().resources();
    }

    private ComputeResources resourcesToRead() {
        return home.get().accounts().resources();
    }
}
