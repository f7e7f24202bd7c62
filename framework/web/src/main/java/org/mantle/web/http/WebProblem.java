package org.mantle.web.http;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.property.Problem;

/**
 * What is wrong with a call, as the caller is told: a problem of RFC 7807. Its type is {@code about:blank} unless one is given, its
 * detail one sentence for people, and the problems of inputs are a further member, {@code problems}.
 *
 * @since 0.1.0
 */
public final class WebProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad request"),
            Map.entry(401, "Not logged in"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not found"),
            Map.entry(405, "Method not allowed"),
            Map.entry(406, "Not acceptable"),
            Map.entry(409, "Conflict"),
            Map.entry(410, "Gone"),
            Map.entry(413, "Too large"),
            Map.entry(415, "Unsupported media type"),
            Map.entry(416, "Range not satisfiable"),
            Map.entry(421, "Misdirected request"),
            Map.entry(429, "Too many requests"),
            Map.entry(500, "Internal error"),
            Map.entry(501, "Not implemented"),
            Map.entry(502, "Bad gateway"),
            Map.entry(503, "Unavailable"));

    private final int status;
    private final String type;
    private final String title;
    private final String detail;
    private final transient List<Problem> problems;
    private final transient Map<String, String> headers;

    private WebProblem(
            int status, String type, String title, String detail, List<Problem> problems, Map<String, String> headers) {
        super(detail);
        this.status = status;
        this.type = type;
        this.title = title;
        this.detail = detail;
        this.problems = problems;
        this.headers = headers;
    }

    /** Makes a problem from its status and one sentence that says what is wrong and what to do. */
    public static WebProblem of(int status, String detail) {
        return new WebProblem(status, "about:blank", TITLES.getOrDefault(status, "Error"), detail, List.of(), Map.of());
    }

    /** Makes the problem of refused inputs, with status 400. */
    public static WebProblem of(List<Problem> refused) {
        String detail = refused.size() == 1
                ? refused.get(0).message()
                : refused.size() + " inputs are refused; see \"problems\"";
        return new WebProblem(400, "about:blank", "Invalid inputs", detail, List.copyOf(refused), Map.of());
    }

    /** Returns this problem with a type, which is a URI, and a title, which is the same for all problems of the type. */
    public WebProblem typed(String uri, String typeTitle) {
        return new WebProblem(status, uri, typeTitle, detail, problems, headers);
    }

    /** Returns this problem with a header more. */
    public WebProblem with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new WebProblem(status, type, title, detail, problems, more);
    }

    /** Returns the status of the answer. */
    public int status() {
        return status;
    }

    /** Returns the URI of the problem's type. */
    public String type() {
        return type;
    }

    /** Returns what problems of the type have in common, in a few words. */
    public String title() {
        return title;
    }

    /** Returns what is wrong, in a sentence for people. */
    public String detail() {
        return detail;
    }

    /** Returns the headers that go with the answer. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Returns the body that tells it. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("type", type);
        json.addProperty("title", title);
        json.addProperty("status", status);
        json.addProperty("detail", detail);
        if (!problems.isEmpty()) {
            json.add("problems", ProblemText.toJson(problems));
        }
        return json;
    }
}
