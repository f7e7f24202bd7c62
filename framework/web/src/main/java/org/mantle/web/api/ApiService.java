package org.mantle.web.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.mantle.framework.Mantle;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.type.Registration;
import org.mantle.web.http.Routes;
import org.mantle.web.http.WebReply;
import org.mantle.web.panel.HostFolders;
import org.mantle.web.panel.Panel;
import org.mantle.web.run.RunPlaces;

/** Everything that the page of the explorer asks for. Safe from many threads. */
public final class ApiService implements AutoCloseable {

    private final Mantle mantle;
    private final List<Panel> panels;
    private final PageEvents events = new PageEvents();
    private final HostFolders folders;
    private final RunBook runs;
    private final RunStarter starter;
    private final BatchBook batches;
    private final AlgorithmCalls algorithms;
    private final List<Registration> listening;

    /**
     * Begins to follow the runs of a host.
     *
     * @param folders in which files may be listed, read and written
     * @param places of the runs that callers start
     * @param suggestions offers a value for an input that has none
     */
    public ApiService(
            Mantle mantle,
            HostFolders folders,
            RunPlaces places,
            List<Panel> panels,
            BiFunction<AlgorithmDescriptor, Property<?>, Optional<String>> suggestions) {
        this.mantle = mantle;
        this.panels = List.copyOf(panels);
        algorithms = new AlgorithmCalls(mantle, suggestions);
        this.folders = folders;
        runs = new RunBook(events);
        starter = new RunStarter(mantle, folders, places, runs);
        batches = new BatchBook(starter, events);
        listening = List.of(
                mantle.subscribe(event -> {
                    runs.take(event);
                    batches.take(event);
                }),
                mantle.registry().onChange(change -> {
                    algorithms.forgetList();
                    events.tell("registry", algorithms::changed);
                }),
                mantle.objects().subscribe(change -> events.tell("objects", JsonObject::new)));
    }

    /** Adds what it answers. */
    public void addTo(Routes routes) {
        routes.get("/api/events", request -> WebReply.events(events));
        routes.get("/api/panels", request -> WebReply.json(panels()));
        algorithms.addTo(routes);
        new FormCalls(mantle, starter).addTo(routes);
        new RunCalls(mantle, starter, runs, folders).addTo(routes);
        new BatchCalls(mantle, starter, batches).addTo(routes);
        new HistoryCalls(mantle, starter).addTo(routes);
        new ObjectCalls(mantle).addTo(routes);
        new FileCalls(folders).addTo(routes);
    }

    private JsonArray panels() {
        JsonArray list = new JsonArray();
        for (Panel panel : panels) {
            JsonObject json = new JsonObject();
            json.addProperty("name", panel.name());
            json.addProperty("title", panel.title());
            JsonArray scripts = new JsonArray();
            panel.scripts().forEach(scripts::add);
            json.add("scripts", scripts);
            JsonArray styles = new JsonArray();
            panel.styles().forEach(styles::add);
            json.add("styles", styles);
            list.add(json);
        }
        return list;
    }

    /** Follows the runs no more; what runs goes on, and rows that have not begun do not begin. */
    @Override
    public void close() {
        listening.forEach(Registration::close);
        batches.close();
    }
}
