package org.mantle.gateway;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.Maps;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.mantle.gateway.account.AccountFolders;
import org.mantle.gateway.account.Accounts;
import org.mantle.gateway.account.FileProcessSettings;
import org.mantle.gateway.account.UserUmask;
import org.mantle.gateway.application.Applications;
import org.mantle.gateway.http.HttpFront;
import org.mantle.gateway.http.KeyStoreFile;
import org.mantle.gateway.pac.PacSettings;
import org.mantle.gateway.settings.GatewaySettings;
import org.mantle.gateway.slurm.SlurmKey;
import org.mantle.gateway.slurm.SlurmSettings;
import org.mantle.gateway.user.LdapSettings;
import org.mantle.gateway.user.SteadyClock;

/**
 * What can be set on a gateway; immutable.
 *
 * @since 0.1.0
 */
public final class GatewayConfig {

    /** What a configuration file that names no port means. */
    private static final int USUAL_PORT = 8080;

    /** In bytes a second: what the slowest network still does. */
    private static final long LEAST_RATE = 1024;

    private static final Map<String, String> DEFAULT_PATH_MAP = Map.of("/work", "work");

    private final Path dataDirectory;
    private final HttpFront.Address address;
    private final HttpFront.Limits limits;
    private final PacSettings pac;
    private final int concurrency;
    private final Duration killGrace;
    private final boolean closeOnExit;
    private final GatewayMode mode;
    private final Map<String, String> pathMap;
    private final Optional<Duration> keepJobs;
    private final Optional<Path> auditLog;
    private final Optional<String> metricsToken;
    private final Optional<LdapSettings> directory;
    private final Optional<SlurmSettings> slurm;
    private final OptionalLong quota;
    private final String jobsFolder;
    private final int lowestUid;
    private final FileProcessSettings fileProcesses;
    private final Optional<GatewayLog> log;

    private GatewayConfig(Builder builder) {
        dataDirectory = builder.dataDirectory;
        address = new HttpFront.Address(builder.host, builder.port, builder.tls, builder.names);
        limits = new HttpFront.Limits(
                builder.clientPatience, LEAST_RATE, builder.connections, builder.connectionsOfAddress, builder.drain);
        // a clock that somebody set is theirs to set
        Clock clock = builder.clock.orElseGet(Clock::systemUTC);
        Clock steadyClock = builder.clock.orElseGet(SteadyClock::ofMachine);
        pac = new PacSettings(
                clock,
                steadyClock,
                builder.sessionIdleTime,
                builder.allowManyUsers || builder.manyAccounts,
                builder.programs,
                builder.applications);
        concurrency = builder.concurrency;
        killGrace = builder.killGrace;
        closeOnExit = builder.closeOnExit;
        mode = builder.mode;
        slurm = builder.slurm.map(settings -> settings.with(builder.userUmask));
        quota = builder.quota;
        checkArgument(
                slurm.isEmpty() || quota.isEmpty(),
                "on Slurm the file system bounds what a user keeps: leave out quotaBytes");
        jobsFolder = builder.jobsFolder;
        lowestUid = builder.lowestUid;
        fileProcesses = new FileProcessSettings(builder.fileProcessIdle, builder.fileProcesses, builder.userUmask);
        checkArgument(
                slurm.isEmpty() || builder.manyAccounts || !builder.allowManyUsers,
                "on Slurm a gateway serves the account that started it alone, unless that is root: leave out allowManyUsers, and a"
                        + " directory, or let root start it");
        checkArgument(
                slurm.isEmpty() || builder.pathMap.equals(DEFAULT_PATH_MAP),
                "on Slurm paths are the cluster's own: leave the path map as it is");
        pathMap = slurm.isPresent() ? Map.of() : builder.pathMap;
        keepJobs = builder.keepJobs;
        auditLog = builder.auditLog;
        metricsToken = builder.metricsToken;
        directory = builder.directory;
        log = builder.log;
        checkArgument(
                directory.isEmpty() || pac.allowManyUsers(),
                "a directory has many users, whose jobs would run under one account: allow that (allowManyUsers) if"
                        + " they trust each other, or leave the directory out");
        checkArgument(
                address.tls().isPresent() || isLoopback(address.host()),
                "plain HTTP is for this machine only, and others can reach \"%s\": give a certificate (--tls, or tlsFile in the configuration), or bind to"
                        + " 127.0.0.1",
                address.host());
    }

    /**
     * Returns a builder with the defaults: a free port of 127.0.0.1, as many jobs at a time as there are processors, sessions
     * that end after an hour without a call, one user, and the path map {@code /work} to {@code DATA/<user>/work}.
     *
     * @param dataDirectory the folder in which the gateway keeps its users and their files; made if missing
     */
    public static Builder builder(Path dataDirectory) {
        return new Builder(dataDirectory);
    }

    /**
     * Returns a builder with what a configuration file says, and the defaults for all else; docs/gateway.md has its settings. What is set on
     * the builder then counts more.
     *
     * @param file a property map, that is a JSON object, or lines of {@code name=value}; paths in it that are not absolute begin in the folder of the file
     * @param dataDirectory the folder of the gateway if the file names none
     * @throws IOException if the file, or one that it names, cannot be read, or is not its owner's alone although it must be
     * @throws IllegalArgumentException with everything that is wrong with the settings
     */
    public static Builder read(Path file, Path dataDirectory) throws IOException {
        GatewaySettings given = GatewaySettings.read(file);
        try {
            return of(given, dataDirectory);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the configuration " + file + ": " + e.getMessage(), e);
        }
    }

    private static Builder of(GatewaySettings given, Path dataDirectory) throws IOException {
        Builder builder = new Builder(given.path(GatewaySettings.DATA).orElse(dataDirectory)).port(USUAL_PORT);
        given.find(GatewaySettings.HOST).filter(name -> !name.isEmpty()).ifPresent(builder::host);
        given.find(GatewaySettings.PORT).ifPresent(builder::port);
        given.find(GatewaySettings.NAMES).orElse(List.of()).forEach(builder::name);
        if (given.find(GatewaySettings.SERVICE).orElse(false)) {
            builder.mode(GatewayMode.SERVICE);
        }
        Optional<Path> slurmKey = given.path(GatewaySettings.SLURM_KEY);
        if (slurmKey.isPresent()) {
            builder.slurm(URI.create(given.find(GatewaySettings.SLURM).orElseThrow()), slurmKey.get());
        }
        given.find(GatewaySettings.QUOTA).ifPresent(builder::quota);
        given.find(GatewaySettings.JOBS_FOLDER)
                .filter(place -> !place.isEmpty())
                .ifPresent(builder::jobsFolder);
        given.find(GatewaySettings.LOWEST_UID).ifPresent(builder::lowestUid);
        given.find(GatewaySettings.USER_UMASK).filter(text -> !text.isEmpty()).ifPresent(builder::userUmask);
        builder.fileProcesses(
                given.find(GatewaySettings.FILE_PROCESSES).orElse(builder.fileProcesses),
                given.time(GatewaySettings.FILE_PROCESS_IDLE).orElse(builder.fileProcessIdle));
        Optional<Path> applications = given.path(GatewaySettings.APPLICATIONS);
        if (applications.isPresent()) {
            builder.applications(applications.get());
        }
        given.find(GatewaySettings.JOBS_AT_A_TIME).ifPresent(builder::concurrency);
        given.time(GatewaySettings.KILL_GRACE).ifPresent(builder::killGrace);
        given.time(GatewaySettings.DRAIN).ifPresent(builder::drain);
        given.time(GatewaySettings.SESSION_IDLE).ifPresent(builder::sessionIdleTime);
        given.time(GatewaySettings.CLIENT_PATIENCE).ifPresent(builder::clientPatience);
        int connections = given.find(GatewaySettings.CONNECTIONS).orElse(builder.connections);
        builder.connections(
                connections,
                given.find(GatewaySettings.CONNECTIONS_OF_ADDRESS)
                        .orElse(Math.min(connections, builder.connectionsOfAddress)));
        given.find(GatewaySettings.ALLOW_MANY_USERS).ifPresent(builder::allowManyUsers);
        given.find(GatewaySettings.PATH_MAP)
                .filter(map -> !map.isEmpty())
                .map(GatewayConfig::texts)
                .ifPresent(builder::pathMap);
        given.find(GatewaySettings.KEEP_JOBS)
                .map(days ->
                        Duration.ofSeconds(Math.round(days * Duration.ofDays(1).toSeconds())))
                .ifPresent(builder::keepJobs);
        given.path(GatewaySettings.AUDIT_LOG).ifPresent(builder::auditLog);
        given.secret(GatewaySettings.METRICS_TOKEN_FILE).ifPresent(builder::metricsToken);
        Optional<Path> certificate = given.path(GatewaySettings.TLS_FILE);
        if (certificate.isPresent()) {
            char[] password =
                    given.secret(GatewaySettings.TLS_PASSWORD_FILE).orElse("").toCharArray();
            builder.tls(certificate.get(), password);
            Arrays.fill(password, '\0');
        }
        builder.directory = given.ldap();
        given.find(GatewaySettings.LOG_FORMAT)
                .filter(GatewaySettings.JSON::equals)
                .ifPresent(json -> builder.log(new GatewayLog()));
        return builder;
    }

    private static Map<String, String> texts(Map<String, Object> map) {
        return Maps.transformValues(map, String::valueOf);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("the host \"" + host + "\" is not known", e);
        }
    }

    /** Returns the folder in which the gateway keeps its users and their files. */
    public Path dataDirectory() {
        return dataDirectory;
    }

    HttpFront.Address address() {
        return address;
    }

    /** Tells whether it listens on all addresses of this machine, none of which clients can be told. */
    boolean isOnAllAddresses() {
        try {
            return InetAddress.getByName(address.host()).isAnyLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    HttpFront.Limits limits() {
        return limits;
    }

    PacSettings pac() {
        return pac;
    }

    int concurrency() {
        return concurrency;
    }

    Duration killGrace() {
        return killGrace;
    }

    /** Tells whether more than one user is allowed. */
    public boolean allowManyUsers() {
        return pac.allowManyUsers();
    }

    /**
     * Looks at all that a gateway with this configuration needs, without starting one; one may be running meanwhile. Takes some seconds
     * when something does not answer.
     *
     * @return what was found, in the order of looking
     */
    public List<GatewayFinding> examine() {
        return new GatewayDoctor(this).examine();
    }

    boolean closeOnExit() {
        return closeOnExit;
    }

    GatewayMode mode() {
        return mode;
    }

    Clock clock() {
        return pac.clock();
    }

    Map<String, String> pathMap() {
        return pathMap;
    }

    Optional<Duration> keepJobs() {
        return keepJobs;
    }

    Optional<Path> auditLog() {
        return auditLog;
    }

    Optional<String> metricsToken() {
        return metricsToken;
    }

    Optional<LdapSettings> directory() {
        return directory;
    }

    /** Returns how lines of the log are made, if they are to be JSON. */
    public Optional<GatewayLog> log() {
        return log;
    }

    /** Tells whether jobs run on Slurm. */
    public boolean isOnSlurm() {
        return slurm.isPresent();
    }

    Optional<SlurmSettings> slurm() {
        return slurm;
    }

    OptionalLong quota() {
        return quota;
    }

    String jobsFolder() {
        return jobsFolder;
    }

    /** Returns the least number of an account that is served. */
    int lowestUid() {
        return lowestUid;
    }

    FileProcessSettings fileProcesses() {
        return fileProcesses;
    }

    /** Tells whether Slurm's REST daemon is asked over a network in plain text, where others can read tokens. */
    boolean isSlurmAskedInPlainText() {
        return slurm.map(SlurmSettings::url)
                .filter(url -> "http".equalsIgnoreCase(url.getScheme()))
                .map(url -> !isOfThisMachine(url.getHost()))
                .orElse(false);
    }

    private static boolean isOfThisMachine(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    Applications applications() {
        return pac.applications();
    }

    /** Builds a configuration; every setter checks its value at once. */
    public static final class Builder {

        private Path dataDirectory;
        private String host = "127.0.0.1";
        private int port;
        private Optional<KeyStoreFile> tls = Optional.empty();
        private final List<String> names = new ArrayList<>();
        private Duration clientPatience = Duration.ofSeconds(30);
        private int connections = 1000;
        private int connectionsOfAddress = 400;
        private int concurrency = Runtime.getRuntime().availableProcessors();
        private Duration sessionIdleTime = Duration.ofMinutes(60);
        private Duration killGrace = Duration.ofSeconds(5);
        private boolean allowManyUsers;
        private boolean closeOnExit;
        private Optional<Clock> clock = Optional.empty();
        private GatewayMode mode = GatewayMode.EMBEDDED;
        private Map<String, String> pathMap = DEFAULT_PATH_MAP;
        private Optional<SlurmSettings> slurm = Optional.empty();
        private boolean manyAccounts;
        private OptionalLong quota = OptionalLong.empty();
        private String jobsFolder = AccountFolders.USUAL_JOBS;
        private int lowestUid = Accounts.LOWEST_UID;
        private String userUmask = UserUmask.ofMachine();
        private Duration fileProcessIdle = Duration.ofMinutes(5);
        private int fileProcesses = 200;
        private final Map<String, List<String>> programs = new LinkedHashMap<>();
        private Applications applications = Applications.none();
        private Duration drain = Duration.ZERO;
        private Optional<Duration> keepJobs = Optional.empty();
        private Optional<Path> auditLog = Optional.empty();
        private Optional<String> metricsToken = Optional.empty();
        private Optional<LdapSettings> directory = Optional.empty();
        private Optional<GatewayLog> log = Optional.empty();

        private Builder(Path dataDirectory) {
            this.dataDirectory = dataDirectory.toAbsolutePath().normalize();
        }

        /**
         * Sets the folder in which the gateway keeps its users and their files.
         *
         * @param value made if missing
         */
        public Builder data(Path value) {
            dataDirectory = value.toAbsolutePath().normalize();
            return this;
        }

        /**
         * Sets the address to listen on.
         *
         * @param value a host name or address; one that other machines can reach needs {@link #tls}
         */
        public Builder host(String value) {
            host = value;
            return this;
        }

        /**
         * Sets the port to listen on.
         *
         * @param value 0 for a free one, or up to 65535
         */
        public Builder port(int value) {
            checkArgument(value >= 0 && value <= 65535, "a port must be from 0 (any free one) to 65535, not %s", value);
            port = value;
            return this;
        }

        /**
         * Serves HTTPS instead of HTTP.
         *
         * @param keyStore a PKCS#12 file with a certificate and its key; read at once
         * @param password the file's password; neither kept nor wiped
         * @throws IOException if the file cannot be read, the password does not open it, or it holds no key
         */
        public Builder tls(Path keyStore, char[] password) throws IOException {
            tls = Optional.of(KeyStoreFile.open(keyStore, password));
            return this;
        }

        /**
         * Adds a name by which clients call the gateway, such as that of a proxy before it. Without it they may call it by
         * {@code localhost} and the addresses that it can be reached at, by the {@link #host}, and by the names in its certificate.
         *
         * @param value a host name, without a port
         */
        public Builder name(String value) {
            checkArgument(
                    !value.isEmpty() && value.indexOf('/') < 0 && value.indexOf(' ') < 0,
                    "a name must be a host's, such as portal.example.org, not \"%s\"",
                    value);
            names.add(value);
            return this;
        }

        /**
         * Sets how long to wait for a client: for its request, and for bytes of a longer body. For it to take bytes of its answer it has
         * four times that. What moves slower than 1,024 bytes a second in the long run is cut off too.
         *
         * @param value more than zero
         */
        public Builder clientPatience(Duration value) {
            checkArgument(!value.isNegative() && !value.isZero(), "clients must have longer than %s", value);
            clientPatience = value;
            return this;
        }

        /**
         * Sets how many connections there may be.
         *
         * @param all of all clients together; further ones wait
         * @param ofAddress of one address; for one more, one gives way that still waits for its request
         */
        public Builder connections(int all, int ofAddress) {
            checkArgument(
                    ofAddress >= 1 && all >= ofAddress,
                    "an address must have at least one connection and all together as many, not %s and %s",
                    ofAddress,
                    all);
            connections = all;
            connectionsOfAddress = ofAddress;
            return this;
        }

        /**
         * Sets how many jobs run at a time; further ones wait in the order of their submission.
         *
         * @param value at least 1
         */
        public Builder concurrency(int value) {
            checkArgument(value >= 1, "at least one job must be allowed to run at a time, not %s", value);
            concurrency = value;
            return this;
        }

        /**
         * Sets after how long without a call a session ends.
         *
         * @param value more than zero
         */
        public Builder sessionIdleTime(Duration value) {
            checkArgument(!value.isNegative() && !value.isZero(), "a session must last longer than %s", value);
            sessionIdleTime = value;
            return this;
        }

        /**
         * Sets how long a job that is told to end may take before it is killed.
         *
         * @param value zero or more
         */
        public Builder killGrace(Duration value) {
            checkArgument(!value.isNegative(), "the time to end in must not be negative: %s", value);
            killGrace = value;
            return this;
        }

        /**
         * Sets how long calls under way, such as uploads, may take to end when the gateway is closed; no new ones are taken meanwhile.
         *
         * @param value zero to cut them off, or more
         */
        public Builder drain(Duration value) {
            checkArgument(!value.isNegative(), "the time for calls under way must not be negative: %s", value);
            drain = value;
            return this;
        }

        /**
         * Forgets jobs some time after their end, and deletes their folders. Without it they are kept for ever.
         *
         * @param value how long after its end a job is kept, more than zero
         */
        public Builder keepJobs(Duration value) {
            checkArgument(!value.isNegative() && !value.isZero(), "jobs must be kept for longer than %s", value);
            keepJobs = Optional.of(value);
            return this;
        }

        /**
         * Writes a line of JSON about each call to a file that only its owner can read: who, from where, what, and whether it was done;
         * no secret.
         *
         * @param value the file, which is made if missing, and anew when it was moved away
         */
        public Builder auditLog(Path value) {
            auditLog = Optional.of(value);
            return this;
        }

        /**
         * Tells a log which calls are under way, so that its lines name them. Without it, what is logged are texts.
         *
         * @param value one for this gateway alone
         */
        public Builder log(GatewayLog value) {
            log = Optional.of(value);
            return this;
        }

        /** Has what is logged be texts, whatever a configuration file says. */
        public Builder logAsText() {
            log = Optional.empty();
            return this;
        }

        /**
         * Lets programs of other machines read the gateway's numbers, {@code /metrics}, if they bring this as a bearer token.
         *
         * @param value a secret
         */
        public Builder metricsToken(String value) {
            checkArgument(!value.isBlank(), "the token for the numbers must not be empty");
            metricsToken = Optional.of(value);
            return this;
        }

        /**
         * Allows more than one user. Jobs of all users run under one account of the operating system, so users who can run
         * jobs can reach each other's files: allow it only among people who trust each other.
         *
         * @param value whether to allow it
         */
        public Builder allowManyUsers(boolean value) {
            allowManyUsers = value;
            return this;
        }

        /**
         * Closes the gateway, and so ends its jobs, when the JVM is told to exit.
         *
         * @param value whether to do so
         */
        public Builder closeOnExit(boolean value) {
            closeOnExit = value;
            return this;
        }

        /**
         * Sets what becomes of jobs when the gateway is closed. Without it they end with it.
         *
         * @param value {@code SERVICE} needs a Linux with {@code setsid}
         */
        public Builder mode(GatewayMode value) {
            mode = value;
            return this;
        }

        /**
         * Sets the clock by which sessions end and jobs are dated. Without it that is the machine's; then sessions end by the time that
         * goes by, also when the machine's clock is put right meanwhile.
         *
         * @param value the clock
         */
        public Builder clock(Clock value) {
            clock = Optional.of(value);
            return this;
        }

        /**
         * Sets which paths that clients use stand for which folders of their user.
         *
         * @param value absolute path prefixes, such as {@code /work}, to folders relative to {@code DATA/<user>}
         */
        public Builder pathMap(Map<String, String> value) {
            value.forEach((prefix, folder) -> {
                checkArgument(
                        prefix.startsWith("/") && prefix.length() > 1 && !prefix.endsWith("/"),
                        "a path prefix must begin with a slash and not end with one: \"%s\"",
                        prefix);
                Path relative = Path.of(folder);
                checkArgument(
                        !relative.isAbsolute() && relative.normalize().equals(relative) && !relative.startsWith(".."),
                        "a path prefix must stand for a folder inside the user's own: \"%s\"",
                        folder);
            });
            pathMap = Map.copyOf(value);
            return this;
        }

        /**
         * Installs a program that every user can run under a path of its own.
         *
         * @param virtualPath the path, such as {@code /work/imat/webservice_test/tomopy/}; it also answers to {@code …/run}
         * @param command the program and its first arguments; the job's arguments follow
         */
        public Builder program(String virtualPath, List<String> command) {
            checkArgument(virtualPath.startsWith("/"), "a program's path must begin with a slash: \"%s\"", virtualPath);
            checkArgument(!command.isEmpty(), "a program's command must not be empty: \"%s\"", virtualPath);
            programs.put(virtualPath, List.copyOf(command));
            return this;
        }

        /**
         * Reads the applications that the site defines, in place of others. Without them every application that a client may name is
         * the generic one, which runs any command.
         *
         * @param file JSON, in the form that the page about the gateway tells; read at once
         * @throws IOException if the file cannot be read
         * @throws IllegalArgumentException if something in it is wrong; the message says all that is
         */
        public Builder applications(Path file) throws IOException {
            applications = Applications.read(file);
            return this;
        }

        /**
         * Runs jobs on Slurm, through its REST daemon, each under the account that has its user's name. Jobs go on when the gateway ends,
         * and paths are the cluster's own. Started by root the gateway serves many users, and reaches the files of each by a process
         * with that user's rights; started by another account, it serves that account alone.
         *
         * @param url the base URL of slurmrestd, such as {@code http://127.0.0.1:6820}
         * @param keyFile Slurm's key of tokens ({@code jwt_key} in {@code slurm.conf}), which only its owner may read; read at once
         * @throws IOException if the key cannot be read
         * @since 0.1.0
         */
        public Builder slurm(URI url, Path keyFile) throws IOException {
            checkArgument(
                    url.getHost() != null
                            && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                            && url.getRawQuery() == null
                            && url.getRawUserInfo() == null,
                    "the address of Slurm's REST daemon must be like http://127.0.0.1:6820, not \"%s\"",
                    url);
            slurm = Optional.of(new SlurmSettings(url, SlurmKey.read(keyFile)));
            manyAccounts = new Accounts().isRoot();
            return this;
        }

        /**
         * Sets where on Slurm the folders of a user's jobs are made; {@code {home}/mantle/jobs} otherwise. They are made with the user's rights.
         *
         * @param value an absolute path in which {@code {user}} and {@code {home}} stand for the account's name and home
         * @since 0.1.0
         */
        public Builder jobsFolder(String value) {
            AccountFolders.requirePlace(value);
            jobsFolder = value;
            return this;
        }

        /**
         * Sets which rights on Slurm new files and folders of users do not give to others: uploads, folders of jobs, and what jobs make. What {@code UMASK} in
         * {@code /etc/login.defs} says otherwise, or 0022. What a gateway writes that an ordinary account has started has the umask of that gateway.
         *
         * @param value octal digits that leave all rights to the owner, such as {@code 0002}
         * @since 0.1.0
         */
        public Builder userUmask(String value) {
            checkArgument(
                    value.matches(UserUmask.FORM), "the umask of users must be %s, not \"%s\"", UserUmask.WORDS, value);
            userUmask = value;
            return this;
        }

        /**
         * Bounds what each user keeps in the data folder, uploads and files of jobs together. An upload or submission for which there is no room is
         * refused; a job that runs is not stopped. Without it there is no bound but the disk's. Not for Slurm, where the file system has quotas.
         *
         * @param bytes at least 1
         * @since 0.1.0
         */
        public Builder quota(long bytes) {
            checkArgument(bytes >= 1, "users must be allowed to keep at least one byte, not %s", bytes);
            quota = OptionalLong.of(bytes);
            return this;
        }

        /**
         * Sets which accounts are served on Slurm by a gateway that root started: those with this number or a greater one. Others are the
         * system's own, such as that of a mail server; 1000 by default.
         *
         * @param uid at least 1, since nothing is done for root
         * @since 0.1.0
         */
        public Builder lowestUid(int uid) {
            checkArgument(uid >= 1, "accounts that are served have a number of at least 1, not %s", uid);
            lowestUid = uid;
            return this;
        }

        /**
         * Sets how many processes of users there may be, by which a gateway of root on Slurm reaches files, and how long one stays that nobody uses.
         *
         * @param most at least 1
         * @param idle more than zero
         * @since 0.1.0
         */
        public Builder fileProcesses(int most, Duration idle) {
            checkArgument(most >= 1, "there must be room for one process of a user, not %s", most);
            checkArgument(
                    !idle.isNegative() && !idle.isZero(), "processes of users must stay for longer than %s", idle);
            fileProcesses = most;
            fileProcessIdle = idle;
            return this;
        }

        /**
         * Builds the configuration.
         *
         * @throws IllegalArgumentException if the host can be reached from other machines and there is no certificate
         */
        public GatewayConfig build() {
            return new GatewayConfig(this);
        }
    }
}
