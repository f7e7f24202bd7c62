package org.mantle.gateway.user;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.file.LockFile;
import org.mantle.commons.json.JsonForm;
import org.mantle.commons.json.StrictJson;
import org.mantle.gateway.place.PrivateFiles;

/**
 * Users in a JSON file that only its owner can read: names and slow salted hashes of passwords.
 *
 * <p>The file is read anew at every question, so users can be added and removed while a gateway runs, by another process
 * too.
 */
public final class UserFile implements UserStore {

    private static final Duration LOCK_WAIT = Duration.ofSeconds(5);
    private static final PasswordHash NOBODY = PasswordHash.ofNobody();

    private final Path file;
    private final LockFile lock;
    private final boolean allowMany;

    /**
     * Creates the users of a folder; nothing is read or written yet.
     *
     * @param allowMany whether more than one may be added
     */
    public UserFile(Path folder, boolean allowMany) {
        file = folder.resolve("users.json");
        lock = new LockFile(folder.resolve("users.lock"));
        this.allowMany = allowMany;
    }

    /** The file's content. */
    private record Content(@Nullable Map<String, PasswordHash> users) {}

    /** A change that may be refused. */
    private interface Change {
        boolean make(Map<String, PasswordHash> users) throws UserRefusedException;
    }

    @Override
    public void requireAddable(String name) throws UserRefusedException, IOException {
        requireAddable(name, load());
    }

    private void requireAddable(String name, Map<String, PasswordHash> users) throws UserRefusedException {
        if (users.containsKey(name)) {
            throw new UserRefusedException("there is a user \"" + name
                    + "\" already: to give another password, use: mantle gateway user password " + name);
        }
        if (!users.isEmpty() && !allowMany) {
            throw new UserRefusedException(
                    "there is a user already (" + users.keySet().iterator().next()
                            + "), and all jobs run under one account of this machine, so users could reach each other's"
                            + " files: allow many users if they trust each other (--allow-many-users)");
        }
    }

    @Override
    public void add(String name, char[] password) throws UserRefusedException, IOException {
        PasswordHash hash = PasswordHash.of(password);
        change(users -> {
            requireAddable(name, users);
            return users.put(name, hash) == null;
        });
    }

    @Override
    public boolean changePassword(String name, char[] password) throws UserRefusedException, IOException {
        PasswordHash hash = PasswordHash.of(password);
        return change(users -> users.replace(name, hash) != null);
    }

    @Override
    public boolean remove(String name) throws UserRefusedException, IOException {
        return change(users -> users.remove(name) != null);
    }

    @Override
    public List<String> list() throws IOException {
        return List.copyOf(load().keySet());
    }

    @Override
    public Optional<String> check(String name, char[] password) throws IOException {
        Map<String, PasswordHash> users = load();
        boolean matches = users.getOrDefault(name, NOBODY).matches(password);
        return Optional.ofNullable(users.get(name)).filter(hash -> matches).map(PasswordHash::salt);
    }

    /** Returns the salt: each password gets one of its own, also the same password for a second time. */
    @Override
    public Optional<String> stamp(String name) throws IOException {
        return Optional.ofNullable(load().get(name)).map(PasswordHash::salt);
    }

    /** Changes the file; one change at a time, whichever process makes it. */
    private boolean change(Change change) throws UserRefusedException, IOException {
        LockFile.Held held = acquireLock();
        try {
            Map<String, PasswordHash> users = load();
            boolean changed = change.make(users);
            PrivateFiles.write(file, JsonForm.PRETTY.text(new Gson().toJsonTree(new Content(users))));
            return changed;
        } finally {
            held.close();
        }
    }

    private LockFile.Held acquireLock() throws IOException {
        try {
            return lock.acquire(LOCK_WAIT)
                    .orElseThrow(() -> new IOException("the list of users is being changed elsewhere: try again"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException failure =
                    new InterruptedIOException("the list of users was not changed: the program was interrupted");
            failure.initCause(e);
            throw failure;
        }
    }

    private Map<String, PasswordHash> load() throws IOException {
        String text = PrivateFiles.read(file).orElse("{\"users\":{}}");
        try {
            @Nullable Content content = new Gson().fromJson(StrictJson.parse(text), Content.class);
            if (content != null && content.users() != null) {
                return new TreeMap<>(content.users());
            }
            throw new DamagedUsersException(file, null);
        } catch (JsonParseException e) {
            throw new DamagedUsersException(file, e);
        }
    }
}
