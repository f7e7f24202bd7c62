package org.mantle.gateway.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mantle.gateway.file.UploadNotes;
import org.mantle.gateway.place.StoreException;
import org.mantle.gateway.store.Database.Keep;

/** The notes of files that arrive in pieces, in the database. */
final class StoredUploads implements UploadNotes {

    private final Database database;

    StoredUploads(Database database) {
        this.database = database;
    }

    @Override
    public void write(String key, String note) throws StoreException {
        database.<RuntimeException>change(Keep.NOW, connection -> {
            try (PreparedStatement upsert = connection.prepareStatement("INSERT INTO upload (key, note) VALUES (?, ?)"
                    + " ON CONFLICT (key) DO UPDATE SET note = excluded.note")) {
                upsert.setString(1, key);
                upsert.setString(2, note);
                upsert.executeUpdate();
            }
        });
    }

    @Override
    public void forget(String key) throws StoreException {
        database.<RuntimeException>change(Keep.NOW, connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM upload WHERE key = ?")) {
                delete.setString(1, key);
                delete.executeUpdate();
            }
        });
    }

    @Override
    public Optional<String> read(String key) throws StoreException {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT note FROM upload WHERE key = ?")) {
                select.setString(1, key);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public Set<String> keys() throws StoreException {
        return database.read(connection -> {
            Set<String> keys = new TreeSet<>();
            try (Statement select = connection.createStatement();
                    ResultSet rows = select.executeQuery("SELECT key FROM upload")) {
                while (rows.next()) {
                    keys.add(rows.getString(1));
                }
            }
            return keys;
        });
    }
}
