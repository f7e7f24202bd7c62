package org.mantle.web.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mantle.framework.Mantle;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.export.CallTexts;
import org.mantle.framework.form.FormState;
import org.mantle.framework.property.PropertyMap;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.web.http.Routes;
import org.mantle.web.http.WebProblem;
import org.mantle.web.http.WebReply;
import org.mantle.web.http.WebRequest;

/** Looks at a form that is being filled in. */
final class FormCalls {

    private static final int LONGEST_BODY = 16 * 1024 * 1024;

    private final Mantle mantle;
    private final RunStarter starter;

    FormCalls(Mantle mantle, RunStarter starter) {
        this.mantle = mantle;
        this.starter = starter;
    }

    void addTo(Routes routes) {
        routes.post("/api/form", this::look);
        routes.post("/api/call", this::call);
    }

    /**
     * Reads a body that is a JSON object.
     *
     * @throws WebProblem with status 400 if it is none
     */
    static JsonObject body(WebRequest request) throws IOException {
        if (request.json(LONGEST_BODY) instanceof JsonObject object) {
            return object;
        }
        throw WebProblem.of(400, "the body is no JSON object; send one");
    }

    private WebReply look(WebRequest request) throws IOException {
        GivenInputs given = GivenInputs.of(mantle, body(request));
        JsonObject json = new JsonObject();
        json.add("fields", FormState.of(given.algorithm(), mantle.inputs(given.algorithm(), given.shown())));
        json.add("problems", ProblemText.toJson(given.problems(starter)));
        return WebReply.json(json);
    }

    private WebReply call(WebRequest request) throws IOException {
        GivenInputs given = GivenInputs.of(mantle, body(request));
        AlgorithmDescriptor algorithm = given.algorithm();
        PropertyMap inputs = mantle.inputs(algorithm, given.shown());
        Map<String, JsonElement> all = new LinkedHashMap<>(given.values());
        given.secrets().keySet().forEach(name -> all.put(name, new JsonPrimitive("")));
        boolean newest = AlgorithmCalls.isNewest(mantle, algorithm);
        CallTexts texts = CallTexts.of(algorithm, newest, inputs, all);
        String process = newest ? algorithm.name() : algorithm.name() + "-v" + algorithm.version();
        String address = request.base() + "/ogc/processes/"
                + URLEncoder.encode(process, StandardCharsets.UTF_8).replace("+", "%20");
        JsonObject json = new JsonObject();
        json.addProperty("commandLine", texts.commandLine());
        json.addProperty("python", texts.python());
        json.addProperty("java", texts.java());
        json.addProperty("json", texts.json());
        json.addProperty("http", texts.httpRequest(address));
        return WebReply.json(json);
    }
}
