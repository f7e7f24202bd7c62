package org.mantle.app;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.mantle.cli.CommandContext;
import org.mantle.commons.json.JsonForm;
import org.mantle.gateway.GatewayFinding;
import org.mantle.gateway.GatewayFinding.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code mantle gateway doctor}: says what is wrong with a set-up. */
@Command(
        name = "doctor",
        description = {
            "Look at all that a gateway needs, and say what is wrong and what to do. One may be running meanwhile.",
            "The exit code is 1 if a gateway would not start, or would not do its work."
        })
final class GatewayDoctorCommand implements Callable<Integer> {

    private final CommandContext context;
    private final GatewayCommand gateway;

    @Option(
            names = "--json",
            description =
                    "Print a JSON array of objects, each with the level (ok, warning, fault), subject and message of a finding.")
    private boolean json;

    GatewayDoctorCommand(CommandContext context, GatewayCommand gateway) {
        this.context = context;
        this.gateway = gateway;
    }

    @Override
    public Integer call() {
        List<GatewayFinding> findings = findings();
        if (json) {
            JsonArray array = new JsonArray();
            for (GatewayFinding finding : findings) {
                JsonObject object = new JsonObject();
                object.addProperty("level", word(finding.level()));
                object.addProperty("subject", finding.subject());
                object.addProperty("message", finding.message());
                array.add(object);
            }
            context.out().println(JsonForm.PRETTY.text(array));
        } else {
            findings.forEach(finding ->
                    context.out().println(word(finding.level()) + ": " + finding.subject() + ": " + finding.message()));
        }
        return findings.stream().anyMatch(finding -> finding.level() == Level.FAULT) ? 1 : 0;
    }

    /** A configuration that cannot be used is what the doctor is asked about, and so is what it finds. */
    private List<GatewayFinding> findings() {
        try {
            return gateway.configured().examine();
        } catch (IOException e) {
            return List.of(new GatewayFinding(Level.FAULT, "configuration", String.valueOf(e.getMessage())));
        } catch (ParameterException e) {
            return List.of(new GatewayFinding(Level.FAULT, "configuration", String.valueOf(e.getMessage())));
        }
    }

    private static String word(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
