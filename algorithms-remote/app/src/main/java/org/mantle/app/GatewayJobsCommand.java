package org.mantle.app;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mantle.cli.CommandContext;
import org.mantle.commons.json.JsonForm;
import org.mantle.gateway.GatewayJob;
import org.mantle.gateway.GatewayJobs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mantle gateway jobs}: the jobs of all users, for whoever runs the gateway. */
@Command(
        name = "jobs",
        description =
                "List the latest jobs of all users of a gateway, whether or not it runs; mantle jobs lists your own.")
final class GatewayJobsCommand implements Callable<Integer> {

    private final CommandContext context;
    private final GatewayCommand gateway;

    @Option(names = "--user", paramLabel = "NAME", description = "Those of this user alone.")
    private @Nullable String user;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "100",
            description = "Look at so many of the latest jobs, at least one. Default: 100")
    private int count;

    @Option(names = "--json", description = "Print a JSON array of objects, one for each job.")
    private boolean json;

    GatewayJobsCommand(CommandContext context, GatewayCommand gateway) {
        this.context = context;
        this.gateway = gateway;
    }

    @Override
    public Integer call() throws IOException {
        List<GatewayJob> all = Files.isDirectory(gateway.dataToRead())
                ? GatewayJobs.latest(gateway.dataToRead(), Math.max(1, count))
                : List.of();
        List<GatewayJob> jobs = all.stream()
                .filter(job -> user == null || job.user().equals(user))
                .toList();
        if (json) {
            JsonArray array = new JsonArray();
            jobs.forEach(job -> array.add(toJson(job)));
            context.out().println(JsonForm.PRETTY.text(array));
        } else if (jobs.isEmpty()) {
            context.notes().println("There are no jobs.");
        } else {
            List<String> titles = List.of("ID", "USER", "NAME", "STATE", "SUBMITTED", "STARTED", "ENDED", "REMARK");
            List<List<String>> rows = jobs.stream().map(GatewayJobsCommand::row).toList();
            boolean isWide = context.fitsTable(titles, rows);
            context.printTable(
                    isWide ? titles : withoutTimes(titles),
                    isWide
                            ? rows
                            : rows.stream()
                                    .map(GatewayJobsCommand::withoutTimes)
                                    .toList());
        }
        return 0;
    }

    private static List<String> row(GatewayJob job) {
        return List.of(
                Long.toString(job.id()),
                job.user(),
                job.name(),
                job.state(),
                time(job.submitted()),
                job.started().map(GatewayJobsCommand::time).orElse(""),
                job.ended().map(GatewayJobsCommand::time).orElse(""),
                job.remark());
    }

    /** Leaves out when a job began and ended, for which a narrow window has no room. */
    private static List<String> withoutTimes(List<String> row) {
        return Stream.concat(row.subList(0, 5).stream(), row.subList(7, 8).stream())
                .toList();
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static JsonObject toJson(GatewayJob job) {
        JsonObject object = new JsonObject();
        object.addProperty("id", job.id());
        object.addProperty("user", job.user());
        object.addProperty("name", job.name());
        object.addProperty("state", job.state());
        object.addProperty("remark", job.remark());
        object.addProperty("submitted", job.submitted().toString());
        object.addProperty("started", job.started().map(Object::toString).orElse(null));
        object.addProperty("ended", job.ended().map(Object::toString).orElse(null));
        object.add(
                "exitCode",
                job.exitCode().isPresent() ? new JsonPrimitive(job.exitCode().getAsInt()) : JsonNull.INSTANCE);
        object.addProperty("command", job.command());
        return object;
    }
}
