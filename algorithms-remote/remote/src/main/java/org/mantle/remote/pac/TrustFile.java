package org.mantle.remote.pac;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.mantle.remote.job.LocalFileException;

/** A file with the certificates to trust, in PEM form (RFC 7468) or one in binary form. What else is in it, such as a key, is left. */
final class TrustFile {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ((?:X509 |TRUSTED )?CERTIFICATE)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    private final Path file;

    TrustFile(Path file) {
        this.file = file;
    }

    /**
     * Returns the TLS that trusts these certificates alone.
     *
     * @throws LocalFileException if the file cannot be read, or there are none in it
     */
    SSLContext tls() throws LocalFileException {
        try {
            KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
            anchors.load(null, null);
            int count = 0;
            for (Certificate certificate : certificates()) {
                anchors.setCertificateEntry("trusted" + count++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(anchors);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (LocalFileException e) {
            throw e;
        } catch (IOException | GeneralSecurityException e) {
            throw new LocalFileException(
                    "the trusted certificates of " + file + " cannot be used: " + e.getMessage(), new IOException(e));
        }
    }

    /** Returns the certificates, of which there is at least one. */
    List<Certificate> certificates() throws LocalFileException {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new LocalFileException(
                    "the trusted certificates cannot be read from " + file + ": " + LocalFileException.reason(e), e);
        }
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            String text = new String(content, StandardCharsets.ISO_8859_1);
            List<Certificate> found = new ArrayList<>();
            Matcher block = BLOCK.matcher(text);
            while (block.find()) {
                byte[] certificate = Base64.getMimeDecoder().decode(block.group(2));
                found.add(factory.generateCertificate(new ByteArrayInputStream(certificate)));
            }
            if (found.isEmpty() && !text.contains("-----BEGIN ")) {
                found.addAll(factory.generateCertificates(new ByteArrayInputStream(content)));
            }
            if (found.isEmpty()) {
                throw noCertificates("", null);
            }
            return found;
        } catch (CertificateException | IllegalArgumentException e) {
            throw noCertificates(" (" + e.getMessage() + ")", e);
        }
    }

    private LocalFileException noCertificates(String why, @Nullable Exception cause) {
        return new LocalFileException(
                file + " holds no certificates in PEM form" + why
                        + "; name a file with the certificate of the service, or of the authority that signed it,"
                        + " between the lines BEGIN CERTIFICATE and END CERTIFICATE",
                new IOException(cause));
    }
}
