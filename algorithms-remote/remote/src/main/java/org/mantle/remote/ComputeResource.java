package org.mantle.remote;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a compute resource is and how to speak with it. Immutable.
 *
 * <p>The service is one that speaks PAC. Users log in there, or, when a log-in address is set, in the way of SCARF, at that
 * address. Addresses are {@code https}; {@code http} is for services on this machine only.
 */
public final class ComputeResource {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(60);

    private final URI url;
    private final Optional<URI> scarfLogInUrl;
    private final List<ApplicationRule> applicationRules;
    private final Duration connectTimeout;
    private final Duration responseTimeout;
    private final Optional<Path> trustedCertificates;

    private ComputeResource(Builder builder) {
        this.url = builder.url;
        this.scarfLogInUrl = Optional.ofNullable(builder.scarfLogInUrl);
        this.applicationRules = List.copyOf(builder.applicationRules);
        this.connectTimeout = builder.connectTimeout;
        this.responseTimeout = builder.responseTimeout;
        this.trustedCertificates = Optional.ofNullable(builder.trustedCertificates);
    }

    /**
     * Begins a resource whose service speaks PAC.
     *
     * @param url the service's base address, such as {@code https://portal.scarf.rl.ac.uk:8443/platform/}, to which its
     *     clients append {@code webservice/pacclient/…}; a slash at its end is added
     * @return a builder with defaults for everything else
     * @throws IllegalArgumentException if it is not an address that may be used; the message says which may
     */
    public static Builder pac(String url) {
        return new Builder(checkedUrl(url.endsWith("/") ? url : url + "/"));
    }

    /**
     * Returns the base address of the service.
     *
     * @return the address, ending in a slash
     */
    public URI url() {
        return url;
    }

    /**
     * Returns where to log in in the way of SCARF.
     *
     * @return the address, or nothing when users log in at the service itself
     */
    public Optional<URI> scarfLogInUrl() {
        return scarfLogInUrl;
    }

    List<ApplicationRule> applicationRules() {
        return applicationRules;
    }

    /** The application that runs a runnable: by the first rule that fits. */
    String applicationFor(String runnable) {
        return applicationRules.stream()
                .filter(rule -> rule.fits(runnable))
                .map(ApplicationRule::application)
                .findFirst()
                .orElse(ApplicationRule.GENERIC);
    }

    Duration connectTimeout() {
        return connectTimeout;
    }

    Duration responseTimeout() {
        return responseTimeout;
    }

    Optional<Path> trustedCertificates() {
        return trustedCertificates;
    }

    /** Whether a token of this resource may be sent to an address: the host must be the configured one. */
    boolean mayBeServedAt(URI address) {
        return isSafe(address) && url.getHost().equalsIgnoreCase(address.getHost());
    }

    private static URI checkedUrl(String text) {
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not an address; give one such as https://host:8443/platform/");
        }
        if (address.getHost() == null || address.getRawUserInfo() != null || address.getRawFragment() != null) {
            throw new IllegalArgumentException("\"" + text
                    + "\" must be an address such as https://host:8443/platform/, without user, password and fragment");
        }
        if (!isSafe(address)) {
            throw new IllegalArgumentException(
                    "\"" + text
                            + "\" must begin with https://; http:// is allowed for this machine only (localhost, 127.0.0.1, [::1])");
        }
        return address;
    }

    private static boolean isSafe(URI address) {
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        String host = address.getHost() == null ? "" : address.getHost();
        return !host.isEmpty() && (scheme.equals("https") || (scheme.equals("http") && isLoopback(host)));
    }

    /** Whether a host, as addresses have it, is this machine. */
    static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || host.equals("::1") // as a request has it
                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }

    /** Returns the address. */
    @Override
    public String toString() {
        return url.toString();
    }

    /** Builds a resource; each setter replaces what was set before, unless it says that it adds. */
    public static final class Builder {
        private final URI url;
        private final List<ApplicationRule> applicationRules = new ArrayList<>();
        private @Nullable URI scarfLogInUrl;
        private Duration connectTimeout = CONNECT_TIMEOUT;
        private Duration responseTimeout = RESPONSE_TIMEOUT;
        private @Nullable Path trustedCertificates;

        private Builder(URI url) {
            this.url = url;
        }

        /**
         * Sets that users log in in the way of SCARF (a form with {@code username} and {@code password}, sent by POST).
         *
         * @param logInUrl where, such as {@code https://portal.scarf.rl.ac.uk/cgi-bin/token.py}
         * @return this builder
         * @throws IllegalArgumentException if it is not an address that may be used
         */
        public Builder scarfLogIn(String logInUrl) {
            scarfLogInUrl = checkedUrl(logInUrl);
            return this;
        }

        /**
         * Adds a rule which application of the service runs a job; the first rule that fits counts, and {@code generic} runs
         * what none fits.
         *
         * @param runnablePattern which runnables it is for, {@code *} standing for any text and {@code ?} for one character
         * @param application the application's name at the service
         * @return this builder
         * @throws IllegalArgumentException if one of them is blank or has a line end in it
         */
        public Builder application(String runnablePattern, String application) {
            applicationRules.add(new ApplicationRule(runnablePattern, application));
            return this;
        }

        /**
         * Sets how long to wait for a connection; 10 s when not set.
         *
         * @param limit more than nothing
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder connectTimeout(Duration limit) {
            connectTimeout = positive(limit);
            return this;
        }

        /**
         * Sets how long the service may be silent; 60 s when not set. A transfer may last longer as long as bytes move.
         *
         * @param limit more than nothing
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder responseTimeout(Duration limit) {
            responseTimeout = positive(limit);
            return this;
        }

        /**
         * Sets whom to trust in place of the certificate authorities that Java knows.
         *
         * @param pemFile a file with one or more certificates in PEM form
         * @return this builder
         */
        public Builder trustedCertificates(Path pemFile) {
            trustedCertificates = pemFile;
            return this;
        }

        private static Duration positive(Duration limit) {
            if (limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("a time-out must be longer than nothing, not " + limit);
            }
            return limit;
        }

        /**
         * Makes the resource.
         *
         * @return the resource
         */
        public ComputeResource build() {
            return new ComputeResource(this);
        }
    }
}
