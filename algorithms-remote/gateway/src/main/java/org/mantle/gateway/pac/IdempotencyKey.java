package org.mantle.gateway.pac;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mantle.gateway.http.Exchange;
import org.mantle.pac.PacProtocol;

/**
 * The header {@code Idempotency-Key}, by which a client marks a submission (draft-ietf-httpapi-idempotency-key-header): a text in double
 * quotes, or, as many send it, without.
 */
final class IdempotencyKey {

    static final String HEADER = PacProtocol.IDEMPOTENCY_KEY;

    /** RFC 8941 has quoted texts of printable ASCII, with a backslash before quotes and backslashes; parameters may follow. */
    private static final Pattern QUOTED =
            Pattern.compile("\"((?:[ !#-\\[\\]-~]|\\\\[\"\\\\]){1,510})\"\\s*(?:;[ -~]*)?");

    private static final Pattern PLAIN = Pattern.compile("[!#-~][ -~]*");
    private static final int LONGEST = 255;

    private IdempotencyKey() {}

    /**
     * Returns the key of a request, if it has one.
     *
     * @throws RefusedException if it is no key, or there are several
     */
    static Optional<String> of(Exchange exchange) throws RefusedException {
        List<String> given = exchange.headers(HEADER);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> key = given.size() == 1 ? key(given.get(0).strip()) : Optional.empty();
        if (key.isEmpty()) {
            throw RefusedException.invalid("The header " + HEADER
                    + " must be given once, with 1 to 255 printable letters of ASCII, such as \"8e03978e-40d5-43dd\"");
        }
        return key;
    }

    static Optional<String> key(String text) {
        Matcher quoted = QUOTED.matcher(text);
        String key = quoted.matches() ? quoted.group(1).replaceAll("\\\\([\"\\\\])", "$1") : text;
        boolean isKey = quoted.matches() || PLAIN.matcher(text).matches();
        return Optional.of(key).filter(found -> isKey && found.length() <= LONGEST);
    }
}
