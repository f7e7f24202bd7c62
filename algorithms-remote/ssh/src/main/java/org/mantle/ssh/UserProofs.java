package org.mantle.ssh;

import java.io.IOException;
import java.net.URI;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.type.Secret;
import org.mantle.remote.job.LocalFileException;
import org.mantle.remote.job.LogInRefusedException;
import org.mantle.remote.job.Session;
import org.mantle.ssh.connection.SshProof;
import org.mantle.ssh.job.SharedKnowledge;
import org.mantle.ssh.key.KeyFile;

/**
 * What users have shown in this program to be known: their passwords, and keys that need a pass phrase. It is kept in memory alone; a session
 * that rests on it has a token that says nothing. A session by a key that needs none has no token. Safe from many threads.
 */
final class UserProofs {

    /** Who is known where. */
    private record Account(URI address, String user) {}

    /** What was shown, and by which token a session refers to it. */
    private record Shown(String token, SshProof proof) {}

    /** Shows a proof to the host. */
    @FunctionalInterface
    interface Opener {

        /** Returns when the host has accepted the proof. */
        void open(Session session, SshProof proof) throws IOException;
    }

    private final Map<Account, Shown> shown = new HashMap<>();
    private final Map<Account, SharedKnowledge> shared = new HashMap<>();

    /** Logs a user in, by the key with its pass phrase where there is a key, and otherwise by the password. */
    Session logIn(SlurmSshResource resource, String user, Secret password, Opener opener) throws IOException {
        URI address = resource.address().uri();
        Optional<SshProof> entered = entered(resource, user, password);
        if (entered.isEmpty()) {
            SshProof standing = resource.access()
                    .standing()
                    .orElseThrow(() -> new LogInRefusedException(
                            resource.name(), user, "", "give the password, or the pass phrase of the key"));
            Session session = new Session(user, address, "");
            try {
                opener.open(session, standing);
            } catch (LogInRefusedException e) {
                if (password.isEmpty()) {
                    throw e;
                }
                throw new LogInRefusedException(
                        resource.name(), user, "", resource.access().adviceWithUnusedPassword(standing));
            }
            return session;
        }
        Session session = new Session(user, address, UUID.randomUUID().toString());
        opener.open(session, entered.get());
        synchronized (this) {
            wipe(shown.put(new Account(address, user), new Shown(session.token(), entered.get())));
        }
        return session;
    }

    /** Returns the proof for which the user was asked; empty if a key is proof enough. */
    private static Optional<SshProof> entered(SlurmSshResource resource, String user, Secret password)
            throws IOException {
        if (password.isEmpty()) {
            return Optional.empty();
        }
        Optional<KeyFile> file = resource.access().keyFile();
        if (file.isEmpty()) {
            char[] copy = password.reveal();
            try {
                return Optional.of(SshProof.byPassword(Secret.of(copy)));
            } finally {
                Arrays.fill(copy, '\0');
            }
        }
        if (!file.get().needsPassPhrase()) {
            return Optional.empty();
        }
        List<KeyPair> keys = file.get()
                .keys(password)
                .orElseThrow(() -> new LogInRefusedException(
                        resource.name(),
                        user,
                        "",
                        "Password is not the pass phrase of the key "
                                + file.get().path()));
        return Optional.of(KeyAccess.byKeys(keys));
    }

    /** Returns the proof on which a session rests; empty if it is gone. */
    Optional<SshProof> of(SlurmSshResource resource, Session session) throws LocalFileException {
        if (session.token().isEmpty()) {
            return resource.access().standing();
        }
        synchronized (this) {
            return Optional.ofNullable(shown.get(new Account(session.serviceUrl(), session.user())))
                    .filter(one -> one.token().equals(session.token()))
                    .map(Shown::proof);
        }
    }

    /** Forgets what a session rests on. */
    synchronized void forget(Session session) {
        Account account = new Account(session.serviceUrl(), session.user());
        Shown known = shown.get(account);
        if (known != null && known.token().equals(session.token())) {
            wipe(shown.remove(account));
        }
    }

    private static void wipe(@Nullable Shown known) {
        if (known != null) {
            known.proof().password().wipe();
        }
    }

    /** Returns what all in this program know of a user's jobs. */
    synchronized SharedKnowledge shared(SlurmSshResource resource, String user) {
        return shared.computeIfAbsent(
                new Account(resource.address().uri(), user),
                account -> new SharedKnowledge(resource.listingInterval()));
    }
}
