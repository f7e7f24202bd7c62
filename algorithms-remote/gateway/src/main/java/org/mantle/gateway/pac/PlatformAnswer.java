package org.mantle.gateway.pac;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import org.mantle.commons.json.JsonForm;
import org.mantle.gateway.http.Exchange;
import org.mantle.gateway.pac.RefusedException.Reason;
import org.mantle.pac.PacElement;

/** Answers of the newer generation, which are XML, or JSON for clients that ask for it. */
public final class PlatformAnswer {

    private static final String MESSAGE = "message";

    private PlatformAnswer() {}

    /** Tells whether a client asks for JSON. */
    public static boolean isJson(Exchange exchange) {
        return accepts(exchange, "json");
    }

    /** Tells whether a client names a form in which it takes answers. */
    public static boolean accepts(Exchange exchange, String form) {
        return exchange.header("Accept").toLowerCase(Locale.ROOT).contains(form);
    }

    /** Answers with a document. */
    public static void give(Exchange exchange, int status, PacElement xml, JsonElement json) {
        if (isJson(exchange)) {
            exchange.answer(status, "application/json", JsonForm.COMPACT.text(json));
        } else {
            exchange.answer(status, "application/xml;charset=UTF-8", xml.toXml());
        }
    }

    /** Answers that something worked. */
    public static void done(Exchange exchange, String words) {
        message(exchange, 200, "Message", words);
    }

    static void error(Exchange exchange, Reason reason, String words) {
        int status = switch (reason) {
            case NOT_FOUND -> 404;
            case FORBIDDEN -> 403;
            // as the draft of the header Idempotency-Key has it
            case UNDER_WAY -> 409;
            case NO_REPETITION -> 422;
            case FAILED -> 500;
            case UNAVAILABLE -> 503;
            // RFC 4918
            case NO_ROOM -> 507;
            case INVALID, NOT_SERVED -> 400;
        };
        message(exchange, status, "error", words);
    }

    private static void message(Exchange exchange, int status, String root, String words) {
        JsonObject json = new JsonObject();
        json.addProperty(MESSAGE, words);
        give(exchange, status, PacElement.of(root, List.of(PacElement.of(MESSAGE, words))), json);
    }
}
