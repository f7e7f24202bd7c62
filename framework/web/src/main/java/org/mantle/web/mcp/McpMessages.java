package org.mantle.web.mcp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import org.mantle.commons.json.JsonForm;

/** Writes messages of JSON-RPC 2.0, one a line. Safe from many threads. */
final class McpMessages {

    static final int PARSE_ERROR = -32_700;
    static final int INVALID_REQUEST = -32_600;
    static final int UNKNOWN_METHOD = -32_601;
    static final int INVALID_PARAMETERS = -32_602;
    static final int INTERNAL_ERROR = -32_603;

    private final PrintWriter out;

    McpMessages(PrintWriter out) {
        this.out = out;
    }

    void result(JsonElement id, JsonObject result) {
        JsonObject message = message();
        message.add("id", id);
        message.add("result", result);
        write(message);
    }

    void error(JsonElement id, int code, String words) {
        JsonObject error = new JsonObject();
        error.addProperty("code", code);
        error.addProperty("message", words);
        JsonObject message = message();
        message.add("id", id);
        message.add("error", error);
        write(message);
    }

    void notification(String method, JsonObject parameters) {
        JsonObject message = message();
        message.addProperty("method", method);
        message.add("params", parameters);
        write(message);
    }

    private static JsonObject message() {
        JsonObject message = new JsonObject();
        message.addProperty("jsonrpc", "2.0");
        return message;
    }

    private synchronized void write(JsonObject message) {
        out.print(JsonForm.COMPACT.text(message) + "\n");
        out.flush();
    }
}
