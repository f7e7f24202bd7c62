package org.mantle.pac;

/**
 * The fixed paths, texts and media types of the protocol.
 *
 * @since 0.1.0
 */
public final class PacProtocol {

    /** What follows the base URL (which ends in a slash) in every call of the older generation. */
    public static final String SERVICE_PATH = "webservice/pacclient/";

    /** The name of the cookie that carries a token. */
    public static final String TOKEN_COOKIE = "platform_token";

    /** What the answer to a ping contains when the service is ready; letter case counts. */
    public static final String READY = "Web Services are ready";

    /** The whole answer to a log-out that worked. */
    public static final String LOGGED_OUT = "ok";

    /** What a message contains when the session has expired, was logged out or never was. */
    public static final String SESSION_ENDED = "Your current login session was logout";

    /** What the answer to an upload contains when the files have arrived. */
    public static final String UPLOADED = "successfully";

    /** The path of SCARF's own log-in, on the host of the portal. */
    public static final String SCARF_LOG_IN_PATH = "/cgi-bin/token.py";

    /** What SCARF's own log-in answer contains when the password was accepted. */
    public static final String SCARF_PORTAL = "https://portal.scarf.rl.ac.uk";

    /**
     * The header by which a submission is known again when it is sent once more. Its value is 1 to 255 printable characters, in double
     * quotes or without. The answer to a ping of a service that knows submissions again has it too, with the value
     * {@value #IDEMPOTENCY_KEY_TAKEN}; services of other makers have not.
     */
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** What a service says of {@link #IDEMPOTENCY_KEY} that takes it. */
    public static final String IDEMPOTENCY_KEY_TAKEN = "submitapp";

    /** The {@code Accept} header for XML or plain text answers, and for files as their raw bytes. */
    public static final String ACCEPT_RAW = "text/plain,application/xml,text/xml";

    /** The {@code Accept} header for files in parts. */
    public static final String ACCEPT_MULTIPART = ACCEPT_RAW + ",multipart/mixed";

    private PacProtocol() {}

    /** Tells whether a message says that the session is no longer valid, so that logging in again is what helps. */
    public static boolean saysSessionEnded(String message) {
        return message.contains(SESSION_ENDED);
    }
}
