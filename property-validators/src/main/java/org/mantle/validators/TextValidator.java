package org.mantle.validators;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.validators.value.HostNames;

/**
 * Allows texts of one kind: what its one method says of a text is all that tells the kinds apart.
 *
 * <p>The kinds are classes and not functions: making a function at run time would delay every start of a host.
 */
abstract class TextValidator implements Validator<String> {

    private static final Constraint DATE_TIME = new Constraint.Format("date-time", IsoDateTime.WORDS);
    private static final Constraint HOST =
            new Constraint.Described("the name or address of a machine, such as scarf.example.org or [::1]");
    private static final Constraint HOST_AND_PORT = new Constraint.Described(
            "a machine and a port from 1 to 65535, such as scarf.example.org:8080 or [::1]:8080");

    private final Constraint constraint;

    private TextValidator(Constraint constraint) {
        this.constraint = constraint;
    }

    /** Allows texts that begin with one of several texts, letter by letter. */
    static TextValidator startsWith(List<String> prefixes) {
        Constraint.StartsWith constraint = new Constraint.StartsWith(requireSome(prefixes));
        return new TextValidator(constraint) {
            @Override
            boolean allows(String value) {
                for (String prefix : constraint.prefixes()) {
                    if (value.startsWith(prefix)) {
                        return true;
                    }
                }
                return false;
            }
        };
    }

    /** Allows texts in which every one of several fragments occurs, letter by letter. */
    static TextValidator containsAll(List<String> fragments) {
        Constraint.ContainsAll constraint = new Constraint.ContainsAll(requireSome(fragments));
        return new TextValidator(constraint) {
            @Override
            boolean allows(String value) {
                for (String fragment : constraint.fragments()) {
                    if (!value.contains(fragment)) {
                        return false;
                    }
                }
                return true;
            }
        };
    }

    /** Allows dates with a time in ISO 8601. */
    static TextValidator dateTime() {
        return new TextValidator(DATE_TIME) {
            @Override
            boolean allows(String value) {
                try {
                    IsoDateTime.parse(value);
                    return true;
                } catch (DateTimeException e) {
                    return false;
                }
            }
        };
    }

    /** Allows absolute URIs, of certain schemes or of any. */
    static TextValidator uri(List<String> schemes) {
        List<String> allowed =
                schemes.stream().map(scheme -> scheme.toLowerCase(Locale.ROOT)).toList();
        String beginnings = allowed.isEmpty() ? "" : " that begins with " + String.join(": or ", allowed) + ":";
        return new TextValidator(new Constraint.Format("uri", "a complete URI" + beginnings)) {
            @Override
            boolean allows(String value) {
                try {
                    URI uri = new URI(value);
                    return uri.isAbsolute()
                            && (allowed.isEmpty()
                                    || allowed.contains(uri.getScheme().toLowerCase(Locale.ROOT)));
                } catch (URISyntaxException e) {
                    return false;
                }
            }
        };
    }

    /** Allows names and addresses of machines. */
    static TextValidator host() {
        return new TextValidator(HOST) {
            @Override
            boolean allows(String value) {
                return HostNames.isHost(value);
            }
        };
    }

    /** Allows names and addresses of machines with a port behind them. */
    static TextValidator hostAndPort() {
        return new TextValidator(HOST_AND_PORT) {
            @Override
            boolean allows(String value) {
                return HostNames.isHostAndPort(value);
            }
        };
    }

    /** Returns the texts that an author gave, of which there must be one, and none empty. */
    private static List<String> requireSome(List<String> texts) {
        if (texts.isEmpty() || texts.contains("")) {
            throw new IllegalArgumentException("at least one text is needed, and none may be empty");
        }
        return List.copyOf(texts);
    }

    /** Returns whether a text is of this kind. */
    abstract boolean allows(String value);

    @Override
    public final Optional<Violation> check(String value) {
        return allows(value) ? Optional.empty() : Optional.of(refusal(value, constraint));
    }

    /** Returns why a text is refused that a constraint does not allow. */
    static Violation refusal(String value, Constraint constraint) {
        return value.isEmpty()
                ? new Violation(
                        Violation.MISSING, "a text is needed, and it is empty; it must be " + constraint.words())
                : new Violation(
                        Violation.INVALID,
                        Violation.quoted(value) + " is not allowed; it must be " + constraint.words());
    }

    @Override
    public final Constraint constraint() {
        return constraint;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof TextValidator text
                && text.getClass() == getClass()
                && text.constraint.equals(constraint);
    }

    @Override
    public final int hashCode() {
        return constraint.hashCode();
    }
}
