package org.mantle.gateway;

import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.mantle.gateway.RefusedException.Reason;
import org.mantle.pac.JobAnswer;
import org.mantle.pac.MultipartReader;
import org.mantle.pac.PacFormatException;
import org.mantle.pac.PacProtocol;
import org.mantle.pac.PacToken;
import org.mantle.pac.PercentEncoding;

/** The operations of the protocol's older generation, and SCARF's log-in. */
final class PacService {
    static final String CONTEXT = "/platform";

    private static final System.Logger LOG = System.getLogger(PacService.class.getName());
    private static final int MAXIMUM_ECHO = 4096;
    private static final Pattern PATH =
            Pattern.compile("(?:" + CONTEXT + ")?/" + PacProtocol.SERVICE_PATH + "([A-Za-z]+)(?:/(.*))?");
    private static final Pattern JOB_OPERATION = Pattern.compile("(kill|suspend|resume)/?([^/]+)");
    private static final String ENDED = PacProtocol.SESSION_ENDED + ". Log in again.";

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

    private final LogOns logOns;
    private final Sessions sessions;
    private final GatewayUsers users;
    private final Rooms rooms;
    private final JobBook book;
    private final JobQueries queries;
    private final JobFiles files;
    private final Submissions submissions;

    PacService(
            LogOns logOns,
            Sessions sessions,
            GatewayUsers users,
            Rooms rooms,
            JobBook book,
            JobQueries queries,
            JobFiles files,
            Submissions submissions) {
        this.logOns = logOns;
        this.sessions = sessions;
        this.users = users;
        this.rooms = rooms;
        this.book = book;
        this.queries = queries;
        this.files = files;
        this.submissions = submissions;
    }

    /** Makes the rooms of users. */
    interface Rooms {
        Room of(String user) throws IOException;
    }

    void serve(Exchange exchange) throws IOException {
        if (!exchange.method().equals("GET") && !exchange.method().equals("POST")) {
            exchange.answer(405, "text/plain;charset=UTF-8", "Only GET and POST are served here");
            return;
        }
        String path = exchange.path();
        if (path.equals(PacProtocol.SCARF_LOG_IN_PATH)) {
            refusing(
                    AnswerForm.TEXT,
                    exchange,
                    () -> exchange.text(logOns.scarf(exchange).toScarfText()));
            return;
        }
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            exchange.answer(
                    404, "text/plain;charset=UTF-8", "This is a Mantle gateway. Its base URL ends in " + CONTEXT + "/");
            return;
        }
        String operation = matcher.group(1);
        String argument = matcher.group(2) == null
                ? ""
                : PercentEncoding.decode(matcher.group(2)).replaceAll("/$", "");
        switch (operation) {
            case "ping" -> ping(exchange);
            case "logon" ->
                refusing(
                        AnswerForm.USER,
                        exchange,
                        () -> exchange.xml(logOns.logOn(exchange).toXml()));
            default -> {
                AnswerForm form = OPERATIONS.getOrDefault(operation, AnswerForm.JOB);
                refusing(form, exchange, () -> serveUser(operation, argument, exchange));
            }
        }
    }

    private static void ping(Exchange exchange) throws IOException {
        String echo;
        try {
            echo = exchange.smallText(MAXIMUM_ECHO);
        } catch (RefusedException e) {
            echo = "";
        }
        exchange.text(PacProtocol.READY + " on URL:" + echo);
    }

    /** Something that may be refused. */
    private interface Action {
        void run() throws IOException, RefusedException;
    }

    /** Answers refusals in the form that clients of an operation understand. */
    private static void refusing(AnswerForm form, Exchange exchange, Action action) throws IOException {
        Reason reason;
        String message;
        try {
            action.run();
            return;
        } catch (RefusedException e) {
            reason = e.reason();
            message = e.text();
        } catch (PacFormatException | StorageException e) {
            reason = Reason.INVALID;
            message = String.valueOf(e.getMessage());
        } catch (EOFException e) {
            throw e; // the client went away
        } catch (DamagedUsersException e) {
            LOG.log(System.Logger.Level.ERROR, e.getMessage());
            reason = Reason.INVALID;
            message =
                    "This gateway's list of users is damaged, and nobody can log in: tell whoever runs it; its log says"
                            + " what to do";
        } catch (IOException e) {
            if (exchange.isAnswered()) {
                throw e;
            }
            LOG.log(System.Logger.Level.WARNING, "A call failed", e);
            reason = Reason.INVALID;
            message = StorageException.isFullDisk(e)
                    ? "The gateway's disk is full: free some space, then try again"
                    : "The gateway could not do this: its log tells why";
        }
        LOG.log(System.Logger.Level.DEBUG, "Refused: {0}", reason);
        exchange.drain();
        form.refuse(exchange, reason, message);
    }

    private void serveUser(String operation, String argument, Exchange exchange) throws IOException, RefusedException {
        if (!OPERATIONS.containsKey(operation)) {
            throw RefusedException.invalid("This gateway has no operation '" + operation + "'");
        }
        PacToken token = exchange.token().orElseThrow(() -> RefusedException.forbidden(ENDED));
        String user = user(token).orElseThrow(() -> RefusedException.forbidden(ENDED));
        Room room = rooms.of(user);
        switch (operation) {
            case "logout" -> {
                sessions.close(token);
                exchange.text(PacProtocol.LOGGED_OUT);
            }
            case "jobs" -> jobs(user, argument, exchange);
            case "jobsforstatus" -> exchange.xml(queries.inState(user, argument).toXml());
            case "jobsforname" -> exchange.xml(queries.named(user, argument).toXml());
            case "submitapp" -> {
                Job job = submissions.submit(user, room, multipart(exchange));
                exchange.xml(JobAnswer.submitted(Long.toString(job.id())).toXml());
            }
            case "jobOperation" -> exchange.xml(operate(user, argument).toXml());
            case "jobfiles" -> exchange.text(files.list(user, room, argument));
            case "file" -> files.download(user, room, argument, exchange);
            case "upfile" -> exchange.text(files.upload(user, room, argument, multipart(exchange)));
            default -> throw new IllegalStateException(operation);
        }
    }

    private Optional<String> user(PacToken token) throws IOException {
        Optional<String> user = sessions.user(token);
        return user.isPresent() && users.exists(user.get()) ? user : Optional.empty();
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

    private static MultipartReader multipart(Exchange exchange) throws IOException {
        String type = exchange.header(HttpHeader.CONTENT_TYPE);
        return MultipartReader.of(exchange.body(), type);
    }

    /** {@code kill/17}, and {@code kill17}, which is what an early Mantid sends. */
    private JobAnswer operate(String user, String argument) throws RefusedException {
        Matcher matcher = JOB_OPERATION.matcher(argument);
        if (!matcher.matches()) {
            throw RefusedException.invalid("This gateway does not do '" + Room.printable(argument)
                    + "': give kill, suspend or resume and a job's id");
        }
        Job job = book.require(user, matcher.group(2));
        JobExecutor.ExecutingJob execution = job.execution();
        String done;
        switch (matcher.group(1)) {
            case "kill" -> {
                execution.kill();
                done = "terminated";
            }
            case "suspend" -> {
                execution.suspend();
                done = "stopped";
            }
            default -> {
                execution.resume();
                done = "resumed";
            }
        }
        return JobAnswer.done("Job <" + job.id() + "> is being " + done);
    }
}
