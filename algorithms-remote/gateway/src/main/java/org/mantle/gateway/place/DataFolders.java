package org.mantle.gateway.place;

import java.io.IOException;
import java.util.OptionalLong;

/**
 * The folders of users who are no accounts of their own: they lie in the gateway's data folder, and are reached with its own rights.
 *
 * @param data where they lie
 * @param map by which names clients know what is in them
 * @param quota how many bytes there may be in one, if that is bounded
 */
public record DataFolders(DataFolder data, PathMap map, OptionalLong quota) implements UserFolders {

    /** Creates folders without a bound on what is in them. */
    public DataFolders(DataFolder data, PathMap map) {
        this(data, map, OptionalLong.empty());
    }

    /** Opens the folder of a user; made if missing. */
    @Override
    public UserFolder of(String user) throws IOException {
        return data.ofUser(user, map, quota);
    }

    /** Serves whoever can log in, and makes the folder. */
    @Override
    public void requireServed(String user) throws IOException {
        data.ofUser(user, map, quota);
    }
}
