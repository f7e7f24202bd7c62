package org.mantle.pac;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client submits: an application and its parameters.
 *
 * @param application the application's name, such as {@code generic}; a template may follow behind a colon
 * @param parameters the parameters in their order
 * @since 0.1.0
 */
public record Submission(String application, List<AppParameter> parameters) {

    /** Of all texts together, in bytes: files are not counted. Linux takes arguments of 2 MiB at most, and of 128 KiB each. */
    private static final int MAXIMUM_TEXT = 1024 * 1024;

    private static final String TOO_MUCH_TEXT = "A submission with more than " + MAXIMUM_TEXT
            + " bytes of parameters is refused: put long values into a file";

    private static final int MAXIMUM_PARAMETERS = 10_000;
    private static final int MAXIMUM_APPLICATION = 1000;

    /**
     * Creates a submission.
     *
     * @throws IllegalArgumentException if the application's name is empty or has a line end in it
     */
    public Submission {
        if (application.isBlank() || application.indexOf('\n') >= 0 || application.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("an application's name must be one line, not \"" + application + "\"");
        }
        parameters = List.copyOf(parameters);
    }

    /** Takes the files that come with a submission. */
    public interface AttachmentHandler {
        /**
         * Takes one file.
         *
         * @param part the file, to be read before returning; repeated if the client repeats it
         * @throws IOException if it cannot be read or kept
         */
        void attachment(MultipartPart part) throws IOException;
    }

    /** Returns the value of the last parameter of a name, if there is one and it is not empty. */
    public Optional<String> value(String id) {
        return parameters.stream()
                .filter(p -> p.id().equals(id) && !p.value().isEmpty())
                .reduce((first, last) -> last)
                .map(AppParameter::value);
    }

    /**
     * Reads a submission to its end.
     *
     * <p>A parameter is one wherever it stands, and the two closing delimiters may come in either order, because clients are
     * known that mix the levels up.
     *
     * @param reader a reader at the start of the message
     * @throws PacFormatException if the message is not in form, has no application, is cut short, or has more text than is accepted
     * @throws IOException if reading fails or the handler throws
     */
    public static Submission read(MultipartReader reader, AttachmentHandler handler) throws IOException {
        String application = null;
        List<AppParameter> parameters = new ArrayList<>();
        int left = MAXIMUM_TEXT;
        for (MultipartPart part = reader.next(); part != null; part = reader.next()) {
            String innerBoundary = part.innerBoundary();
            if (innerBoundary != null) {
                reader.alsoSplitAt(innerBoundary);
                part.skip();
            } else if (part.isCalled("AppName")) {
                application = part.readText(MAXIMUM_APPLICATION).strip();
            } else if (mayBeParameter(part)) {
                String text = part.readText(left, TOO_MUCH_TEXT);
                left -= text.length() + part.name().length();
                if (AppParameter.isIn(text)) {
                    parameters.add(AppParameter.fromXml(text, part.name()));
                }
            } else {
                handler.attachment(part);
            }
            if (parameters.size() > MAXIMUM_PARAMETERS) {
                throw new PacFormatException("A submission with more than 10000 parameters is refused");
            }
        }
        return named(application, parameters);
    }

    private static boolean mayBeParameter(MultipartPart part) {
        String type = part.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        return !part.hasFileName() && !type.startsWith("application/octet-stream");
    }

    private static Submission named(@Nullable String application, List<AppParameter> parameters)
            throws PacFormatException {
        if (application == null || application.isEmpty()) {
            throw new PacFormatException("The submission has no AppName part: name the application, such as 'generic'");
        }
        try {
            return new Submission(application, parameters);
        } catch (IllegalArgumentException e) {
            throw new PacFormatException("The submission's AppName is not one line", e);
        }
    }
}
