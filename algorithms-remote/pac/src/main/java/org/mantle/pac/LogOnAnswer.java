package org.mantle.pac;

import java.util.List;
import java.util.Optional;

/**
 * What a service answers to a log-on: a token, or why not.
 *
 * @param token the token, when the log-on worked
 * @param error the service's words, when it did not
 * @param baseUrl where the service is, ending in a slash; only SCARF's own log-in tells
 * @since 0.1.0
 */
public record LogOnAnswer(Optional<PacToken> token, Optional<String> error, Optional<String> baseUrl) {

    /**
     * Creates an answer.
     *
     * @throws IllegalArgumentException unless it has either a token or an error
     */
    public LogOnAnswer {
        if (token.isPresent() == error.isPresent()) {
            throw new IllegalArgumentException("A log-on answer has either a token or an error");
        }
    }

    /** Returns the answer to a log-on that worked. */
    public static LogOnAnswer success(PacToken token) {
        return new LogOnAnswer(Optional.of(token), Optional.empty(), Optional.empty());
    }

    /** Returns the answer to a log-on that did not work. */
    public static LogOnAnswer failure(String error) {
        return new LogOnAnswer(Optional.empty(), Optional.of(error), Optional.empty());
    }

    /** Returns the XML that says this: {@code <User><token>…</token></User>} or {@code <User><errMsg>…</errMsg></User>}. */
    public String toXml() {
        String content = token.map(t -> Xml.element("token", t.raw())
                        + t.sessionId().map(id -> Xml.element("jtoken", id)).orElse(""))
                .orElseGet(() -> Xml.element("errMsg", error.orElseThrow()));
        return Xml.DECLARATION + "<User>" + content + "</User>";
    }

    /**
     * Reads the answer to a log-on call; plain text counts as an error.
     *
     * @throws PacFormatException if it is neither a token nor an error
     */
    public static LogOnAnswer fromXml(String body) throws PacFormatException {
        if (!Xml.looksLikeXml(body)) {
            return failure(plainError(body));
        }
        PacElement root = Xml.parse(body);
        Optional<String> error = root.find("errMsg").filter(e -> !e.isBlank());
        if (error.isPresent()) {
            return failure(error.get().strip());
        }
        String raw = root.find("token")
                .map(String::strip)
                .filter(t -> !t.isEmpty())
                .orElseThrow(() -> new PacFormatException("The answer to the log-on has neither a token nor an error"));
        return success(token(raw, root.find("jtoken").map(String::strip).filter(t -> !t.isEmpty())));
    }

    /**
     * Reads the answer of SCARF's own log-in: the base URL on the first line, the token on the second. Any text that
     * does not name SCARF's portal is an error.
     *
     * <p>A client should go on only with a base URL on a host that it was told to trust.
     *
     * @throws PacFormatException if the portal is named but the two lines are not there
     */
    public static LogOnAnswer fromScarfText(String body) throws PacFormatException {
        if (!body.contains(PacProtocol.SCARF_PORTAL)) {
            return failure(plainError(body));
        }
        List<String> lines = body.lines().map(String::strip).toList();
        if (lines.size() < 2 || lines.get(0).isEmpty() || lines.get(1).isEmpty()) {
            throw new PacFormatException("The answer to the log-in has no token on its second line");
        }
        String base = lines.get(0).endsWith("/") ? lines.get(0) : lines.get(0) + "/";
        return new LogOnAnswer(Optional.of(token(lines.get(1), Optional.empty())), Optional.empty(), Optional.of(base));
    }

    /**
     * Returns the text by which SCARF's own log-in says this: three lines (base URL, token, the portal that clients
     * look for), or the error.
     *
     * @throws IllegalStateException if there is a token but no base URL
     */
    public String toScarfText() {
        return token.map(t -> baseUrl.orElseThrow(() -> new IllegalStateException("SCARF's answer needs a base URL"))
                        + "\n" + t.raw() + "\n" + PacProtocol.SCARF_PORTAL + "\n")
                .orElseGet(error::orElseThrow);
    }

    private static PacToken token(String raw, Optional<String> sessionId) throws PacFormatException {
        try {
            return new PacToken(raw, sessionId);
        } catch (IllegalArgumentException e) {
            throw new PacFormatException("The answer to the log-on has a token that no header can carry", e);
        }
    }

    private static String plainError(String body) {
        return body.isBlank() ? "The service gave an empty answer" : body.strip();
    }
}
