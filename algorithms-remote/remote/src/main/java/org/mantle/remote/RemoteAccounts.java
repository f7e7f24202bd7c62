package org.mantle.remote;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.mantle.framework.property.Services;
import org.mantle.remote.job.StateFileException;
import org.mantle.remote.job.WorkMonitor;

/**
 * The accounts of a host's users at its resources: what the algorithms, the explorer and the command line do there begins here. Safe from
 * many threads.
 *
 * @param resources the resources
 * @param sessions where the sessions are, or come
 * @param users remembers who called
 * @param submissions keeps what has not been answered
 * @since 0.1.0
 */
public record RemoteAccounts(
        ComputeResources resources, RemoteSessions sessions, RememberedUsers users, UnansweredSubmissions submissions) {

    /** Returns those of a host of algorithms. */
    public static RemoteAccounts of(Services services) {
        return new RemoteAccounts(
                services.get(ComputeResources.class),
                services.get(RemoteSessions.class),
                services.get(RememberedUsers.class),
                services.get(UnansweredSubmissions.class));
    }

    /**
     * Begins work at a resource; nothing is sent yet.
     *
     * @param monitor hears what is done, and ends it when its owner gives up
     * @throws IOException if a file that the resource's settings name cannot be read
     */
    public ResourceAccount connect(ComputeResource resource, String user, WorkMonitor monitor) throws IOException {
        return ResourceAccount.connect(this, resource, user, monitor);
    }

    /**
     * Returns who has a session, or needs none, in order of the names of resources and users; whether the service has ended one is not known.
     *
     * @throws StateFileException if a file cannot be read, or something in it cannot be understood
     */
    public List<AccountName> loggedIn() throws StateFileException {
        List<AccountName> accounts = new ArrayList<>();
        for (ComputeResource resource : resources.list().values()) {
            loggedIn(resource).forEach(user -> accounts.add(new AccountName(resource.name(), user)));
        }
        return accounts;
    }

    /**
     * Returns who has a session at a resource, or needs none, in order; also those of whom the kind of the resource fails to say it.
     *
     * @throws StateFileException if a file cannot be read, or something in it cannot be understood
     */
    public List<String> loggedIn(ComputeResource resource) throws StateFileException {
        // also who was here before and needs no log-in, because a key says who that is
        Set<String> names = new TreeSet<>(sessions.users(resource.name()));
        users.last(resource.name()).ifPresent(names::add);
        List<String> loggedIn = new ArrayList<>();
        for (String user : names) {
            boolean counts;
            try {
                counts = ResourceAccount.isLoggedIn(resource, user, sessions);
            } catch (RuntimeException e) {
                // kinds of resources come from other modules; who asks for the jobs here is told of the failure, and
                // hears of the others too
                counts = true;
            }
            if (counts) {
                loggedIn.add(user);
            }
        }
        return loggedIn;
    }

    /**
     * Returns who had a session that the service has ended, since which they have not logged in.
     *
     * @throws StateFileException if a file cannot be read, or something in it cannot be understood
     */
    public List<AccountName> ended() throws StateFileException {
        List<AccountName> accounts = new ArrayList<>();
        for (ComputeResource resource : resources.list().values()) {
            for (String user : sessions.users(resource.name())) {
                if (hasEnded(resource, user)) {
                    accounts.add(new AccountName(resource.name(), user));
                }
            }
        }
        return accounts;
    }

    private boolean hasEnded(ComputeResource resource, String user) throws StateFileException {
        try {
            return ResourceAccount.hasEnded(resource, user, sessions);
        } catch (RuntimeException e) {
            // such an account counts as logged in, where it is told why
            return false;
        }
    }
}
