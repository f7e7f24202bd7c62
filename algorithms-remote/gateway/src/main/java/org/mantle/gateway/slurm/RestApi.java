package org.mantle.gateway.slurm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.net.CertificateProblem;
import org.mantle.gateway.job.ExecutorException;
import org.mantle.gateway.job.JobRefusedException;

/** What Slurm is asked and told through its REST daemon, whichever version that has. Safe for use by several threads. */
final class RestApi {

    private static final System.Logger LOG = System.getLogger(RestApi.class.getName());

    /** A refused token is told at once; a controller that is away, after several seconds. */
    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    private static final int LONGEST_SPECIFICATION = 16 * 1024 * 1024;

    private final RestConnection connection;
    private final String observer;
    private volatile @Nullable RestDialect dialect;

    /**
     * Creates the way to a daemon.
     *
     * @param observer in whose name jobs of all users are looked at
     */
    RestApi(RestConnection connection, String observer) {
        this.connection = connection;
        this.observer = observer;
    }

    /** Nobody knows whether Slurm has taken a job. */
    static final class DoubtException extends IOException {

        private static final long serialVersionUID = 1L;

        DoubtException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Submits a job.
     *
     * @return Slurm's id of it
     * @throws JobRefusedException if Slurm refuses it
     * @throws DoubtException if nobody knows whether Slurm has it
     * @throws ExecutorException if Slurm has not got it
     */
    long submit(String user, BatchJob job) throws JobRefusedException, IOException {
        RestDialect known = dialect();
        long begun = System.nanoTime();
        RestAnswer answer;
        try {
            answer = connection.post(user, known.path("job/submit"), known.submission(job));
        } catch (RestConnection.NotSentException e) {
            throw unreachable(e);
        } catch (IOException e) {
            throw new DoubtException("the answer to a submission was lost: " + e.getMessage(), e);
        }
        if (answer.submitted() > 0) {
            if (!answer.errors().isEmpty()) {
                LOG.log(
                        System.Logger.Level.INFO,
                        "Slurm took job {0}, and says: {1}",
                        answer.submitted(),
                        answer.words());
            }
            return answer.submitted();
        }
        if (answer.isNoSuchOperation()) {
            dialect = null;
            throw otherVersion();
        }
        if (answer.isUnauthorized() || answer.has(RestError.NO_CONNECTION)) {
            throw failure(answer, begun);
        }
        if (answer.transportError().isPresent()) {
            requireAccepted(user);
            throw new DoubtException("Slurm's parts lost each other over a submission: " + answer.words(), null);
        }
        if (answer.isNotUnderstood()) {
            throw failure(answer, begun);
        }
        if (answer.errors().isEmpty()) {
            throw new DoubtException("a submission was answered with " + answer.words(), null);
        }
        throw answer.has(RestError.TOO_MANY_JOBS)
                ? new JobRefusedException("Slurm has as many jobs as it may have: submit it again later")
                : new JobRefusedException("Slurm refuses it: " + answer.words());
    }

    /** Tells a refused token from a controller that is away: after both a submission is answered in the same way. */
    private void requireAccepted(String user) throws ExecutorException {
        long begun = System.nanoTime();
        try {
            RestAnswer ping = connection.get(user, dialect().path("ping"), job -> {});
            if (ping.isUnauthorized() || (ping.transportError().isPresent() && isAtOnce(begun))) {
                throw failure(ping, begun);
            }
        } catch (ExecutorException e) {
            throw e;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "Slurm cannot be asked whether it takes tokens", e);
        }
    }

    /** Cancels a job with all its processes. */
    RestAnswer cancel(String user, String job) throws IOException {
        return operate(job, path -> connection.delete(user, path));
    }

    /** Sends a signal to a job's processes. */
    RestAnswer signal(String user, String job, String signal) throws IOException {
        return operate(job, path -> connection.delete(user, path + "?signal=" + signal));
    }

    /** Keeps a job from starting, or lets it. */
    RestAnswer hold(String user, String job, boolean hold) throws IOException {
        JsonObject change = new JsonObject();
        change.addProperty("hold", hold);
        return operate(job, path -> connection.post(user, path, change));
    }

    /**
     * Returns a job, or all tasks of an array; empty if Slurm does not know it, or not any more.
     *
     * @throws ExecutorException if Slurm cannot be asked
     */
    List<JobRecord> job(String job) throws IOException {
        List<JobRecord> found = new ArrayList<>();
        RestAnswer answer = operate(job, path -> connection.get(observer, path, found::add));
        if (answer.isNoSuchJob()) {
            return List.of();
        }
        if (!answer.isFine()) {
            throw new ExecutorException("Slurm does not tell of this job: " + answer.words());
        }
        return found;
    }

    /** What is done with the path of a job. */
    private interface JobCall {
        RestAnswer at(String path) throws IOException;
    }

    private RestAnswer operate(String job, JobCall call) throws IOException {
        long begun = System.nanoTime();
        RestAnswer answer;
        try {
            answer = call.at(dialect().path("job/" + job));
        } catch (ExecutorException e) {
            throw e;
        } catch (IOException e) {
            throw unreachable(e);
        }
        if (answer.isNoSuchOperation()) {
            dialect = null;
            throw otherVersion();
        }
        if (answer.isUnauthorized() || answer.transportError().isPresent()) {
            throw failure(answer, begun);
        }
        return answer;
    }

    /**
     * Lists the jobs of all users.
     *
     * @param since the controller's time, in seconds, of the listing that is known, or 0 for none
     * @return whether there was a listing: none is made if no job has changed
     * @throws ExecutorException if Slurm cannot be asked; then nothing that was told of jobs counts
     */
    boolean list(long since, Consumer<JobRecord> jobs) throws IOException {
        long begun = System.nanoTime();
        RestAnswer answer;
        try {
            answer =
                    connection.get(observer, dialect().path("jobs" + (since > 0 ? "?update_time=" + since : "")), jobs);
        } catch (ExecutorException e) {
            throw e;
        } catch (IOException e) {
            throw unreachable(e);
        }
        if (answer.isUnchanged()) {
            return false;
        }
        if (answer.isNoSuchOperation()) {
            dialect = null;
            throw otherVersion();
        }
        if (!answer.isFine()) {
            throw failure(answer, begun);
        }
        return true;
    }

    /** Returns the controller's time in seconds, or nothing if it is not told. */
    Optional<Long> serverTime() throws IOException {
        RestAnswer answer;
        try {
            answer = connection.get(observer, dialect().path("diag"), job -> {});
        } catch (ExecutorException e) {
            throw e;
        } catch (IOException e) {
            throw unreachable(e);
        }
        return answer.isFine() && answer.serverTime() > 0 ? Optional.of(answer.serverTime()) : Optional.empty();
    }

    /**
     * Asks what the cluster is made of.
     *
     * @throws ExecutorException if Slurm does not tell
     */
    ClusterParts parts() throws IOException {
        RestDialect known = dialect();
        try {
            return new ClusterParts(
                    connection.get(observer, known.path("partitions"), (status, json, body) -> {
                        requireTold(status, json);
                        return ClusterParts.partitions(body);
                    }),
                    connection.get(observer, known.path("nodes"), (status, json, body) -> {
                        requireTold(status, json);
                        return ClusterParts.nodes(body);
                    }));
        } catch (ExecutorException e) {
            throw e;
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private static void requireTold(int status, boolean isJson) throws ExecutorException {
        if (status != 200 || !isJson) {
            throw new ExecutorException("Slurm does not tell its partitions and nodes (status " + status + ")");
        }
    }

    /**
     * Asks whether Slurm is there and takes the gateway's tokens.
     *
     * @return the version of the operations that its daemon speaks
     * @throws ExecutorException if not, with the reason
     */
    String ping() throws IOException {
        RestDialect known = dialect();
        long begun = System.nanoTime();
        try {
            RestAnswer answer = connection.get(observer, known.path("ping"), job -> {});
            if (!answer.isFine()) {
                throw failure(answer, begun);
            }
        } catch (ExecutorException e) {
            throw e;
        } catch (IOException e) {
            throw unreachable(e);
        }
        return known.version();
    }

    /** Returns what the daemon speaks, which is asked once, and again when it turns out to be another. */
    private RestDialect dialect() throws IOException {
        RestDialect known = dialect;
        if (known != null) {
            return known;
        }
        String specification;
        try {
            specification = connection.get(observer, "/openapi/v3", (status, json, body) -> {
                String text = new String(body.readNBytes(LONGEST_SPECIFICATION), UTF_8);
                if (status == 401) {
                    throw refused();
                }
                return status == 200 ? text : "";
            });
        } catch (ExecutorException e) {
            throw e;
        } catch (IOException e) {
            throw unreachable(e);
        }
        RestDialect found =
                RestDialect.of(specification).orElseThrow(() -> otherVersion(RestDialect.mismatch(specification)));
        dialect = found;
        LOG.log(System.Logger.Level.INFO, "slurmrestd speaks {0}", found.version());
        return found;
    }

    private static ExecutorException otherVersion(String mismatch) {
        String words = "Slurm's REST daemon is of another version than this gateway knows: " + mismatch;
        return new ExecutorException(
                words + ". Tell whoever runs the gateway",
                words + ". If it is no slurmrestd that answers there, correct the address (slurm)");
    }

    private static ExecutorException refused() {
        String words = "Slurm does not take the gateway's token: its key is another one, or its clock is minutes off";
        return new ExecutorException(
                words + ". Tell whoever runs the gateway",
                words + ". Name the file that slurm.conf has as jwt_key (slurmKey), and compare the machines' clocks");
    }

    private static ExecutorException otherVersion() {
        return new ExecutorException(
                "Slurm's REST daemon has become another version: nothing was done; try again in a moment");
    }

    private static boolean isAtOnce(long begun) {
        return System.nanoTime() - begun < AT_ONCE.toNanos();
    }

    /** Says what an answer means that is no answer to what was asked. */
    private static ExecutorException failure(RestAnswer answer, long begun) {
        if (answer.isUnauthorized() || (answer.has(RestError.UNSPECIFIED) && isAtOnce(begun))) {
            return refused();
        }
        String controller = "Slurm's controller does not answer at present (" + answer.words() + "): ";
        return answer.transportError().isPresent()
                ? new ExecutorException(
                        controller + "nothing is lost; try again in some minutes",
                        controller + "see whether slurmctld runs, and whether slurmrestd reaches it")
                : new ExecutorException("Slurm cannot do this at present (" + answer.words() + "): try again later");
    }

    private static ExecutorException unreachable(IOException cause) {
        String why = cause instanceof HttpTimeoutException && !(cause instanceof RestConnection.NotSentException)
                ? "Slurm's REST daemon is too slow at present"
                : "Slurm's REST daemon cannot be reached at present";
        Optional<String> certificate = CertificateProblem.of(cause)
                .map(found -> "Slurm's REST daemon cannot be trusted, since its certificate " + found.words() + ": ");
        return new ExecutorException(
                certificate
                        .map(words ->
                                words + "whoever runs the gateway has to have Java trust it, or to correct its address")
                        .orElse(why + ": nothing is lost; try again in some minutes"),
                certificate
                        .map(words -> words + "have Java trust it, or correct its address (slurm)")
                        .orElse(why + ": check its address (slurm), and whether slurmrestd runs and answers there"),
                cause);
    }
}
