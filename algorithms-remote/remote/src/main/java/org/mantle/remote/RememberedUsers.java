package org.mantle.remote;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The user name of the last successful call at each compute resource, for faces that offer it the next time.
 *
 * <p>Nothing is ever filled in by itself: a call without a user name is refused. Safe from many threads.
 */
public final class RememberedUsers {
    private final JsonStore store;

    private RememberedUsers(JsonStore store) {
        this.store = store;
    }

    /**
     * Returns a memory that ends with the program.
     *
     * @return a service that remembers nobody yet
     */
    public static RememberedUsers inMemory() {
        return new RememberedUsers(JsonStore.inMemory());
    }

    /**
     * Returns a memory that lasts from one program to the next.
     *
     * @param file where it is kept; made when first needed, readable by its owner alone
     * @return the service
     */
    public static RememberedUsers at(Path file) {
        return new RememberedUsers(new JsonFile(file, "remembered users"));
    }

    /**
     * Returns who called last.
     *
     * @param resource the name of the resource, such as {@code SCARF@STFC}
     * @return the user's name, if a call has succeeded before
     * @throws StateFileException if the file cannot be read
     */
    public Optional<String> last(String resource) throws StateFileException {
        JsonObject content = store.read();
        return content.has(resource)
                ? Optional.of(store.text(content, resource, "the list of users"))
                : Optional.empty();
    }

    void remember(String resource, String user) throws StateFileException {
        if (!last(resource).equals(Optional.of(user))) {
            store.change(content -> {
                content.add(resource, new JsonPrimitive(user));
                return user;
            });
        }
    }
}
