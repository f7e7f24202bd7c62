package org.mantle.web.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import org.mantle.framework.Mantle;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.web.http.Routes;
import org.mantle.web.http.WebProblem;
import org.mantle.web.http.WebReply;
import org.mantle.web.http.WebRequest;

/** Tells the objects of the host by name, and removes them. */
final class ObjectCalls {

    private final Mantle mantle;

    ObjectCalls(Mantle mantle) {
        this.mantle = mantle;
    }

    void addTo(Routes routes) {
        routes.get("/api/objects", this::list);
        routes.delete("/api/objects", this::remove);
    }

    private WebReply list(WebRequest request) {
        JsonArray list = new JsonArray();
        for (String name : names(request)) {
            mantle.objects().find(name).ifPresent(object -> {
                JsonObject json = new JsonObject();
                json.addProperty("name", name);
                json.addProperty("kind", object.getClass().getSimpleName());
                list.add(json);
            });
        }
        return WebReply.json(list);
    }

    /** Of a property only those are offered that it takes. */
    private List<String> names(WebRequest request) {
        Optional<String> property = request.query("property");
        if (property.isEmpty()) {
            return mantle.objects().names();
        }
        AlgorithmDescriptor algorithm =
                AlgorithmCalls.find(mantle, request.query("algorithm").orElse(""), request.query("version"));
        return algorithm
                .property(property.get())
                .flatMap(known -> known.type().storedKind())
                .map(kind -> mantle.objects().names(kind))
                .orElse(List.of());
    }

    private WebReply remove(WebRequest request) {
        String name = request.query("name").orElse("");
        if (mantle.objects().remove(name).isEmpty()) {
            throw WebProblem.of(404, "there is no object \"" + name + "\"");
        }
        return WebReply.empty(204);
    }
}
