package org.mantle.remote.pac;

import java.io.IOException;
import java.util.Optional;
import org.mantle.commons.net.CertificateProblem;
import org.mantle.remote.job.ServiceWords;

/**
 * Why a service's certificate is not accepted, and what to do.
 *
 * @param reason such as {@code its certificate has expired}
 * @param advice what to do
 */
record CertificateFault(String reason, String advice) {

    private static final String ASK_SITE = "ask the resource's support";

    /** Returns what a handshake that failed means. */
    static CertificateFault of(IOException failure) {
        String words = ServiceWords.line(String.valueOf(failure.getMessage()));
        Optional<CertificateProblem> problem = CertificateProblem.of(failure);
        if (problem.isEmpty()) {
            return new CertificateFault(words, "check the address, or set the resource's trustedCertificates");
        }
        String reason = "its certificate " + problem.get().words();
        return switch (problem.get()) {
            case EXPIRED -> new CertificateFault(reason, ASK_SITE);
            case NOT_YET_VALID -> new CertificateFault(reason, "check the clock of this machine, or " + ASK_SITE);
            case NOT_TRUSTED ->
                new CertificateFault(
                        reason,
                        "if the address is right, get the certificate of who signed it from the resource's support, and name"
                                + " its file as trustedCertificates (mantle resources add NAME URL --trust FILE)");
            case OF_ANOTHER_HOST ->
                new CertificateFault(
                        reason + " (" + words + ")", "use the address that the certificate names, or " + ASK_SITE);
        };
    }
}
