package org.mantle.gateway.account;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.mantle.gateway.place.UserFolder;
import org.mantle.gateway.place.UserFolders;

/**
 * The folders of users who are accounts of the machine, with the machine's own paths. Started by root, what is in them is reached by
 * processes with the users' ids; started by another account, by the gateway itself, for that account alone. Safe for use by several threads.
 */
public final class AccountFolders implements UserFolders, AutoCloseable {

    /** Where the folders of jobs are made when nothing is said: in each account's home. */
    public static final String USUAL_JOBS = "{home}/mantle/jobs";

    private final Accounts accounts;
    private final String jobs;
    private final Optional<FileProcesses> processes;
    private final Map<String, UserFileSystem> systems = new ConcurrentHashMap<>();

    /**
     * Opens the folders; nothing is touched.
     *
     * @param jobs where the folders of a user's jobs are made, as an absolute path in which {@code {user}} and {@code {home}} stand for the account's
     * @throws IllegalArgumentException if it is no such path, or processes of other accounts cannot be begun
     * @throws IOException if nobody can tell whether they can
     */
    public AccountFolders(Accounts accounts, String jobs, FileProcessSettings settings) throws IOException {
        this.accounts = accounts;
        this.jobs = jobs;
        requirePlace(jobs);
        if (accounts.isRoot()) {
            FileProcessCommand.requireReachable();
            processes = Optional.of(new FileProcesses(accounts, settings));
        } else {
            processes = Optional.empty();
        }
    }

    /**
     * Checks what says where the folders of jobs are made.
     *
     * @throws IllegalArgumentException if it is no absolute path
     */
    public static void requirePlace(String jobs) {
        boolean isAbsolute = jobs.startsWith("/") || jobs.equals("{home}") || jobs.startsWith("{home}/");
        if (!isAbsolute) {
            throw new IllegalArgumentException(
                    "the folder of jobs must be an absolute path, which may begin with {home} and"
                            + " have {user} in it, such as " + USUAL_JOBS + ", not \"" + jobs + "\"");
        }
        if (jobs.startsWith("/") && !jobs.contains("{user}") && !jobs.contains("{home}")) {
            throw new IllegalArgumentException("the folder of jobs \"" + jobs
                    + "\" would be the same for all users, who must not share one: name it with {user}, such as " + jobs
                    + "/{user}");
        }
    }

    @Override
    public UserFolder of(String user) throws IOException {
        Account account = accounts.require(user);
        String place = jobs.replace("{home}", account.home().toString()).replace("{user}", user);
        try {
            if (processes.isEmpty()) {
                return UserFolder.ofAccount(user, account.home(), Path.of(place).normalize());
            }
            UserFileSystem system = systems.computeIfAbsent(user, name -> new UserFileSystem(name, processes.get()));
            return UserFolder.ofAccount(
                    user,
                    system.getPath(account.home().toString()),
                    system.getPath(place).normalize());
        } catch (InvalidPathException e) {
            throw new IOException("the folder of jobs of \"" + user + "\" is no path: " + e.getMessage(), e);
        }
    }

    @Override
    public void requireServed(String user) throws IOException {
        accounts.require(user);
    }

    /** Returns how many processes of users there are. */
    public int processes() {
        return processes.map(FileProcesses::count).orElse(0);
    }

    /** Ends the processes, whatever they do. */
    @Override
    public void close() {
        processes.ifPresent(FileProcesses::close);
    }
}
