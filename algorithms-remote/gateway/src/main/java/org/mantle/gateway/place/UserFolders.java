package org.mantle.gateway.place;

import java.io.IOException;

/**
 * The folders of all users of a gateway.
 *
 * @param data where they lie
 * @param map by which names clients know what is in them
 */
public record UserFolders(DataFolder data, PathMap map) {

    /** Opens the folder of a user; made if missing. */
    public UserFolder of(String user) throws IOException {
        return data.ofUser(user, map);
    }
}
