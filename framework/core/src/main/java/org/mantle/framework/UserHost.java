package org.mantle.framework;

import java.util.ServiceLoader;

/**
 * What an application provides as a service, so that programs on its class path work with the host of algorithms of its user: with the
 * resources, sessions and plugins that are kept there.
 *
 * <p>What is added to it later has a default, so that those who implement it need no change.
 *
 * @since 0.1.0
 */
public interface UserHost {

    /** Makes the host; the caller closes it. */
    Mantle make();

    /** Makes the host of the application on the class path or module path, or {@link Mantle#load()} where there is none. */
    static Mantle open() {
        return ServiceLoader.load(UserHost.class)
                .findFirst()
                .map(UserHost::make)
                .orElseGet(Mantle::load);
    }
}
