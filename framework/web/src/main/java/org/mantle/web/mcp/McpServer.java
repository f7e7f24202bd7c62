package org.mantle.web.mcp;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.json.StrictJson;
import org.mantle.framework.Mantle;
import org.mantle.framework.describe.AgentTool;
import org.mantle.framework.describe.AgentTools;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.describe.SecretReference;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.InvalidDeclarationException;
import org.mantle.framework.type.Registration;

/**
 * Serves algorithms as tools of the Model Context Protocol to one agent, over a pair of streams.
 *
 * <p>A call of a tool is a run: its progress and what it says are told while it goes on, and the agent may cancel it. A refused call is
 * answered with every problem, so that the agent can mend it. Secrets are taken as references only.
 *
 * @since 0.1.0
 */
public final class McpServer {

    private static final System.Logger LOG = System.getLogger(McpServer.class.getName());

    /** The versions of the protocol that are spoken, the newest first. 2025-03-26 alone has batches of messages, and is none of them. */
    private static final List<String> VERSIONS = List.of("2025-11-25", "2025-06-18", "2024-11-05");

    private static final int TOOLS_OF_PAGE = 500;

    private static final String INSTRUCTIONS =
            "Each tool runs an algorithm. A refused call names every wrong argument, what is allowed, and the nearest"
                    + " right value; mend them all and call again. Give secrets as @env:NAME or @file:PATH only.";

    private final Mantle mantle;
    private final McpTools offer;
    private final Map<String, String> environment;
    private final McpMessages messages;
    private final McpLogLevel logLevel = new McpLogLevel();
    private final Map<JsonElement, McpCall> calls = new ConcurrentHashMap<>();
    private final Map<JsonElement, AlgorithmRun> runs = new ConcurrentHashMap<>();
    private volatile AgentTools tools;
    private volatile boolean isReady;

    private McpServer(Mantle mantle, McpTools offer, Map<String, String> environment, PrintWriter out) {
        this.mantle = mantle;
        this.offer = offer;
        this.environment = environment;
        messages = new McpMessages(out);
        tools = AgentTools.of(List.of());
    }

    /** A call that is wrong in a way that the protocol has a code for. */
    private static final class RefusedCallException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int code;

        RefusedCallException(int code, String words) {
            super(words);
            this.code = code;
        }
    }

    /**
     * Serves until the agent closes its stream; runs that are under way then are cancelled.
     *
     * @param environment the variables that secrets may refer to
     * @param in where the agent's messages come from
     * @param out where messages to the agent go; nothing else may be written there
     * @throws IOException if the agent's messages cannot be read
     */
    public static void serve(
            Mantle mantle, McpTools offer, Map<String, String> environment, InputStream in, PrintWriter out)
            throws IOException {
        McpServer server = new McpServer(mantle, offer, environment, out);
        Registration changes = mantle.registry().onChange(change -> {
            if (!change.added().isEmpty() || !change.removed().isEmpty()) {
                server.toolsChanged();
            }
        });
        try {
            // behind the registration, so that no change is lost between them
            server.toolsChanged();
            server.read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } finally {
            changes.close();
            server.runs.values().forEach(AlgorithmRun::cancel);
        }
    }

    /** One after another, so that the list which stays is the newest. */
    private synchronized void toolsChanged() {
        tools = offer.of(mantle.registry());
        if (isReady) {
            messages.notification("notifications/tools/list_changed", new JsonObject());
        }
    }

    private void read(BufferedReader in) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (!line.isBlank()) {
                take(line);
            }
        }
    }

    private void take(String line) {
        JsonElement parsed;
        try {
            parsed = StrictJson.parse(line);
        } catch (JsonParseException e) {
            messages.error(JsonNull.INSTANCE, McpMessages.PARSE_ERROR, "a message must be one line of JSON");
            return;
        }
        if (!(parsed instanceof JsonObject message) || !(message.get("method") instanceof JsonPrimitive method)) {
            // an answer needs none: this server asks nothing
            boolean isAnswer = parsed instanceof JsonObject object && (object.has("result") || object.has("error"));
            if (!isAnswer) {
                messages.error(
                        JsonNull.INSTANCE, McpMessages.INVALID_REQUEST, "a message must be one object with a method");
            }
            return;
        }
        JsonObject parameters = message.get("params") instanceof JsonObject given ? given : new JsonObject();
        JsonElement id = message.get("id");
        if (id == null) {
            notice(method.getAsString(), parameters);
            return;
        }
        try {
            answer(id, method.getAsString(), parameters);
        } catch (RefusedCallException e) {
            messages.error(id, e.code, ProblemText.message(e));
        } catch (RuntimeException e) {
            // the boundary: what is wrong with one call must not end the others
            LOG.log(System.Logger.Level.ERROR, "a call failed", e);
            messages.error(id, McpMessages.INTERNAL_ERROR, "the server could not do this, and its log tells why");
        }
    }

    private void notice(String method, JsonObject parameters) {
        if (method.equals("notifications/initialized")) {
            isReady = true;
        } else if (method.equals("notifications/cancelled") && parameters.has("requestId")) {
            JsonElement id = parameters.get("requestId");
            Optional.ofNullable(calls.get(id)).ifPresent(McpCall::cancel);
            Optional.ofNullable(runs.get(id)).ifPresent(AlgorithmRun::cancel);
        }
    }

    private void answer(JsonElement id, String method, JsonObject parameters) {
        switch (method) {
            case "initialize" -> messages.result(id, greeting(parameters));
            case "ping" -> messages.result(id, new JsonObject());
            case "logging/setLevel" -> {
                if (!logLevel.set(text(parameters, "level"))) {
                    throw new RefusedCallException(McpMessages.INVALID_PARAMETERS, "there is no such level");
                }
                messages.result(id, new JsonObject());
            }
            case "tools/list" -> messages.result(id, list(parameters));
            case "tools/call" -> call(id, parameters);
            default ->
                throw new RefusedCallException(
                        McpMessages.UNKNOWN_METHOD, "this server knows no \"" + method + "\"; it has tools alone");
        }
    }

    private static String text(JsonObject parameters, String name) {
        return parameters.get(name) instanceof JsonPrimitive text ? text.getAsString() : "";
    }

    private static JsonObject greeting(JsonObject parameters) {
        String wanted = text(parameters, "protocolVersion");
        JsonObject toolsCapability = new JsonObject();
        toolsCapability.addProperty("listChanged", true);
        JsonObject capabilities = new JsonObject();
        capabilities.add("tools", toolsCapability);
        capabilities.add("logging", new JsonObject());
        JsonObject server = new JsonObject();
        server.addProperty("name", "mantle");
        server.addProperty("title", "Mantle");
        @Nullable String version = McpServer.class.getPackage().getImplementationVersion();
        server.addProperty("version", version == null ? "0" : version);
        JsonObject greeting = new JsonObject();
        greeting.addProperty("protocolVersion", VERSIONS.contains(wanted) ? wanted : VERSIONS.get(0));
        greeting.add("capabilities", capabilities);
        greeting.add("serverInfo", server);
        greeting.addProperty("instructions", INSTRUCTIONS);
        return greeting;
    }

    private JsonObject list(JsonObject parameters) {
        List<AgentTool> all = tools.tools();
        int from = 0;
        String cursor = text(parameters, "cursor");
        if (!cursor.isEmpty()) {
            try {
                from = Integer.parseInt(cursor);
            } catch (NumberFormatException e) {
                from = -1;
            }
            if (from < 0 || from > all.size()) {
                throw new RefusedCallException(McpMessages.INVALID_PARAMETERS, "there is no such cursor");
            }
        }
        int until = Math.min(from + TOOLS_OF_PAGE, all.size());
        JsonArray page = new JsonArray();
        all.subList(from, until).forEach(tool -> page.add(tool.toJson()));
        JsonObject result = new JsonObject();
        result.add("tools", page);
        if (until < all.size()) {
            result.addProperty("nextCursor", Integer.toString(until));
        }
        return result;
    }

    private void call(JsonElement id, JsonObject parameters) {
        String name = text(parameters, "name");
        AgentTool tool = tools.find(name)
                .orElseThrow(() ->
                        new RefusedCallException(McpMessages.INVALID_PARAMETERS, "there is no tool \"" + name + "\""));
        JsonObject arguments = parameters.get("arguments") instanceof JsonObject given ? given : new JsonObject();
        JsonElement token = parameters.get("_meta") instanceof JsonObject meta ? meta.get("progressToken") : null;
        AlgorithmRun run;
        try {
            run = mantle.start(tool.algorithm(), inputs(tool.algorithm(), arguments));
        } catch (InvalidPropertyException e) {
            messages.result(id, refusal(tool.algorithm(), e.problems()));
            return;
        } catch (AlgorithmFailedException
                | InvalidDeclarationException
                | RejectedExecutionException
                | IllegalStateException e) {
            messages.result(id, McpCall.text(ProblemText.message(e), true));
            return;
        }
        McpCall call = new McpCall(id, token, messages, logLevel, () -> {
            calls.remove(id);
            runs.remove(id);
        });
        calls.put(id, call);
        runs.put(id, run);
        run.subscribe(call::tell);
    }

    /** A secret that is written out would be in a conversation, which is kept and read elsewhere. */
    private Map<String, Object> inputs(AlgorithmDescriptor algorithm, JsonObject arguments) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        arguments.asMap().forEach((name, value) -> {
            Property<?> property = algorithm.property(name).orElse(null);
            if (property == null || !property.type().isSecret() || value.isJsonNull()) {
                inputs.put(name, value);
                return;
            }
            String text = value instanceof JsonPrimitive secret ? secret.getAsString() : "";
            if (SecretReference.isReference(text)) {
                inputs.put(name, SecretReference.resolve(text, environment));
            } else {
                problems.add(Problem.of(
                        property.name(),
                        Problem.INVALID,
                        "a secret belongs in no conversation; give a reference, @env:NAME or @file:PATH"));
            }
        });
        if (!problems.isEmpty()) {
            throw InvalidPropertyException.of(algorithm.name(), problems);
        }
        return inputs;
    }

    private static JsonObject refusal(AlgorithmDescriptor algorithm, List<Problem> problems) {
        StringBuilder words = new StringBuilder(algorithm.name() + " did not run:");
        problems.forEach(problem -> words.append("\n- ").append(ProblemText.line(problem)));
        JsonObject result = McpCall.text(words.toString(), true);
        JsonObject meta = new JsonObject();
        meta.add("org.mantle/problems", ProblemText.toJson(problems));
        result.add("_meta", meta);
        return result;
    }
}
