package org.mantle.gateway.user;

import java.io.IOException;
import java.util.List;

/**
 * Port: who may use a gateway, and by which password.
 *
 * <p>What is changed here by one process is seen by all others at their next question. A store that only asks elsewhere, such
 * as a site's directory, refuses changes. Safe for use by several threads.
 */
public interface UserStore {

    /**
     * Checks a password. An unknown user costs the same time as a wrong password.
     *
     * @param name any text
     * @param password neither kept nor wiped
     * @throws IOException if the users cannot be read
     */
    boolean matches(String name, char[] password) throws IOException;

    /**
     * Tells whether there is such a user, who may have been removed since the password was checked.
     *
     * @throws IOException if the users cannot be read
     */
    boolean exists(String name) throws IOException;

    /**
     * Adds a user.
     *
     * @param name a name that can be a folder's
     * @param password not empty; neither kept nor wiped
     * @throws UserRefusedException if there is such a user already, or one more is not allowed
     * @throws IOException if the users cannot be read or written
     */
    void add(String name, char[] password) throws UserRefusedException, IOException;

    /**
     * Removes a user.
     *
     * @return whether there was such a user
     * @throws UserRefusedException if this store does not keep its users itself
     * @throws IOException if the users cannot be read or written
     */
    boolean remove(String name) throws UserRefusedException, IOException;

    /**
     * Returns the names in alphabetical order.
     *
     * @throws IOException if the users cannot be read
     */
    List<String> list() throws IOException;
}
