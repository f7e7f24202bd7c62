package org.mantle.web.ogc;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URI;
import java.util.Optional;
import org.mantle.web.http.WebProblem;

/**
 * Who is to be told of what becomes of a job.
 *
 * @param success where its results are sent
 * @param inProgress where its status is sent when it begins
 * @param failed where it is sent why it failed
 */
record Subscriber(Optional<URI> success, Optional<URI> inProgress, Optional<URI> failed) {

    /**
     * Reads the member of an execute request.
     *
     * @throws WebProblem with status 400 if an address may not be called
     */
    static Subscriber of(JsonObject json) {
        return new Subscriber(uri(json, "successUri"), uri(json, "inProgressUri"), uri(json, "failedUri"));
    }

    boolean isNobody() {
        return success.isEmpty() && inProgress.isEmpty() && failed.isEmpty();
    }

    private static Optional<URI> uri(JsonObject json, String name) {
        JsonElement value = json.get(name);
        return value == null || value.isJsonNull() ? Optional.empty() : Optional.of(OutsideCalls.address(name, value));
    }
}
