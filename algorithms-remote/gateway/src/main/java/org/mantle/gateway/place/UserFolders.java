package org.mantle.gateway.place;

import java.io.IOException;

/**
 * The folders of all users of a gateway.
 *
 * @param data where they lie
 * @param map by which names clients know what is in them
 * @param owners whose they are
 */
public record UserFolders(DataFolder data, PathMap map, FileOwners owners) {

    /** Creates the folders of users who are no accounts of their own. */
    public UserFolders(DataFolder data, PathMap map) {
        this(data, map, FileOwners.GATEWAY);
    }

    /** Opens the folder of a user; made if missing. */
    public UserFolder of(String user) throws IOException {
        return data.ofUser(user, map, owners);
    }
}
