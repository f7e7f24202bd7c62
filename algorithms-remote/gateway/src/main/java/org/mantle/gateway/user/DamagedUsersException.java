package org.mantle.gateway.user;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The list of users cannot be understood; the message is for whoever runs the gateway, not for its clients. */
public final class DamagedUsersException extends IOException {

    private static final long serialVersionUID = 1L;

    DamagedUsersException(Path file, @Nullable RuntimeException cause) {
        super(
                "the list of users " + file
                        + " is damaged, and nobody can log in: repair it, or move it away and add the users again",
                cause);
    }
}
