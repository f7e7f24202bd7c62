package org.mantle.ssh.connection;

import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import org.mantle.framework.type.Secret;
import org.mantle.ssh.key.AgentSocket;

/**
 * What shows a host who the user is.
 *
 * @param keys keys, in the order in which they are tried
 * @param agent an agent with keys, which are tried as well
 * @param password the password; {@link Secret#none} where there is none
 */
public record SshProof(List<KeyPair> keys, Optional<AgentSocket> agent, Secret password) {

    /** Returns the proof by a password alone. */
    public static SshProof byPassword(Secret password) {
        return new SshProof(List.of(), Optional.empty(), password);
    }

    /** Returns a text without secrets. */
    @Override
    public String toString() {
        return "SshProof[" + keys.size() + " keys]";
    }
}
