package org.mantle.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.mantle.framework.type.Secret;

/** Says where a secret is instead of what it is: {@code @env:NAME}, {@code @file:PATH}; {@code @@} is a real {@code @}. */
final class SecretReference {

    private static final String ENVIRONMENT = "@env:";
    private static final String FILE = "@file:";
    private static final int LONGEST_FILE = 64 * 1024;

    private SecretReference() {}

    /** Returns whether a text holds the secret itself. */
    static boolean isPlain(String text) {
        return !text.isEmpty() && (!text.startsWith("@") || text.startsWith("@@"));
    }

    /** Returns whether a text says where a secret is. */
    static boolean isReference(String text) {
        return text.startsWith(ENVIRONMENT) || text.startsWith(FILE);
    }

    /** Returns the secret that a text means: read when it is needed if it is a reference, and else the text. */
    static Object resolve(String text, Map<String, String> environment) {
        if (text.startsWith("@@")) {
            return text.substring(1);
        }
        if (text.startsWith(ENVIRONMENT)) {
            String name = text.substring(ENVIRONMENT.length());
            return Secret.deferred(text, () -> fromEnvironment(name, environment));
        }
        if (text.startsWith(FILE)) {
            String path = text.substring(FILE.length());
            return Secret.deferred(text, () -> fromFile(path));
        }
        if (text.startsWith("@")) {
            return Secret.deferred("@…", () -> {
                throw new IOException("this is no reference, which would be @env:NAME or @file:PATH; "
                        + "write @@ for a secret that begins with @");
            });
        }
        return text;
    }

    private static char[] fromEnvironment(String name, Map<String, String> environment) throws IOException {
        String value = environment.get(name);
        if (value == null) {
            throw new IOException("the environment has no such variable; set and export it");
        }
        if (value.isEmpty()) {
            throw new IOException("this variable of the environment is empty");
        }
        return value.toCharArray();
    }

    private static char[] fromFile(String path) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            bytes = in.readNBytes(LONGEST_FILE + 1);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no such file", e);
        } catch (IOException | InvalidPathException e) {
            throw new IOException("the file cannot be read: " + Failures.message(e), e);
        }
        try {
            if (bytes.length > LONGEST_FILE) {
                throw new IOException("the file is longer than " + LONGEST_FILE + " bytes: it holds no secret");
            }
            return withoutLineEnd(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static char[] withoutLineEnd(byte[] bytes) throws IOException {
        CharBuffer text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw new IOException("the file is no text in UTF-8", e);
        }
        int end = text.length();
        if (end > 0 && text.charAt(end - 1) == '\n') {
            end--;
        }
        if (end > 0 && text.charAt(end - 1) == '\r') {
            end--;
        }
        char[] secret = new char[end];
        text.get(secret);
        Arrays.fill(text.array(), '\0');
        if (secret.length == 0) {
            throw new IOException("the file is empty");
        }
        return secret;
    }
}
