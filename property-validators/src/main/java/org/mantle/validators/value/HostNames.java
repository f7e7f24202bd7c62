package org.mantle.validators;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Allows the name or address of a machine, alone or with a port behind it. Names are not looked up. */
record HostValidator(boolean withPort) implements Validator<String> {

    /** A longer name is none (RFC 1035), and an address is shorter anyway. */
    private static final int LONGEST_NAME = 253;

    private static final Pattern NAME = Pattern.compile(
            "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*+");
    private static final Pattern NUMBERS = Pattern.compile("(?:.*\\.)?[0-9]++");
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final Pattern WITH_PORT = Pattern.compile("(.+):([0-9]{1,5})");

    private static final Constraint HOST =
            new Constraint.Described("the name or address of a machine, such as scarf.example.org or [::1]");
    private static final Constraint HOST_AND_PORT = new Constraint.Described(
            "a machine and a port from 1 to 65535, such as scarf.example.org:8080 or [::1]:8080");

    @Override
    public Optional<Violation> check(String value) {
        boolean allowed =
                value.length() <= LONGEST_NAME + ":65535".length() && (withPort ? isHostAndPort(value) : isHost(value));
        return allowed ? Optional.empty() : Optional.of(Texts.refusal(value, constraint()));
    }

    private static boolean isHostAndPort(String value) {
        Matcher parts = WITH_PORT.matcher(value);
        if (!parts.matches() || !isHost(parts.group(1))) {
            return false;
        }
        int port = Integer.parseInt(parts.group(2));
        return port >= 1 && port <= 65535;
    }

    private static boolean isHost(String host) {
        if (host.startsWith("[") && host.endsWith("]")) {
            return isIpv6(host.substring(1, host.length() - 1));
        }
        // A name whose last part is a number would be read as an address.
        return NUMBERS.matcher(host).matches()
                ? IPV4.matcher(host).matches()
                : host.length() <= LONGEST_NAME && NAME.matcher(host).matches();
    }

    /** Eight groups; one run of zero groups may be left out, and an IPv4 address may stand for the last two. */
    private static boolean isIpv6(String address) {
        int gap = address.indexOf("::");
        if (gap < 0) {
            return groups(address, true) == 8;
        }
        int before = groups(address.substring(0, gap), false);
        int after = groups(address.substring(gap + 2), true);
        return before >= 0 && after >= 0 && before + after < 8;
    }

    /** Returns how many groups there are, or -1 when one is none. */
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

    @Override
    public Constraint constraint() {
        return withPort ? HOST_AND_PORT : HOST;
    }
}
