package org.mantle.gateway;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.file.LockFile;
import org.mantle.commons.file.OwnerOnly;
import org.mantle.commons.json.JsonForm;

/**
 * Who may use a gateway: names and slow salted hashes of passwords, in a file that only its owner can read.
 *
 * <p>The file is read anew at every question, so users can be added and removed while a gateway runs, by another process
 * too. Safe for use by several threads.
 */
public final class GatewayUsers {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Duration LOCK_WAIT = Duration.ofSeconds(5);
    private static final PasswordHash NOBODY = PasswordHash.ofNobody();

    private final Path file;
    private final LockFile lock;
    private final boolean allowMany;
    private final Semaphore hashing = new Semaphore(2); // hashing is slow on purpose: it must not take all processors

    private GatewayUsers(Path folder, boolean allowMany) {
        file = folder.resolve("users.json");
        lock = new LockFile(folder.resolve("users.lock"));
        this.allowMany = allowMany;
    }

    /** The file's content. */
    private record Content(@Nullable Map<String, PasswordHash> users) {}

    /**
     * Opens the users of a gateway that may or may not be running.
     *
     * @param dataDirectory the gateway's data folder; made if missing
     * @param allowManyUsers whether more than one may be added; see {@link GatewayConfig.Builder#allowManyUsers}
     * @return the users
     * @throws IOException if the folder cannot be made
     */
    public static GatewayUsers open(Path dataDirectory, boolean allowManyUsers) throws IOException {
        return new GatewayUsers(
                OwnerOnly.createFolder(
                        Gateway.ownFolder(dataDirectory.toAbsolutePath().normalize())),
                allowManyUsers);
    }

    /**
     * Adds a user.
     *
     * @param name letters, digits and {@code . _ -}, beginning with a letter or digit, at most 64
     * @param password not empty; neither kept nor wiped
     * @throws IllegalArgumentException if the name or the password will not do, if there is such a user already, or if this
     *     would be a second user and many are not allowed
     * @throws IOException if the file cannot be read or written
     */
    public void add(String name, char[] password) throws IOException {
        requireValid(name, password);
        PasswordHash hash = PasswordHash.of(password);
        change(users -> {
            if (users.containsKey(name)) {
                throw new IllegalArgumentException(
                        "There is a user '" + name + "' already: remove that one first to give a new password");
            }
            if (!users.isEmpty() && !allowMany) {
                throw new IllegalArgumentException(
                        "There is a user already (" + users.keySet().iterator().next()
                                + "), and all jobs run under one account of this machine, so users could reach each other's"
                                + " files: allow many users if they trust each other (--allow-many-users)");
            }
            users.put(name, hash);
        });
    }

    private static void requireValid(String name, char[] password) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A user's name must begin with a letter or digit and have letters, digits,"
                            + " '.', '_' and '-' only, at most 64, and '" + name + "' is not so");
        }
        if (password.length == 0) {
            throw new IllegalArgumentException("The password must not be empty");
        }
    }

    /**
     * Removes a user. Sessions end with it; the user's files stay.
     *
     * @param name the name
     * @return whether there was such a user
     * @throws IOException if the file cannot be read or written
     */
    public boolean remove(String name) throws IOException {
        boolean[] removed = {false};
        change(users -> removed[0] = users.remove(name) != null);
        return removed[0];
    }

    /**
     * Lists the users.
     *
     * @return the names in alphabetical order
     * @throws IOException if the file cannot be read
     */
    public List<String> list() throws IOException {
        return List.copyOf(load().keySet());
    }

    boolean matches(String name, char[] password) throws IOException {
        Map<String, PasswordHash> users = load();
        PasswordHash hash = users.getOrDefault(name, NOBODY);
        hashing.acquireUninterruptibly();
        try {
            return hash.matches(password) && users.containsKey(name);
        } finally {
            hashing.release();
        }
    }

    boolean exists(String name) throws IOException {
        return load().containsKey(name);
    }

    /** Changes the file; one change at a time, whichever process makes it. */
    private void change(Consumer<Map<String, PasswordHash>> change) throws IOException {
        LockFile.Held held = acquireLock();
        try {
            Map<String, PasswordHash> users = load();
            change.accept(users);
            PrivateFiles.write(file, JsonForm.PRETTY.text(new Gson().toJsonTree(new Content(users))));
        } finally {
            held.close();
        }
    }

    private LockFile.Held acquireLock() throws IOException {
        try {
            return lock.acquire(LOCK_WAIT)
                    .orElseThrow(() -> new IOException("The list of users is being changed elsewhere: try again"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException failure =
                    new InterruptedIOException("The list of users was not changed: the program was interrupted");
            failure.initCause(e);
            throw failure;
        }
    }

    private Map<String, PasswordHash> load() throws IOException {
        String text = PrivateFiles.read(file).orElse("{\"users\":{}}");
        try {
            @Nullable Content content = new Gson().fromJson(text, Content.class);
            if (content != null && content.users() != null) {
                return new TreeMap<>(content.users());
            }
            throw new DamagedUsersException(file, null);
        } catch (JsonParseException e) {
            throw new DamagedUsersException(file, e);
        }
    }
}
