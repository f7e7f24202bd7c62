package org.mantle.remote;

import com.google.gson.JsonObject;
import java.net.URI;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.mantle.remote.job.Session;
import org.mantle.remote.job.StateFileException;
import org.mantle.remote.state.SessionStore;
import org.mantle.remote.state.StateFile;
import org.mantle.remote.state.StateStore;

/** The sessions as a store keeps them. */
final class KeptSessions implements RemoteSessions, SessionStore {

    private static final String URL = "serviceUrl";
    private static final String TOKEN = "token";
    private static final String ENDED = "ended";
    private static final String LOGGED_IN_AT = "loggedInAt";

    private final StateStore store;

    KeptSessions(StateStore store) {
        this.store = store;
    }

    @Override
    public SortedSet<String> users(String resource) throws StateFileException {
        return new TreeSet<>(store.object(store.read(), resource).keySet());
    }

    @Override
    public boolean areKept() {
        return store instanceof StateFile;
    }

    @Override
    public Optional<Session> find(String resource, String user) throws StateFileException {
        return kept(store.object(store.read(), resource), user);
    }

    @Override
    public Optional<Session> find(String resource, String address, String user) throws StateFileException {
        JsonObject users = store.object(store.read(), resource);
        Optional<Session> session = kept(users, user);
        if (session.isEmpty() || !store.object(users, user).has(LOGGED_IN_AT)) {
            return session;
        }
        String loggedInAt = store.text(store.object(users, user), LOGGED_IN_AT, "the session of " + user);
        return session.filter(each -> loggedInAt.equals(address));
    }

    private Optional<Session> kept(JsonObject users, String user) throws StateFileException {
        return users.has(user) && !isEnded(users, user)
                ? Optional.of(fromJson(user, store.object(users, user)))
                : Optional.empty();
    }

    @Override
    public boolean hasEnded(String resource, String user) throws StateFileException {
        JsonObject users = store.object(store.read(), resource);
        return users.has(user) && isEnded(users, user);
    }

    private boolean isEnded(JsonObject users, String user) throws StateFileException {
        return store.object(users, user).has(ENDED);
    }

    @Override
    public void put(String resource, String address, Session session) throws StateFileException {
        store.change(content -> {
            JsonObject users = store.object(content, resource);
            JsonObject json = toJson(session);
            json.addProperty(LOGGED_IN_AT, address);
            users.add(session.user(), json);
            content.add(resource, users);
            return users;
        });
    }

    @Override
    public void remove(String resource, Session session) throws StateFileException {
        replace(resource, session, false);
    }

    @Override
    public void end(String resource, Session session) throws StateFileException {
        replace(resource, session, true);
    }

    @Override
    public void forget(String resource) throws StateFileException {
        if (store.read().has(resource)) {
            store.change(content -> content.remove(resource) != null);
        }
    }

    private void replace(String resource, Session session, boolean byMark) throws StateFileException {
        if (!find(resource, session.user()).equals(Optional.of(session))) {
            return;
        }
        store.change(content -> {
            JsonObject users = store.object(content, resource);
            boolean same = kept(users, session.user()).equals(Optional.of(session));
            if (same && byMark) {
                JsonObject mark = new JsonObject();
                mark.addProperty(ENDED, true);
                users.add(session.user(), mark);
            } else if (same) {
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
