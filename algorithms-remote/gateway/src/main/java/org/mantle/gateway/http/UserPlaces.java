package org.mantle.gateway.http;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;

/** Places for what threads of the server wait for: so many in all, and so many for one user. Safe for use by several threads. */
final class UserPlaces {

    private final int most;
    private final int mostOfUser;
    private final Multiset<String> users = HashMultiset.create();

    UserPlaces(int most, int mostOfUser) {
        this.most = most;
        this.mostOfUser = mostOfUser;
    }

    /** Takes a place and returns true, unless there is none left. */
    synchronized boolean take(String user) {
        return users.size() < most && users.count(user) < mostOfUser && users.add(user);
    }

    /** Gives a place back. */
    synchronized void leave(String user) {
        users.remove(user);
    }
}
