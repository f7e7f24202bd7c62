package org.mantle.remote.web;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.mantle.web.http.Routes;
import org.mantle.web.panel.Panel;

/**
 * A viewer of the slices of a reconstruction, which are TIFF files of one image each, or one of many. It works in the browser, on files
 * of the folders that are open to the page.
 *
 * @since 0.1.0
 */
public final class SlicesPanel implements Panel {

    /** Makes the viewer. */
    public SlicesPanel() {}

    @Override
    public String name() {
        return "slices";
    }

    @Override
    public String title() {
        return "Slices";
    }

    @Override
    public List<String> scripts() {
        return List.of("slices.js");
    }

    @Override
    public List<String> styles() {
        return List.of("slices.css");
    }

    @Override
    public Optional<InputStream> open(String file) {
        return PanelFiles.open(name(), file);
    }

    @Override
    public void addRoutes(String prefix, Routes routes) {
        // the page's own calls list and send files
    }
}
