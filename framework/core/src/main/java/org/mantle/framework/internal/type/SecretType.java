package org.mantle.framework.internal.type;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.mantle.framework.internal.text.Json;
import org.mantle.framework.type.PropertyType;
import org.mantle.framework.type.Secret;

/** The type of secrets; nothing it says quotes one. */
public final class SecretType implements PropertyType<Secret> {

    public static final PropertyType<Secret> INSTANCE = new SecretType();

    @Override
    public String word() {
        return "string";
    }

    @Override
    public Secret fromText(String text) {
        return Secret.forRun(text.toCharArray());
    }

    @Override
    public String toText(Secret value) {
        return value.isEmpty() ? "" : value.toString();
    }

    @Override
    public Secret fromObject(Object value) {
        if (value instanceof Secret secret) {
            // One that belongs to a run is wiped with that run, which must not depend on the order in which two runs
            // end.
            return secret.isOwnedByRun() ? secret.copyForRun() : secret;
        }
        if (value instanceof char[] characters) {
            return Secret.forRun(characters.clone());
        }
        throw new IllegalArgumentException("needs a secret text");
    }

    @Override
    public Secret fromJson(JsonElement json) {
        return fromText(Json.text(json, "a secret text"));
    }

    @Override
    public JsonObject schema() {
        JsonObject schema = Json.schema("string");
        schema.addProperty("format", "password");
        schema.addProperty("writeOnly", true);
        return schema;
    }

    @Override
    public Secret emptyValue() {
        return Secret.none();
    }

    @Override
    public boolean isEmpty(Secret value) {
        return value.isEmpty();
    }

    @Override
    public boolean isSecret() {
        return true;
    }
}
