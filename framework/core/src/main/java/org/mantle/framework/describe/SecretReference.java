package org.mantle.framework.describe;

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

/**
 * A text that says where a secret is instead of what it is: {@code @env:NAME} or {@code @file:PATH}. A secret that begins with an
 * {@code @} of its own is written with {@code @@}.
 *
 * <p><strong>For local faces only</strong>, such as a command line, whose user may read every variable and file of the process anyway.
 * A face that is reached over a network must resolve no reference: its callers would read the secrets and files of its host. It
 * refuses texts for which {@link #isReference} holds.
 *
 * @since 0.1.0
 */
public final class SecretReference {

    private static final String ENVIRONMENT = "@env:";
    private static final String FILE = "@file:";
    private static final int LONGEST_FILE = 64 * 1024;

    private SecretReference() {}

    /** Returns whether a text holds a secret itself, and not where one is; an empty text does not. */
    public static boolean isPlain(String text) {
        return !text.isEmpty() && (!text.startsWith("@") || text.startsWith("@@"));
    }

    /** Returns whether a text says where a secret is. */
    public static boolean isReference(String text) {
        return text.startsWith(ENVIRONMENT) || text.startsWith(FILE);
    }

    /**
     * Returns what to give to a run in a text's place: a {@link Secret} that is read when the other checks have passed, if it is a
     * reference, and else the text itself, with a single {@code @} for {@code @@}.
     *
     * <p>A reference that leads nowhere, or has an unknown form, is a problem of the run (code {@code unavailable}), whose message
     * quotes nothing but a reference of a known form. A file may have at most 64 KiB in UTF-8; one line end at its end is left out.
     *
     * @param environment the variables in which {@code @env:} looks; read again by each run
     */
    public static Object resolve(String text, Map<String, String> environment) {
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

    /**
     * Returns what to give to a run in the place of a text that came over a network, whose sender must read no variable and no file
     * of this process: the text itself, with a single {@code @} for {@code @@}.
     *
     * @throws IllegalArgumentException if it is a reference; the message says what to send
     */
    public static Object fromNetwork(String text) {
        if (isReference(text)) {
            throw new IllegalArgumentException(
                    "references such as @env:NAME are not resolved here; send the secret itself");
        }
        return resolve(text, Map.of());
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
            throw new IOException("the file cannot be read: " + ProblemText.message(e), e);
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
