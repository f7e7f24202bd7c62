package org.mantle.ssh.key;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.file.OwnerOnly;
import org.mantle.framework.type.Secret;
import org.mantle.remote.job.LocalFileException;

/** A file with a user's private key, in the form of OpenSSH or in PEM. */
public final class KeyFile {

    private static final int LONGEST = 1024 * 1024;

    private final Path file;

    /** Names a file; it is read when asked. */
    public KeyFile(Path file) {
        this.file = file;
    }

    /** Returns where it is. */
    public Path path() {
        return file;
    }

    /**
     * Tells whether the key can be used only with a pass phrase.
     *
     * @throws LocalFileException if the file cannot be read or holds no key
     */
    public boolean needsPassPhrase() throws LocalFileException {
        return load(null).isEmpty();
    }

    /**
     * Returns the keys in the file.
     *
     * @param passPhrase not used where the key needs none; not wiped
     * @return empty if the pass phrase is not that of the key
     * @throws LocalFileException if the file cannot be read or holds no key
     */
    public Optional<List<KeyPair>> keys(Secret passPhrase) throws LocalFileException {
        if (passPhrase.isEmpty()) {
            return load(null);
        }
        char[] characters = passPhrase.reveal();
        try {
            return load(new String(characters));
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    private Optional<List<KeyPair>> load(@Nullable String passPhrase) throws LocalFileException {
        Optional<List<KeyPair>> keys = read(passPhrase);
        try {
            Optional<String> openness = OwnerOnly.openness(file);
            if (openness.isPresent() && isOwn()) {
                throw new LocalFileException(
                        "the key " + file + " is not used, since it is no secret: " + openness.get());
            }
        } catch (LocalFileException e) {
            throw e;
        } catch (IOException e) {
            throw unreadable(e);
        }
        return keys;
    }

    /** Whose key another account lent out has to know with whom it is shared; so does OpenSSH. */
    private boolean isOwn() throws IOException {
        return Files.getOwner(file).getName().equals(System.getProperty("user.name"));
    }

    /** Returns the keys in the file, whoever can read it; empty if a pass phrase is missing or wrong. */
    private Optional<List<KeyPair>> read(@Nullable String passPhrase) throws LocalFileException {
        JdkEd25519Provider.register();
        byte[] content = content();
        boolean[] asked = {false};
        FilePasswordProvider provider = (session, resource, retry) -> {
            asked[0] = true;
            return passPhrase;
        };
        try {
            if (EncryptedPkcs8.isIn(content)) {
                asked[0] = true;
                content = EncryptedPkcs8.opened(content, passPhrase);
            }
            List<KeyPair> keys = new ArrayList<>();
            @Nullable Iterable<KeyPair> found = SecurityUtils.loadKeyPairIdentities(
                    null, NamedResource.ofName(file.toString()), new ByteArrayInputStream(content), provider);
            if (found != null) {
                found.forEach(keys::add);
            }
            if (!keys.isEmpty()) {
                return Optional.of(List.copyOf(keys));
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            if (!asked[0]) {
                throw noKey(": " + e.getMessage(), e);
            }
        }
        if (asked[0]) {
            return Optional.empty();
        }
        throw noKey("", null);
    }

    private byte[] content() throws LocalFileException {
        try {
            if (Files.size(file) > LONGEST) {
                throw noKey(": it is too large", null);
            }
            return Files.readAllBytes(file);
        } catch (LocalFileException e) {
            throw e;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private LocalFileException unreadable(IOException e) {
        return new LocalFileException("the key cannot be read from " + file + ": " + LocalFileException.reason(e), e);
    }

    private LocalFileException noKey(String why, @Nullable Exception cause) {
        return new LocalFileException(
                file + " holds no private key that can be used" + why
                        + "; name one in the form of OpenSSH or in PEM, such as ~/.ssh/id_ed25519",
                new IOException(cause));
    }

    /** Returns the public key, of the file beside this one whose name ends in {@code .pub}; empty if there is none. */
    public Optional<PublicKey> publicKey() {
        JdkEd25519Provider.register();
        Path beside = file.resolveSibling(file.getFileName() + ".pub");
        try {
            return Optional.ofNullable(
                    PublicKeyEntry.parsePublicKeyEntry(Files.readString(beside).strip())
                            .resolvePublicKey(null, null, null));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
