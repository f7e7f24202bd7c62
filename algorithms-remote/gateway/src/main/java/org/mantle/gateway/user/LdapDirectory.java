package org.mantle.gateway.user;

import com.google.common.base.Ticker;
import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import com.google.common.util.concurrent.UncheckedExecutionException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import javax.naming.AuthenticationException;
import javax.naming.Context;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.PartialResultException;
import javax.naming.directory.Attribute;
import javax.naming.directory.Attributes;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;
import javax.naming.directory.SearchControls;
import javax.naming.directory.SearchResult;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.net.CertificateProblem;

/**
 * The users of a site's LDAP directory (RFC 4511): a user's entry is searched by the user's name, and the password is right if the
 * directory lets the entry in by it. Nothing can be changed here.
 *
 * <p>What is known of an account is kept for a minute, so that not every call asks the directory; then it is asked in the background. As long
 * as the directory is down, who is logged in stays so, and nobody else can log in.
 */
public final class LdapDirectory implements UserStore {

    private static final System.Logger LOG = System.getLogger(LdapDirectory.class.getName());

    /** The directory does not know letter case; a user's folder and account do, so the name must be written as the entry has it. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration KNOWN_FOR = Duration.ofMinutes(1);
    private static final Duration REMEMBERED_FOR = Duration.ofHours(12);

    /** What tells an account from those before and after it; operational, so that they must be asked for. */
    private static final List<String> STAMP_ATTRIBUTES =
            List.of("entryUUID", "objectGUID", "pwdChangedTime", "pwdLastSet");

    private final LdapSettings settings;
    private final LoadingCache<String, Optional<String>> stamps;

    /** Creates it; nothing is asked yet. */
    public LdapDirectory(LdapSettings settings) {
        this(settings, Ticker.systemTicker());
    }

    LdapDirectory(LdapSettings settings, Ticker ticker) {
        this.settings = settings;
        Executor background = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "gateway-directory");
            thread.setDaemon(true);
            return thread;
        });
        stamps = CacheBuilder.newBuilder()
                .ticker(ticker)
                .refreshAfterWrite(KNOWN_FOR)
                .expireAfterAccess(REMEMBERED_FOR)
                .maximumSize(100_000)
                .build(CacheLoader.asyncReloading(
                        new CacheLoader<String, Optional<String>>() {
                            @Override
                            public Optional<String> load(String name) throws IOException {
                                return find(name).map(Entry::stamp);
                            }
                        },
                        background));
    }

    /**
     * An account of the directory.
     *
     * @param dn the name of its entry
     */
    private record Entry(String dn, String stamp) {}

    @Override
    public Optional<String> check(String name, char[] password) throws IOException {
        // a directory takes an empty password for one who does not want to be known, and lets it in (RFC 4513, 5.1.2)
        if (password.length == 0) {
            return Optional.empty();
        }
        Optional<Entry> entry = find(name);
        if (entry.isEmpty() || !letsIn(entry.get(), password)) {
            return Optional.empty();
        }
        stamps.put(name, entry.map(Entry::stamp));
        return entry.map(Entry::stamp);
    }

    private boolean letsIn(Entry entry, char[] password) throws IOException {
        try {
            open(entry.dn(), password).close();
            return true;
        } catch (AuthenticationException e) {
            return false;
        } catch (NamingException e) {
            throw down(e);
        }
    }

    private Optional<Entry> find(String name) throws IOException {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        try {
            DirContext context = openToSearch();
            try {
                // of two that have the name nobody knows which is meant
                List<Entry> found = search(context, name);
                return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
            } finally {
                context.close();
            }
        } catch (NamingException e) {
            throw down(e);
        }
    }

    /** Searches for entries, whose attributes are texts and bytes: no object of Java is made of them. */
    @SuppressWarnings("BanJNDI")
    private List<Entry> search(DirContext context, String name) throws NamingException {
        String own = "(" + settings.attribute() + "={0})";
        String filter = settings.filter().map(more -> "(&" + own + more + ")").orElse(own);
        // what stands for {0} is escaped
        NamingEnumeration<SearchResult> results =
                context.search(settings.base(), filter, new Object[] {name}, wanted());
        List<Entry> found = new ArrayList<>();
        try {
            while (results.hasMore()) {
                SearchResult result = results.next();
                @Nullable Attribute names = result.getAttributes().get(settings.attribute());
                if (names != null && names.contains(name)) {
                    found.add(new Entry(result.getNameInNamespace(), stampOf(result.getAttributes())));
                }
            }
        } catch (PartialResultException e) {
            // how Java tells of other directories that this one names after its entries, as Active Directory does
            LOG.log(System.Logger.Level.TRACE, "other directories are not asked", e);
        }
        return found;
    }

    private SearchControls wanted() {
        List<String> attributes = new ArrayList<>(STAMP_ATTRIBUTES);
        attributes.add(settings.attribute());
        SearchControls wanted = new SearchControls();
        wanted.setSearchScope(SearchControls.SUBTREE_SCOPE);
        wanted.setReturningObjFlag(false);
        wanted.setReturningAttributes(attributes.toArray(String[]::new));
        return wanted;
    }

    private static String stampOf(Attributes attributes) throws NamingException {
        StringBuilder stamp = new StringBuilder("ldap");
        for (String name : STAMP_ATTRIBUTES) {
            @Nullable Attribute attribute = attributes.get(name);
            if (attribute != null) {
                Object value = attribute.get();
                stamp.append(' ')
                        .append(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value);
            }
        }
        return stamp.toString();
    }

    private DirContext openToSearch() throws NamingException {
        return settings.searcher().isPresent()
                ? open(
                        settings.searcher().get().name(),
                        settings.searcher().get().password().toCharArray())
                : open("", new char[0]);
    }

    // the table is what the interface asks for
    @SuppressWarnings("JdkObsolete")
    private DirContext open(String dn, char[] password) throws NamingException {
        Hashtable<String, Object> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.ldap.LdapCtxFactory");
        environment.put(Context.PROVIDER_URL, settings.url().toString());
        environment.put("com.sun.jndi.ldap.connect.timeout", Long.toString(PATIENCE.toMillis()));
        environment.put("com.sun.jndi.ldap.read.timeout", Long.toString(PATIENCE.toMillis()));
        environment.put("java.naming.ldap.attributes.binary", "objectGUID");
        // to no other host, whatever the directory says
        environment.put(Context.REFERRAL, "ignore");
        environment.put(Context.SECURITY_AUTHENTICATION, dn.isEmpty() ? "none" : "simple");
        if (!dn.isEmpty()) {
            environment.put(Context.SECURITY_PRINCIPAL, dn);
            environment.put(Context.SECURITY_CREDENTIALS, password);
        }
        return new InitialDirContext(environment);
    }

    private DirectoryDownException down(NamingException problem) {
        return new DirectoryDownException(
                "the directory " + settings.url() + " "
                        + CertificateProblem.of(problem)
                                .map(found -> "cannot be trusted, since its certificate " + found.words()
                                        + ": have Java trust it (-Djavax.net.ssl.trustStore=FILE in JAVA_TOOL_OPTIONS), or give"
                                        + " the address that it is for")
                                .orElseGet(() -> "cannot be asked for users: " + problem.getMessage()),
                problem);
    }

    @Override
    public Optional<String> stamp(String name) throws IOException {
        try {
            return stamps.get(name);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (UncheckedExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    /**
     * Asks the directory whether it can be searched.
     *
     * @throws IOException if it cannot
     */
    public void probe() throws IOException {
        find("nobody");
        LOG.log(System.Logger.Level.TRACE, "the directory {0} answers", settings.url());
    }

    @Override
    public void requireAddable(String name) throws UserRefusedException, IOException {
        if (find(name).isPresent()) {
            throw new UserRefusedException(
                    "there is a user \"" + name + "\" in the directory " + settings.url() + " already");
        }
    }

    @Override
    public void add(String name, char[] password) throws UserRefusedException {
        throw kept();
    }

    @Override
    public boolean changePassword(String name, char[] password) throws UserRefusedException, IOException {
        if (find(name).isPresent()) {
            throw kept();
        }
        return false;
    }

    @Override
    public boolean remove(String name) throws UserRefusedException, IOException {
        if (find(name).isPresent()) {
            throw kept();
        }
        return false;
    }

    private UserRefusedException kept() {
        return new UserRefusedException(
                "the users of the directory " + settings.url() + " are changed there, not here");
    }

    /** Returns none: who is in a site's directory is not asked for. */
    @Override
    public List<String> list() {
        return List.of();
    }
}
