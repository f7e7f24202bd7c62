package org.mantle.framework.export;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.json.JsonForm;

/**
 * Writes a script for a POSIX shell.
 *
 * <p>Values stand as arguments, in their text forms. Those that would not pass unharmed in every locale, or have no text form that
 * is known, are given as JSON on standard input.
 */
final class ShellScript {

    /** A system takes no longer argument than 128 KiB. */
    private static final int LONGEST_ARGUMENT = 100_000;

    /** The command, from the variable that the script sets at its beginning. */
    private static final String LAUNCHER = "\"$mantle\"";

    private final StringBuilder calls = new StringBuilder();
    private boolean asks;
    private boolean hands;
    private boolean stops;

    private ShellScript() {}

    static String of(List<Step> steps) {
        ShellScript script = new ShellScript();
        steps.forEach(script::add);
        StringBuilder text = new StringBuilder(Template.read("head.sh"));
        if (script.asks) {
            text.append(Template.read("secret.sh"));
        }
        if (script.stops) {
            text.append(Template.read("not_kept.sh"));
        }
        if (script.hands) {
            text.append(Template.read("given.sh"));
        }
        return text.append('\n').append(script.calls).toString();
    }

    /** Returns the line that a person types for one call; the secrets are left out, for which the command asks. */
    static String line(Step.Call call) {
        List<Step.Argument> typed = call.arguments().stream()
                .filter(argument -> argument.value() instanceof Step.Recorded)
                .toList();
        ShellScript script = new ShellScript();
        return script.call(new Step.Call(call.algorithm(), call.version(), typed, null), "mantle", false) + "\n";
    }

    private void add(Step step) {
        if (step instanceof Step.Call call) {
            Step.@Nullable Gift gift = call.gives();
            if (gift == null) {
                calls.append(call(call, LAUNCHER, false)).append('\n');
            } else {
                addSaid("", call);
                calls.append(gift.variable())
                        .append("=$(one ")
                        .append(Quoted.shell(gift.output()))
                        .append(" \"$said\")\nprintf '%s  %s\\n' ")
                        .append(Quoted.shell(gift.output()))
                        .append(" \"$")
                        .append(gift.variable())
                        .append("\"\n");
            }
        } else if (step instanceof Step.Wait wait) {
            calls.append("while :; do\n");
            addSaid("  ", wait.call());
            calls.append("  state=$(one ")
                    .append(Quoted.shell(wait.output()))
                    .append(" \"$said\")\n  case $state in\n    ")
                    .append(wait.underWay().stream().map(Quoted::shell).collect(Collectors.joining(" | ")))
                    .append(") sleep 5 ;;\n    *) break ;;\n  esac\ndone\n");
        } else if (step instanceof Step.Remark remark) {
            calls.append("# ").append(remark.text()).append('\n');
        }
    }

    private void addSaid(String indent, Step.Call call) {
        String text = call(call, LAUNCHER, true);
        calls.append(indent).append("said=$(").append(text).append(text.endsWith("\nJSON") ? "\n)\n" : ")\n");
    }

    private String call(Step.Call call, String launcher, boolean asJson) {
        StringBuilder arguments = new StringBuilder();
        JsonObject standardInput = new JsonObject();
        for (Step.Argument argument : call.arguments()) {
            Step.Value value = argument.value();
            String text = "";
            if (value instanceof Step.Recorded recorded) {
                String whole = argument.name() + "=" + recorded.text();
                if (recorded.text() == null || !passes(whole)) {
                    standardInput.add(argument.name(), recorded.json());
                    continue;
                }
                text = recorded.text();
            } else if (value instanceof Step.Given given) {
                hands = true;
                arguments
                        .append(' ')
                        .append(Quoted.shell(argument.name() + "="))
                        .append("\"$")
                        .append(given.gift().variable())
                        .append('"');
                continue;
            } else if (value instanceof Step.Reference reference) {
                text = reference.reference();
            } else if (value instanceof Step.Asked asked) {
                asks = true;
                text = "@env:" + asked.variable();
                calls.append("secret ")
                        .append(asked.variable())
                        .append(' ')
                        .append(Quoted.shell(asked.question()))
                        .append('\n');
            } else if (value instanceof Step.NotKept notKept) {
                stops = true;
                calls.append("not_kept ")
                        .append(Quoted.shell(argument.name()))
                        .append(' ')
                        .append(Quoted.shell(notKept.what()))
                        .append('\n');
            }
            arguments.append(' ').append(Quoted.shell(argument.name() + "=" + text));
        }
        StringBuilder line = new StringBuilder(launcher).append(" run");
        if (call.version() != null) {
            line.append(" --version ").append(call.version());
        }
        if (asJson) {
            line.append(" --json");
        }
        if (!standardInput.isEmpty()) {
            line.append(" --properties -");
        }
        line.append(' ').append(Quoted.shell(call.algorithm())).append(arguments);
        if (!standardInput.isEmpty()) {
            line.append(" <<'JSON'\n")
                    .append(JsonForm.SCRIPT.text(standardInput))
                    .append("\nJSON");
        }
        return line.toString();
    }

    private static boolean passes(String argument) {
        for (int i = 0; i < argument.length(); i++) {
            char c = argument.charAt(i);
            if ((c < ' ' && c != '\n' && c != '\t') || c > '~') {
                return false;
            }
        }
        return argument.length() <= LONGEST_ARGUMENT;
    }
}
