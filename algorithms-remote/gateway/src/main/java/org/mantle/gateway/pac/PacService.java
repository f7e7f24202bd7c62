package org.mantle.gateway.pac;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mantle.gateway.http.Call;
import org.mantle.gateway.http.Exchange;
import org.mantle.gateway.http.HttpService;
import org.mantle.gateway.http.LongBodyException;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.job.JobBook;
import org.mantle.gateway.job.JobExecutor;
import org.mantle.gateway.place.Arrivals;
import org.mantle.gateway.place.JobFolders;
import org.mantle.gateway.place.Printable;
import org.mantle.gateway.place.UserFolder;
import org.mantle.gateway.place.UserFolders;
import org.mantle.gateway.user.UserStore;
import org.mantle.pac.JobAnswer;
import org.mantle.pac.MultipartReader;
import org.mantle.pac.PacProtocol;
import org.mantle.pac.PacText;
import org.mantle.pac.PacToken;
import org.mantle.pac.PercentEncoding;

/** The operations of the protocol's older generation, and SCARF's log-in. */
public final class PacService implements HttpService {

    /** The path below which the protocol is served. */
    public static final String CONTEXT = "/platform";

    private static final int MAXIMUM_ECHO = 4096;
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
            Map.entry("jobfiles", AnswerForm.FILE_LIST),
            Map.entry("file", AnswerForm.FILE),
            Map.entry("upfile", AnswerForm.UPLOAD));

    /** What is not served, in words of its own, because its clients show them. */
    private static final String UPLOAD_IN_PIECES = "uplargefile";

    private final UserFolders folders;
    private final LoggedInUsers sessions;
    private final LogOnService logOns;
    private final JobQueries queries;
    private final JobControl control;
    private final JobFiles files;
    private final Submissions submissions;

    /**
     * Creates the service on what keeps users, remembers jobs and runs them.
     *
     * @throws IOException if the users cannot be read
     */
    public PacService(
            PacSettings settings,
            UserStore users,
            JobBook book,
            JobExecutor executor,
            UserFolders folders,
            Arrivals arrivals,
            JobFolders jobFolders)
            throws IOException {
        this.folders = folders;
        OwnJobs jobs = new OwnJobs(book, jobFolders);
        sessions = new LoggedInUsers(users, settings.clock(), settings.sessionIdleTime());
        logOns = new LogOnService(users, sessions, new LogOnGate(settings.clock()), settings.allowManyUsers());
        queries = new JobQueries(jobs, book, settings.clock());
        control = new JobControl(jobs, executor);
        files = new JobFiles(jobs, arrivals);
        Runnables runnables = new Runnables(settings.programs(), executor);
        submissions = new Submissions(book, arrivals, jobFolders, executor, runnables, settings.clock());
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
        AnswerForm form = OPERATIONS.getOrDefault(
                operation, operation.equals(UPLOAD_IN_PIECES) ? AnswerForm.UPLOAD : AnswerForm.JOB);
        return Refusals.decide(form, exchange, () -> {
            PacToken token =
                    token(exchange).orElseThrow(() -> RefusedException.forbidden(SessionEndedException.MESSAGE));
            String user =
                    sessions.user(token).orElseThrow(() -> RefusedException.forbidden(SessionEndedException.MESSAGE));
            exchange.setUser(user);
            requireServed(operation);
            Call.Action action =
                    asked -> Refusals.answer(form, asked, () -> serve(operation, argument, user, token, asked));
            return switch (operation) {
                case "submitapp", "upfile" -> Call.withLongBody(action);
                case "file" -> Call.withShortBody(action);
                default -> Call.withoutBody(action);
            };
        });
    }

    private static void requireServed(String operation) throws RefusedException {
        if (operation.equals(UPLOAD_IN_PIECES)) {
            throw RefusedException.notServed(
                    "This gateway has no operation 'uplargefile', by which this client sends more than"
                            + " 512 MiB in pieces: send smaller files, or use a client that sends a file as a whole");
        }
        if (!OPERATIONS.containsKey(operation)) {
            throw RefusedException.notServed("This gateway has no operation '" + operation + "'");
        }
    }

    private static void ping(Exchange exchange) {
        String echo;
        try {
            echo = PacText.decode(exchange.shortBody(MAXIMUM_ECHO));
        } catch (LongBodyException e) {
            echo = "";
        }
        exchange.text(PacProtocol.READY + " on URL:" + echo);
    }

    private void serve(String operation, String argument, String user, PacToken token, Exchange exchange)
            throws IOException, RefusedException {
        UserFolder home = folders.of(user);
        switch (operation) {
            case "logout" -> {
                sessions.close(token);
                exchange.text(PacProtocol.LOGGED_OUT);
            }
            case "jobs" -> jobs(user, argument, exchange);
            case "jobsforstatus" -> exchange.xml(queries.inState(user, argument).toXml());
            case "jobsforname" -> exchange.xml(queries.named(user, argument).toXml());
            case "submitapp" -> {
                Job job = submissions.submit(user, home, multipart(exchange, token));
                exchange.xml(JobAnswer.submitted(Long.toString(job.id())).toXml());
            }
            case "jobOperation" -> exchange.xml(control.operate(user, argument).toXml());
            case "jobfiles" -> exchange.text(files.list(user, home, argument));
            case "file" -> files.download(user, home, argument, exchange);
            case "upfile" -> exchange.text(files.upload(user, home, argument, multipart(exchange, token)));
            default -> throw new IllegalStateException(operation);
        }
    }

    /** Returns the token from the cookie header as it was sent: no cookie parser would take it. */
    private static Optional<PacToken> token(Exchange exchange) {
        return exchange.headers("Cookie").stream()
                .flatMap(header -> PacToken.fromCookieHeader(header).stream())
                .findFirst();
    }

    private void jobs(String user, String id, Exchange exchange) throws IOException, RefusedException {
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
