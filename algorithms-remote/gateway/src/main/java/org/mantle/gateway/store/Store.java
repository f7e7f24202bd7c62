package org.mantle.gateway.store;

import java.io.IOException;
import java.nio.file.Path;
import org.mantle.gateway.file.UploadNotes;
import org.mantle.gateway.job.JobBook;
import org.mantle.gateway.place.ArrivalNotes;
import org.mantle.gateway.user.SessionStore;
import org.mantle.gateway.user.UserStore;

/** What a gateway remembers; it may be open several times, by several processes. Safe for use by several threads. */
public final class Store implements AutoCloseable {

    private final Database database;
    private final StoredJobs jobs;

    private Store(Database database) {
        this.database = database;
        jobs = new StoredJobs(database);
    }

    /**
     * Opens what is remembered; made if there is nothing.
     *
     * @param ownFolder the gateway's own folder, on a disk of this machine
     * @throws IOException if it cannot be used; the message says why, and what to do
     */
    public static Store open(Path ownFolder) throws IOException {
        EarlierFiles earlier = new EarlierFiles(ownFolder);
        Store store = new Store(Database.open(ownFolder, earlier::takeInto));
        earlier.putAway();
        return store;
    }

    /**
     * Looks whether all of it can be understood.
     *
     * @throws IOException if not; the message says what to do
     */
    public void check() throws IOException {
        database.check();
    }

    /** Returns the book of jobs. */
    public JobBook jobs() {
        return jobs;
    }

    /**
     * Returns the users.
     *
     * @param allowMany whether more than one may be added
     */
    public UserStore users(boolean allowMany) {
        return new StoredUsers(database, allowMany);
    }

    /** Returns the sessions. */
    public SessionStore sessions() {
        return new StoredSessions(database);
    }

    /** Returns what has come of files that arrive in pieces. */
    public UploadNotes uploads() {
        return new StoredUploads(database);
    }

    /** Returns what is arriving. */
    public ArrivalNotes arrivals() {
        return new StoredArrivals(database);
    }

    /** Keeps what was told of jobs just now, and closes all. */
    @Override
    public void close() {
        jobs.close();
        database.close();
    }
}
