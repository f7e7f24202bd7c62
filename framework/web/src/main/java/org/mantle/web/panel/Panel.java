package org.mantle.web.panel;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.mantle.web.http.Routes;

/**
 * A part of the explorer's page that another module brings, such as a board of remote jobs.
 *
 * <p>Its static files are served below {@code /panels/NAME/files/}, its calls below {@code /panels/NAME/}, to those alone who may use the
 * explorer. Safe from many threads.
 *
 * @since 0.1.0
 */
public interface Panel {

    /** Returns the name in addresses: small letters, digits and hyphens; no other panel of the explorer has it. */
    String name();

    /** Returns the title for people. */
    String title();

    /**
     * Returns the static files that are loaded as JavaScript modules when the panel is first shown, in this order. They define the
     * custom element {@code <mantle-NAME>}, which the page puts in whenever the panel is shown, and takes out again. They may import
     * {@code /page/base.js}.
     */
    List<String> scripts();

    /** Returns the static files that are loaded as style sheets. */
    List<String> styles();

    /**
     * Opens a static file; always the same content while the explorer runs.
     *
     * @param file a path with slashes, never with {@code ..} in it
     * @return empty when there is no such file
     */
    Optional<InputStream> open(String file);

    /**
     * Adds the panel's calls.
     *
     * @param prefix {@code /panels/NAME}, with which every path begins
     */
    void addRoutes(String prefix, Routes routes);
}
