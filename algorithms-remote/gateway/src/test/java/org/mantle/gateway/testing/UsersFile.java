package org.mantle.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** The file in which gateways kept users before they had a database, with passwords that are checked fast. */
public final class UsersFile {

    private static final int ROUNDS = 1000;

    private UsersFile() {}

    /** Writes the file into the gateway's own folder, and returns what stands in it. */
    public static String write(Path ownFolder, String user, String password) throws IOException {
        byte[] salt = "0123456789abcdef".getBytes(UTF_8);
        String hash;
        try {
            hash = Base64.getEncoder()
                    .encodeToString(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                            .generateSecret(new PBEKeySpec(password.toCharArray(), salt, ROUNDS, 256))
                            .getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        String text = "{\"users\": {\"" + user + "\": {\"algorithm\": \"PBKDF2WithHmacSHA256\", \"iterations\": "
                + ROUNDS + ", \"salt\": \"" + Base64.getEncoder().encodeToString(salt) + "\", \"hash\": \"" + hash
                + "\"}}}";
        Files.createDirectories(ownFolder);
        Files.writeString(ownFolder.resolve("users.json"), text);
        return text;
    }
}
