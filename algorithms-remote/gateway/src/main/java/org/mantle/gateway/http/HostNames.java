package org.mantle.gateway.http;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Locale;

/**
 * The names by which a server may be called. A page of another site that makes its own name lead here is so refused: the browser tells
 * that name.
 *
 * @param names in small letters; one that begins with {@code *.} stands for all names with one more part
 * @param thisMachineOnly whether no other machine can reach the server
 */
record HostNames(List<String> names, boolean thisMachineOnly) {

    /** Creates names; letter case does not matter. */
    HostNames {
        names = names.stream().map(name -> bare(name.toLowerCase(Locale.ROOT))).toList();
    }

    /** Tells whether a request for this host, as its address or its Host header has it without the port, is meant for the server. */
    boolean include(String host) {
        String name = bare(host.toLowerCase(Locale.ROOT));
        if (name.equals("localhost") || names.contains(name) || names.contains("*" + fromFirstDot(name))) {
            return true;
        }
        return InetAddresses.isInetAddress(name) && isOwn(InetAddresses.forString(name));
    }

    /** Tells whether a host is this machine, as only its own programs call it. */
    static boolean isOfThisMachine(String host) {
        String name = bare(host.toLowerCase(Locale.ROOT));
        return name.equals("localhost")
                || (InetAddresses.isInetAddress(name)
                        && InetAddresses.forString(name).isLoopbackAddress());
    }

    private boolean isOwn(InetAddress address) {
        try {
            return address.isLoopbackAddress()
                    || (!thisMachineOnly && NetworkInterface.getByInetAddress(address) != null);
        } catch (SocketException e) {
            return false;
        }
    }

    private static String fromFirstDot(String name) {
        return name.indexOf('.') < 0 ? name : name.substring(name.indexOf('.'));
    }

    /** Returns an IPv6 address without its brackets, and a name without the dot that may end it. */
    private static String bare(String name) {
        String bare = name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
        return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    }
}
