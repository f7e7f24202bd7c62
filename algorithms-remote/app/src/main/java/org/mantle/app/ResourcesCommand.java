package org.mantle.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mantle.cli.CommandContext;
import org.mantle.commons.json.JsonForm;
import org.mantle.remote.ComputeResource;
import org.mantle.remote.ComputeResources;
import org.mantle.remote.job.LocalFileException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mantle resources add|remove|list}: the compute resources that algorithms can drive. */
@Command(name = "resources", description = "Add, remove and list the compute resources, such as SCARF@STFC.")
final class ResourcesCommand {

    private final CommandContext context;
    private final Supplier<MantleHome> home;

    @Spec
    private @Nullable CommandSpec spec;

    ResourcesCommand(CommandContext context, Supplier<MantleHome> home) {
        this.context = context;
        this.home = home;
    }

    @Command(name = "add", description = "Add a resource, or change the one of that name.")
    int add(
            @Parameters(index = "0", paramLabel = "NAME", description = "The name, such as SCARF@STFC.") String name,
            @Parameters(
                            index = "1",
                            paramLabel = "URL",
                            description = "The base URL of its PAC service, such as https://host:8443/platform/.")
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
                    @Nullable String proxy)
            throws IOException {
        try {
            Map<String, Object> settings = new HashMap<>(Map.of("url", url));
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
            checkFiles(name, settings);
            boolean replaced = resources().add(name, settings);
            context.out().println((replaced ? "Changed " : "Added ") + name + ".");
            Set<String> inUse =
                    ComputeResources.namesInUse(context.mantle().registry().all());
            if (!inUse.contains(name)) {
                context.notes().println(unusedWarning(name, inUse));
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

    /** Returns the warning about a name that no algorithm, of plugins or of Mantle itself, looks for. */
    static String unusedWarning(String name, Set<String> inUse) {
        return "warning: no algorithm here looks for a resource named " + name
                + (inUse.isEmpty() ? ", or for any" : "; they look for " + String.join(", ", inUse))
                + "; take it away with: mantle resources remove " + name;
    }

    private static List<Map<String, String>> rules(Map<String, String> applications) {
        return applications.entrySet().stream()
                .map(rule -> Map.of("runnable", rule.getKey(), "application", rule.getValue()))
                .toList();
    }

    @Command(name = "remove", description = "Remove a resource.")
    int remove(@Parameters(paramLabel = "NAME", description = "Its name.") String name) throws IOException {
        if (!resources().remove(name)) {
            Set<String> names = resources().toJson().keySet();
            throw GatewayCommand.wrongUsage(
                    spec,
                    new IllegalArgumentException("there is no compute resource " + name + "; there is "
                            + (names.isEmpty() ? "none" : String.join(", ", names))));
        }
        context.out().println("Removed " + name + ".");
        return 0;
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

    /** Returns the resources for whoever changes them, with the folder around their file. */
    private ComputeResources resources() throws IOException {
        return ComputeResources.at(home.get().create().resources());
    }

    private ComputeResources resourcesToRead() {
        return ComputeResources.at(home.get().resources());
    }
}
