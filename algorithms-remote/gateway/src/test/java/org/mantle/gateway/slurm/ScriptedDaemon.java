package org.mantle.gateway.slurm;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A REST daemon that says what it is told to: what a real one says in states that a test cannot bring it into. */
public final class ScriptedDaemon extends RestStandIn {

    /** What was asked for, such as {@code GET /slurm/v0.0.38/jobs}. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    volatile String versions = "v0.0.38";
    volatile int listingStatus = 200;
    volatile int pingStatus = 200;
    public volatile String listing = "{\"errors\": [], \"jobs\": []}";
    volatile int submissionStatus = 200;
    volatile String submission = "{\"errors\": [], \"job_id\": 7}";
    volatile String cancellation = "{\"errors\": []}";
    /** What is listed once a job was submitted; empty if that changes nothing. */
    volatile String listingOnceSubmitted = "";

    /** What is listed once a job was cancelled; empty if that changes nothing. */
    volatile String listingOnceCancelled = "";

    /** What is said of one job that is asked for; empty if it is what is listed. */
    volatile String oneJob = "";

    volatile boolean silent;

    /** How many questions after one job wait for each other. */
    volatile CountDownLatch together = new CountDownLatch(0);

    /** What the answer to a submission waits for. */
    public volatile CountDownLatch submissionHeld = new CountDownLatch(0);

    public ScriptedDaemon() throws IOException {}

    /** How many jobs were submitted. */
    public long submissions() {
        return asked.stream().filter(path -> path.endsWith("/job/submit")).count();
    }

    /** A listing of one job. */
    static String listing(String comment, String user, String state) {
        return """
                {"errors": [], "jobs": [{"job_id": 7, "array_job_id": 0, "array_task_id": null, "array_task_string": "",
                  "comment": "%s", "user_name": "%s", "job_state": "%s", "state_reason": "None", "exit_code": 0,
                  "start_time": 1795337528, "end_time": 0, "restart_cnt": 0}]}""".formatted(comment, user, state);
    }

    @Override
    void answer(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        asked.add(request.getMethod() + " " + path);
        if (silent) {
            // holds the connection until the end
            return;
        }
        boolean isOneJob = request.getMethod().equals("GET") && path.matches(".*/job/\\d+");
        if (isOneJob) {
            together.countDown();
            Uninterruptibles.awaitUninterruptibly(together, Duration.ofMinutes(1));
        }
        if (path.equals("/openapi/v3")) {
            say(response, callback, 200, "{\"paths\": {\"\\/slurm\\/" + versions + "\\/jobs\": {}}}");
        } else if (!path.startsWith("/slurm/" + versions + "/")) {
            Response.writeError(request, response, callback, 404);
        } else if (path.endsWith("/job/submit")) {
            listing = listingOnceSubmitted.isEmpty() ? listing : listingOnceSubmitted;
            Uninterruptibles.awaitUninterruptibly(submissionHeld, Duration.ofMinutes(2));
            say(response, callback, submissionStatus, submission);
        } else if (request.getMethod().equals("DELETE")) {
            listing = listingOnceCancelled.isEmpty() ? listing : listingOnceCancelled;
            say(response, callback, 200, cancellation);
        } else if (path.endsWith("/diag")) {
            say(response, callback, 200, "{\"errors\": [], \"statistics\": {\"req_time\": 1795337528}}");
        } else if (path.endsWith("/ping")) {
            say(response, callback, pingStatus, "{\"errors\": [], \"pings\": []}");
        } else {
            say(response, callback, listingStatus, isOneJob && !oneJob.isEmpty() ? oneJob : listing);
        }
    }
}
