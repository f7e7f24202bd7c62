package org.mantle.remote.web;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mantle.remote.RemoteAccounts;
import org.mantle.web.http.Routes;
import org.mantle.web.panel.HostFolders;
import org.mantle.web.panel.Panel;

/**
 * A board of the jobs of all users at all compute resources: log-in, upload, submission, states as they change, output as it grows,
 * cancellation and results.
 *
 * <p>For each user at each resource the jobs are listed once in a while, however many pages look on, and not at all when none does. Files
 * are read and written in the folders that are open to the page. Safe from many threads.
 *
 * @since 0.1.0
 */
public final class JobsPanel implements Panel, AutoCloseable {

    /** How long the board waits from one list of jobs to the next, unless told otherwise. */
    public static final Duration USUAL_INTERVAL = Duration.ofSeconds(2);

    private final JobBoard board;
    private final HostFolders folders;

    /**
     * Makes a board, which asks nobody until a page looks on.
     *
     * @param interval how long it waits from one list of jobs to the next
     */
    public JobsPanel(RemoteAccounts accounts, HostFolders folders, Duration interval) {
        this.folders = folders;
        board = new JobBoard(new Accounts(accounts), interval);
    }

    @Override
    public String name() {
        return "jobs";
    }

    @Override
    public String title() {
        return "Jobs";
    }

    @Override
    public List<String> scripts() {
        return List.of("jobs.js");
    }

    @Override
    public List<String> styles() {
        return List.of("jobs.css");
    }

    @Override
    public Optional<InputStream> open(String file) {
        return PanelFiles.open(name(), file);
    }

    @Override
    public void addRoutes(String prefix, Routes routes) {
        new JobCalls(board, folders).addTo(prefix, routes);
    }

    /** Asks no resource any more, and stops what moves; the jobs and sessions go on. */
    @Override
    public void close() {
        board.close();
    }
}
