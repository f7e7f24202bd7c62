package org.mantle.ssh.connection;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.jspecify.annotations.Nullable;
import org.mantle.remote.job.LocalFileException;
import org.mantle.remote.job.ServiceUnreachableException;
import org.mantle.remote.job.ServiceUnreachableException.Stage;
import org.mantle.ssh.key.JdkEd25519Provider;

/**
 * The keys by which a host is known, of a file in the form of OpenSSH's {@code known_hosts}: names and patterns, plain or hashed, with
 * a port or without, and keys that were revoked. A host with another key, or with none there, is not trusted. The file is only read.
 */
final class HostKeys implements ServerKeyVerifier {

    private static final String REVOKED = "@revoked";
    private static final String OF_AUTHORITY = "@cert-authority";

    private final SshAddress address;
    private final List<PublicKey> known = new ArrayList<>();
    private final List<PublicKey> revoked = new ArrayList<>();
    private @Nullable ServiceUnreachableException verdict;

    private HostKeys(SshAddress address) {
        this.address = address;
    }

    /** Reads the keys of a host; none of a file that is not there. */
    static HostKeys of(SshAddress address) throws LocalFileException {
        JdkEd25519Provider.register();
        HostKeys keys = new HostKeys(address);
        for (Path file : address.knownHosts()) {
            try {
                // a line that cannot be understood must not hide the others
                Files.readString(file, StandardCharsets.ISO_8859_1).lines().forEach(keys::addLine);
            } catch (NoSuchFileException e) {
                // it knows no host
            } catch (IOException e) {
                throw new LocalFileException(
                        "the keys of hosts cannot be read from " + file + ": " + LocalFileException.reason(e), e);
            }
        }
        return keys;
    }

    private void addLine(String line) {
        try {
            KnownHostLine.parse(line)
                    .filter(known -> known.isOf(address.nameAmongKnownHosts()))
                    .ifPresent(this::add);
        } catch (IllegalArgumentException e) {
            // not a line of this form
            return;
        }
    }

    private void add(KnownHostLine line) {
        try {
            @Nullable PublicKey key = PublicKeyEntry.parsePublicKeyEntry(line.key())
                    .resolvePublicKey(null, null, PublicKeyEntryResolver.IGNORING);
            if (key != null && !line.marker().equals(OF_AUTHORITY)) {
                (line.marker().equals(REVOKED) ? revoked : known).add(key);
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // of a type of key that is not known here
            return;
        }
    }

    /** Returns the types of the keys that are known, so that the host is asked for one of these. */
    List<String> types() {
        return known.stream().map(KeyUtils::getKeyType).distinct().toList();
    }

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress remote, PublicKey key) {
        synchronized (this) {
            verdict = judged(key);
            return verdict == null;
        }
    }

    /** Returns why the host was not trusted; empty if it was, or did not show its key. */
    synchronized Optional<ServiceUnreachableException> verdict() {
        return Optional.ofNullable(verdict);
    }

    private @Nullable ServiceUnreachableException judged(PublicKey key) {
        if (isAmong(revoked, key)) {
            return refusal(
                    "its key (" + inWords(key) + ") was revoked",
                    "ask the site for its new key; a line marked @revoked in " + files() + " names the old one");
        }
        if (isAmong(known, key)) {
            return null;
        }
        if (known.isEmpty()) {
            return refusal(
                    "its key is not known: " + inWords(key),
                    "compare that with what the site tells, and then add this line to "
                            + address.knownHosts().get(0) + ": " + address.nameAmongKnownHosts() + " "
                            + PublicKeyEntry.toString(key));
        }
        return refusal(
                "its key has changed: it is now " + inWords(key) + ", and was "
                        + String.join(
                                " or ", known.stream().map(HostKeys::inWords).toList()),
                "another machine may answer in its place. Ask the site; if the new key is right, replace the line of "
                        + address.nameAmongKnownHosts() + " in " + files());
    }

    private ServiceUnreachableException refusal(String why, String advice) {
        return new ServiceUnreachableException(
                address.inWords() + " cannot be trusted: " + why, advice, Stage.NOT_TRUSTED, null);
    }

    private String files() {
        return String.join(
                " or ", address.knownHosts().stream().map(Path::toString).toList());
    }

    private static boolean isAmong(List<PublicKey> keys, PublicKey key) {
        return keys.stream().anyMatch(one -> KeyUtils.compareKeys(one, key));
    }

    private static String inWords(PublicKey key) {
        return KeyUtils.getKeyType(key) + " " + KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
    }
}
