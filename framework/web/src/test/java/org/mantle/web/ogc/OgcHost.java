package org.mantle.web.ogc;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.mantle.framework.Mantle;
import org.mantle.web.Explorer;
import org.mantle.web.ExplorerConfig;
import org.mantle.web.mcp.McpProgram;
import org.mantle.web.server.WebClient;
import org.mantle.web.server.WebClient.Answered;

/** A host that serves OGC API - Processes to a test, with the definition that it answers with. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OgcHost {

    static final String TYPES = "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/";
    static final String EXECUTION = "/ogc/processes/Echo/execution";

    Mantle mantle;
    Explorer explorer;
    WebClient client;
    Definition definition;

    @BeforeAll
    void start() throws Exception {
        mantle = Mantle.builder().provider(new McpProgram.LockProvider()).build();
        explorer = Explorer.start(mantle, ExplorerConfig.builder().port(0).build());
        client = new WebClient(explorer);
        definition = new Definition(client.get("/ogc/api").body());
    }

    @AfterAll
    void stop() {
        explorer.close();
        mantle.close();
    }

    static Optional<String> link(JsonObject json, String relation) {
        for (JsonElement link : json.getAsJsonArray("links")) {
            if (link.getAsJsonObject().get("rel").getAsString().equals(relation)) {
                return Optional.of(link.getAsJsonObject().get("href").getAsString());
            }
        }
        return Optional.empty();
    }

    static String type(Answered answer) {
        return answer.json().get("type").getAsString();
    }
}
