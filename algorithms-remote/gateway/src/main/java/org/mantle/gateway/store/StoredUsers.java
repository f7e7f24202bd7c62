package org.mantle.gateway.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mantle.gateway.place.StoreException;
import org.mantle.gateway.store.Database.Keep;
import org.mantle.gateway.user.PasswordHash;
import org.mantle.gateway.user.UserRefusedException;
import org.mantle.gateway.user.UserStore;

/** Users in the database: names and slow salted hashes of passwords. */
final class StoredUsers implements UserStore {

    private static final PasswordHash NOBODY = PasswordHash.ofNobody();

    private final Database database;
    private final boolean allowMany;

    StoredUsers(Database database, boolean allowMany) {
        this.database = database;
        this.allowMany = allowMany;
    }

    @Override
    public void requireAddable(String name) throws UserRefusedException, StoreException {
        requireAddable(name, list());
    }

    private void requireAddable(String name, List<String> users) throws UserRefusedException {
        if (users.contains(name)) {
            throw new UserRefusedException("there is a user \"" + name
                    + "\" already: to give another password, use: mantle gateway user password " + name);
        }
        if (!users.isEmpty() && !allowMany) {
            throw new UserRefusedException("there is a user already (" + users.get(0)
                    + "), and all jobs run under one account of this machine, so users could reach each other's"
                    + " files: allow many users if they trust each other (--allow-many-users)");
        }
    }

    @Override
    public void add(String name, char[] password) throws UserRefusedException, StoreException {
        PasswordHash hash = PasswordHash.of(password);
        database.<Boolean, UserRefusedException>write(Keep.NOW, connection -> {
            requireAddable(name, names(connection));
            return insert(connection, name, hash);
        });
    }

    /** Inserts an account, be there others or not. */
    static boolean insert(Connection connection, String name, PasswordHash hash) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO account (algorithm, iterations, salt, hash, name) VALUES (?, ?, ?, ?, ?)")) {
            return execute(insert, name, hash);
        }
    }

    private static boolean execute(PreparedStatement statement, String name, PasswordHash hash) throws SQLException {
        statement.setString(1, hash.algorithm());
        statement.setInt(2, hash.iterations());
        statement.setString(3, hash.salt());
        statement.setString(4, hash.hash());
        statement.setString(5, name);
        return statement.executeUpdate() == 1;
    }

    @Override
    public boolean changePassword(String name, char[] password) throws StoreException {
        PasswordHash hash = PasswordHash.of(password);
        return database.write(Keep.NOW, connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE account SET algorithm = ?, iterations = ?, salt = ?, hash = ? WHERE name = ?")) {
                return execute(update, name, hash);
            }
        });
    }

    @Override
    public boolean remove(String name) throws StoreException {
        return database.write(Keep.NOW, connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM account WHERE name = ?")) {
                delete.setString(1, name);
                return delete.executeUpdate() == 1;
            }
        });
    }

    @Override
    public List<String> list() throws StoreException {
        return database.read(StoredUsers::names);
    }

    private static List<String> names(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery("SELECT name FROM account ORDER BY name")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    @Override
    public Optional<String> check(String name, char[] password) throws StoreException {
        Optional<PasswordHash> hash = find(name);
        boolean matches = hash.orElse(NOBODY).matches(password);
        return hash.filter(known -> matches).map(PasswordHash::salt);
    }

    /** Returns the salt: each password gets one of its own, also the same password for a second time. */
    @Override
    public Optional<String> stamp(String name) throws StoreException {
        return find(name).map(PasswordHash::salt);
    }

    private Optional<PasswordHash> find(String name) throws StoreException {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT algorithm, iterations, salt, hash FROM account WHERE name = ?")) {
                select.setString(1, name);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next()
                            ? Optional.of(new PasswordHash(
                                    rows.getString(1), rows.getInt(2), rows.getString(3), rows.getString(4)))
                            : Optional.empty();
                }
            }
        });
    }
}
