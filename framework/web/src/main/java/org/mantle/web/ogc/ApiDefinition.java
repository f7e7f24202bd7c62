package org.mantle.web.ogc;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.mantle.commons.json.StrictJson;

/** The definition of the API in the form of OpenAPI 3.0, which is the same for every host but for its address. */
final class ApiDefinition {

    static final String TYPE = "application/vnd.oai.openapi+json;version=3.0";

    private ApiDefinition() {}

    /**
     * Returns the definition.
     *
     * @param root the address below which the paths are
     */
    static JsonObject of(String root) {
        JsonObject definition;
        try (InputStream in = Objects.requireNonNull(ApiDefinition.class.getResourceAsStream("openapi.json"))) {
            definition = StrictJson.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException("the definition of the API cannot be read from this installation", e);
        }
        JsonObject server = new JsonObject();
        server.addProperty("url", root);
        JsonArray servers = new JsonArray();
        servers.add(server);
        definition.add("servers", servers);
        return definition;
    }
}
