package org.mantle.remote;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mantle.pac.JobAnswer;
import org.mantle.pac.PacFormatException;

/** What a service says to the user, made fit for one line of a message. */
final class ServiceWords {
    private static final int LONGEST = 300;
    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.*?)</title>");
    private static final Pattern PERMISSION =
            Pattern.compile("(?i)permission|not (authori[sz]ed|permitted|allowed)|access (is )?denied|forbidden");
    private static final Pattern NO_JOB = Pattern.compile(
            "(?i)\\bno (\\w+ )?jobs?\\b.*\\bfound|\\bjob\\b.*\\b(not found|does not exist)|\\b(no such|unknown) job");
    private static final Pattern CREDENTIALS = Pattern.compile(
            "(?i)pass ?(word|phrase)|user ?name|(invalid|wrong|unknown|no such) (user|log|account)|credential|authenticat");
    private static final Pattern NO_FILES = Pattern.compile("(?i)\\bno (\\w+ )?(files?|data)\\b");

    private ServiceWords() {}

    /** Finds the message in the body of an answer: XML with an error, a page of HTML, or plain text. */
    static String of(String body) {
        String text = body.strip();
        if (text.startsWith("<")) {
            Optional<String> error = errorIn(text);
            if (error.isPresent()) {
                return line(error.get());
            }
            Matcher title = TITLE.matcher(text);
            if (title.find()) {
                return line(title.group(1));
            }
            if (text.toLowerCase(Locale.ROOT).contains("<html")) {
                return "(a page of HTML)";
            }
        }
        return line(text);
    }

    /** The error in an XML answer. */
    static Optional<String> errorIn(String body) {
        if (!body.stripLeading().startsWith("<")) {
            return Optional.empty();
        }
        try {
            return JobAnswer.fromXml(body).error();
        } catch (PacFormatException e) {
            return Optional.empty();
        }
    }

    static String line(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /** Replaces a secret that a service repeats in its answer. */
    static String without(char[] secret, String words) {
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

    static boolean sayNoPermission(String words) {
        return PERMISSION.matcher(words).find();
    }

    /** Whether a refused log-in is, or may be, the fault of the user name or password. */
    static boolean blameWhoLogsIn(String words) {
        return words.isEmpty() || CREDENTIALS.matcher(words).find();
    }

    static boolean sayNoFiles(String words) {
        return NO_FILES.matcher(words).find();
    }

    static boolean sayNoJob(String words) {
        return NO_JOB.matcher(words).find();
    }
}
