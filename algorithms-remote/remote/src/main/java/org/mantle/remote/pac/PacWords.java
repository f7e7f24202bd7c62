package org.mantle.remote.pac;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mantle.pac.JobAnswer;
import org.mantle.pac.PacFormatException;
import org.mantle.pac.PacProtocol;
import org.mantle.remote.job.ServiceWords;

/** The words of a PAC service to the user, found in the body of an answer. */
final class PacWords {

    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.*?)</title>");
    private static final Pattern PAGE_TYPE = Pattern.compile("(?is)\\s*(text/html|application/xhtml\\+xml)\\b.*");
    private static final Pattern PAGE_NAME = Pattern.compile("(?i).*\\.x?html?", Pattern.DOTALL);
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
            if (isPage(text)) {
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

    /** Returns whether an answer says that an upload has arrived. A page does not, nor an error, whatever words they have. */
    static boolean confirmUpload(String body) {
        return body.contains(PacProtocol.UPLOADED)
                && !isPage(body)
                && errorIn(body).isEmpty();
    }

    /** Returns whether a text begins as a page of HTML does. */
    static boolean isPage(String text) {
        String start = text.strip().toLowerCase(Locale.ROOT);
        return start.startsWith("<!doctype html") || (start.startsWith("<") && start.contains("<html"));
    }

    /** Returns whether a media type is that of pages of HTML. */
    static boolean isTypeOfPage(@Nullable String contentType) {
        return contentType != null && PAGE_TYPE.matcher(contentType).matches();
    }

    /** Returns whether a file has a name of pages of HTML. */
    static boolean isNameOfPage(String name) {
        return PAGE_NAME.matcher(name).matches();
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
