package org.mantle.remote.web;

import com.google.gson.JsonObject;

/**
 * A user at a resource.
 *
 * @param resource the name of the resource
 * @param user the user's name there
 */
record Account(String resource, String user) {

    /** Begins what is told of the account. */
    JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("resource", resource);
        json.addProperty("user", user);
        return json;
    }
}
