package org.mantle.app;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.mantle.cli.CommandContext;
import org.mantle.framework.Mantle;
import org.mantle.framework.run.AlgorithmCancelledException;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.type.Registration;
import org.mantle.framework.type.Secret;
import org.mantle.gateway.Gateway;
import org.mantle.gateway.GatewayConfig;
import org.mantle.remote.ComputeResources;

/**
 * The main job on a real scan, from log-in to log-out, against a gateway of its own.
 *
 * <p>It calls the framework as any host does: an algorithm by name, with a map of properties.
 */
final class Quickstart {

    private static final String RESOURCE = "SCARF@STFC";
    private static final String ALGORITHM = "SCARFTomoReconstruction";
    private static final String USER = "quickstart";
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(300);

    private final CommandContext context;
    private final Path scan;
    private final Path output;
    private final CountDownLatch stopped = new CountDownLatch(1);

    Quickstart(CommandContext context, Path scan, Path output) {
        this.context = context;
        this.scan = scan.toAbsolutePath().normalize();
        this.output = output.toAbsolutePath().normalize();
    }

    /** Does the main job; returns the exit code. */
    int run() throws IOException, InterruptedException {
        try {
            Folders.create(output);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; choose another --output", e);
        }
        Path data = Files.createTempDirectory("mantle-quickstart-");
        try (Registration stop = context.onStop(stopped::countDown);
                Gateway gateway = startGateway(data)) {
            char[] password = randomPassword();
            gateway.users().add(USER, password);
            say("A gateway runs at %s for user %s, who has a random password.".formatted(gateway.url(), USER));
            ComputeResources resources = ComputeResources.inMemory();
            resources.add(RESOURCE, Map.of("url", gateway.url()));
            try (Mantle mantle =
                    Mantle.builder().service(ComputeResources.class, resources).build()) {
                return new Session(mantle).run(password);
            }
        } finally {
            Folders.delete(data);
        }
    }

    private static Gateway startGateway(Path data) throws IOException {
        return Gateway.start(GatewayConfig.builder(data)
                .program(ReconstructionProgram.REMOTE_PATH, ReconstructionProgram.command())
                .build());
    }

    private static char[] randomPassword() {
        byte[] random = new byte[18];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().encodeToString(random).toCharArray();
    }

    /** The calls of one session, in their order. */
    private final class Session {

        private final Mantle mantle;

        Session(Mantle mantle) {
            this.mantle = mantle;
        }

        int run(char[] password) throws IOException, InterruptedException {
            Secret secret = Secret.of(password);
            Arrays.fill(password, '\0');
            call("LogIn", Map.of("Password", secret));
            secret.wipe();
            say("LogIn          done");
            call("Upload", Map.of("FileToUpload", scan.toString()));
            say("Upload         %s, %s".formatted(scan.getFileName(), megabytes(Files.size(scan))));
            Outputs submitted = call(
                    "SubmitJob", Map.of("JobName", "quickstart", "JobOptions", "/work/imat/" + scan.getFileName()));
            String id = ((List<?>) submitted.get("RemoteJobsID")).get(0).toString();
            say("SubmitJob      job %s: %s".formatted(id, submitted.get("RemoteJobCommand")));
            String state = waitForJob(id);
            say("JobStatusByID  job %s: %s".formatted(id, state));
            call("Download", Map.of("DownloadJobID", id, "LocalDirectory", output.toString()));
            say("Download       %s".formatted(downloaded()));
            call("LogOut", Map.of());
            say("LogOut         done");
            if (!state.equals("Done")) {
                context.err()
                        .println("The reconstruction failed; what it said is in " + output.resolve(id + ".error")
                                + " and " + output.resolve(id + ".output"));
                return 1;
            }
            sayWhereAndHow();
            return 0;
        }

        private String waitForJob(String id) throws IOException, InterruptedException {
            String state = "Pending";
            while (state.equals("Pending") || state.equals("Running")) {
                if (stopped.await(BETWEEN_QUESTIONS.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new InterruptedException("the quickstart was told to stop");
                }
                state = call("JobStatusByID", Map.of("JobID", id))
                        .get("RemoteJobStatus")
                        .toString();
            }
            return state;
        }

        /** Whoever runs the quickstart gives --output, and knows of no property. */
        private static String inItsOwnWords(String failure) {
            return failure.replace("another directory, and fetch again", "another --output, and start again");
        }

        private Outputs call(String action, Map<String, Object> more) throws IOException, InterruptedException {
            Map<String, Object> properties = new HashMap<>(more);
            properties.put("UserName", USER);
            properties.put("Action", action);
            if (stopped.getCount() == 0) {
                throw new InterruptedException("the quickstart was told to stop");
            }
            AlgorithmRun run = mantle.start(ALGORITHM, properties);
            try (Registration stop = context.onStop(run::cancel)) {
                context.await(run);
                return run.outputs();
            } catch (AlgorithmCancelledException e) {
                throw (InterruptedException) new InterruptedException("the quickstart was told to stop").initCause(e);
            } catch (AlgorithmFailedException e) {
                throw new IOException(inItsOwnWords(e.reason()), e);
            }
        }
    }

    private String downloaded() throws IOException {
        try (Stream<Path> files = Files.list(output)) {
            List<Path> slices = files.filter(
                            file -> file.getFileName().toString().matches("slice_[0-9]+[.]tif"))
                    .toList();
            return slices.size() + " slices, with a preview of each, an overview and a report";
        }
    }

    private void sayWhereAndHow() throws IOException {
        say("");
        say("Slices:  %s (32-bit TIFF, one for each detector row)".formatted(output.resolve("slice_NNNN.tif")));
        say("Picture: %s".formatted(bestPreview()));
        say("All:     %s (a montage; beside it cuts, a sinogram, the axis)"
                .formatted(output.resolve("overview_montage.png")));
        say("");
        say("The same by hand, where mantle is " + launcher() + " and 1 the job id that SubmitJob tells:");
        String listed = System.getProperty("user.name");
        // what the JDK says of a user whom the system's list does not know
        String user = listed.equals("?") ? "me" : listed;
        say("  mantle gateway user add " + user);
        say("  mantle gateway                 # and, in another terminal:");
        say("  mantle resources add %s http://127.0.0.1:8080/platform/".formatted(RESOURCE));
        for (String call : List.of(
                "LogIn",
                "Upload FileToUpload=" + quoted(scan.toString()),
                "SubmitJob JobOptions=" + quoted("/work/imat/" + scan.getFileName()),
                "JobStatusByID JobID=1       # until it says Done",
                "Download DownloadJobID=1 LocalDirectory=" + quoted(output.toString()),
                "LogOut")) {
            say("  mantle run %s UserName=%s Action=%s".formatted(ALGORITHM, user, call));
        }
    }

    private static String launcher() {
        return quoted(Path.of(System.getProperty("mantle.distribution", ""), "bin", "mantle")
                .toString());
    }

    /** Returns a text as a shell reads it back. */
    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9_./:=@-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** Returns the picture of the slice with the most in it: the highest mean attenuation. */
    private Path bestPreview() throws IOException {
        JsonObject report = JsonParser.parseString(Files.readString(output.resolve("report.json")))
                .getAsJsonObject();
        JsonObject best = null;
        for (JsonElement row : report.getAsJsonObject("slices").getAsJsonArray("rows")) {
            JsonObject slice = row.getAsJsonObject();
            if (best == null
                    || slice.get("mean").getAsDouble() > best.get("mean").getAsDouble()) {
                best = slice;
            }
        }
        return best == null ? output : output.resolve(best.get("preview").getAsString());
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    private void say(String line) {
        context.out().println(line);
    }
}
