package org.mantle.ssh.connection;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where a host is, and how it is spoken to.
 *
 * @param resource the name of the resource, for messages
 * @param host its name or number, IPv6 without brackets
 * @param port the port
 * @param knownHosts the files of the keys of hosts, at least one
 * @param connectTimeout how long to wait for a connection
 * @param responseTimeout how long the host may take for an answer, and how long a transfer may stand still
 */
public record SshAddress(
        String resource,
        String host,
        int port,
        List<Path> knownHosts,
        Duration connectTimeout,
        Duration responseTimeout) {

    /** The port at which SSH is, unless another is named. */
    public static final int USUAL_PORT = 22;

    /** Returns the address as a URI. */
    public URI uri() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return URI.create("slurm+ssh://" + name + (port == USUAL_PORT ? "" : ":" + port));
    }

    /** Returns the host as the file of known hosts has it. */
    String nameAmongKnownHosts() {
        return port == USUAL_PORT ? host : "[" + host + "]:" + port;
    }

    /** Returns who it is, for messages. */
    String inWords() {
        return resource + " at " + uri();
    }
}
