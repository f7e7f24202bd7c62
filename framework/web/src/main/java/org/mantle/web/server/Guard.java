package org.mantle.web.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.mantle.web.http.WebProblem;

/**
 * Who may call: programs and browsers of this machine that know the token. A browser gets a cookie in place of the token on its first visit,
 * so that the token is in no address any more.
 */
final class Guard {

    /** The parameter of an address that has the token in it. */
    static final String TOKEN = "token";

    private static final String BEARER = "Bearer ";

    private final @Nullable AccessToken token;
    private final AccessToken session = AccessToken.random();

    /** How a request may go on. */
    enum Admission {
        /** It is answered. */
        GRANTED,
        /** It has the token in its address: a browser is given its cookie, and sent on. */
        FIRST_VISIT
    }

    /**
     * Creates a guard.
     *
     * @param token null lets everybody of this machine in
     */
    Guard(@Nullable AccessToken token) {
        this.token = token;
    }

    /**
     * Looks at the head of a request.
     *
     * @throws WebProblem if it may not go on
     */
    Admission admit(Request request) {
        requireThisMachine(request);
        requireOwnPages(request);
        if (token == null) {
            return Admission.GRANTED;
        }
        List<String> inAddress = Request.extractQueryParameters(request).getValuesOrEmpty(TOKEN);
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (hasBearer(request) || hasCookie(request)) {
            return reads && !inAddress.isEmpty() && !hasBearer(request) ? Admission.FIRST_VISIT : Admission.GRANTED;
        }
        if (reads && inAddress.stream().anyMatch(token::isKnownAs)) {
            return Admission.FIRST_VISIT;
        }
        throw WebProblem.of(
                        401,
                        "this needs the access token: open the address that \"mantle explorer\" printed, or send the"
                                + " header \"Authorization: Bearer TOKEN\"")
                .with("WWW-Authenticate", "Bearer realm=\"mantle\"");
    }

    private static void requireThisMachine(Request request) {
        if (!(request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress remote)
                || !Optional.ofNullable(remote.getAddress())
                        .map(InetAddress::isLoopbackAddress)
                        .orElse(false)) {
            throw WebProblem.of(403, "this serves programs of its own machine alone");
        }
        String host = request.getHttpURI().getAuthority();
        if (host == null || !LoopbackNames.include(host)) {
            throw WebProblem.of(
                    421,
                    "this does not serve under the name that the request has for it (Host): call it by 127.0.0.1 or"
                            + " localhost");
        }
    }

    /** Refuses what a page of another origin makes a browser send, be it another server of this machine. */
    private static void requireOwnPages(Request request) {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin != null && !origin.equalsIgnoreCase(base(request))) {
            throw WebProblem.of(403, "pages of other origins may not call this");
        }
        String site = request.getHeaders().get("Sec-Fetch-Site");
        boolean isOwn = site == null || site.equals("same-origin") || site.equals("none");
        if (!isOwn && !"navigate".equals(request.getHeaders().get("Sec-Fetch-Mode"))) {
            throw WebProblem.of(403, "pages of other origins may not call this");
        }
    }

    /** Returns the address under which the caller knows this server. */
    static String base(Request request) {
        return (request.isSecure() ? "https://" : "http://")
                + request.getHttpURI().getAuthority();
    }

    private boolean hasBearer(Request request) {
        String given = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        return token != null
                && given != null
                && given.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && token.isKnownAs(given.substring(BEARER.length()).strip());
    }

    private boolean hasCookie(Request request) {
        String name = cookieName(request);
        return Request.getCookies(request).stream()
                .anyMatch(cookie -> cookie.getName().equals(name) && session.isKnownAs(cookie.getValue()));
    }

    /** Cookies know no ports, so that their names have to. */
    private static String cookieName(Request request) {
        return "mantle-" + Request.getLocalPort(request);
    }

    /** Returns the header that gives a browser its cookie. */
    String cookie(Request request) {
        return cookieName(request) + "=" + session.text() + "; Path=/; HttpOnly; SameSite=Strict";
    }
}
