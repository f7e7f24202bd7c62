package org.mantle.remote;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.Optional;
import org.mantle.remote.job.StateFileException;
import org.mantle.remote.state.StateFile;
import org.mantle.remote.state.StateStore;

/**
 * The user name of the last successful call at each compute resource, for faces that offer it the next time.
 *
 * <p>Nothing is ever filled in by itself: a call without a user name is refused. Safe from many threads.
 *
 * @since 0.1.0
 */
public final class RememberedUsers {

    private final StateStore store;

    private RememberedUsers(StateStore store) {
        this.store = store;
    }

    /** Returns a memory that ends with the program. */
    public static RememberedUsers inMemory() {
        return new RememberedUsers(StateStore.inMemory());
    }

    /**
     * Returns a memory that lasts from one program to the next.
     *
     * @param file where it is kept; made when first needed, readable by its owner alone
     */
    public static RememberedUsers at(Path file) {
        return new RememberedUsers(new StateFile(file, "remembered users"));
    }

    /**
     * Returns who called last; empty when no call has succeeded yet.
     *
     * @param resource the name of the resource, such as {@code SCARF@STFC}
     * @throws StateFileException if the file cannot be read
     */
    public Optional<String> last(String resource) throws StateFileException {
        JsonObject content = store.read();
        return content.has(resource)
                ? Optional.of(store.text(content, resource, "the list of users"))
                : Optional.empty();
    }

    /**
     * Remembers who called a resource.
     *
     * @throws StateFileException if the file cannot be read or written
     */
    public void remember(String resource, String user) throws StateFileException {
        if (!last(resource).equals(Optional.of(user))) {
            store.change(content -> {
                content.add(resource, new JsonPrimitive(user));
                return user;
            });
        }
    }
}
