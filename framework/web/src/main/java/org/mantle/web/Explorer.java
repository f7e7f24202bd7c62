package org.mantle.web;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.Mantle;
import org.mantle.web.api.ApiService;
import org.mantle.web.http.Routes;
import org.mantle.web.ogc.OgcService;
import org.mantle.web.page.PageService;
import org.mantle.web.panel.HostFolders;
import org.mantle.web.run.RunPlaces;
import org.mantle.web.server.AccessToken;
import org.mantle.web.server.WebServer;

/**
 * Shows and runs the algorithms of a host in a browser, and serves them to programs of this machine.
 *
 * <pre>{@code
 * try (Mantle mantle = Mantle.load();
 *         Explorer explorer = Explorer.start(mantle, ExplorerConfig.builder().build())) {
 *     System.out.println(explorer.address());
 *     ...
 * }
 * }</pre>
 *
 * <p>It serves on the loopback address alone. Safe from many threads.
 *
 * @since 0.1.0
 */
public final class Explorer implements AutoCloseable {

    private final WebServer server;
    private final @Nullable AccessToken token;
    private final @Nullable ExplorerFiles files;
    private final ApiService api;

    private Explorer(ApiService api, WebServer server, @Nullable AccessToken token, @Nullable ExplorerFiles files) {
        this.api = api;
        this.server = server;
        this.token = token;
        this.files = files;
    }

    /**
     * Starts to serve.
     *
     * @param mantle the host of the algorithms, which the caller closes behind the explorer
     * @throws IOException if the port cannot be had, or the files for other programs cannot be written
     */
    public static Explorer start(Mantle mantle, ExplorerConfig config) throws IOException {
        AccessToken token = config.usesToken() ? AccessToken.random() : null;
        Routes routes = new Routes();
        new PageService(config.panels()).addTo(routes);
        HostFolders folders = HostFolders.of(mantle, config.folders());
        RunPlaces places = new RunPlaces();
        new OgcService(mantle, folders, places, Clock.systemUTC()).addTo(routes);
        ApiService api = new ApiService(mantle, folders, places, config.panels(), config.suggestions());
        api.addTo(routes);
        config.calls().forEach(adding -> adding.accept(routes));
        WebServer server = null;
        ExplorerFiles files = null;
        boolean started = false;
        try {
            server = listen(config, token, routes);
            if (config.stateFolder().isPresent()) {
                files = ExplorerFiles.write(config.stateFolder().get(), server.address(), token);
            }
            started = true;
        } finally {
            if (!started) {
                api.close();
                if (server != null) {
                    server.close();
                }
            }
        }
        return new Explorer(api, server, token, files);
    }

    private static WebServer listen(ExplorerConfig config, @Nullable AccessToken token, Routes routes)
            throws IOException {
        if (config.port().isPresent()) {
            return WebServer.start(config.port().getAsInt(), token, routes);
        }
        try {
            return WebServer.start(ExplorerConfig.USUAL_PORT, token, routes);
        } catch (BindException e) {
            return WebServer.start(0, token, routes);
        }
    }

    /** Returns the address of the page, with the token in it where there is one: whoever has it is let in. */
    public URI address() {
        return URI.create(token == null ? server.address() + "/" : ExplorerFiles.address(server.address(), token));
    }

    /** Returns the address without the token; it ends in a slash. */
    public URI root() {
        return URI.create(server.address() + "/");
    }

    /** Returns the token, which programs send as {@code Authorization: Bearer TOKEN}; empty when none is needed. */
    public Optional<String> token() {
        return Optional.ofNullable(token).map(AccessToken::text);
    }

    /**
     * Returns a file that leads a browser to the page and that its owner alone can read, so that the token is in no program's arguments;
     * empty when no files are written.
     */
    public Optional<Path> redirectPage() {
        return Optional.ofNullable(files).map(ExplorerFiles::page);
    }

    /**
     * Tells the pages that are open and the callers who wait for an execution, ends serving, and takes the files away. Runs under way go on.
     * Closing twice does nothing more.
     */
    @Override
    public void close() {
        api.close();
        server.close();
        if (files != null) {
            files.delete();
        }
    }
}
