package org.mantle.gateway.place;

import java.io.IOException;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;

/** Whose the files of users are, and how far they reach. */
public interface FileOwners {

    /** All files are the gateway's own, and users stay in their folders. */
    FileOwners GATEWAY = new FileOwners() {

        @Override
        public Optional<UserPrincipal> ownerOf(String user) {
            return Optional.empty();
        }

        @Override
        public boolean reachAll(String user) {
            return false;
        }
    };

    /**
     * Returns the account to which a user's new files are given; empty if they stay the gateway's own.
     *
     * @throws IOException if the system does not tell its accounts
     */
    Optional<UserPrincipal> ownerOf(String user) throws IOException;

    /** Tells whether a user may name any path, because the gateway has no other rights than that user's. */
    boolean reachAll(String user);
}
