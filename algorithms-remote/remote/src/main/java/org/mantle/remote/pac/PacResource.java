package org.mantle.remote.pac;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mantle.framework.property.Property;
import org.mantle.remote.kind.ResourceSettings;
import org.mantle.validators.Validators;

/**
 * Where a PAC service is and how to speak with it.
 *
 * @param url the base address of the service, ending in a slash
 * @param scarfLogInUrl where to log in in the way of SCARF; empty when users log in at the service itself
 * @param applicationRules which application runs a job; the first that fits counts
 * @param connectTimeout how long to wait for a connection
 * @param responseTimeout how long the service may take for an answer, and how long a transfer may stand still
 * @param trustedCertificates whom to trust in place of the certificate authorities that Java knows
 * @param proxy the HTTP proxy through which the service is reached, or {@code direct}; empty where the environment decides
 */
record PacResource(
        URI url,
        Optional<URI> scarfLogInUrl,
        List<ApplicationRule> applicationRules,
        Duration connectTimeout,
        Duration responseTimeout,
        Optional<Path> trustedCertificates,
        Optional<String> proxy) {

    static final Property<URI> URL = Property.of("url", AddressType.OF_FOLDER)
            .mandatory()
            .documentation("The base address of the service, to which clients append webservice/pacclient/….")
            .build();
    static final Property<LogInWay> LOG_IN = Property.choice("logIn", LogInWay.class, LogInWay::label)
            .defaultValue(LogInWay.PAC)
            .documentation("How users log in: at the service (pac), or by a form at logInUrl (scarf).")
            .build();
    static final Property<URI> LOG_IN_URL = Property.of("logInUrl", AddressType.OF_PAGE)
            .documentation("Where to log in in the way of SCARF.")
            .build();
    static final Property<List<ApplicationRule>> APPLICATIONS = Property.of(
                    "applications", ApplicationRulesType.INSTANCE)
            .documentation(
                    "Which application of the service runs a job: the first whose pattern fits the runnable, in which *"
                            + " stands for any text and ? for one character. The application generic runs what none fits.")
            .build();
    static final Property<Double> CONNECT_TIMEOUT = timeout("connectTimeoutSeconds", 10)
            .documentation("How long to wait for a connection.")
            .build();
    static final Property<Double> RESPONSE_TIMEOUT = timeout("responseTimeoutSeconds", 60)
            .documentation(
                    "How long the service may take for an answer. A transfer may take longer, as long as 1000 bytes"
                            + " a second move on the average of that time.")
            .build();
    static final Property<Path> TRUST = Property.of("trustedCertificates", Path.class)
            .documentation(
                    "A PEM file with the certificates to trust in place of those that Java knows; a key in it is left.")
            .build();

    static final Property<String> PROXY = Property.string("proxy")
            .validator(Validators.emptyOr(new ProxySetting()))
            .documentation(
                    "The HTTP proxy through which the service is reached, such as http://proxy.example:3128, or direct."
                            + " When not given, Java's properties (https.proxyHost) or the environment (https_proxy, no_proxy) say.")
            .build();

    /** The settings in the order of the file. */
    static final List<Property<?>> DECLARED =
            List.of(URL, LOG_IN, LOG_IN_URL, APPLICATIONS, CONNECT_TIMEOUT, RESPONSE_TIMEOUT, TRUST, PROXY);

    private static Property.Builder<Double> timeout(String name, double seconds) {
        return Property.number(name)
                .defaultValue(seconds)
                .validator(Validators.atLeast(0.001))
                .unit("s");
    }

    /** Returns the settings as the adapter uses them. */
    static PacResource of(ResourceSettings settings) {
        return new PacResource(
                settings.get(URL),
                settings.find(LOG_IN_URL),
                settings.get(APPLICATIONS),
                duration(settings.get(CONNECT_TIMEOUT)),
                duration(settings.get(RESPONSE_TIMEOUT)),
                settings.find(TRUST),
                settings.find(PROXY).filter(proxy -> !proxy.isEmpty()));
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** Returns the rule for a runnable, the first that fits; what none fits is run by the generic application. */
    ApplicationRule ruleFor(String runnable) {
        return applicationRules.stream()
                .filter(rule -> rule.fits(runnable))
                .findFirst()
                .orElse(new ApplicationRule("*", ApplicationRule.GENERIC));
    }

    /** Returns whether a token of this resource may be sent to an address: the host must be the configured one. */
    boolean mayBeServedAt(URI address) {
        return AddressType.isSafe(address) && url.getHost().equalsIgnoreCase(address.getHost());
    }

    /** Returns whether the proxy would get something that is not encrypted, and is another machine. */
    boolean wouldLeaveUnencrypted() {
        boolean isPlain = Stream.concat(Stream.of(url), scarfLogInUrl.stream())
                .anyMatch(address -> !address.getScheme().equalsIgnoreCase("https"));
        return isPlain
                && proxy.flatMap(ProxyAddress::of)
                        .filter(address ->
                                !AddressType.isLoopback(address.host().getHostName()))
                        .isPresent();
    }

    /** Returns the address. */
    @Override
    public String toString() {
        return url.toString();
    }
}
