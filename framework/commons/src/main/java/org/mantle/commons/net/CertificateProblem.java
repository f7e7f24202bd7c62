package org.mantle.commons.net;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says in plain words why a server's certificate was not accepted. Java's own are about paths and anchors. */
public final class CertificateProblem {

    /** More causes than any exception of TLS has. */
    private static final int DEEPEST = 20;

    private CertificateProblem() {}

    /**
     * Finds what is wrong with the certificate of a server.
     *
     * @param failure what came of speaking with it
     * @return words that go on after the server's name, such as "has a certificate that has expired"; nothing if the failure is another
     */
    public static Optional<String> words(Throwable failure) {
        String words = "";
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof CertificateExpiredException) {
                return Optional.of("has a certificate that has expired");
            }
            if (cause instanceof CertificateNotYetValidException) {
                return Optional.of("has a certificate that is not valid yet, by the clock of this machine");
            }
            boolean isOfOther = message.startsWith("No subject alternative")
                    || message.startsWith("No name matching")
                    || message.contains("doesn't match any of the subject alternative names");
            if (isOfOther) {
                return Optional.of("has a certificate that is for another name than the one it was called by");
            }
            boolean isOfPath = cause instanceof CertPathBuilderException
                    || cause instanceof CertPathValidatorException
                    || cause instanceof CertificateException;
            if (isOfPath && words.isEmpty()) {
                words = "has a certificate that nobody trusted here has signed";
            }
            cause = cause.getCause();
        }
        return words.isEmpty() ? Optional.empty() : Optional.of(words);
    }
}
