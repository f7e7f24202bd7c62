package org.mantle.gateway.account;

import java.nio.file.Path;

/**
 * An account of the machine.
 *
 * @param uid its number
 * @param gid the number of its first group
 * @param home its home folder, which need not be there
 */
record Account(String name, int uid, int gid, Path home) {

    boolean isRoot() {
        return uid == 0;
    }
}
