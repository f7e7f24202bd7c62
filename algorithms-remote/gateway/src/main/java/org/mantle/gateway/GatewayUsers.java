package org.mantle.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mantle.gateway.account.Accounts;
import org.mantle.gateway.place.DataFolder;
import org.mantle.gateway.place.NoAccountException;
import org.mantle.gateway.slurm.SlurmExecutor;
import org.mantle.gateway.store.Store;
import org.mantle.gateway.user.UserRefusedException;
import org.mantle.gateway.user.UserStore;

/**
 * Who may use a gateway, whether or not it runs: users can be added and removed meanwhile, by another process too.
 *
 * <p>Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class GatewayUsers {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final DataFolder data;
    private final boolean allowManyUsers;

    /** Those of the machine, if users are accounts. */
    private final Optional<Accounts> accounts;

    /** That of the gateway; without one, it is opened for each call and closed again. */
    private final @Nullable UserStore store;

    private GatewayUsers(
            DataFolder data, boolean allowManyUsers, Optional<Accounts> accounts, @Nullable UserStore store) {
        this.data = data;
        this.accounts = accounts;
        this.allowManyUsers = allowManyUsers;
        this.store = store;
    }

    /**
     * Opens the users of a gateway that may or may not be running.
     *
     * @param dataDirectory the gateway's data folder; made if missing
     * @param allowManyUsers whether more than one may be added; see {@link GatewayConfig.Builder#allowManyUsers}
     * @throws IOException if the folder cannot be made
     */
    public static GatewayUsers open(Path dataDirectory, boolean allowManyUsers) throws IOException {
        return open(DataFolder.open(dataDirectory), allowManyUsers, false);
    }

    /**
     * Opens the users of a gateway that may or may not be running.
     *
     * @param dataDirectory the gateway's data folder; made if missing
     * @param config how the gateway is started
     * @throws IOException if the folder cannot be made
     * @since 0.1.0
     */
    public static GatewayUsers open(Path dataDirectory, GatewayConfig config) throws IOException {
        return open(DataFolder.open(dataDirectory), config.allowManyUsers(), config.isOnSlurm());
    }

    private static GatewayUsers open(DataFolder data, boolean allowManyUsers, boolean isOnSlurm) throws IOException {
        // there each runs jobs under an account of their own
        boolean areAccounts = isOnSlurm || SlurmExecutor.hasUsed(data.own());
        return new GatewayUsers(
                data,
                allowManyUsers || (areAccounts && new Accounts().isRoot()),
                areAccounts ? Optional.of(new Accounts()) : Optional.empty(),
                null);
    }

    /** Returns the users of a gateway that runs: here it is chosen who keeps them. */
    static GatewayUsers of(DataFolder data, UserStore store, boolean allowManyUsers) {
        return new GatewayUsers(data, allowManyUsers, Optional.empty(), store);
    }

    /**
     * Tells whether each user is an account of the machine, as on Slurm, as far as that is known: by the configuration, or since jobs were run there.
     *
     * @since 0.1.0
     */
    public boolean areAccounts() {
        return accounts.isPresent();
    }

    /**
     * Says why a gateway whose users are accounts lets no user of a name in, such as that there is no such account; empty if it does.
     *
     * @throws IOException if the system does not tell its accounts
     * @since 0.1.0
     */
    public Optional<String> refusalOf(String name) throws IOException {
        try {
            if (accounts.isPresent()) {
                accounts.get().require(name);
            }
            return Optional.empty();
        } catch (NoAccountException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** What is done with users. */
    private interface Use<T> {
        T with(UserStore users) throws UserRefusedException, IOException;
    }

    private <T> T use(Use<T> use) throws IOException {
        try {
            if (store != null) {
                return use.with(store);
            }
            try (Store opened = Store.open(data.own())) {
                return use.with(opened.users(allowManyUsers));
            }
        } catch (UserRefusedException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * Refuses what {@link #add} would refuse whatever the password, so that nobody is asked for one in vain.
     *
     * @throws IllegalArgumentException if the name will not do, if there is such a user already, or if this would be a second user and
     *     many are not allowed, or not by the gateway that runs on these users
     * @throws IOException if the users cannot be read
     */
    public void requireAddable(String name) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("\"" + name
                    + "\" cannot be a user's name: begin with a letter or digit, and go on with letters, digits,"
                    + " '.', '_' and '-', 64 characters at most");
        }
        List<String> others = use(users -> {
            users.requireAddable(name);
            return users.list();
        });
        if (!others.isEmpty() && data.isInUseForOneUser()) {
            throw new IllegalArgumentException("the gateway that is running was started for one user ("
                    + String.join(", ", others) + "), and would not let \"" + name
                    + "\" in: stop it, start it with --allow-many-users, then add the user");
        }
    }

    /**
     * Adds a user.
     *
     * @param name letters, digits and {@code . _ -}, beginning with a letter or digit, at most 64
     * @param password not empty; neither kept nor wiped
     * @throws IllegalArgumentException if the password is empty, or for what {@link #requireAddable} refuses
     * @throws IOException if the users cannot be read or written
     */
    public void add(String name, char[] password) throws IOException {
        requireAddable(name);
        requirePassword(password);
        use(users -> {
            users.add(name, password);
            return name;
        });
    }

    /**
     * Gives a user another password. Sessions of before end at once; jobs go on.
     *
     * @param password not empty; neither kept nor wiped
     * @return whether there is such a user
     * @throws IllegalArgumentException if the password is empty, or the users are not kept here and cannot be changed
     * @throws IOException if the users cannot be read or written
     */
    public boolean changePassword(String name, char[] password) throws IOException {
        requirePassword(password);
        return use(users -> users.changePassword(name, password));
    }

    private static void requirePassword(char[] password) {
        if (password.length == 0) {
            throw new IllegalArgumentException("the password must not be empty");
        }
    }

    /**
     * Removes a user. Sessions end with it; the user's files stay.
     *
     * @return whether there was such a user
     * @throws IllegalArgumentException if the users are not kept here and cannot be removed
     * @throws IOException if the users cannot be read or written
     */
    public boolean remove(String name) throws IOException {
        return use(users -> users.remove(name));
    }

    /**
     * Returns the names in alphabetical order.
     *
     * @throws IOException if the users cannot be read
     */
    public List<String> list() throws IOException {
        return use(UserStore::list);
    }
}
