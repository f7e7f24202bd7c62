package org.mantle.remote.pac;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mantle.pac.JobAnswer;
import org.mantle.pac.PacFormatException;
import org.mantle.remote.job.ServiceWords;

/** The words of a PAC service to the user, found in the body of an answer. */
final class PacWords {

    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.*?)</title>");
    private static final Pattern NO_JOB = Pattern.compile(
            "(?i)\\bno (\\w+ )?jobs?\\b.*\\bfound|\\bjob\\b.*\\b(not found|does not exist)|\\b(no such|unknown) job");
    private static final Pattern NO_FILES = Pattern.compile("(?i)\\bno (\\w+ )?(files?|data)\\b");

    private PacWords() {}

    /** Returns the message in an answer: XML with an error, a page of HTML, or plain text. */
    static String of(String body) {
        String text = body.strip();
        if (text.startsWith("<")) {
            Optional<String> error = errorIn(text);
            if (error.isPresent()) {
                return ServiceWords.line(error.get());
            }
            Matcher title = TITLE.matcher(text);
            if (title.find()) {
                return ServiceWords.line(title.group(1));
            }
            if (text.toLowerCase(Locale.ROOT).contains("<html")) {
                return "(a page of HTML)";
            }
        }
        return ServiceWords.line(text);
    }

    /** Returns the error in an XML answer; empty when there is none. */
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

    /** Returns whether words say that there are no files. */
    static boolean sayNoFiles(String words) {
        return NO_FILES.matcher(words).find();
    }

    /** Returns whether words say that there is no such job. */
    static boolean sayNoJob(String words) {
        return NO_JOB.matcher(words).find();
    }
}
