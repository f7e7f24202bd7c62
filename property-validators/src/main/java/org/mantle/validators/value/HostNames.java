package org.mantle.validators.value;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells names and addresses of machines from other texts; it looks up nothing. */
public final class HostNames {

    /** No name is longer (RFC 1035), and an address is shorter anyway. */
    private static final int LONGEST_NAME = 253;

    private static final Pattern NAME = Pattern.compile(
            "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*+");
    private static final Pattern NUMBERS = Pattern.compile("(?:.*\\.)?[0-9]++");
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final Pattern WITH_PORT = Pattern.compile("(.+):([0-9]{1,5})");

    private HostNames() {}

    /** Returns whether a text is a name or address, followed by a colon and a port from 1 to 65535. */
    public static boolean isHostAndPort(String value) {
        if (value.length() > LONGEST_NAME + ":65535".length()) {
            return false;
        }
        Matcher parts = WITH_PORT.matcher(value);
        if (!parts.matches() || !isHost(parts.group(1))) {
            return false;
        }
        int port = Integer.parseInt(parts.group(2));
        return port >= 1 && port <= 65535;
    }

    /** Returns whether a text is a name, an IPv4 address or a bracketed IPv6 address. */
    public static boolean isHost(String host) {
        if (host.length() > LONGEST_NAME) {
            return false;
        }
        if (host.startsWith("[") && host.endsWith("]")) {
            return isIpv6(host.substring(1, host.length() - 1));
        }
        // A name whose last part is a number would be read as an address.
        return NUMBERS.matcher(host).matches()
                ? IPV4.matcher(host).matches()
                : NAME.matcher(host).matches();
    }

    /**
     * Returns whether a text has eight groups, of which one run of zeros may be left out, and the last two may be an IPv4
     * address.
     */
    private static boolean isIpv6(String address) {
        int gap = address.indexOf("::");
        if (gap < 0) {
            return groups(address, true) == 8;
        }
        int before = groups(address.substring(0, gap), false);
        int after = groups(address.substring(gap + 2), true);
        return before >= 0 && after >= 0 && before + after < 8;
    }

    /** Returns the number of groups, or -1 when something else stands in the place of one. */
    private static int groups(String text, boolean last) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] parts = text.split(":", -1);
        int count = 0;
        for (int i = 0; i < parts.length; i++) {
            if (GROUP.matcher(parts[i]).matches()) {
                count++;
            } else if (last && i == parts.length - 1 && IPV4.matcher(parts[i]).matches()) {
                count += 2;
            } else {
                return -1;
            }
        }
        return count;
    }
}
