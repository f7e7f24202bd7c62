package org.mantle.cli.completion;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of the whole command line, in the language of {@code man}: roff with its macros. */
public final class RoffPage {

    private final StringBuilder text = new StringBuilder();

    private RoffPage() {}

    /** Returns the page of commands, with all those below them. */
    public static String of(CommandLine tree) {
        RoffPage page = new RoffPage();
        page.write(tree);
        return page.text.toString();
    }

    private void write(CommandLine tree) {
        line(".TH MANTLE 1");
        line(".SH NAME");
        line("mantle \\- list, describe and run algorithms by name");
        line(".SH SYNOPSIS");
        line(".B mantle");
        line("[\\fIoptions\\fR] \\fIcommand\\fR [\\fIarguments\\fR]");
        line(".SH DESCRIPTION");
        paragraph(
                "Results go to standard output, everything else to standard error. Property=Value is split at the first =.");
        line(".SH OPTIONS");
        options(tree.getCommandSpec());
        line(".SH COMMANDS");
        tree.getSubcommands().values().forEach(this::command);
        line(".SH EXIT STATUS");
        item("0", "Done.");
        item("1", "The algorithm ran and failed, a command could not do its work, or a search found nothing.");
        item("2", "Nothing was run: an invalid property, an unknown name, or wrong usage.");
        item("130", "Cancelled by Ctrl-C (143 by SIGTERM).");
        line(".SH ENVIRONMENT");
        item("MANTLE_HOME", "The folder of what is kept from one call to the next; ~/.mantle if it is not set.");
        item("MANTLE_JAVA_OPTIONS", "Options for Java, separated by blanks.");
        item("NO_COLOR", "If it is set, nothing is coloured.");
        item("COLUMNS", "The width to lay text out for.");
        item("MANTLE_DEBUG", "If it is set, errors are followed by where in the program they arose.");
    }

    private void command(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        StringBuilder call = new StringBuilder(spec.qualifiedName());
        for (PositionalParamSpec argument : spec.positionalParameters()) {
            String label = argument.paramLabel() + (argument.arity().isVariable() ? " ..." : "");
            call.append(argument.arity().min() > 0 ? " " + label : " [" + label + "]");
        }
        line(".SS " + escaped(call.toString()));
        for (String sentence : spec.usageMessage().description()) {
            paragraph(sentence);
        }
        for (PositionalParamSpec argument : spec.positionalParameters()) {
            item(argument.paramLabel(), description(argument));
        }
        options(spec);
        command.getSubcommands().values().forEach(this::command);
    }

    private void options(CommandSpec spec) {
        for (OptionSpec option : spec.options()) {
            boolean everywhere = option.usageHelp() || (option.inherited() && spec.parent() != null);
            if (!everywhere || spec.parent() == null) {
                String value = option.arity().max() > 0 ? " " + option.paramLabel() : "";
                item(String.join(", ", List.of(option.names())) + value, description(option));
            }
        }
    }

    private static String description(ArgSpec described) {
        return String.join(" ", described.description());
    }

    private void item(String name, String words) {
        line(".TP");
        line(".B " + escaped(name));
        paragraph(words);
    }

    private void paragraph(String words) {
        String escaped = escaped(words);
        line(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped);
    }

    private static String escaped(String words) {
        return words.replace("\\", "\\e").replace("-", "\\-").replace("\n", " ");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
