package org.mantle.gateway.slurm;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.mantle.gateway.job.JobRefusedException;
import org.mantle.gateway.place.FileOwners;

/**
 * The accounts of the operating system, which are those of the cluster. Slurm itself takes jobs of accounts that there are not, and
 * never runs them.
 */
public final class ClusterAccounts implements FileOwners {

    private static final Path OWN_PROCESS = Path.of("/proc/self");
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final UserPrincipalLookupService accounts = FileSystems.getDefault().getUserPrincipalLookupService();
    private final Map<String, Found> found = new ConcurrentHashMap<>();
    private final UserPrincipal own;
    private final boolean isRoot;

    /**
     * Finds the account that this process runs as.
     *
     * @throws IOException if the system does not tell
     */
    public ClusterAccounts() throws IOException {
        this(Files.getOwner(OWN_PROCESS));
    }

    /** Takes an account for the one that this process runs as. */
    ClusterAccounts(UserPrincipal own) throws IOException {
        this.own = own;
        isRoot = own.equals(accounts.lookupPrincipalByName("root"));
    }

    /** Tells whether this process may act for other accounts. */
    public boolean isRoot() {
        return isRoot;
    }

    /** Returns the name of the account that this process runs as. */
    public String own() {
        return own.getName();
    }

    /** Files of users are given to their accounts by root; another process can give nothing, and needs not. */
    @Override
    public Optional<UserPrincipal> ownerOf(String user) throws IOException {
        return isRoot ? find(user).filter(account -> !account.equals(own)) : Optional.empty();
    }

    /** Root must not reach for a user what that user cannot, and an account not for anybody but itself. */
    @Override
    public boolean reachAll(String user) {
        return !isRoot && user.equals(own());
    }

    /** An account that was found, and when: every call of a client asks, and a directory of accounts may be far. */
    private record Found(UserPrincipal account, long nanos) {

        boolean isRecent() {
            return System.nanoTime() - nanos < KEPT.toNanos();
        }
    }

    private Optional<UserPrincipal> find(String user) throws IOException {
        Found kept = found.get(user);
        if (kept != null && kept.isRecent()) {
            return Optional.of(kept.account());
        }
        Optional<UserPrincipal> account = lookUp(user);
        account.ifPresentOrElse(
                known -> found.put(user, new Found(known, System.nanoTime())), () -> found.remove(user));
        return account;
    }

    private Optional<UserPrincipal> lookUp(String user) throws IOException {
        // Java takes digits for the number of an account, which may have no name
        if (user.chars().allMatch(letter -> letter >= '0' && letter <= '9')) {
            return Optional.empty();
        }
        try {
            return Optional.of(accounts.lookupPrincipalByName(user));
        } catch (UserPrincipalNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Refuses jobs of a user whom none can be run for. */
    void requireUsable(String user) throws JobRefusedException, IOException {
        UserPrincipal account = find(user)
                .orElseThrow(() -> new JobRefusedException("There is no account \"" + user
                        + "\" on the cluster, and jobs run under the account of their user: ask for one"));
        if (isRoot && account.equals(own)) {
            throw new JobRefusedException("Jobs of the cluster's administrator are not run: log in as another user");
        }
        if (!isRoot && !account.equals(own)) {
            throw new JobRefusedException("This gateway runs jobs of the account \"" + own() + "\" alone, and not of \""
                    + user + "\": log in as " + own());
        }
    }
}
