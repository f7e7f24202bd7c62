package org.mantle.web.ogc;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.web.http.WebReply;
import org.mantle.web.http.WebRequest;

/**
 * How the results of an execution are given.
 *
 * @param asDocument whether they come as one JSON document, or raw
 * @param references the outputs that are asked for, by name, and whether each is given as a link; empty for all, as values
 */
record ResultForm(boolean asDocument, Map<String, Boolean> references) {

    private static final String MULTIPART = "multipart/related";

    /** Tells whether some output has to be there to be fetched afterwards. */
    boolean needsJob() {
        return references.containsValue(true);
    }

    private boolean wants(String output) {
        return references.isEmpty() || references.containsKey(output);
    }

    private boolean isReference(String output) {
        return references.getOrDefault(output, false);
    }

    /**
     * Returns the answer that has the results.
     *
     * @param address the address below which each output can be fetched; not read where none is a link
     */
    WebReply reply(WebRequest request, AlgorithmDescriptor algorithm, JsonObject outputs, String address) {
        JsonObject wanted = wanted(outputs);
        boolean onlyLinks = !wanted.isEmpty() && wanted.keySet().stream().allMatch(this::isReference);
        if (!asDocument && onlyLinks) {
            WebReply reply = WebReply.empty(204);
            for (String name : wanted.keySet()) {
                reply = reply.with("Link", "<" + address + "/" + name + ">; rel=\"item\"; title=\"" + name + "\"");
            }
            return reply;
        }
        if (!asDocument && wanted.size() == 1) {
            Map.Entry<String, JsonElement> only = wanted.entrySet().iterator().next();
            return raw(request, algorithm, only.getKey(), only.getValue());
        }
        // several raw values come in parts, unless the caller takes JSON alone
        boolean takesParts = request.preferred(List.of(MULTIPART, WebReply.JSON))
                .filter(MULTIPART::equals)
                .isPresent();
        return asDocument || !takesParts
                ? WebReply.json(document(algorithm, wanted, address))
                : parts(algorithm, wanted, address);
    }

    /** Returns one output by itself: as bytes if that is what it is, as text to who asks for that, and else as JSON. */
    static WebReply raw(WebRequest request, AlgorithmDescriptor algorithm, String name, JsonElement value) {
        String mediaType = mediaType(algorithm, name);
        if (!mediaType.isEmpty() && value instanceof JsonPrimitive text) {
            boolean wantsJson = request.preferred(List.of(mediaType, WebReply.JSON))
                    .filter(WebReply.JSON::equals)
                    .isPresent();
            if (!wantsJson) {
                return WebReply.bytes(mediaType, Base64.getMimeDecoder().decode(text.getAsString()));
            }
        }
        boolean wantsText = value instanceof JsonPrimitive
                && request.preferred(List.of(WebReply.JSON, "text/plain"))
                        .filter("text/plain"::equals)
                        .isPresent();
        return wantsText ? WebReply.text(WebReply.TEXT, value.getAsString()) : WebReply.json(value);
    }

    private JsonObject wanted(JsonObject outputs) {
        JsonObject wanted = new JsonObject();
        outputs.asMap().forEach((name, value) -> {
            if (wants(name)) {
                wanted.add(name, value);
            }
        });
        return wanted;
    }

    /**
     * Returns the outputs that are wanted as one document.
     *
     * @param address the address below which each output can be fetched
     */
    JsonObject document(AlgorithmDescriptor algorithm, JsonObject outputs, String address) {
        JsonObject document = new JsonObject();
        wanted(outputs).asMap().forEach((name, value) -> {
            String mediaType = mediaType(algorithm, name);
            if (isReference(name)) {
                JsonObject link = new JsonObject();
                link.addProperty("href", address + "/" + name);
                link.addProperty("type", mediaType.isEmpty() ? WebReply.JSON : mediaType);
                document.add(name, link);
            } else if (!mediaType.isEmpty() && value.isJsonPrimitive()) {
                JsonObject qualified = new JsonObject();
                qualified.add("value", value);
                qualified.addProperty("mediaType", mediaType);
                qualified.addProperty("encoding", "base64");
                document.add(name, qualified);
            } else if (value instanceof JsonObject object && !object.has("bbox")) {
                // the standard wraps objects, so that they are not taken for links or wrappings themselves
                JsonObject qualified = new JsonObject();
                qualified.add("value", value);
                document.add(name, qualified);
            } else {
                document.add(name, value);
            }
        });
        return document;
    }

    private WebReply parts(AlgorithmDescriptor algorithm, JsonObject wanted, String address) {
        String boundary = "part-" + UUID.randomUUID();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        wanted.asMap().forEach((name, value) -> {
            String mediaType = mediaType(algorithm, name);
            boolean binary = !mediaType.isEmpty() && value instanceof JsonPrimitive;
            write(body, "--" + boundary + "\r\nContent-ID: <" + name + ">\r\n");
            write(body, "Content-Type: " + (binary ? mediaType : WebReply.JSON) + "\r\n");
            if (isReference(name)) {
                write(body, "Content-Location: " + address + "/" + name + "\r\n\r\n");
            } else {
                write(body, "\r\n");
                body.writeBytes(
                        binary
                                ? Base64.getMimeDecoder().decode(value.getAsString())
                                : JsonForm.COMPACT.text(value).getBytes(StandardCharsets.UTF_8));
            }
            write(body, "\r\n");
        });
        write(body, "--" + boundary + "--\r\n");
        return WebReply.bytes(MULTIPART + "; boundary=" + boundary, body.toByteArray());
    }

    private static void write(ByteArrayOutputStream body, String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the media type of an output that is bytes in base64; empty when it is something else. */
    private static String mediaType(AlgorithmDescriptor algorithm, String name) {
        JsonObject schema = algorithm
                .property(name)
                .map(property -> property.type().schema())
                .orElseGet(JsonObject::new);
        return schema.has("contentMediaType")
                        && schema.has("contentEncoding")
                        && schema.get("contentEncoding").getAsString().equals("base64")
                ? schema.get("contentMediaType").getAsString()
                : "";
    }
}
