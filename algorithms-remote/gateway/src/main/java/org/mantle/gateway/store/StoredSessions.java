package org.mantle.gateway.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mantle.gateway.place.StoreException;
import org.mantle.gateway.store.Database.Keep;
import org.mantle.gateway.user.SessionStore;

/** Sessions in the database. */
final class StoredSessions implements SessionStore {

    private static final String DELETE = "DELETE FROM session WHERE token = ?";

    private final Database database;

    StoredSessions(Database database) {
        this.database = database;
    }

    @Override
    public Map<String, Session> all() throws StoreException {
        return database.read(connection -> {
            Map<String, Session> sessions = new LinkedHashMap<>();
            try (Statement select = connection.createStatement();
                    ResultSet rows = select.executeQuery("SELECT token, user, stamp, used FROM session")) {
                while (rows.next()) {
                    sessions.put(
                            rows.getString(1),
                            new Session(rows.getString(2), rows.getString(3), Instants.of(rows.getLong(4))));
                }
            }
            return sessions;
        });
    }

    @Override
    public void open(String key, Session session) throws StoreException {
        database.<Integer, RuntimeException>write(Keep.NOW, connection -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO session (token, user, stamp, used) VALUES (?, ?, ?, ?)")) {
                insert.setString(1, key);
                insert.setString(2, session.user());
                insert.setString(3, session.stamp());
                insert.setLong(4, Instants.of(session.used()));
                return insert.executeUpdate();
            }
        });
    }

    @Override
    public void use(String key, Instant time) throws StoreException {
        database.<Integer, RuntimeException>write(Keep.SOON, connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE session SET used = ? WHERE token = ?")) {
                update.setLong(1, Instants.of(time));
                update.setString(2, key);
                return update.executeUpdate();
            }
        });
    }

    @Override
    public void forget(Collection<String> keys) throws StoreException {
        database.<RuntimeException>change(Keep.SOON, connection -> {
            try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
                for (String key : keys) {
                    delete.setString(1, key);
                    delete.executeUpdate();
                }
            }
        });
    }

    @Override
    public void close(String key) throws StoreException {
        database.<Integer, RuntimeException>write(Keep.NOW, connection -> {
            try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
                delete.setString(1, key);
                return delete.executeUpdate();
            }
        });
    }
}
