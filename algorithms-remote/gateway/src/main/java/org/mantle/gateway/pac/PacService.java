package org.mantle.gateway.pac;

import com.google.common.primitives.Longs;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mantle.gateway.application.ApplicationForms;
import org.mantle.gateway.file.UploadsInPieces;
import org.mantle.gateway.http.Call;
import org.mantle.gateway.http.Exchange;
import org.mantle.gateway.http.HttpFront;
import org.mantle.gateway.http.HttpService;
import org.mantle.gateway.http.LongBodyException;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.job.JobBook;
import org.mantle.gateway.job.JobExecutor;
import org.mantle.gateway.place.Arrivals;
import org.mantle.gateway.place.Printable;
import org.mantle.gateway.place.UserFolder;
import org.mantle.gateway.place.UserFolders;
import org.mantle.gateway.user.SessionStore;
import org.mantle.gateway.user.UserStore;
import org.mantle.pac.JobAnswer;
import org.mantle.pac.MultipartReader;
import org.mantle.pac.PacElement;
import org.mantle.pac.PacFormatException;
import org.mantle.pac.PacProtocol;
import org.mantle.pac.PacText;
import org.mantle.pac.PacToken;
import org.mantle.pac.PercentEncoding;

/** The operations of the protocol's older generation, and SCARF's log-in. */
public final class PacService implements HttpService {

    /** The path below which the protocol is served. */
    public static final String CONTEXT = "/platform";

    private static final int MAXIMUM_ECHO = 4096;
    private static final int MAXIMUM_COMMAND = 16 * 1024;
    private static final int MAXIMUM_FILE_NAMES = 64 * 1024;
    private static final Pattern PATH =
            Pattern.compile("(?:" + CONTEXT + ")?/" + PacProtocol.SERVICE_PATH + "([A-Za-z]+)(?:/(.*))?");

    /** What a logged-in user may call, with the form of its errors. */
    private static final Map<String, AnswerForm> OPERATIONS = Map.ofEntries(
            Map.entry("logout", AnswerForm.TEXT),
            Map.entry("jobs", AnswerForm.JOBS),
            Map.entry("jobsforstatus", AnswerForm.JOBS),
            Map.entry("jobsforname", AnswerForm.JOBS),
            Map.entry("submitapp", AnswerForm.JOB),
            Map.entry("jobOperation", AnswerForm.JOB),
            Map.entry("userCmd", AnswerForm.JOB),
            Map.entry("appStatus", AnswerForm.JOB),
            Map.entry("appParams", AnswerForm.JOB),
            Map.entry("jobfiles", AnswerForm.FILE_LIST),
            Map.entry("file", AnswerForm.FILE),
            Map.entry("upfile", AnswerForm.UPLOAD),
            Map.entry("uplargefile", AnswerForm.UPLOAD));

    private final UserFolders folders;
    private final LoggedInUsers sessions;
    private final LogOnService logOns;
    private final OwnJobs jobs;
    private final JobQueries queries;
    private final JobControl control;
    private final ApplicationForms applications;
    private final UserCommands commands;
    private final JobFiles files;
    private final Uploads uploads;
    private final Submissions submissions;

    /**
     * Creates the service on what keeps users, remembers jobs and runs them.
     *
     * @throws IOException if the users or the sessions cannot be read
     */
    public PacService(
            PacSettings settings,
            UserStore users,
            SessionStore sessionStore,
            JobBook book,
            JobExecutor executor,
            UserFolders folders,
            Arrivals arrivals,
            UploadsInPieces pieces)
            throws IOException {
        this.folders = folders;
        jobs = new OwnJobs(book, executor::outage);
        sessions = new LoggedInUsers(users, sessionStore, settings);
        logOns = new LogOnService(
                users, sessions, new LogOnGate(settings.steadyClock()), folders, settings.allowManyUsers());
        queries = new JobQueries(jobs, settings.clock());
        control = new JobControl(jobs, executor);
        applications = new ApplicationForms(settings.applications());
        commands = new UserCommands(jobs, control);
        files = new JobFiles(jobs);
        uploads = new Uploads(jobs, arrivals, pieces);
        Runnables runnables = new Runnables(settings.programs(), settings.applications(), executor);
        submissions = new Submissions(book, arrivals, executor, runnables, settings.clock());
    }

    @Override
    public Call receive(Exchange exchange) throws IOException {
        if (!exchange.method().equals("GET") && !exchange.method().equals("POST")) {
            exchange.answer(405, Exchange.PLAIN_TEXT, "Only GET and POST are served here");
            return Call.ANSWERED;
        }
        String path = exchange.path();
        if (path.equals(PacProtocol.SCARF_LOG_IN_PATH)) {
            exchange.name("token", "");
            return Call.withShortBody(logOns::scarf);
        }
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            exchange.answer(
                    404, Exchange.PLAIN_TEXT, "This is a Mantle gateway. Its base URL ends in " + CONTEXT + "/");
            return Call.ANSWERED;
        }
        String operation = matcher.group(1);
        String argument = matcher.group(2) == null
                ? ""
                : PercentEncoding.decode(matcher.group(2)).replaceAll("/$", "");
        // others are names that a stranger made up, of which there may be any number
        boolean isKnown = OPERATIONS.containsKey(operation) || operation.equals("ping") || operation.equals("logon");
        exchange.name(isKnown ? operation : "", Printable.text(argument));
        return switch (operation) {
            case "ping" -> Call.withShortBody(PacService::ping);
            case "logon" -> Call.withShortBody(logOns::logOn);
            default -> receiveOfUser(operation, argument, exchange);
        };
    }

    /** Takes the calls of who is logged in, and refuses all else before its body is sent. */
    private Call receiveOfUser(String operation, String argument, Exchange exchange) throws IOException {
        AnswerForm form = OPERATIONS.getOrDefault(operation, AnswerForm.JOB);
        return Refusals.decide(form, exchange, () -> {
            Caller caller = caller(exchange);
            String user = caller.user();
            requireServed(operation);
            Call.Action action = asked -> Refusals.answer(form, asked, () -> serve(operation, argument, caller, asked));
            return switch (operation) {
                case "submitapp" -> {
                    requireMultipart(exchange);
                    yield Call.withLongBody(action);
                }
                case "upfile", "uplargefile" -> {
                    requireMultipart(exchange);
                    uploads.requireTarget(user, argument);
                    yield Call.withLongBody(action);
                }
                case "file", "userCmd", "appParams" -> {
                    requireShort(exchange);
                    yield Call.withShortBody(action);
                }
                default -> Call.withoutBody(action);
            };
        });
    }

    private static void requireServed(String operation) throws RefusedException {
        if (!OPERATIONS.containsKey(operation)) {
            throw RefusedException.notServed("This gateway has no operation '" + operation + "'");
        }
    }

    /** Says so before it is sent if a body is longer than any that is short. */
    public static void requireShort(Exchange exchange) throws LongBodyException {
        @Nullable Long length = Longs.tryParse(exchange.header("Content-Length").strip());
        if (length != null && length > HttpFront.SHORT_BODY) {
            throw new LongBodyException(HttpFront.SHORT_BODY);
        }
    }

    /** Says so before it is sent if a message cannot be read. */
    public static void requireMultipart(Exchange exchange) throws PacFormatException {
        MultipartReader.requireMultipart(exchange.header("Content-Type"));
    }

    private static void ping(Exchange exchange) {
        String echo;
        try {
            echo = PacText.decode(exchange.shortBody(MAXIMUM_ECHO));
        } catch (LongBodyException e) {
            echo = "";
        }
        exchange.addHeader(PacProtocol.IDEMPOTENCY_KEY, PacProtocol.IDEMPOTENCY_KEY_TAKEN);
        exchange.text(PacProtocol.READY + " on URL:" + echo);
    }

    /** A user who calls, and by which session. */
    public record Caller(String user, PacToken token) {}

    /**
     * Returns who calls, for whom the exchange is from now on.
     *
     * @throws RefusedException if nobody is logged in by the token, or there is none
     */
    public Caller caller(Exchange exchange) throws IOException, RefusedException {
        PacToken token = token(exchange).orElseThrow(() -> RefusedException.forbidden(SessionEndedException.MESSAGE));
        String user = sessions.user(token).orElseThrow(() -> RefusedException.forbidden(SessionEndedException.MESSAGE));
        exchange.setUser(user);
        return new Caller(user, token);
    }

    /** Lets a user in, in the form of the newer generation. */
    public void platformLogOn(Exchange exchange) throws IOException {
        logOns.platformLogOn(exchange);
    }

    /**
     * Ends a session.
     *
     * @throws IOException if it cannot be kept that it has ended
     */
    public void logOut(Caller caller) throws IOException {
        sessions.close(caller.token());
    }

    /** Returns the folder of a user. */
    public UserFolder folderOf(Caller caller) throws IOException {
        return folders.of(caller.user());
    }

    /** Makes a job of the message that a caller sends. */
    public Job submit(Caller caller, Exchange exchange) throws IOException, RefusedException {
        Job job = submissions.submit(
                caller.user(),
                folders.of(caller.user()),
                IdempotencyKey.of(exchange),
                multipart(exchange, caller.token()));
        exchange.noteJob(job.shownId());
        return job;
    }

    /** Takes the files that a caller sends. */
    public String upload(Caller caller, String id, Map<String, String> piece, Exchange exchange)
            throws IOException, RefusedException {
        return uploads.take(
                caller.user(),
                folders.of(caller.user()),
                id,
                piece,
                multipart(exchange, caller.token()),
                exchange::noteFiles);
    }

    /** Returns what finds jobs. */
    public OwnJobs jobs() {
        return jobs;
    }

    /** Returns what does something to jobs. */
    public JobControl control() {
        return control;
    }

    /** Returns what does LSF's commands. */
    public UserCommands commands() {
        return commands;
    }

    /** Returns what lists and sends files. */
    public JobFiles files() {
        return files;
    }

    /** Returns what receives files. */
    public Uploads uploads() {
        return uploads;
    }

    private void serve(String operation, String argument, Caller caller, Exchange exchange)
            throws IOException, RefusedException {
        String user = caller.user();
        switch (operation) {
            case "logout" -> {
                logOut(caller);
                exchange.text(PacProtocol.LOGGED_OUT);
            }
            case "jobs" -> answerJobs(user, argument, exchange);
            case "jobsforstatus" -> exchange.xml(queries.inState(user, argument).toXml());
            case "jobsforname" -> exchange.xml(queries.named(user, argument).toXml());
            case "submitapp" -> {
                Job job = submit(caller, exchange);
                exchange.xml(JobAnswer.submitted(Long.toString(job.id())).toXml());
            }
            case "jobOperation" -> exchange.xml(control.operate(user, argument).toXml());
            case "userCmd" -> {
                String words = commands.run(user, PacText.decode(exchange.shortBody(MAXIMUM_COMMAND)), exchange);
                exchange.xml(PacElement.of("UserCmd", List.of(PacElement.of("cmdMsg", words)))
                        .toXml());
            }
            case "appStatus" -> exchange.xml(applications.status().toXml());
            case "appParams" -> {
                String name = PacText.decode(exchange.shortBody(MAXIMUM_COMMAND));
                exchange.xml(
                        parameters(name.isBlank() ? argument : name.strip()).toXml());
            }
            case "jobfiles" -> exchange.text(files.list(user, folders.of(user), argument));
            case "file" ->
                files.download(
                        user,
                        folders.of(user),
                        argument,
                        PacText.decode(exchange.shortBody(MAXIMUM_FILE_NAMES)),
                        exchange.acceptsMultipart(),
                        exchange);
            case "upfile", "uplargefile" -> exchange.text(upload(caller, argument, Map.of(), exchange));
            default -> throw new IllegalStateException(operation);
        }
    }

    private PacElement parameters(String application) throws RefusedException {
        try {
            return applications.parameters(application);
        } catch (IllegalArgumentException e) {
            throw RefusedException.notFound(String.valueOf(e.getMessage()));
        }
    }

    /** Returns the token from the cookie header as it was sent: no cookie parser would take it. */
    private static Optional<PacToken> token(Exchange exchange) {
        Optional<PacToken> cookie = exchange.headers("Cookie").stream()
                .flatMap(header -> PacToken.fromCookieHeader(header).stream())
                .findFirst();
        // some clients of the newer generation have it in a header of its own
        return cookie.isPresent()
                ? cookie
                : PacToken.fromCookieHeader(PacProtocol.TOKEN_COOKIE + "=" + exchange.header(PacProtocol.TOKEN_COOKIE));
    }

    private void answerJobs(String user, String id, Exchange exchange) throws IOException, RefusedException {
        if (!id.isEmpty()) {
            exchange.xml(queries.one(user, id).toXml());
        } else if (exchange.hasQuery()) {
            exchange.xml(queries.query(user, exchange.query()).toXml());
        } else {
            exchange.xml(queries.all(user).toXml());
        }
    }

    private MultipartReader multipart(Exchange exchange, PacToken token) throws IOException {
        return MultipartReader.of(
                new SessionInput(exchange.body(), () -> sessions.user(token).isPresent()),
                exchange.header("Content-Type"));
    }
}
