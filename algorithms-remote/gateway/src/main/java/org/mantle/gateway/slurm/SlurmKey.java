package org.mantle.gateway.slurm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.mantle.commons.file.OwnerOnly;
import org.mantle.gateway.account.Accounts;

/** The key that Slurm checks tokens with. Whoever has it can act as any user of the cluster: it leaves this object as signatures only. */
public final class SlurmKey {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST = 16;
    private static final int LONGEST = 64 * 1024;

    private final SecretKeySpec key;

    private SlurmKey(byte[] bytes) {
        key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /**
     * Reads the key.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if others than its owner can read or write it, or it holds no key
     */
    public static SlurmKey read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no file \"" + file
                    + "\" with Slurm's key: name the one that slurm.conf has as jwt_key in AuthAltParameters");
        }
        try {
            OwnerOnly.requireSecret(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "with Slurm's key anybody can act as any user, and " + e.getMessage(), e);
        }
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(
                    "Slurm's key \"" + file
                            + (new Accounts().isRoot()
                                    // as the unit starts it: without the right to read what is another account's
                                    ? "\" cannot be read by root without its rights over files of others: have the gateway's file"
                                            + " belong to root (chown root " + file
                                            + "), a copy if Slurm's own must stay as it is"
                                    : "\" cannot be read by this account: start the gateway as root, or give it a copy of its own"));
        }
        long size = Files.size(file);
        if (size < SHORTEST || size > LONGEST) {
            throw new IllegalArgumentException("\"" + file + "\" holds no key of Slurm: one has " + SHORTEST + " to "
                    + LONGEST + " bytes, and it has " + size);
        }
        return new SlurmKey(Files.readAllBytes(file));
    }

    /** Returns the HMAC-SHA-256 of bytes. */
    byte[] sign(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "Slurm's key";
    }
}
