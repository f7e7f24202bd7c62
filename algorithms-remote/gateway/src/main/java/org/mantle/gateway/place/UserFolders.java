package org.mantle.gateway.place;

import java.io.IOException;

/** Port: the folders of all users of a gateway, and with whose rights it reaches them. Safe for use by several threads. */
public interface UserFolders {

    /**
     * Returns the folder of a user. What is asked of its paths is done with the rights that this port stands for.
     *
     * @throws NoAccountException if this gateway does not serve the user
     * @throws IOException if it cannot be found
     */
    UserFolder of(String user) throws IOException;

    /**
     * Refuses a user whom this gateway cannot serve.
     *
     * @throws NoAccountException if it does not; the message is for the user
     * @throws IOException if nobody can tell
     */
    void requireServed(String user) throws IOException;
}
