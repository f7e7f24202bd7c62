package org.mantle.gateway.pac;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.json.JsonForm;
import org.mantle.gateway.http.Exchange;
import org.mantle.gateway.place.NoAccountException;
import org.mantle.gateway.place.Printable;
import org.mantle.gateway.place.UserFolders;
import org.mantle.gateway.user.UserStore;
import org.mantle.pac.LogOnAnswer;
import org.mantle.pac.LogOnRequest;
import org.mantle.pac.PacText;
import org.mantle.pac.PacToken;
import org.mantle.pac.PercentEncoding;

/** Lets users in: by PAC's log-on, and by SCARF's own log-in page. */
final class LogOnService {

    private static final System.Logger LOG = System.getLogger(LogOnService.class.getName());
    private static final int MAXIMUM_REQUEST = 16 * 1024;
    private static final Pattern AUTHORITY =
            Pattern.compile("[A-Za-z0-9._-]+(:\\d{1,5})?|\\[[0-9a-fA-F:]+](:\\d{1,5})?");

    private static final Pattern QUERY = Pattern.compile("(?:.*&)?username=([^&]*)&password=(.*)");

    private final UserStore users;
    private final LoggedInUsers sessions;
    private final LogOnGate gate;
    private final UserFolders folders;
    private final boolean allowManyUsers;

    /** Who was the only user when there was only one. */
    private volatile @Nullable String onlyUser;

    LogOnService(UserStore users, LoggedInUsers sessions, LogOnGate gate, UserFolders folders, boolean allowManyUsers)
            throws IOException {
        this.users = users;
        this.sessions = sessions;
        this.gate = gate;
        this.folders = folders;
        this.allowManyUsers = allowManyUsers;
        List<String> all = users.list();
        onlyUser = all.size() == 1 ? all.get(0) : null;
    }

    /** Says to a client that it is let in, in the form of the way by which it came. */
    private interface Welcome {
        void say(PacToken token) throws RefusedException;
    }

    /** Answers the log-on of the older generation. */
    void logOn(Exchange exchange) throws IOException {
        logOn(
                exchange,
                AnswerForm.USER,
                token -> exchange.xml(LogOnAnswer.success(token).toXml()));
    }

    /** Answers the log-on of the newer generation. */
    void platformLogOn(Exchange exchange) throws IOException {
        logOn(exchange, AnswerForm.PLATFORM, token -> {
            if (PlatformAnswer.isJson(exchange)) {
                JsonObject json = new JsonObject();
                // which nobody asks for again: a cookie is not sent by itself here
                json.addProperty("csrftoken", UUID.randomUUID().toString());
                json.addProperty("token", token.raw());
                exchange.answer(200, "application/json", JsonForm.COMPACT.text(json));
            } else {
                exchange.xml(LogOnAnswer.success(token).toXml());
            }
        });
    }

    private void logOn(Exchange exchange, AnswerForm form, Welcome welcome) throws IOException {
        Refusals.answer(form, exchange, () -> {
            byte[] body = exchange.shortBody(MAXIMUM_REQUEST);
            LogOnRequest request;
            try {
                request = LogOnRequest.fromXml(body);
            } finally {
                Arrays.fill(body, (byte) 0);
            }
            open(exchange, form, request, welcome);
        });
    }

    /** Answers SCARF's log-in: a form by POST, or, as Mantid does it, a query by GET where nobody else can read it. */
    void scarf(Exchange exchange) throws IOException {
        Refusals.answer(AnswerForm.TEXT, exchange, () -> {
            LogOnRequest request = exchange.method().equals("GET") ? ofQuery(exchange) : ofForm(exchange);
            open(
                    exchange,
                    AnswerForm.TEXT,
                    request,
                    token -> exchange.text(
                            new LogOnAnswer(Optional.of(token), Optional.empty(), Optional.of(baseUrl(exchange)))
                                    .toScarfText()));
        });
    }

    private static LogOnRequest ofForm(Exchange exchange) throws IOException, RefusedException {
        if (exchange.hasQuery()) {
            throw RefusedException.invalid(
                    "A log-in by POST has its user name and password in a form, not in the address");
        }
        Map<String, String> form = Exchange.pairs(PacText.decode(exchange.shortBody(MAXIMUM_REQUEST)), true);
        return new LogOnRequest(
                form.getOrDefault("username", ""),
                form.getOrDefault("password", "").toCharArray());
    }

    /** Reads an address as Mantid makes it, perhaps without encoding the password, which comes last. */
    private static LogOnRequest ofQuery(Exchange exchange) throws RefusedException {
        if (!exchange.isSecure() && !exchange.isOfThisMachine()) {
            throw RefusedException.invalid(
                    "Log-in with the password in the address is refused where others could read it: send"
                            + " username and password as a form by POST, and over TLS");
        }
        Matcher query = QUERY.matcher(exchange.queryText());
        if (!query.matches()) {
            throw RefusedException.invalid("The log-in needs username and password, in this order");
        }
        return new LogOnRequest(
                PercentEncoding.decode(query.group(1)),
                PercentEncoding.decode(query.group(2)).toCharArray());
    }

    /** Returns where the service is, under the name by which the client found this page. */
    private static String baseUrl(Exchange exchange) throws RefusedException {
        String authority = exchange.header("Host").strip();
        if (!AUTHORITY.matcher(authority).matches()) {
            throw RefusedException.invalid("The log-in needs a Host header with the name of this gateway");
        }
        return (exchange.isSecure() ? "https://" : "http://") + authority + PacService.CONTEXT + "/";
    }

    /** Checks the password in its turn, in a thread of the gate's, and answers then. */
    private void open(Exchange exchange, AnswerForm form, LogOnRequest request, Welcome welcome)
            throws IOException, RefusedException {
        LogOnGate.Guest guest = new LogOnGate.Guest(Printable.text(request.user()), exchange.remoteNetwork());
        exchange.name("logon", guest.user());
        boolean passed = false;
        try {
            gate.enter(
                    guest,
                    threads -> exchange.continueIn(
                            threads,
                            asked -> Refusals.answer(form, asked, () -> welcome.say(check(guest, request, asked)))));
            passed = true;
        } catch (RefusedException e) {
            // not a warning, since anybody can bring about as many as he likes; the wrong passwords before it were
            // warned of
            log(System.Logger.Level.DEBUG, guest, exchange, e.text());
            throw e;
        } finally {
            if (!passed) {
                request.wipe();
            }
        }
    }

    private PacToken check(LogOnGate.Guest guest, LogOnRequest request, Exchange exchange)
            throws IOException, RefusedException {
        char[] password = request.password();
        try {
            Optional<String> stamp = users.check(request.user(), password);
            gate.note(guest, stamp.isPresent());
            if (stamp.isEmpty()) {
                throw RefusedException.forbidden("The user name or the password is not right");
            }
            requireAllowed(request.user());
            requireServed(request.user());
            PacToken token = sessions.open(request.user(), stamp.get());
            exchange.setUser(request.user());
            return token;
        } catch (RefusedException e) {
            log(System.Logger.Level.WARNING, guest, exchange, e.text());
            throw e;
        } finally {
            Arrays.fill(password, '\0');
            request.wipe();
            gate.leave(guest);
        }
    }

    /** Says at once what every other call would have to say. */
    private void requireServed(String user) throws IOException, RefusedException {
        try {
            folders.requireServed(user);
        } catch (NoAccountException e) {
            throw RefusedException.forbidden(String.valueOf(e.getMessage()));
        }
    }

    private static void log(System.Logger.Level level, LogOnGate.Guest guest, Exchange exchange, String why) {
        LOG.log(level, "log-in refused: user \"{0}\" from {1}: {2}", guest.user(), exchange.remoteAddress(), why);
    }

    /** Lets a user in who is the only one, or was it when the others were added in spite of it. */
    private void requireAllowed(String user) throws IOException, RefusedException {
        List<String> all = allowManyUsers ? List.of() : users.list();
        if (all.size() == 1) {
            onlyUser = all.get(0);
        }
        if (all.size() > 1 && !user.equals(onlyUser)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "this gateway was started for one user and now has several ({0}). Start it"
                            + " with --allow-many-users if they trust each other, or remove the others"
                            + " (mantle gateway user remove NAME)",
                    String.join(", ", all));
            throw RefusedException.forbidden(
                    "This gateway was started for one user and now has several: whoever runs it must"
                            + " allow many users or remove the others");
        }
    }
}
