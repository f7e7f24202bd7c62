package org.mantle.app;

import org.mantle.framework.Mantle;
import org.mantle.framework.UserHost;

/**
 * The host of the command's user, for programs that are made from the history: with what {@code MANTLE_HOME} keeps.
 *
 * @since 0.1.0
 */
public final class UserMantle implements UserHost {

    /** Makes the service; nothing is read yet. */
    public UserMantle() {}

    @Override
    public Mantle make() {
        return Main.mantle(Main.home());
    }
}
