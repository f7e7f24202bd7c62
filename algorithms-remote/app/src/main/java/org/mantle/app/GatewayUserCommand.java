package org.mantle.app;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mantle.cli.CommandContext;
import org.mantle.gateway.GatewayUsers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mantle gateway user add|remove|list}: who may use a gateway, whether or not it runs. */
@Command(name = "user", description = "Add, remove and list the users of a gateway; it may be running meanwhile.")
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
        char[] password = new Passwords(context).readNew(name);
        try {
            users().add(name, password);
        } catch (IllegalArgumentException e) {
            throw GatewayCommand.wrongUsage(spec, e);
        } finally {
            Arrays.fill(password, '\0');
        }
        context.out().println("User " + name + " can log in.");
        return 0;
    }

    @Command(name = "remove", description = "Remove a user. Their sessions end, their files stay.")
    int remove(@Parameters(paramLabel = "NAME", description = "The user's name.") String name) throws IOException {
        if (!users().remove(name)) {
            throw GatewayCommand.wrongUsage(
                    spec,
                    new IllegalArgumentException("there is no user " + name + "; there is "
                            + (users().list().isEmpty() ? "none" : String.join(", ", users().list()))));
        }
        context.out().println("User " + name + " can no longer log in.");
        return 0;
    }

    @Command(name = "list", description = "List the users.")
    int list() throws IOException {
        users().list().forEach(context.out()::println);
        return 0;
    }

    private GatewayUsers users() throws IOException {
        return GatewayUsers.open(gateway.data(), gateway.allowsManyUsers());
    }
}
