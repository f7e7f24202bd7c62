package org.mantle.pac;

import java.util.Optional;

/**
 * What a service answers to a submission or to an operation on one job.
 *
 * @param id the new job's id, when one was submitted
 * @param message what was done, when an operation worked
 * @param error the service's words, when it did not work
 * @since 0.1.0
 */
public record JobAnswer(Optional<String> id, Optional<String> message, Optional<String> error) {

    /** Returns the answer to a submission that was accepted. */
    public static JobAnswer submitted(String id) {
        return new JobAnswer(Optional.of(id), Optional.empty(), Optional.empty());
    }

    /** Returns the answer to an operation that worked. */
    public static JobAnswer done(String message) {
        return new JobAnswer(Optional.empty(), Optional.of(message), Optional.empty());
    }

    /** Returns the answer to a submission or operation that failed. */
    public static JobAnswer failure(String error) {
        return new JobAnswer(Optional.empty(), Optional.empty(), Optional.of(error));
    }

    /**
     * Returns the XML that says this, with the root {@code Job}; as the service does, {@code <id>0</id>} follows an error.
     */
    public String toXml() {
        String content = error.map(e -> Xml.element("errMsg", e) + Xml.element("id", "0"))
                .orElseGet(() -> message.map(m -> Xml.element("actionMsg", m)).orElse("")
                        + id.map(i -> Xml.element("id", i)).orElse(""));
        return Xml.DECLARATION + "<Job>" + content + "</Job>";
    }

    /**
     * Reads the answer to a submission or an operation; plain text counts as an error, and id 0 as none.
     *
     * @throws PacFormatException if it has neither an id nor a message nor an error
     */
    public static JobAnswer fromXml(String body) throws PacFormatException {
        if (!Xml.looksLikeXml(body)) {
            return failure(body.isBlank() ? "The service gave an empty answer" : body.strip());
        }
        PacElement root = Xml.parse(body);
        Optional<String> error = present(root, "errMsg");
        if (error.isPresent()) {
            return failure(error.get());
        }
        Optional<String> id = present(root, "id").filter(i -> !i.equals("0"));
        Optional<String> message = present(root, "actionMsg");
        if (id.isEmpty() && message.isEmpty()) {
            throw new PacFormatException("The service answered <" + root.name()
                    + "> with neither a job id nor a message nor an error in it");
        }
        return new JobAnswer(id, message, Optional.empty());
    }

    private static Optional<String> present(PacElement root, String name) {
        return root.find(name).map(String::strip).filter(text -> !text.isEmpty());
    }
}
