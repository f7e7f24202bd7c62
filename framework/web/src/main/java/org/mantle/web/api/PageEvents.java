package org.mantle.web.api;

import com.google.gson.JsonObject;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.type.Registration;
import org.mantle.web.http.EventSink;
import org.mantle.web.http.EventSource;

/**
 * Tells every open page what happens. One stream has everything: a browser opens six connections to a server at most, over all its
 * tabs. Safe from many threads.
 */
final class PageEvents implements EventSource {

    private final Set<EventSink> pages = ConcurrentHashMap.newKeySet();
    private final String server = UUID.randomUUID().toString();

    @Override
    public Registration begin(EventSink sink) {
        pages.add(sink);
        JsonObject hello = new JsonObject();
        // by which a page knows that another server has taken the place of its own
        hello.addProperty("server", server);
        sink.send("hello", JsonForm.COMPACT.text(hello));
        return () -> pages.remove(sink);
    }

    /**
     * Tells what happens.
     *
     * @param data makes what is told of it, if anybody listens
     */
    void tell(String event, Supplier<JsonObject> data) {
        if (!pages.isEmpty()) {
            String text = JsonForm.COMPACT.text(data.get());
            pages.forEach(page -> page.send(event, text));
        }
    }
}
