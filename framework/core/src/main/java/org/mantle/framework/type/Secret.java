package org.mantle.framework.type;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A value that must not be seen, such as a password.
 *
 * <p>It holds its characters in an array of its own, which {@link #wipe()} overwrites, and never shows them: not in
 * {@link #toString()}, not in an exception, not in a history. A secret that the framework made for a run (from a text, or by
 * resolving a reference) is wiped when the run ends; one that a caller made stays the caller's to wipe.
 *
 * <p>A <em>deferred</em> secret knows only where its characters come from, for instance a prompt. The framework reads it once
 * per run, after every other check has passed.
 *
 * <p>Two secrets are equal only when they are the same object. Safe for use from several threads.
 *
 * @since 0.1.0
 */
public final class Secret {

    /** Reads the characters of a deferred secret. */
    @FunctionalInterface
    public interface Source {
        /**
         * Reads the characters into an array of their own, which the caller owns and overwrites.
         *
         * @throws IOException if they cannot be read; the message says why in words for the user and never quotes a secret
         * @throws InterruptedException if the reading is interrupted: the run is cancelled then
         */
        char[] read() throws IOException, InterruptedException;
    }

    /** A shorter secret stands in many words by chance, and stars in their middle would tell it. */
    private static final int SHORTEST_REDACTED = 4;

    private static final char[] NO_CHARACTERS = {};
    private static final Secret NONE = new Secret(NO_CHARACTERS, "", null, false);
    private static final Secret REDACTED = new Secret(NO_CHARACTERS, "", null, false);

    private final char[] characters;
    private final String reference;
    private final @Nullable Source source;
    private final boolean ownedByRun;
    private volatile boolean wiped;

    private Secret(char[] characters, String reference, @Nullable Source source, boolean ownedByRun) {
        this.characters = characters;
        this.reference = reference;
        this.source = source;
        this.ownedByRun = ownedByRun;
    }

    /** Returns the secret that is empty. */
    public static Secret none() {
        return NONE;
    }

    /** Makes a secret from a copy of the characters. */
    public static Secret of(char[] characters) {
        return characters.length == 0 ? NONE : new Secret(characters.clone(), "", null, false);
    }

    /**
     * Makes a secret that is read when it is needed.
     *
     * @param reference where it comes from, in words that may be shown, such as {@code @env:PAC_PASSWORD}
     * @param source reads it
     */
    public static Secret deferred(String reference, Source source) {
        return new Secret(NO_CHARACTERS, reference, source, false);
    }

    /** Makes a secret that is wiped when the run for which it is made ends. */
    public static Secret forRun(char[] characters) {
        return characters.length == 0 ? NONE : new Secret(characters, "", null, true);
    }

    /**
     * Returns a copy of the characters, which the caller should overwrite after use; empty for a deferred secret.
     *
     * @throws IllegalStateException if the secret was wiped
     */
    public synchronized char[] reveal() {
        if (wiped) {
            throw new IllegalStateException("this secret was wiped");
        }
        return characters.clone();
    }

    /** Returns whether there is nothing: no source, and no characters or only wiped ones. */
    public boolean isEmpty() {
        return source == null && (characters.length == 0 || wiped);
    }

    /** Returns where a secret was or will be read from, in words that may be shown; empty for one that was given outright. */
    public String reference() {
        return reference;
    }

    /** Overwrites the characters; wiping twice does nothing more. */
    public synchronized void wipe() {
        Arrays.fill(characters, '\0');
        wiped = characters.length > 0;
    }

    public boolean isDeferred() {
        return source != null;
    }

    /** Returns whether this is what a record keeps of a secret, and no secret itself. */
    public boolean isRecorded() {
        return this == REDACTED || (source == null && characters.length == 0 && !reference.isEmpty());
    }

    public boolean isOwnedByRun() {
        return ownedByRun;
    }

    /** Returns what a record keeps of something in a secret's place that is no {@link Secret}. */
    public static Secret unseen() {
        return REDACTED;
    }

    /** Returns what a record keeps of a secret that was given by a reference, or outright if that is empty. */
    public static Secret recorded(String reference) {
        return reference.isEmpty() ? REDACTED : new Secret(NO_CHARACTERS, reference, null, false);
    }

    /** Reads a deferred secret into a new one, for one run. */
    public Secret resolve() throws IOException, InterruptedException {
        return source == null ? this : new Secret(source.read(), reference, null, true);
    }

    /** Overwrites the characters if they were made for a run. */
    public void wipeIfOwned() {
        if (ownedByRun) {
            wipe();
        }
    }

    /** Returns a copy for one run, so that the end of the run leaves this one as it is. */
    public Secret copyForRun() {
        return isEmpty() || isDeferred() ? this : forRun(reveal());
    }

    /** Returns a text in which something else stands wherever these characters stood; a secret that was wiped is not found. */
    public synchronized String redactFrom(String text, String replacement) {
        if (wiped || characters.length < SHORTEST_REDACTED) {
            return text;
        }
        StringBuilder redacted = null;
        int kept = 0;
        int at = 0;
        while (at <= text.length() - characters.length) {
            if (standsAt(text, at)) {
                redacted = redacted == null ? new StringBuilder(text.length()) : redacted;
                redacted.append(text, kept, at).append(replacement);
                at += characters.length;
                kept = at;
            } else {
                at++;
            }
        }
        return redacted == null
                ? text
                : redacted.append(text, kept, text.length()).toString();
    }

    private boolean standsAt(String text, int at) {
        for (int i = 0; i < characters.length; i++) {
            if (text.charAt(at + i) != characters[i]) {
                return false;
            }
        }
        return true;
    }

    /** Returns what a record may keep: no characters, only whether there were some and where they came from. */
    public Secret redacted() {
        if (characters.length == 0 && reference.isEmpty() && source == null) {
            return this == REDACTED ? REDACTED : NONE;
        }
        return recorded(reference);
    }

    /** Returns stars, always the same number. */
    @Override
    public String toString() {
        return "********";
    }
}
