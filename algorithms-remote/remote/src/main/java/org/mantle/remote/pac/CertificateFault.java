package org.mantle.remote.pac;

import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.mantle.remote.job.ServiceWords;

/**
 * Why a service's certificate is not accepted, in plain words: those of Java are for whoever wrote it.
 *
 * @param reason such as {@code its certificate has expired}
 * @param advice what to do
 */
record CertificateFault(String reason, String advice) {

    private static final String ASK_SITE = "ask the resource's support";

    /** Returns what a handshake that failed means. */
    static CertificateFault of(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return new CertificateFault("its certificate has expired", ASK_SITE);
            }
            if (cause instanceof CertificateNotYetValidException) {
                return new CertificateFault(
                        "its certificate is not valid yet", "check the clock of this machine, or " + ASK_SITE);
            }
            if (cause instanceof CertPathBuilderException) {
                return new CertificateFault(
                        "its certificate comes from nobody whom this machine trusts",
                        "if the address is right, get the certificate of who signed it from the resource's support, and name"
                                + " its file as trustedCertificates (mantle resources add NAME URL --trust FILE)");
            }
        }
        String words = ServiceWords.line(String.valueOf(failure.getMessage()));
        boolean isOfAnotherHost =
                failure instanceof SSLPeerUnverifiedException || words.contains("subject alternative");
        return isOfAnotherHost
                ? new CertificateFault(
                        "its certificate is for another host (" + words + ")",
                        "use the address that the certificate names, or " + ASK_SITE)
                : new CertificateFault(words, "check the address, or set the resource's trustedCertificates");
    }
}
