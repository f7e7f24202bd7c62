package org.mantle.remote.pac;

import java.util.Optional;
import org.mantle.validators.Constraint;
import org.mantle.validators.Validator;
import org.mantle.validators.Violation;

/** Allows what a resource may say of its proxy: its address with a port, without user and password, or that there is none. */
record ProxySetting() implements Validator<String> {

    /** The setting of a resource that is reached through no proxy, whatever the environment says. */
    static final String DIRECT = "direct";

    @Override
    public Optional<Violation> check(String value) {
        boolean isAllowed = value.equals(DIRECT)
                || (value.matches("http://[^/?#]*:\\d+/?")
                        && ProxyAddress.of(value)
                                .filter(proxy -> proxy.userInfo().isEmpty())
                                .isPresent());
        return isAllowed
                ? Optional.empty()
                : Optional.of(new Violation(
                        Violation.INVALID,
                        Violation.quoted(value) + " is not allowed; it must be "
                                + constraint().words()));
    }

    @Override
    public Constraint constraint() {
        return new Constraint.Described("\"" + DIRECT + "\", or the address of an HTTP proxy such as"
                + " http://proxy.example:3128: without user and password, the host's name of letters, digits, hyphens and"
                + " dots, and a port from 1 to 65535");
    }
}
