package org.mantle.gateway.pac;

import org.mantle.gateway.http.Exchange;
import org.mantle.gateway.pac.RefusedException.Reason;
import org.mantle.pac.JobAnswer;
import org.mantle.pac.JobsAnswer;
import org.mantle.pac.LogOnAnswer;
import org.mantle.pac.PacProtocol;

/** The forms in which the protocol's answers say that something did not work. */
public enum AnswerForm {
    /** The form of the older generation for users. */
    USER {
        @Override
        void refuse(Exchange exchange, Reason reason, String message) {
            exchange.xml(LogOnAnswer.failure(message).toXml());
        }
    },
    /** For lists of jobs. */
    JOBS {
        @Override
        void refuse(Exchange exchange, Reason reason, String message) {
            exchange.xml(JobsAnswer.failure(message).toXml());
        }
    },
    /** For one job. */
    JOB {
        @Override
        void refuse(Exchange exchange, Reason reason, String message) {
            // as the draft of the header Idempotency-Key has it; for all else the protocol has words alone
            int status = switch (reason) {
                case UNDER_WAY -> 409;
                case NO_REPETITION -> 422;
                default -> 200;
            };
            exchange.xml(status, JobAnswer.failure(message).toXml());
        }
    },
    /** For words. */
    TEXT {
        @Override
        void refuse(Exchange exchange, Reason reason, String message) {
            exchange.text(message);
        }
    },
    /** An upload, whose clients take any answer with this one word in it for success. */
    UPLOAD {
        @Override
        void refuse(Exchange exchange, Reason reason, String message) {
            exchange.text(message.replace(PacProtocol.UPLOADED, "success…"));
        }
    },
    /** A list of files, which clients take any text for that has a slash or backslash in it: people read these as such. */
    FILE_LIST {
        @Override
        void refuse(Exchange exchange, Reason reason, String message) {
            exchange.text(message.replaceAll("[/\\\\]+", " "));
        }
    },
    /** A file: words only for what is not served at all, since they would be taken for its content. */
    FILE {
        @Override
        void refuse(Exchange exchange, Reason reason, String message) {
            boolean parts = exchange.acceptsMultipart();
            if (reason == Reason.NOT_SERVED) {
                exchange.answer(
                        400,
                        parts ? "multipart/mixed; boundary=" + WORDS_BOUNDARY : Exchange.PLAIN_TEXT,
                        parts ? inPart(message) : message);
            } else if (parts) {
                exchange.empty(reason == Reason.NOT_FOUND ? 404 : 403);
            } else {
                exchange.empty(200);
            }
        }
    },
    /** Everything of the newer generation: a status, and words in XML or JSON. */
    PLATFORM {
        @Override
        void refuse(Exchange exchange, Reason reason, String message) {
            PlatformAnswer.error(exchange, reason, message);
        }
    };

    private static final String WORDS_BOUNDARY = "words";

    abstract void refuse(Exchange exchange, Reason reason, String message);

    /**
     * Returns words as IBM's client shows them, which takes every answer that is not empty for parts, and fails at others. It prints
     * the name of a part, which is a file's that it cannot write because the name ends in a slash; so it writes none.
     */
    private static String inPart(String message) {
        return "\r\n--" + WORDS_BOUNDARY + "\r\nContent-Type: text/plain\r\nContent-ID: <"
                + message.replaceAll("[<>\\\\\\p{Cntrl}]", "?") + "/>\r\n\r\n\r\n--" + WORDS_BOUNDARY + "--\r\n";
    }
}
