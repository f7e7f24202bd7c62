package org.mantle.remote.web;

import java.io.InputStream;
import java.util.Optional;

/** The static files of the panels, each panel's in a folder of its name. */
final class PanelFiles {

    private PanelFiles() {}

    static Optional<InputStream> open(String panel, String file) {
        return Optional.ofNullable(PanelFiles.class.getResourceAsStream(panel + "/" + file));
    }
}
