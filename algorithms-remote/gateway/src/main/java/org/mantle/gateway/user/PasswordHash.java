package org.mantle.gateway.user;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A slow salted hash of a password, with the parameters it was made by. */
public record PasswordHash(String algorithm, int iterations, String salt, String hash) {

    private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
    /** By OWASP's Password Storage Cheat Sheet, for this algorithm. */
    private static final int ITERATIONS = 600_000;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;

    /** Returns the hash of a password, with a salt of its own. */
    public static PasswordHash of(char[] password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return new PasswordHash(
                ALGORITHM, ITERATIONS, encode(salt), encode(derive(ALGORITHM, password, salt, ITERATIONS)));
    }

    /** Returns a hash that no password has, so that unknown users cost the same work. */
    public static PasswordHash ofNobody() {
        return new PasswordHash(ALGORITHM, ITERATIONS, encode(new byte[SALT_BYTES]), "");
    }

    public boolean matches(char[] password) {
        Base64.Decoder decoder = Base64.getDecoder();
        byte[] derived = derive(algorithm, password, decoder.decode(salt), iterations);
        return MessageDigest.isEqual(derived, decoder.decode(hash));
    }

    private static byte[] derive(String algorithm, char[] password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance(algorithm).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no algorithm \"" + algorithm + "\"", e);
        } finally {
            spec.clearPassword();
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "PasswordHash[" + algorithm + "]";
    }
}
