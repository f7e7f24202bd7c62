package org.mantle.web.ogc;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** Collects the links of a resource. */
final class Links {

    static final String JSON = "application/json";
    static final String HTML = "text/html";
    static final String RELATION = "http://www.opengis.net/def/rel/ogc/1.0/";

    private final JsonArray links = new JsonArray();

    /** Adds a link. */
    Links add(String relation, String type, String title, String address) {
        JsonObject link = new JsonObject();
        link.addProperty("href", address);
        link.addProperty("rel", relation);
        link.addProperty("type", type);
        link.addProperty("title", title);
        links.add(link);
        return this;
    }

    /** Adds the resource itself, and itself as a page. */
    Links self(String address) {
        String page = address + (address.contains("?") ? "&" : "?") + "f=html";
        return add("self", JSON, "this document", address).add("alternate", HTML, "this document as a page", page);
    }

    JsonArray toJson() {
        return links;
    }
}
