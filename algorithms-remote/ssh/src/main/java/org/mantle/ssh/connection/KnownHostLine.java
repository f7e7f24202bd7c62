package org.mantle.ssh.connection;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A line of a file of known hosts, in the form that sshd(8) tells of.
 *
 * @param marker such as {@code @revoked}; empty if there is none
 * @param hosts patterns of names, plain or hashed
 * @param key the type of the key and the key
 */
record KnownHostLine(String marker, List<String> hosts, String key) {

    private static final String HASHED = "|1|";

    /**
     * Reads a line.
     *
     * @return empty for a remark or an empty line
     * @throws IllegalArgumentException if it has another form
     */
    static Optional<KnownHostLine> parse(String line) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return Optional.empty();
        }
        String[] words = text.split("[ \\t]+", -1);
        int first = words[0].startsWith("@") ? 1 : 0;
        if (words.length < first + 3) {
            throw new IllegalArgumentException("no line of known hosts");
        }
        return Optional.of(new KnownHostLine(
                first == 1 ? words[0] : "",
                Arrays.asList(words[first].split(",", -1)),
                words[first + 1] + " " + words[first + 2]));
    }

    /** Returns whether the line is about a host, {@code name} or {@code [name]:port}. */
    boolean isOf(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        boolean found = false;
        for (String pattern : hosts) {
            if (pattern.startsWith("!")) {
                if (fits(pattern.substring(1), name)) {
                    return false;
                }
            } else {
                found |= pattern.startsWith(HASHED) ? isHashOf(pattern, name) : fits(pattern, name);
            }
        }
        return found;
    }

    private static boolean fits(String pattern, String name) {
        StringBuilder regex = new StringBuilder();
        for (char c : pattern.toLowerCase(Locale.ROOT).toCharArray()) {
            regex.append(
                    switch (c) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(c));
                    });
        }
        return name.matches(regex.toString());
    }

    private static boolean isHashOf(String hashed, String name) {
        String[] parts = hashed.substring(HASHED.length()).split("\\|", -1);
        if (parts.length != 2) {
            return false;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[0]), "HmacSHA1"));
            byte[] hash = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
            return MessageDigest.isEqual(hash, Base64.getDecoder().decode(parts[1]));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
