package org.mantle.gateway.http;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;

/** The long bodies for which threads of the server wait: so many at a time, and of one user half as many. Safe for use by several threads. */
final class LongBodies {

    private final int most;
    private final Multiset<String> users = HashMultiset.create();

    LongBodies(int most) {
        this.most = most;
    }

    /** Takes one in and returns true, unless there are as many as may be. */
    synchronized boolean begin(String user) {
        return users.size() < most && users.count(user) < most / 2 && users.add(user);
    }

    /** Notes that one that was taken in has ended. */
    synchronized void end(String user) {
        users.remove(user);
    }
}
