package org.mantle.gateway.pac;

import java.io.IOException;
import org.mantle.gateway.http.Exchange;
import org.mantle.gateway.pac.RefusedException.Reason;
import org.mantle.pac.JobAnswer;
import org.mantle.pac.JobsAnswer;
import org.mantle.pac.LogOnAnswer;
import org.mantle.pac.PacProtocol;

/** The forms in which the protocol's answers say that something did not work. */
enum AnswerForm {
    USER {
        @Override
        void refuse(Exchange exchange, Reason reason, String message) throws IOException {
            exchange.xml(LogOnAnswer.failure(message).toXml());
        }
    },
    JOBS {
        @Override
        void refuse(Exchange exchange, Reason reason, String message) throws IOException {
            exchange.xml(JobsAnswer.failure(message).toXml());
        }
    },
    JOB {
        @Override
        void refuse(Exchange exchange, Reason reason, String message) throws IOException {
            exchange.xml(JobAnswer.failure(message).toXml());
        }
    },
    TEXT {
        @Override
        void refuse(Exchange exchange, Reason reason, String message) throws IOException {
            exchange.text(message);
        }
    },
    /** An upload, whose clients take any answer with this one word in it for success. */
    UPLOAD {
        @Override
        void refuse(Exchange exchange, Reason reason, String message) throws IOException {
            exchange.text(message.replace(PacProtocol.UPLOADED, "success…"));
        }
    },
    /** A list of files, which clients take any text for that has a slash or backslash in it: people read these as such. */
    FILE_LIST {
        @Override
        void refuse(Exchange exchange, Reason reason, String message) throws IOException {
            exchange.text(message.replace('/', '\u2215').replace('\\', '\u29f5'));
        }
    },
    /** A file: no words, since they would be taken for its content. */
    FILE {
        @Override
        void refuse(Exchange exchange, Reason reason, String message) throws IOException {
            if (exchange.acceptsMultipart()) {
                exchange.empty(reason == Reason.NOT_FOUND ? 404 : 403);
            } else {
                exchange.empty(200);
            }
        }
    };

    abstract void refuse(Exchange exchange, Reason reason, String message) throws IOException;
}
