package org.mantle.web.server;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The names by which this machine's own programs call it, and the near end of a tunnel. A page of another site that makes its own name lead
 * here is so refused: the browser tells that name.
 */
final class LoopbackNames {

    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]]+)(?::[0-9]{1,5})?");
    private static final Pattern IPV4_LOOPBACK = Pattern.compile("127(?:\\.[0-9]{1,3}){3}");

    private LoopbackNames() {}

    /** Tells whether a host with or without a port is this machine. Nobody is asked: a name counts as it is written. */
    static boolean include(String authority) {
        var parts = AUTHORITY.matcher(authority.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return false;
        }
        String host = parts.group(1);
        return host.equals("localhost")
                || host.equals("[::1]")
                || IPV4_LOOPBACK.matcher(host).matches();
    }
}
