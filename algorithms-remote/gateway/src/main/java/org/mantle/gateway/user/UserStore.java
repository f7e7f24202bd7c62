package org.mantle.gateway.user;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

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
     * @return the account's stamp, as {@link #stamp} tells it, or nothing if the user is unknown or the password is wrong
     * @throws IOException if the users cannot be read
     */
    Optional<String> check(String name, char[] password) throws IOException;

    /**
     * Returns what an account can be told by from those of that name before and after it: another one after each change of its
     * password, and after it was removed and added again. It is no secret, and tells nothing of the password.
     *
     * @return the stamp, or nothing if there is no such user, or none who may log in
     * @throws IOException if the users cannot be read
     */
    Optional<String> stamp(String name) throws IOException;

    /**
     * Refuses what {@link #add} would refuse whatever the password, so that nobody is asked for one in vain.
     *
     * @throws UserRefusedException if there is such a user already, or one more is not allowed
     * @throws IOException if the users cannot be read
     */
    void requireAddable(String name) throws UserRefusedException, IOException;

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
     * Gives a user another password.
     *
     * @param password not empty; neither kept nor wiped
     * @return whether there is such a user
     * @throws UserRefusedException if this store does not keep its users itself
     * @throws IOException if the users cannot be read or written
     */
    boolean changePassword(String name, char[] password) throws UserRefusedException, IOException;

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
