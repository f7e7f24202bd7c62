package org.mantle.gateway.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.mantle.gateway.place.StoreException;

/**
 * The steps by which a database becomes what this gateway needs: the scripts {@code 1.sql}, {@code 2.sql} and so on of this room. How many
 * a database has had is its {@code user_version}. A script that was released is never changed.
 */
final class Migrations {

    private Migrations() {}

    /**
     * Takes the steps that a database has not had, all or none; to be called in a transaction.
     *
     * @throws StoreException if the database has had steps that are not known here
     */
    static void run(Path file, Connection connection) throws SQLException, IOException {
        int version = version(connection);
        try (Statement statement = connection.createStatement()) {
            while (true) {
                try (InputStream script = Migrations.class.getResourceAsStream((version + 1) + ".sql")) {
                    if (script == null) {
                        break;
                    }
                    statement.executeUpdate(new String(script.readAllBytes(), StandardCharsets.UTF_8));
                }
                version++;
                statement.executeUpdate("PRAGMA user_version = " + version);
            }
        }
    }

    /** Tells whether a database has had all steps; refuses one that has had more than are known here. */
    static boolean isComplete(Path file, Connection connection) throws SQLException, StoreException {
        int version = version(connection);
        int known = known();
        if (version > known) {
            throw new StoreException(
                    "the gateway's database " + file + " was written by a newer Mantle (its form is " + version
                            + ", and this Mantle knows up to " + known
                            + "): use the newer one, or give this one another folder",
                    StoreFailure.WORDS,
                    null);
        }
        return version == known;
    }

    private static int known() {
        int known = 0;
        while (Migrations.class.getResource((known + 1) + ".sql") != null) {
            known++;
        }
        return known;
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA user_version")) {
            return result.getInt(1);
        }
    }
}
