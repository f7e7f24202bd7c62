package org.mantle.app;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.cli.CommandContext;
import org.mantle.commons.json.JsonForm;
import org.mantle.gateway.GatewayUsers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mantle gateway user add|password|remove|list}: who may use a gateway, whether or not it runs. */
@Command(
        name = "user",
        description = "Add, change, remove and list the users of a gateway; it may be running meanwhile.")
final class GatewayUserCommand {

    private final CommandContext context;
    private final GatewayCommand gateway;

    @Spec
    private @Nullable CommandSpec spec;

    GatewayUserCommand(CommandContext context, GatewayCommand gateway) {
        this.context = context;
        this.gateway = gateway;
    }

    @Command(
            name = "add",
            description = {
                "Add a user.",
                "The password is asked for; where there is no terminal, it is the first line of standard input."
            })
    int add(@Parameters(paramLabel = "NAME", description = "The user's name.") String name)
            throws IOException, InterruptedException {
        GatewayUsers users = users();
        try {
            // before anybody is asked for a password
            users.requireAddable(name);
            withNewPassword(name, password -> users.add(name, password));
        } catch (IllegalArgumentException e) {
            throw GatewayCommand.wrongUsage(spec, e);
        }
        Optional<String> refusal = users.refusalOf(name);
        if (refusal.isPresent()) {
            context.out().println("User " + name + " is added.");
            context.notes().println("warning: " + name + " cannot log in: " + refusal.get());
            return 0;
        }
        boolean many = users.list().size() > 1 && !users.areAccounts();
        context.out()
                .println("User " + name + " can log in"
                        + (many ? ", at a gateway that is started with --allow-many-users." : "."));
        return 0;
    }

    @Command(
            name = "password",
            description = {
                "Give a user another password. Their sessions end.",
                "It is asked for; where there is no terminal, it is the first line of standard input."
            })
    int password(@Parameters(paramLabel = "NAME", description = "The user's name.") String name)
            throws IOException, InterruptedException {
        GatewayUsers users = users();
        requireUser(users, users.list().contains(name), name);
        try {
            withNewPassword(name, password -> requireUser(users, users.changePassword(name, password), name));
        } catch (IllegalArgumentException e) {
            throw GatewayCommand.wrongUsage(spec, e);
        }
        context.out().println("User " + name + " has a new password, and is logged out.");
        return 0;
    }

    /** What is done with a password. */
    private interface PasswordUse {
        void with(char[] password) throws IOException;
    }

    private void withNewPassword(String name, PasswordUse use) throws IOException, InterruptedException {
        char[] password = new Passwords(context).readNew(name);
        try {
            use.with(password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private void requireUser(GatewayUsers users, boolean isThere, String name) throws IOException {
        if (!isThere) {
            throw GatewayCommand.wrongUsage(
                    spec,
                    new IllegalArgumentException("there is no user \"" + name + "\"; there is "
                            + (users.list().isEmpty() ? "none" : String.join(", ", users.list()))));
        }
    }

    @Command(name = "remove", description = "Remove a user. Their sessions end, their files stay.")
    int remove(@Parameters(paramLabel = "NAME", description = "The user's name.") String name) throws IOException {
        GatewayUsers users = users();
        requireUser(users, users.remove(name), name);
        context.out().println("User " + name + " can no longer log in.");
        return 0;
    }

    @Command(name = "list", description = "List the users.")
    int list(
            @Option(names = "--json", description = "Print a JSON array of objects, each with the name of a user.")
                    boolean json)
            throws IOException {
        List<String> names = Files.isDirectory(gateway.dataToRead())
                ? GatewayUsers.open(gateway.dataToRead(), gateway.allowsManyUsers())
                        .list()
                : List.of();
        if (!json) {
            names.forEach(context.out()::println);
            if (names.isEmpty()) {
                context.notes().println("There is none yet; add one with: " + gateway.addUser());
            }
            return 0;
        }
        JsonArray array = new JsonArray();
        for (String name : names) {
            JsonObject user = new JsonObject();
            user.addProperty("name", name);
            array.add(user);
        }
        context.out().println(JsonForm.PRETTY.text(array));
        return 0;
    }

    private GatewayUsers users() throws IOException {
        // which makes the folder's home too
        return GatewayUsers.open(gateway.data(), gateway.configured());
    }
}
