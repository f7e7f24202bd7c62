package org.mantle.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mantle.cli.CommandContext;
import org.mantle.web.mcp.McpServer;
import org.mantle.web.mcp.McpTools;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mantle mcp}: serves algorithms as tools to an agent that started this process. */
@Command(
        name = "mcp",
        description = {
            "Serve algorithms as tools of the Model Context Protocol, over standard input and output.",
            "An agent starts this itself; give it the command \"mantle mcp\". It ends with the agent's input."
        })
final class McpCommand implements Callable<Integer> {

    private final CommandContext context;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--algorithms",
            paramLabel = "NAME",
            split = ",",
            description = "Offer these algorithms only, separated by commas; may be repeated.")
    private List<String> algorithms = new ArrayList<>();

    @Option(
            names = "--category",
            paramLabel = "CATEGORY",
            description = "Offer the algorithms of this category, and below it; may be repeated.")
    private List<String> categories = new ArrayList<>();

    McpCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        // whatever an algorithm prints must not come between the messages
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        McpTools offer = new McpTools(algorithms, categories);
        try {
            offer.check(context.mantle().registry());
        } catch (IllegalArgumentException e) {
            throw GatewayCommand.wrongUsage(spec, e);
        }
        McpServer.serve(context.mantle(), offer, context.environment(), context.in(), context.out());
        return 0;
    }
}
