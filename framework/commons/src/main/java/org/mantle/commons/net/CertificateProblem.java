package org.mantle.commons.net;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a server's certificate is not accepted, in plain words: those of Java are for whoever wrote it. */
public enum CertificateProblem {

    /** Its last day is over. */
    EXPIRED("has expired"),

    /** Its first day is to come, by the clock of this machine. */
    NOT_YET_VALID("is not valid yet"),

    /** It names other servers than the one that was called. */
    OF_ANOTHER_HOST("is for another host"),

    /** Nobody whom this machine trusts has signed it. */
    NOT_TRUSTED("comes from nobody whom this machine trusts");

    /** More causes than any exception of TLS has. */
    private static final int DEEPEST = 20;

    private final String words;

    CertificateProblem(String words) {
        this.words = words;
    }

    /** Returns words that go on after "its certificate". */
    public String words() {
        return words;
    }

    /**
     * Finds what is wrong with the certificate of a server.
     *
     * @param failure what came of speaking with it
     * @return nothing if the failure is another
     */
    public static Optional<CertificateProblem> of(Throwable failure) {
        boolean isOfPath = false;
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof CertificateExpiredException) {
                return Optional.of(EXPIRED);
            }
            if (cause instanceof CertificateNotYetValidException) {
                return Optional.of(NOT_YET_VALID);
            }
            String message = String.valueOf(cause.getMessage());
            // neither the JDK nor HttpClient has an exception of its own for it
            boolean isOfAnotherHost = message.startsWith("No name matching")
                    || message.toLowerCase(Locale.ROOT).contains("subject alternative");
            if (isOfAnotherHost) {
                return Optional.of(OF_ANOTHER_HOST);
            }
            isOfPath |= cause instanceof CertPathBuilderException
                    || cause instanceof CertPathValidatorException
                    || cause instanceof CertificateException;
            cause = cause.getCause();
        }
        return isOfPath ? Optional.of(NOT_TRUSTED) : Optional.empty();
    }
}
