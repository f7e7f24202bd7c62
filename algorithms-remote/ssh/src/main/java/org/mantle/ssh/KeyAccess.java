package org.mantle.ssh;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mantle.framework.type.Secret;
import org.mantle.remote.job.LocalFileException;
import org.mantle.ssh.connection.SshProof;
import org.mantle.ssh.key.AgentSocket;
import org.mantle.ssh.key.KeyFile;

/**
 * The keys by which users are known at a resource.
 *
 * @param key the file of the one key; empty where the agent and the usual files count
 * @param agentSocket the socket of the key agent; empty if there is none
 * @param folder where the usual keys are
 */
record KeyAccess(Optional<Path> key, Optional<Path> agentSocket, Path folder) {

    private static final List<String> USUAL_KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");
    /** An agent may ask its user. */
    private static final Duration AGENT_LIMIT = Duration.ofSeconds(60);

    /** Returns the agent that the environment names. */
    static Optional<Path> usualAgent() {
        try {
            return Optional.ofNullable(System.getenv("SSH_AUTH_SOCK"))
                    .filter(name -> !name.isEmpty())
                    .map(Path::of);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    Optional<KeyFile> keyFile() {
        return key.map(KeyFile::new);
    }

    /**
     * Returns the proof of a user who need not log in.
     *
     * @return empty if there is no key, or it needs a pass phrase and the agent does not have it
     * @throws LocalFileException if the file of the one key cannot be read, or holds none
     */
    Optional<SshProof> standing() throws LocalFileException {
        if (key.isPresent()) {
            KeyFile file = new KeyFile(key.get());
            Optional<List<KeyPair>> keys = file.keys(Secret.none());
            return keys.isPresent()
                    ? Optional.of(byKeys(keys.get()))
                    : agent(file.publicKey()).map(KeyAccess::byAgent);
        }
        Optional<AgentSocket> agent = agent(Optional.empty());
        List<KeyPair> keys = usualKeys();
        return agent.isEmpty() && keys.isEmpty()
                ? Optional.empty()
                : Optional.of(new SshProof(keys, agent, Secret.none()));
    }

    static SshProof byKeys(List<KeyPair> keys) {
        return new SshProof(keys, Optional.empty(), Secret.none());
    }

    private static SshProof byAgent(AgentSocket agent) {
        return new SshProof(List.of(), Optional.of(agent), Secret.none());
    }

    private Optional<AgentSocket> agent(Optional<PublicKey> only) {
        return agentSocket
                .map(socket -> new AgentSocket(socket, only, AGENT_LIMIT))
                .filter(AgentSocket::hasKey);
    }

    private List<KeyPair> usualKeys() {
        List<KeyPair> keys = new ArrayList<>();
        for (String name : USUAL_KEYS) {
            Path file = folder.resolve(name);
            try {
                if (Files.isRegularFile(file)) {
                    new KeyFile(file).keys(Secret.none()).ifPresent(keys::addAll);
                }
            } catch (LocalFileException e) {
                // one that cannot be used does not keep the others from being tried
            }
        }
        return keys;
    }

    /** Returns why the usual keys are not used that are there and must not be; empty if there are none, or a key is named. */
    private String leftOut() {
        if (key.isPresent()) {
            return "";
        }
        StringBuilder reasons = new StringBuilder();
        for (String name : USUAL_KEYS) {
            Path file = folder.resolve(name);
            try {
                if (Files.isRegularFile(file)) {
                    new KeyFile(file).needsPassPhrase();
                }
            } catch (LocalFileException e) {
                reasons.append("; ").append(e.getMessage());
            }
        }
        return reasons.toString();
    }

    /** Returns why a log-in ends with the program, and what serves longer. */
    String whatLasts() {
        return key.map(file -> "the pass phrase of the key " + file
                        + " is not kept; for one command after the other let an agent hold the key, with: eval"
                        + " \"$(ssh-agent)\"; ssh-add " + file)
                .orElseGet(
                        () -> "passwords are not kept; for one command after the other use a key: let an agent hold it"
                                + " (ssh-add), or name one without a pass phrase with: mantle resources add NAME"
                                + " slurm+ssh://HOST --key FILE" + leftOut());
    }

    /** Returns what to do when a host does not accept a key, and a password was given, which is not sent where a key is named. */
    String adviceWithUnusedPassword(SshProof proof) {
        return advice(proof)
                + "; Password is taken as the pass phrase of that key, which needs none, and was not sent: to"
                + " log in by the password, add the resource without --key";
    }

    /** Returns what to do when a host does not accept a proof. */
    String advice(SshProof proof) {
        if (!proof.password().isEmpty()) {
            return "check UserName and Password";
        }
        return key.map(file -> "check UserName, and that the public part of the key " + file
                        + " is in ~/.ssh/authorized_keys of that account")
                .orElse("no key of the agent or in " + folder
                        + " is accepted: log in with the password (Action=LogIn), or name the right key with: mantle"
                        + " resources add NAME slurm+ssh://HOST --key FILE" + leftOut());
    }
}
