package org.mantle.gateway.store;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.mantle.gateway.place.ArrivalNotes;
import org.mantle.gateway.place.StoreException;
import org.mantle.gateway.store.Database.Keep;

/** What is arriving, in the database. A loss of power may lose the last, and so leave a temporary file. */
final class StoredArrivals implements ArrivalNotes {

    private final Database database;

    StoredArrivals(Database database) {
        this.database = database;
    }

    @Override
    public void add(String user, Path temporary) throws StoreException {
        write("INSERT OR IGNORE INTO arrival (path, user) VALUES (?, ?)", temporary.toString(), user);
    }

    @Override
    public void remove(Path temporary) throws StoreException {
        write("DELETE FROM arrival WHERE path = ?", temporary.toString());
    }

    private void write(String sql, String... values) throws StoreException {
        database.<Integer, RuntimeException>write(Keep.SOON, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setString(i + 1, values[i]);
                }
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public List<Arrival> all() throws StoreException {
        return database.read(connection -> {
            List<Arrival> all = new ArrayList<>();
            try (Statement select = connection.createStatement();
                    ResultSet rows = select.executeQuery("SELECT user, path FROM arrival")) {
                while (rows.next()) {
                    all.add(new Arrival(rows.getString(1), Path.of(rows.getString(2))));
                }
            }
            return all;
        });
    }
}
