package org.mantle.gateway.pac;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mantle.gateway.http.Exchange;
import org.mantle.gateway.user.UserStore;
import org.mantle.pac.LogOnAnswer;
import org.mantle.pac.LogOnRequest;
import org.mantle.pac.PacText;
import org.mantle.pac.PacToken;

/** Lets users in: by PAC's log-on, and by SCARF's own log-in page. */
final class LogOnService {

    private static final System.Logger LOG = System.getLogger(LogOnService.class.getName());
    private static final int MAXIMUM_REQUEST = 16 * 1024;
    private static final Pattern AUTHORITY =
            Pattern.compile("[A-Za-z0-9._-]+(:\\d{1,5})?|\\[[0-9a-fA-F:]+](:\\d{1,5})?");

    private final UserStore users;
    private final LoggedInUsers sessions;
    private final boolean allowManyUsers;

    LogOnService(UserStore users, LoggedInUsers sessions, boolean allowManyUsers) {
        this.users = users;
        this.sessions = sessions;
        this.allowManyUsers = allowManyUsers;
    }

    LogOnAnswer logOn(Exchange exchange) throws IOException, RefusedException {
        byte[] body = exchange.smallBody(MAXIMUM_REQUEST);
        LogOnRequest request;
        try {
            request = LogOnRequest.fromXml(body);
        } finally {
            Arrays.fill(body, (byte) 0);
        }
        try {
            return LogOnAnswer.success(open(request.user(), request.password()));
        } finally {
            request.wipe();
        }
    }

    /** Answers SCARF's log-in, a form by POST. By GET the password would be in an address, and so in logs. */
    LogOnAnswer scarf(Exchange exchange) throws IOException, RefusedException {
        if (!exchange.method().equals("POST") || exchange.hasQuery()) {
            throw RefusedException.invalid("Log-in with the password in the address is refused, because addresses are"
                    + " written to logs: send username and password as a form by POST");
        }
        Map<String, String> form = Exchange.pairs(PacText.decode(exchange.smallBody(MAXIMUM_REQUEST)), true);
        String name = form.getOrDefault("username", "");
        PacToken token = open(name, form.getOrDefault("password", "").toCharArray());
        return new LogOnAnswer(Optional.of(token), Optional.empty(), Optional.of(baseUrl(exchange)));
    }

    /** Returns where the service is, under the name by which the client found this page. */
    private static String baseUrl(Exchange exchange) throws RefusedException {
        String authority = exchange.header("Host").strip();
        if (!AUTHORITY.matcher(authority).matches()) {
            throw RefusedException.invalid("The log-in needs a Host header with the name of this gateway");
        }
        return (exchange.isSecure() ? "https://" : "http://") + authority + PacService.CONTEXT + "/";
    }

    private PacToken open(String name, char[] password) throws IOException, RefusedException {
        try {
            if (!users.matches(name, password)) {
                throw RefusedException.forbidden("The user name or the password is not right");
            }
        } finally {
            Arrays.fill(password, '\0');
        }
        requireAllowedNumber();
        return sessions.open(name);
    }

    private void requireAllowedNumber() throws IOException, RefusedException {
        if (!allowManyUsers && users.list().size() > 1) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "nobody is let in: this gateway was started for one user and now has several ({0}). Start it"
                            + " with --allow-many-users if they trust each other, or remove the others"
                            + " (mantle gateway user remove NAME)",
                    String.join(", ", users.list()));
            throw RefusedException.forbidden(
                    "This gateway lets nobody in at present, because it was started for one user"
                            + " and now has several: whoever runs it must allow many users or remove the others");
        }
    }
}
