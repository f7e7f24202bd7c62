package org.mantle.remote;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The form of a compute resource's settings in a file. Unknown settings are refused, because they are misspelt ones. */
final class ResourceJson {
    private static final String TYPE = "type";
    private static final String PAC = "pac";
    private static final String URL = "url";
    private static final String LOG_IN = "logIn";
    private static final String SCARF = "scarf";
    private static final String LOG_IN_URL = "logInUrl";
    private static final String APPLICATIONS = "applications";
    private static final String RUNNABLE = "runnable";
    private static final String APPLICATION = "application";
    private static final String CONNECT = "connectTimeoutSeconds";
    private static final String RESPONSE = "responseTimeoutSeconds";
    private static final String TRUST = "trustedCertificates";
    private static final List<String> SETTINGS =
            List.of(TYPE, URL, LOG_IN, LOG_IN_URL, APPLICATIONS, CONNECT, RESPONSE, TRUST);

    private final JsonStore store;

    ResourceJson(JsonStore store) {
        this.store = store;
    }

    JsonObject write(ComputeResource resource) {
        JsonObject json = new JsonObject();
        json.addProperty(TYPE, PAC);
        json.addProperty(URL, resource.url().toString());
        json.addProperty(LOG_IN, resource.scarfLogInUrl().isPresent() ? SCARF : PAC);
        resource.scarfLogInUrl().ifPresent(url -> json.addProperty(LOG_IN_URL, url.toString()));
        JsonArray applications = new JsonArray();
        for (ApplicationRule rule : resource.applicationRules()) {
            JsonObject entry = new JsonObject();
            entry.addProperty(RUNNABLE, rule.runnable());
            entry.addProperty(APPLICATION, rule.application());
            applications.add(entry);
        }
        json.add(APPLICATIONS, applications);
        json.addProperty(CONNECT, seconds(resource.connectTimeout()));
        json.addProperty(RESPONSE, seconds(resource.responseTimeout()));
        resource.trustedCertificates().ifPresent(file -> json.addProperty(TRUST, file.toString()));
        return json;
    }

    private static Number seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() : (Number) (duration.toMillis() / 1000.0);
    }

    ComputeResource read(String name, JsonObject json) throws StateFileException {
        String where = "the resource " + name;
        for (String key : json.keySet()) {
            if (!SETTINGS.contains(key)) {
                throw store.broken(
                        where + " has an unknown setting \"" + key + "\"; there are " + String.join(", ", SETTINGS));
            }
        }
        if (json.has(TYPE) && !store.text(json, TYPE, where).equals(PAC)) {
            throw store.broken(where + " has an unknown \"" + TYPE + "\"; there is \"" + PAC + "\"");
        }
        try {
            ComputeResource.Builder builder = ComputeResource.pac(store.text(json, URL, where));
            readLogIn(json, where, builder);
            readApplications(json, where, builder);
            readTimeout(json, CONNECT, where, builder::connectTimeout);
            readTimeout(json, RESPONSE, where, builder::responseTimeout);
            if (json.has(TRUST)) {
                builder.trustedCertificates(Path.of(store.text(json, TRUST, where)));
            }
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw store.broken(where + ": " + e.getMessage());
        }
    }

    private void readLogIn(JsonObject json, String where, ComputeResource.Builder builder) throws StateFileException {
        String kind = json.has(LOG_IN) ? store.text(json, LOG_IN, where) : PAC;
        switch (kind) {
            case PAC -> {
                if (json.has(LOG_IN_URL)) {
                    throw store.broken(where + " has a \"" + LOG_IN_URL + "\", which is for \"" + LOG_IN + "\": \""
                            + SCARF + "\" only");
                }
            }
            case SCARF -> builder.scarfLogIn(store.text(json, LOG_IN_URL, where));
            default ->
                throw store.broken(
                        where + " has an unknown \"" + LOG_IN + "\"; there are \"" + PAC + "\" and \"" + SCARF + "\"");
        }
    }

    private void readApplications(JsonObject json, String where, ComputeResource.Builder builder)
            throws StateFileException {
        if (!json.has(APPLICATIONS)) {
            return;
        }
        if (!(json.get(APPLICATIONS) instanceof JsonArray rules)) {
            throw store.broken(where + " needs a list for \"" + APPLICATIONS + "\"");
        }
        for (JsonElement rule : rules) {
            if (!(rule instanceof JsonObject entry)) {
                throw store.broken(where + ": each of its \"" + APPLICATIONS + "\" must be an object with \"" + RUNNABLE
                        + "\" and \"" + APPLICATION + "\"");
            }
            String itsPlace = where + ": each of its \"" + APPLICATIONS + "\"";
            builder.application(store.text(entry, RUNNABLE, itsPlace), store.text(entry, APPLICATION, itsPlace));
        }
    }

    private void readTimeout(JsonObject json, String name, String where, Consumer<Duration> setter)
            throws StateFileException {
        if (!json.has(name)) {
            return;
        }
        if (!(json.get(name) instanceof JsonPrimitive value && value.isNumber())) {
            throw store.broken(where + " needs a number for \"" + name + "\"");
        }
        setter.accept(Duration.ofMillis(Math.round(value.getAsDouble() * 1000)));
    }
}
