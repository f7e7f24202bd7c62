package org.mantle.algorithms.file;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** How a digest is made. */
enum HashFunction {
    MD5("MD5", 16),
    SHA1("SHA-1", 20),
    SHA256("SHA-256", 32),
    SHA384("SHA-384", 48),
    SHA512("SHA-512", 64);

    private final String label;
    private final int bytes;

    HashFunction(String label, int bytes) {
        this.label = label;
        this.bytes = bytes;
    }

    /** Returns its standard name. */
    String label() {
        return label;
    }

    /** Returns how many hexadecimal digits a digest has. */
    int digits() {
        return 2 * bytes;
    }

    MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(label);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + label, e);
        }
    }
}
