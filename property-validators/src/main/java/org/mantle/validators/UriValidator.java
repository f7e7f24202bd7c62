package org.mantle.validators;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Allows absolute URIs, of certain schemes or of any. */
record UriValidator(List<String> schemes) implements Validator<String> {

    UriValidator {
        schemes =
                schemes.stream().map(scheme -> scheme.toLowerCase(Locale.ROOT)).toList();
    }

    @Override
    public Optional<Violation> check(String value) {
        return isAllowed(value) ? Optional.empty() : Optional.of(Texts.refusal(value, constraint()));
    }

    private boolean isAllowed(String value) {
        try {
            URI uri = new URI(value);
            return uri.isAbsolute()
                    && (schemes.isEmpty() || schemes.contains(uri.getScheme().toLowerCase(Locale.ROOT)));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    @Override
    public Constraint constraint() {
        String beginnings = schemes.isEmpty() ? "" : " that begins with " + String.join(": or ", schemes) + ":";
        return new Constraint.Format("uri", "a complete URI" + beginnings);
    }
}
