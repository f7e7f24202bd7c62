package org.mantle.web.page;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.mantle.web.http.Routes;
import org.mantle.web.panel.Panel;
import org.mantle.web.server.StaticFiles;

/** Serves the page, its static files, and what panels bring. */
public final class PageService {

    private final List<Panel> panels;

    /** Creates the service. */
    public PageService(List<Panel> panels) {
        this.panels = List.copyOf(panels);
    }

    /** Adds what it answers. */
    public void addTo(Routes routes) {
        StaticFiles files = new StaticFiles("file", PageService::open);
        routes.get("/", request -> files.reply(request, "index.html"));
        routes.get("/page/{file...}", files);
        for (Panel panel : panels) {
            String prefix = "/panels/" + panel.name();
            routes.get(prefix + "/files/{file...}", new StaticFiles("file", panel::open));
            panel.addRoutes(prefix, routes);
        }
    }

    private static Optional<InputStream> open(String file) {
        return Optional.ofNullable(PageService.class.getResourceAsStream("/org/mantle/web/page/" + file));
    }
}
