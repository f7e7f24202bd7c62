package org.mantle.gateway.settings;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mantle.commons.file.OwnerOnly;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyMap;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.property.Settings;
import org.mantle.gateway.account.UserUmask;
import org.mantle.gateway.user.LdapSettings;
import org.mantle.validators.Validators;

/** The settings that a gateway's configuration file can have. Paths that are not absolute begin in the folder of the file. */
public final class GatewaySettings {

    public static final Property<String> HOST = Property.string("host")
            .documentation("The address to listen on; one that other machines can reach needs tlsFile.")
            .build();
    public static final Property<Integer> PORT = Property.integer("port")
            .validator(Validators.between(0, 65535))
            .documentation("The port to listen on; 0 takes a free one.")
            .build();
    public static final Property<List<String>> NAMES = Property.stringList("names")
            .documentation("Names by which clients call the gateway, such as that of a proxy before it.")
            .build();
    public static final Property<Path> TLS_FILE = file("tlsFile")
            .documentation("A PKCS#12 file with the certificate and its key, with which HTTPS is served.")
            .build();
    public static final Property<Path> TLS_PASSWORD_FILE = file("tlsPasswordFile")
            .documentation("A file whose first line is the password of tlsFile; nobody else may be able to read it.")
            .build();
    public static final Property<Path> DATA = file("data")
            .documentation("The folder of users, their files and jobs.")
            .build();
    public static final Property<Boolean> SERVICE = Property.bool("service")
            .documentation("Whether jobs go on when the gateway ends, and the next one on that folder takes them over.")
            .build();
    public static final Property<Path> APPLICATIONS = file("applications")
            .documentation("A file of JSON with the applications that the site defines.")
            .build();
    public static final Property<String> SLURM = Property.string("slurm")
            .validator(Validators.emptyOr(Validators.uri("http", "https")))
            .documentation("The address of Slurm's REST daemon, if jobs run on Slurm.")
            .build();
    public static final Property<Path> SLURM_KEY = file("slurmKey")
            .documentation("Slurm's key of tokens, jwt_key in slurm.conf; nobody else may be able to read it.")
            .build();
    public static final Property<String> JOBS_FOLDER = Property.string("jobsFolder")
            .validator(
                    Validators.emptyOr(
                            Validators.matching(
                                    "(\\{home}|/.*\\{(user|home)}).*",
                                    "an absolute path that is another for each user, such as {home}/mantle/jobs or /scratch/{user}/jobs")))
            .documentation("On Slurm, where the folders of a user's jobs are made; {home}/mantle/jobs when not given.")
            .build();
    public static final Property<Integer> LOWEST_UID = Property.integer("lowestUid")
            .validator(Validators.atLeast(1))
            .documentation(
                    "On Slurm, the least number of an account that a gateway of root serves; 1000 when not given.")
            .build();
    public static final Property<String> USER_UMASK = Property.string("userUmask")
            .validator(Validators.emptyOr(Validators.matching(UserUmask.FORM, UserUmask.WORDS)))
            .documentation(
                    "On Slurm, the umask of files of users, such as 0002; UMASK in /etc/login.defs when not given, or 0022.")
            .build();
    public static final Property<Integer> FILE_PROCESSES = Property.integer("fileProcesses")
            .validator(Validators.atLeast(1))
            .documentation("How many processes with the rights of users a gateway of root may have on Slurm.")
            .build();
    public static final Property<Double> FILE_PROCESS_IDLE = duration("fileProcessIdleSeconds", 1)
            .documentation("How long such a process stays that is not used.")
            .build();
    public static final Property<Integer> JOBS_AT_A_TIME = Property.integer("jobsAtATime")
            .validator(Validators.atLeast(1))
            .documentation("How many jobs run at a time on this machine; by default as many as it has processors.")
            .build();
    public static final Property<Double> KILL_GRACE = duration("killGraceSeconds", 0)
            .documentation("How long a job that is told to end may take before it is killed.")
            .build();
    public static final Property<Double> DRAIN = duration("drainSeconds", 0)
            .documentation("How long calls under way, such as uploads, may take to end when the gateway is stopped.")
            .build();
    public static final Property<Double> SESSION_IDLE = duration("sessionIdleSeconds", 1)
            .documentation("After how long without a call a session ends.")
            .build();
    public static final Property<Double> CLIENT_PATIENCE = duration("clientPatienceSeconds", 0.001)
            .documentation("How long to wait for a client's request, and for bytes of a longer body.")
            .build();
    public static final Property<Integer> CONNECTIONS = Property.integer("connections")
            .validator(Validators.atLeast(1))
            .documentation("How many connections there may be of all clients together.")
            .build();
    public static final Property<Integer> CONNECTIONS_OF_ADDRESS = Property.integer("connectionsOfAddress")
            .validator(Validators.atLeast(1))
            .documentation("How many connections one address may have.")
            .build();
    public static final Property<Boolean> ALLOW_MANY_USERS = Property.bool("allowManyUsers")
            .documentation("Whether several users may use the gateway although all jobs run under one account.")
            .build();
    public static final Property<Map<String, Object>> PATH_MAP = Property.of("pathMap", PropertyTypes.FREE_MAP)
            .documentation(
                    "Which paths that clients use stand for which folders of their user, such as {\"/work\": \"work\"}.")
            .build();
    public static final Property<Long> QUOTA = Property.longInteger("quotaBytes")
            .validator(Validators.atLeast(1L))
            .documentation(
                    "How many bytes each user may keep in the data folder, uploads and files of jobs together; not for Slurm.")
            .build();
    public static final Property<Double> KEEP_JOBS = Property.number("keepJobsDays")
            .validator(Validators.above(0.0))
            .unit("d")
            .documentation("How long after its end a job and its folder are kept; for ever when not given.")
            .build();
    public static final Property<Path> AUDIT_LOG = file("auditLog")
            .documentation(
                    "A file that gets a line of JSON for each call: who, from where, what, and whether it was done.")
            .build();
    /** What {@link #LOG_FORMAT} is for lines of JSON. */
    public static final String JSON = "json";

    public static final Property<String> LOG_FORMAT = Property.string("logFormat")
            .defaultValue("text")
            .validator(Validators.oneOf("text", JSON))
            .documentation("How what is logged is written to standard error: text, or json, an object a line.")
            .build();
    public static final Property<Path> METRICS_TOKEN_FILE = file("metricsTokenFile")
            .documentation(
                    "A file whose first line is the token by which programs of other machines may read /metrics.")
            .build();

    private static final Property<String> LDAP_URL = Property.string("url")
            .mandatory()
            .validator(Validators.uri("ldaps", "ldap"))
            .documentation("Where the directory is; ldap:// is for this machine only, since passwords are sent to it.")
            .build();
    private static final Property<String> LDAP_BASE = Property.string("base")
            .mandatory()
            .documentation("The name of the entry below which users are, such as ou=people,dc=example,dc=org.")
            .build();
    private static final Property<String> LDAP_ATTRIBUTE = Property.string("attribute")
            .defaultValue("uid")
            .validator(Validators.matching("[A-Za-z][A-Za-z0-9-]*", "the name of an attribute, such as uid"))
            .documentation("The attribute that has a user's name.")
            .build();
    private static final Property<String> LDAP_FILTER = Property.string("filter")
            .validator(Validators.emptyOr(Validators.matching(
                    "\\(.*\\)", "a filter in brackets, such as (memberOf=cn=imat,dc=example,dc=org)")))
            .documentation("Which of the users may log in; all when not given.")
            .build();
    private static final Property<String> LDAP_SEARCHER = Property.string("searchAs")
            .documentation("The name of the entry as which to search; as nobody when not given.")
            .build();
    private static final Property<Path> LDAP_SEARCHER_PASSWORD = file("searchPasswordFile")
            .documentation("A file whose first line is the password of searchAs.")
            .build();

    private static final List<Property<?>> OF_LDAP =
            List.of(LDAP_URL, LDAP_BASE, LDAP_ATTRIBUTE, LDAP_FILTER, LDAP_SEARCHER, LDAP_SEARCHER_PASSWORD);

    public static final Property<Map<String, Object>> LDAP = Property.of("ldap", PropertyTypes.FREE_MAP)
            .documentation("A site's directory, whose users may log in too: " + names(OF_LDAP) + ".")
            .build();

    /** The settings in the order of the documentation. */
    public static final List<Property<?>> DECLARED = List.of(
            HOST,
            PORT,
            NAMES,
            TLS_FILE,
            TLS_PASSWORD_FILE,
            DATA,
            SERVICE,
            APPLICATIONS,
            SLURM,
            SLURM_KEY,
            JOBS_FOLDER,
            LOWEST_UID,
            USER_UMASK,
            FILE_PROCESSES,
            FILE_PROCESS_IDLE,
            JOBS_AT_A_TIME,
            KILL_GRACE,
            DRAIN,
            SESSION_IDLE,
            CLIENT_PATIENCE,
            CONNECTIONS,
            CONNECTIONS_OF_ADDRESS,
            ALLOW_MANY_USERS,
            PATH_MAP,
            QUOTA,
            KEEP_JOBS,
            AUDIT_LOG,
            LOG_FORMAT,
            METRICS_TOKEN_FILE,
            LDAP);

    private final Path file;
    private final Settings settings;
    private final Optional<Settings> directory;

    private GatewaySettings(Path file, Settings settings, Optional<Settings> directory) {
        this.file = file;
        this.settings = settings;
        this.directory = directory;
    }

    private static Property.Builder<Path> file(String name) {
        return Property.of(name, PropertyTypes.PATH);
    }

    private static Property.Builder<Double> duration(String name, double least) {
        return Property.number(name).validator(Validators.atLeast(least)).unit("s");
    }

    private static String names(List<Property<?>> properties) {
        return String.join(", ", properties.stream().map(Property::name).toList());
    }

    /**
     * Reads a configuration file: a property map with settings, a JSON object or lines.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException with everything that is wrong with the settings in it
     */
    public static GatewaySettings read(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Settings settings = Settings.of(DECLARED, List.of(), content(absolute));
        List<Problem> problems = new ArrayList<>(settings.problems());
        settings.find(TLS_PASSWORD_FILE)
                .filter(password -> settings.find(TLS_FILE).isEmpty())
                .ifPresent(password -> problems.add(Problem.of(
                        TLS_PASSWORD_FILE.name(), Problem.INVALID, "it is for tlsFile, which is not given")));
        boolean onSlurm = settings.find(SLURM).filter(url -> !url.isEmpty()).isPresent();
        if (onSlurm != settings.find(SLURM_KEY).isPresent()) {
            problems.add(
                    Problem.of(SLURM.name(), Problem.INVALID, "slurm and slurmKey are given together or not at all"));
        }
        Optional<Settings> directory = settings.find(LDAP)
                .filter(given -> !given.isEmpty())
                .map(given -> Settings.of(OF_LDAP, List.of(), given));
        directory.ifPresent(given -> checkLdap(given, problems));
        if (!problems.isEmpty()) {
            throw refused(file, problems);
        }
        return new GatewaySettings(absolute, settings, directory);
    }

    /** Tells each problem on a line of its own, where there are several. */
    private static IllegalArgumentException refused(Path file, List<Problem> problems) {
        List<String> lines = problems.stream()
                .map(GatewaySettings::withNearest)
                .map(ProblemText::line)
                .toList();
        return new IllegalArgumentException("the configuration " + file + ": "
                + (lines.size() == 1
                        ? lines.get(0)
                        : lines.size() + " settings are wrong:\n  " + String.join("\n  ", lines)));
    }

    /** Names of an unknown setting the one that was probably meant, in place of all that there are. */
    private static Problem withNearest(Problem problem) {
        if (!problem.code().equals(Problem.UNKNOWN_PROPERTY)) {
            return problem;
        }
        String given = problem.property()
                .substring(problem.property().lastIndexOf('.') + 1)
                .toLowerCase(Locale.ROOT);
        Optional<String> nearest = problem.nearest()
                .or(() -> problem.allowed().stream()
                        .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(given)
                                || given.startsWith(name.toLowerCase(Locale.ROOT)))
                        .findFirst());
        return nearest.isEmpty()
                ? problem
                : new Problem(problem.property(), problem.code(), "there is no such setting", List.of(), nearest);
    }

    private static void checkLdap(Settings ldap, List<Problem> problems) {
        for (Problem problem : ldap.problems()) {
            problems.add(new Problem(
                    LDAP.name() + "." + problem.property(),
                    problem.code(),
                    problem.message(),
                    problem.allowed(),
                    problem.nearest()));
        }
        if (searcher(ldap).isPresent() != ldap.find(LDAP_SEARCHER_PASSWORD).isPresent()) {
            problems.add(Problem.of(
                    LDAP.name(), Problem.INVALID, "searchAs and searchPasswordFile are given together or not at all"));
        }
        ldap.find(LDAP_URL)
                .filter(url -> url.startsWith("ldap:"))
                .map(URI::create)
                .filter(url -> !isOfThisMachine(String.valueOf(url.getHost())))
                .ifPresent(url -> problems.add(Problem.of(
                        LDAP.name() + "." + LDAP_URL.name(),
                        Problem.INVALID,
                        "passwords would be sent to " + url.getHost()
                                + " for others to read: give an ldaps:// address")));
    }

    private static Optional<String> searcher(Settings ldap) {
        return ldap.find(LDAP_SEARCHER).filter(name -> !name.isEmpty());
    }

    private static boolean isOfThisMachine(String host) {
        return Set.of("localhost", "127.0.0.1", "[::1]").contains(host);
    }

    /** Reads what the file has by name: it is a property map like those of inputs. */
    private static Map<String, Object> content(Path file) throws IOException {
        try {
            if (Files.isRegularFile(file)
                    && Files.readString(file, StandardCharsets.UTF_8).strip().startsWith("[")) {
                throw new IllegalArgumentException(
                        "the configuration " + file
                                + ": it has a list; give a JSON object, such as {\"port\": 8443}, or lines such as port = 8443");
            }
            return PropertyMap.read(file);
        } catch (InvalidPropertyException e) {
            throw refused(file, e.problems());
        } catch (NoSuchFileException e) {
            throw new IOException("there is no configuration " + file + ": name a file that is there", e);
        } catch (IOException e) {
            throw new IOException("the configuration " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Returns the value of a setting; empty when none is given. */
    public <T> Optional<T> find(Property<T> setting) {
        return settings.find(setting);
    }

    /** Returns the path that a setting has, seen from the folder of the file. */
    public Optional<Path> path(Property<Path> setting) {
        return settings.find(setting).map(file::resolveSibling);
    }

    /** Returns the time that a setting has. */
    public Optional<Duration> time(Property<Double> setting) {
        return settings.find(setting).map(seconds -> Duration.ofNanos(Math.round(seconds * 1e9)));
    }

    /**
     * Reads the secret that is the first line of the file that a setting names.
     *
     * @throws IOException if it cannot be read, others than its owner can, or it is empty
     */
    public Optional<String> secret(Property<Path> setting) throws IOException {
        Optional<Path> path = path(setting);
        return path.isPresent() ? Optional.of(secret(setting.name(), path.get())) : Optional.empty();
    }

    private static String secret(String setting, Path path) throws IOException {
        try {
            OwnerOnly.requireSecret(path);
            String line = Files.readString(path, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
            if (line.isEmpty()) {
                throw new IOException("the first line of the file " + path + " of \"" + setting + "\" is empty");
            }
            return line;
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + path + ", which \"" + setting + "\" names", e);
        }
    }

    /**
     * Returns the site's directory of users, if there is one.
     *
     * @throws IOException if the password for it cannot be read
     */
    public Optional<LdapSettings> ldap() throws IOException {
        if (directory.isEmpty()) {
            return Optional.empty();
        }
        Settings ldap = directory.get();
        Optional<LdapSettings.Searcher> searcher = Optional.empty();
        if (searcher(ldap).isPresent()) {
            Path password = file.resolveSibling(ldap.get(LDAP_SEARCHER_PASSWORD));
            searcher = Optional.of(new LdapSettings.Searcher(
                    ldap.get(LDAP_SEARCHER), secret(LDAP_SEARCHER_PASSWORD.name(), password)));
        }
        return Optional.of(new LdapSettings(
                URI.create(ldap.get(LDAP_URL)),
                ldap.get(LDAP_BASE),
                ldap.get(LDAP_ATTRIBUTE),
                ldap.find(LDAP_FILTER).filter(text -> !text.isEmpty()),
                searcher));
    }
}
