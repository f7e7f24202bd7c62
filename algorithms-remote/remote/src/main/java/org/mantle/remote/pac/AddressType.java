package org.mantle.remote.pac;

import com.google.gson.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.mantle.framework.type.PropertyType;
import org.mantle.validators.Violation;

/**
 * The type of the addresses to which a password or a token may be sent: {@code https} ones, and {@code http} ones of services on
 * this machine.
 */
final class AddressType implements PropertyType<URI> {

    /** The type of addresses to which paths are appended; a slash at the end is added. */
    static final AddressType OF_FOLDER = new AddressType(true);

    /** The type of addresses that are used as they are. */
    static final AddressType OF_PAGE = new AddressType(false);

    private final boolean endsInSlash;

    private AddressType(boolean endsInSlash) {
        this.endsInSlash = endsInSlash;
    }

    @Override
    public String word() {
        return "string";
    }

    @Override
    public URI fromText(String text) {
        URI address;
        try {
            address = new URI(endsInSlash && !text.endsWith("/") ? text + "/" : text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "must be an address such as https://host:8443/platform/, not " + Violation.quoted(text));
        }
        if (address.getHost() == null || address.getRawUserInfo() != null || address.getRawFragment() != null) {
            throw new IllegalArgumentException("must be an address such as https://host:8443/platform/,"
                    + " without user, password and fragment, not " + Violation.quoted(text));
        }
        if (!isSafe(address)) {
            throw new IllegalArgumentException("must begin with https://, which " + Violation.quoted(text)
                    + " does not; http:// is allowed for this machine only (localhost, 127.0.0.1, [::1])");
        }
        return address;
    }

    /** Returns whether what is sent to an address is encrypted, or does not leave this machine. */
    static boolean isSafe(URI address) {
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        String host = address.getHost() == null ? "" : address.getHost();
        return !host.isEmpty() && (scheme.equals("https") || (scheme.equals("http") && isLoopback(host)));
    }

    /** Returns whether a host, as addresses or requests have it, is this machine. */
    static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || host.equals("::1")
                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }

    @Override
    public String toText(URI value) {
        return value.toString();
    }

    @Override
    public URI fromObject(Object value) {
        if (value instanceof URI address) {
            return fromText(address.toString());
        }
        throw new IllegalArgumentException(
                "needs an address, not a " + value.getClass().getSimpleName());
    }

    @Override
    public JsonObject schema() {
        JsonObject schema = new JsonObject();
        schema.addProperty("type", "string");
        schema.addProperty("format", "uri");
        return schema;
    }
}
