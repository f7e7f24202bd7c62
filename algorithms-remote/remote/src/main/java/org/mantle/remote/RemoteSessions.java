package org.mantle.remote;

import com.google.gson.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.mantle.remote.job.Session;
import org.mantle.remote.job.StateFileException;
import org.mantle.remote.state.StateFile;
import org.mantle.remote.state.StateStore;

/**
 * The sessions of a host's users, one for each user at each compute resource. Safe from many threads.
 *
 * <p>Kept is what a log-in gave (the service's address and a token), never a password. A later log-in replaces a session.
 */
public final class RemoteSessions {

    private static final String URL = "serviceUrl";
    private static final String TOKEN = "token";

    private final StateStore store;

    private RemoteSessions(StateStore store) {
        this.store = store;
    }

    /** Returns sessions that end with the program. */
    public static RemoteSessions inMemory() {
        return new RemoteSessions(StateStore.inMemory());
    }

    /**
     * Returns sessions that last from one program to the next.
     *
     * @param file where they are kept; made when first needed, readable by its owner alone. Several programs may use it at
     *     the same time. A file that cannot be understood is reported and never written over
     */
    public static RemoteSessions at(Path file) {
        return new RemoteSessions(new StateFile(file, "sessions"));
    }

    /**
     * Returns the session of a user at a resource; empty when there is none.
     *
     * @throws StateFileException if the file cannot be read, or the session in it cannot be understood
     */
    public Optional<Session> find(String resource, String user) throws StateFileException {
        JsonObject users = store.object(store.read(), resource);
        return users.has(user) ? Optional.of(fromJson(user, store.object(users, user))) : Optional.empty();
    }

    /**
     * Keeps a session, in place of the one that the user had at the resource.
     *
     * @throws StateFileException if the file cannot be read or written
     */
    public void put(String resource, Session session) throws StateFileException {
        store.change(content -> {
            JsonObject users = store.object(content, resource);
            users.add(session.user(), toJson(session));
            content.add(resource, users);
            return users;
        });
    }

    /**
     * Removes this very session: one that a log-in has put in its place meanwhile stays.
     *
     * @throws StateFileException if the file cannot be read or written
     */
    public void remove(String resource, Session session) throws StateFileException {
        if (!find(resource, session.user()).equals(Optional.of(session))) {
            return;
        }
        store.change(content -> {
            JsonObject users = store.object(content, resource);
            boolean same = users.has(session.user())
                    && fromJson(session.user(), store.object(users, session.user()))
                            .equals(session);
            if (same) {
                users.remove(session.user());
            }
            return same;
        });
    }

    private static JsonObject toJson(Session session) {
        JsonObject json = new JsonObject();
        json.addProperty(URL, session.serviceUrl().toString());
        json.addProperty(TOKEN, session.token());
        return json;
    }

    private Session fromJson(String user, JsonObject json) throws StateFileException {
        String where = "the session of " + user;
        try {
            return new Session(user, URI.create(store.text(json, URL, where)), store.text(json, TOKEN, where));
        } catch (IllegalArgumentException e) {
            throw store.broken(where + " has no address in \"" + URL + "\"");
        }
    }
}
