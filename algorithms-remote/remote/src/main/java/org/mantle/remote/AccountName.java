package org.mantle.remote;

import com.google.gson.JsonObject;

/**
 * A user at a resource.
 *
 * @param resource the name of the resource, such as {@code SCARF@STFC}
 * @param user the user's name there
 * @since 0.1.0
 */
public record AccountName(String resource, String user) {

    /** Begins what programs read of something that the account has. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("resource", resource);
        json.addProperty("user", user);
        return json;
    }

    /** Returns who it is, in words: {@code anna at SCARF@STFC}. */
    @Override
    public String toString() {
        return user + " at " + resource;
    }
}
