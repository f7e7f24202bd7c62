package org.mantle.remote.job;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The words of a service to the user: what they mean, and how they fit on one line of a message.
 *
 * @since 0.1.0
 */
public final class ServiceWords {

    private static final int LONGEST = 300;
    private static final Pattern PERMISSION =
            Pattern.compile("(?i)permission|not (authori[sz]ed|permitted|allowed)|access (is )?denied|forbidden");
    private static final Pattern CREDENTIALS = Pattern.compile(
            "(?i)pass ?(word|phrase)|user ?name|(invalid|wrong|unknown|no such) (user|log|account)|credential|authenticat");

    private ServiceWords() {}

    /** Returns a text on one line, shortened when it is long. */
    public static String line(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /** Returns the words with stars in place of a secret that a service repeats in them. */
    public static String without(char[] secret, String words) {
        if (secret.length == 0) {
            return words;
        }
        StringBuilder out = new StringBuilder(words.length());
        int at = 0;
        while (at < words.length()) {
            boolean here = at + secret.length <= words.length()
                    && Arrays.equals(words.substring(at, at + secret.length).toCharArray(), secret);
            out.append(here ? "********" : words.charAt(at));
            at += here ? secret.length : 1;
        }
        return out.toString();
    }

    /** Returns whether words say that a permission is missing. */
    public static boolean sayNoPermission(String words) {
        return PERMISSION.matcher(words).find();
    }

    /** Returns whether a refused log-in is, or may be, the fault of the user name or password. */
    static boolean blameWhoLogsIn(String words) {
        return words.isEmpty() || CREDENTIALS.matcher(words).find();
    }
}
