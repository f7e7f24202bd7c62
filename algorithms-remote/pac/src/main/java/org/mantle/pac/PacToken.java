package org.mantle.pac;

import java.util.Optional;

/**
 * The proof of a log-in: opaque to clients, {@code user"time"base64"base64} on PAC.
 *
 * @param raw the token with its real quotes, as log-in gives it
 * @param sessionId what log-in gave as {@code jtoken}, if anything; clients send it behind the token
 * @since 0.1.0
 */
public record PacToken(String raw, Optional<String> sessionId) {

    private static final String COOKIE_START = PacProtocol.TOKEN_COOKIE + "=";
    private static final String SESSION_MARK = ",JSESSIONID=";
    private static final String QUOTE = "#quote#";

    /**
     * Creates a token.
     *
     * @throws IllegalArgumentException if it is empty, or has a character that a header cannot carry
     */
    public PacToken {
        requireHeaderSafe(raw);
        sessionId.ifPresent(PacToken::requireHeaderSafe);
        if (raw.isEmpty()) {
            throw new IllegalArgumentException("A token must not be empty");
        }
    }

    /** Returns the token of its raw form, with its real quotes; white space around it is ignored. */
    public static PacToken of(String raw) {
        return new PacToken(raw.strip(), Optional.empty());
    }

    private static void requireHeaderSafe(String value) {
        // the value is not repeated: it is a secret
        if (value.chars().anyMatch(c -> c <= ' ' || c >= 0x7f || c == ';')) {
            throw new IllegalArgumentException(
                    "A token must be printable ASCII without spaces and semicolons, and this one is not");
        }
    }

    /**
     * Returns the value of the {@code Cookie} header that carries this token, {@code platform_token=…} with {@code
     * #quote#} for every quote.
     */
    public String toCookieHeader() {
        return COOKIE_START
                + raw.replace("\"", QUOTE)
                + sessionId.map(id -> SESSION_MARK + id).orElse("");
    }

    /**
     * Reads the token from the value of a {@code Cookie} header as it arrived; nothing when there is none or it is empty.
     *
     * <p>It is not a legal cookie: it may hold {@code + / = , : #}, so it reaches up to a semicolon or the end.
     */
    public static Optional<PacToken> fromCookieHeader(String header) {
        int start = header.indexOf(COOKIE_START);
        if (start < 0) {
            return Optional.empty();
        }
        int end = header.indexOf(';', start);
        String value = header.substring(start + COOKIE_START.length(), end < 0 ? header.length() : end)
                .strip();
        int mark = value.indexOf(SESSION_MARK);
        Optional<String> sessionId =
                mark < 0 ? Optional.empty() : Optional.of(value.substring(mark + SESSION_MARK.length()));
        String raw = (mark < 0 ? value : value.substring(0, mark)).replace(QUOTE, "\"");
        try {
            return raw.isEmpty() ? Optional.empty() : Optional.of(new PacToken(raw, sessionId));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns a text without the token, which is a secret. */
    @Override
    public String toString() {
        return "PacToken[…]";
    }
}
