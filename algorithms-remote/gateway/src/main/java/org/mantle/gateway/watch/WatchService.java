package org.mantle.gateway.watch;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.mantle.commons.json.JsonForm;
import org.mantle.gateway.http.Call;
import org.mantle.gateway.http.Exchange;
import org.mantle.gateway.http.HttpService;

/**
 * Serves {@code /health} and {@code /metrics}, and hands all else on.
 *
 * <p>Everybody hears whether the gateway is well; what is wrong, and the numbers, are for programs of this machine and for those that have
 * the token.
 */
public final class WatchService implements HttpService {

    private static final String HEALTH = "/health";
    private static final String METRICS = "/metrics";
    private static final String BEARER = "Bearer ";

    private final Health health;
    private final Metrics metrics;
    private final Optional<String> token;
    private final HttpService rest;

    /**
     * Creates it.
     *
     * @param token what a program of another machine must bring as a bearer; empty to let none in
     */
    public WatchService(Health health, Metrics metrics, Optional<String> token, HttpService rest) {
        this.health = health;
        this.metrics = metrics;
        this.token = token;
        this.rest = rest;
    }

    @Override
    public Call receive(Exchange exchange) throws IOException {
        String path = exchange.path();
        if (!path.equals(HEALTH) && !path.equals(METRICS)) {
            return rest.receive(exchange);
        }
        exchange.name(path.substring(1), "");
        if (!exchange.method().equals("GET")) {
            exchange.answer(405, Exchange.PLAIN_TEXT, "Only GET is served here");
            return Call.ANSWERED;
        }
        if (path.equals(HEALTH)) {
            return Call.withoutBody(this::health);
        }
        if (!mayKnow(exchange)) {
            exchange.noteRefusal("no token");
            exchange.answer(
                    403,
                    Exchange.PLAIN_TEXT,
                    "The numbers are for programs of this machine, and for those that bring the token of \"metricsTokenFile\"");
            return Call.ANSWERED;
        }
        return Call.withoutBody(asked -> asked.answer(200, Metrics.CONTENT_TYPE, metrics.text()));
    }

    private void health(Exchange exchange) {
        List<String> troubles = health.troubles();
        JsonObject answer = new JsonObject();
        answer.addProperty("status", troubles.isEmpty() ? "up" : "down");
        if (mayKnow(exchange)) {
            JsonArray list = new JsonArray();
            troubles.forEach(list::add);
            answer.add("troubles", list);
        }
        exchange.answer(troubles.isEmpty() ? 200 : 503, "application/json", JsonForm.COMPACT.text(answer));
    }

    private boolean mayKnow(Exchange exchange) {
        return exchange.isOfThisMachine()
                || (token.isPresent() && isRight(exchange.header("Authorization"), token.get()));
    }

    private static boolean isRight(String header, String expected) {
        return header.startsWith(BEARER)
                && MessageDigest.isEqual(
                        header.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8),
                        expected.getBytes(StandardCharsets.UTF_8));
    }
}
