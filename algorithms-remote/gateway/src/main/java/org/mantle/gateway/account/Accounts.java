package org.mantle.gateway.account;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mantle.gateway.place.NoAccountException;

/**
 * The accounts of the operating system, which are those of the cluster: asked for by {@code getent}, so that those of a directory are among
 * them. Safe for use by several threads.
 */
public final class Accounts {

    /** The least number of an account of a person, as most systems have it. */
    public static final int LOWEST_UID = 1000;

    private static final System.Logger LOG = System.getLogger(Accounts.class.getName());
    private static final Path OWN_PROCESS = Path.of("/proc/self");
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");

    /** The form of passwd(5): name, password, numbers of user and group, remarks, home. */
    private static final Pattern LINE = Pattern.compile("([^:]+):[^:]*:(\\d+):(\\d+):[^:]*:([^:]*)(?::.*)?");

    /** How getent says that there is no such account. */
    private static final int NOT_FOUND = 2;

    private final Map<String, Found> found = new ConcurrentHashMap<>();
    private final int lowestUid;
    private final String getent;
    private final Duration patience;
    private final String own;
    private final boolean isRoot;

    /**
     * Finds the account that this process runs as.
     *
     * @throws IOException if the system does not tell
     */
    public Accounts() throws IOException {
        this(LOWEST_UID);
    }

    /**
     * Finds the account that this process runs as.
     *
     * @param lowestUid the least number of an account that root serves; those below it are the system's own
     * @throws IOException if the system does not tell
     */
    public Accounts(int lowestUid) throws IOException {
        this(lowestUid, "getent", PATIENCE);
    }

    Accounts(int lowestUid, String getent, Duration patience) throws IOException {
        this.lowestUid = lowestUid;
        this.getent = getent;
        this.patience = patience;
        own = Files.getOwner(OWN_PROCESS).getName();
        isRoot = Integer.valueOf(0).equals(Files.getAttribute(OWN_PROCESS, "unix:uid"));
    }

    /** Tells whether this process may act for other accounts. */
    public boolean isRoot() {
        return isRoot;
    }

    /** Returns the name of the account that this process runs as. */
    public String own() {
        return own;
    }

    /** An account that was found, and when: every call of a client asks, and a directory of accounts may be far. */
    private record Found(Account account, long nanos) {

        boolean isRecent() {
            return System.nanoTime() - nanos < KEPT.toNanos();
        }
    }

    /**
     * Returns the account of a user whom this process can serve.
     *
     * @throws NoAccountException if there is none, or not one that it may act for
     * @throws IOException if the system does not tell its accounts
     */
    public Account require(String user) throws IOException {
        Account account = find(user)
                .orElseThrow(() -> new NoAccountException("There is no account \"" + user
                        + "\" on the gateway's machine, and whoever uses this gateway does so as an account of that name: ask"
                        + " for one, or log in as another user"));
        if (isRoot() && account.isRoot()) {
            throw new NoAccountException(
                    "This gateway does nothing as the administrator of its machine: log in as another user");
        }
        if (isRoot() && Integer.compareUnsigned(account.uid(), lowestUid) < 0) {
            throw new NoAccountException(
                    "\"" + user + "\" is an account of the system itself on the gateway's machine, with a"
                            + " number below " + lowestUid
                            + ", for which this gateway does nothing: log in as another user, or ask"
                            + " whoever runs the gateway (lowestUid)");
        }
        if (!isRoot() && !user.equals(own)) {
            throw new NoAccountException("This gateway was started by the account \"" + own
                    + "\", and serves that account alone, not \"" + user + "\": log in as " + own);
        }
        return account;
    }

    private Optional<Account> find(String user) throws IOException {
        Found kept = found.get(user);
        if (kept != null && kept.isRecent()) {
            return Optional.of(kept.account());
        }
        Optional<Account> account = NAME.matcher(user).matches() ? lookUp(user) : Optional.empty();
        account.ifPresentOrElse(
                known -> found.put(user, new Found(known, System.nanoTime())), () -> found.remove(user));
        return account;
    }

    private Optional<Account> lookUp(String user) throws IOException {
        Process asked;
        try {
            asked = new ProcessBuilder(getent, "passwd", user)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new IOException("the accounts of this machine cannot be asked for: install getent", e);
        }
        try {
            asked.getOutputStream().close();
            // a line, for which a pipe has room; a directory that is away tells nothing, and ends nothing
            if (!asked.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(
                        "the accounts of this machine are not told within " + patience.toSeconds() + " s");
            }
            String answer = new String(asked.getInputStream().readNBytes(64 * 1024), StandardCharsets.UTF_8);
            int code = asked.exitValue();
            if (code != 0 && code != NOT_FOUND) {
                throw new IOException("the accounts of this machine are not told: getent ended with " + code);
            }
            return answer.lines().findFirst().flatMap(line -> parse(user, line));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while an account was asked for", e);
        } finally {
            asked.destroyForcibly();
        }
    }

    /** Reads an account of that very name: digits are understood as the number of one. */
    static Optional<Account> parse(String user, String line) {
        Matcher fields = LINE.matcher(line);
        if (!fields.matches() || !fields.group(1).equals(user)) {
            return Optional.empty();
        }
        String home = fields.group(4).startsWith("/") ? fields.group(4) : "/";
        try {
            return Optional.of(new Account(
                    user,
                    Integer.parseUnsignedInt(fields.group(2)),
                    Integer.parseUnsignedInt(fields.group(3)),
                    Path.of(home)));
        } catch (IllegalArgumentException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the account \"" + user + "\" has numbers or a home that none can have",
                    e);
            return Optional.empty();
        }
    }
}
