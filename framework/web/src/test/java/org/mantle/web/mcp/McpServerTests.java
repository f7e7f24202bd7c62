package org.mantle.web.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Agents call a server in a process of its own: by the SDK of the protocol, which is not ours, and by plain lines. */
class McpServerTests {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static List<String> arguments(String... categories) {
        List<String> arguments =
                new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), McpProgram.class.getName()));
        arguments.addAll(List.of(categories));
        return arguments;
    }

    private static McpSyncClient connect(List<ProgressNotification> progress, String... categories) {
        ServerParameters parameters =
                ServerParameters.builder(JAVA).args(arguments(categories)).build();
        McpSyncClient client = McpClient.sync(new StdioClientTransport(parameters, McpJsonDefaults.getMapper()))
                .requestTimeout(Duration.ofSeconds(60))
                .initializationTimeout(Duration.ofSeconds(60))
                .progressConsumer(progress::add)
                .build();
        client.initialize();
        return client;
    }

    private static CallToolResult call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        return client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
    }

    private static String words(CallToolResult result) {
        return ((TextContent) result.content().get(0)).text();
    }

    @Test
    void anAgentFindsAndCallsTools() {
        try (McpSyncClient client = connect(new CopyOnWriteArrayList<>())) {
            assertThat(client.getServerInfo().name()).isEqualTo("mantle");
            List<String> names =
                    client.listTools().tools().stream().map(Tool::name).toList();
            assertThat(names).contains("SortValues", "Wait", "MakeHistogram", "MakeHistogram_v1", "OpenLock");
            CallToolResult result = call(client, "SortValues", Map.of("Values", List.of(3, 1, 2)));
            assertThat(result.isError()).as(words(result)).isFalse();
            assertThat(result.structuredContent().toString()).contains("SortedValues=[1, 2, 3]");
        }
    }

    @Test
    void whatIsOfferedCanBeChosen() {
        try (McpSyncClient client = connect(new CopyOnWriteArrayList<>(), "Locks")) {
            assertThat(client.listTools().tools()).extracting(Tool::name).containsExactly("OpenLock");
            assertThatThrownBy(() -> call(client, "Wait", Map.of())).isInstanceOf(McpError.class);
        }
    }

    @Test
    void progressIsToldWhileARunGoesOn() {
        List<ProgressNotification> progress = new CopyOnWriteArrayList<>();
        try (McpSyncClient client = connect(progress)) {
            client.callTool(CallToolRequest.builder("Wait")
                    .arguments(Map.of("Seconds", 0.5))
                    .progressToken("mine")
                    .build());
        }
        assertThat(progress).isNotEmpty().allMatch(each -> each.progressToken().equals("mine"));
    }

    @Test
    void noReportOfProgressSaysLessThanTheOneBefore() throws Exception {
        try (Lines server = new Lines()) {
            server.say("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": {\"name\": \"Wait\","
                    + " \"arguments\": {\"Seconds\": 0.5}, \"_meta\": {\"progressToken\": 5}}}");
            List<Double> progress = new ArrayList<>();
            for (JsonObject message = server.next(); !message.has("id"); message = server.next()) {
                JsonObject parameters = message.getAsJsonObject("params");
                assertThat(parameters.get("progressToken").getAsInt()).isEqualTo(5);
                progress.add(parameters.get("progress").getAsDouble());
            }
            assertThat(progress).isNotEmpty().isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void everyProblemIsNamed() {
        try (McpSyncClient client = connect(new CopyOnWriteArrayList<>())) {
            CallToolResult refused = call(client, "Wait", Map.of("Secnds", 1, "Fail", "perhaps"));
            assertThat(refused.isError()).isTrue();
            assertThat(words(refused)).contains("did you mean Seconds?", "Fail:");
            CallToolResult failed =
                    call(client, "Wait", Map.of("Seconds", 0, "Fail", true, "Message", "no more water"));
            assertThat(failed.isError()).isTrue();
            assertThat(words(failed)).contains("no more water");
        }
    }

    @Test
    void aSecretIsTakenAsAReferenceOnly() {
        try (McpSyncClient client = connect(new CopyOnWriteArrayList<>())) {
            CallToolResult told = call(client, "OpenLock", Map.of("Word", "sesame"));
            assertThat(told.isError()).isTrue();
            assertThat(words(told)).contains("@env:NAME").doesNotContain("sesame");
            CallToolResult referred = call(client, "OpenLock", Map.of("Word", "@env:LOCK"));
            assertThat(referred.isError()).as(words(referred)).isFalse();
            assertThat(referred.structuredContent().toString()).isEqualTo("{Length=6}");
            assertThat(words(call(client, "OpenLock", Map.of("Word", "@env:NOTHING"))))
                    .contains("no such variable");
        }
    }

    /** A server that is talked to in lines. */
    private static final class Lines implements AutoCloseable {

        private final Process process;
        private final Writer in;
        private final BufferedReader out;

        Lines() throws IOException {
            List<String> command = new ArrayList<>(List.of(JAVA));
            command.addAll(arguments());
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            in = process.outputWriter(StandardCharsets.UTF_8);
            out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        void say(String line) throws IOException {
            in.write(line + "\n");
            in.flush();
        }

        /** Returns the next message; what is no JSON in a line fails. */
        JsonObject next() throws IOException {
            return JsonParser.parseString(out.readLine()).getAsJsonObject();
        }

        @Override
        public void close() throws IOException {
            in.close();
            process.destroyForcibly();
        }
    }

    @Test
    void aCancelledCallStopsAndGetsNoAnswer() throws Exception {
        try (Lines server = new Lines()) {
            server.say("{\"jsonrpc\": \"2.0\", \"id\": \"long\", \"method\": \"tools/call\", \"params\": {\"name\":"
                    + " \"Wait\", \"arguments\": {\"Seconds\": 3600}, \"_meta\": {\"progressToken\": 1}}}");
            assertThat(server.next().get("method").getAsString()).isEqualTo("notifications/progress");
            server.say("{\"jsonrpc\": \"2.0\", \"method\": \"notifications/cancelled\", \"params\": {\"requestId\":"
                    + " \"long\"}}");
            server.say("{\"jsonrpc\": \"2.0\", \"id\": 2, \"method\": \"ping\"}");
            JsonObject answer = server.next();
            while (!answer.has("id")) {
                answer = server.next();
            }
            assertThat(answer.get("id").getAsInt()).isEqualTo(2);
            // the run has stopped: else the process would go on behind its input
            server.in.close();
            assertThat(server.out.readLine()).isNull();
            assertThat(server.process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anAgentThatGoesAwayLeavesNothingRunning() throws Exception {
        try (Lines server = new Lines()) {
            server.say("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": {\"name\": \"Wait\","
                    + " \"arguments\": {\"Seconds\": 3600}, \"_meta\": {\"progressToken\": 1}}}");
            server.next();
            server.in.close();
            assertThat(server.process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whatIsNotUnderstoodIsToldByTheProtocolsCodes() throws Exception {
        try (Lines server = new Lines()) {
            server.say("nonsense");
            assertThat(code(server.next())).isEqualTo(-32_700);
            server.say("[]");
            assertThat(code(server.next())).isEqualTo(-32_600);
            server.say("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"prompts/list\"}");
            assertThat(code(server.next())).isEqualTo(-32_601);
            server.say("{\"jsonrpc\": \"2.0\", \"id\": 2, \"method\": \"tools/call\", \"params\": {\"name\":"
                    + " \"Nothing\"}}");
            assertThat(code(server.next())).isEqualTo(-32_602);
            server.say(
                    "{\"jsonrpc\": \"2.0\", \"id\": 3, \"method\": \"tools/list\", \"params\": {\"cursor\": \"x\"}}");
            assertThat(code(server.next())).isEqualTo(-32_602);
            server.say("{\"jsonrpc\": \"2.0\", \"id\": 4, \"method\": \"initialize\", \"params\": {\"protocolVersion\":"
                    + " \"1\"}}");
            assertThat(server.next()
                            .getAsJsonObject("result")
                            .get("protocolVersion")
                            .getAsString())
                    .isEqualTo("2025-11-25");
        }
    }

    @Test
    void anAuthorsSlipEndsNoOtherCall() throws Exception {
        try (Lines server = new Lines()) {
            server.say("{\"jsonrpc\": \"2.0\", \"id\": \"long\", \"method\": \"tools/call\", \"params\": {\"name\":"
                    + " \"Wait\", \"arguments\": {\"Seconds\": 3600}, \"_meta\": {\"progressToken\": 1}}}");
            assertThat(server.next().get("method").getAsString()).isEqualTo("notifications/progress");
            for (String tool : List.of("SlipInCheck", "SlipInConstructor")) {
                server.say("{\"jsonrpc\": \"2.0\", \"id\": 2, \"method\": \"tools/call\", \"params\": {\"name\": \""
                        + tool + "\"}}");
                JsonObject answer = server.next();
                while (!answer.has("id")) {
                    answer = server.next();
                }
                JsonObject result = answer.getAsJsonObject("result");
                assertThat(result.get("isError").getAsBoolean()).isTrue();
                assertThat(result.toString()).contains("slipped in the c");
            }
            assertThat(server.process.isAlive()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"2024-11-05, 2024-11-05", "2025-03-26, 2025-11-25", "2025-06-18, 2025-06-18"})
    void theVersionThatHasBatchesIsNotAgreedTo(String wanted, String agreed) throws Exception {
        try (Lines server = new Lines()) {
            server.say("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"initialize\", \"params\": {\"protocolVersion\":"
                    + " \"" + wanted + "\"}}");
            assertThat(server.next()
                            .getAsJsonObject("result")
                            .get("protocolVersion")
                            .getAsString())
                    .isEqualTo(agreed);
        }
    }

    private static int code(JsonObject answer) {
        return answer.getAsJsonObject("error").get("code").getAsInt();
    }
}
