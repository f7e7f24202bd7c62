package org.mantle.remote.pac;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.util.Timeout;
import org.mantle.remote.job.LocalFileException;

/**
 * The maker of HTTP clients that decide nothing by themselves: no cookies, redirects, retries, decompression or credentials.
 *
 * <p>Connections are not kept for a next call. Calls are rare, and a connection that was closed while it lay idle would leave a
 * submission in doubt. So there is nothing to close when a client is no longer needed.
 */
final class HttpClientFactory {

    // the library's limit is 5, which would let long transfers block other calls
    private static final int NO_LIMIT = 10_000;

    private HttpClientFactory() {}

    /**
     * Makes a client.
     *
     * @param connectTimeout how long to wait for a connection
     * @param trustedCertificates whom to trust in place of the authorities that Java knows
     * @throws LocalFileException if the certificates cannot be read
     */
    static CloseableHttpClient create(Duration connectTimeout, Optional<Path> trustedCertificates)
            throws LocalFileException {
        DefaultClientTlsStrategy tls = trustedCertificates.isEmpty()
                ? DefaultClientTlsStrategy.createDefault()
                : new DefaultClientTlsStrategy(trusting(trustedCertificates.get()));
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setConnectionFactory(QuietConnection::new)
                        .setTlsSocketStrategy(tls)
                        .setMaxConnTotal(NO_LIMIT)
                        .setMaxConnPerRoute(NO_LIMIT)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(connectTimeout))
                                .build())
                        .build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .disableCookieManagement()
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableAuthCaching()
                .disableConnectionState()
                .setUserAgent("Mantle")
                .build();
    }

    private static SSLContext trusting(Path pemFile) throws LocalFileException {
        try (InputStream in = Files.newInputStream(pemFile)) {
            KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
            anchors.load(null, null);
            int count = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                anchors.setCertificateEntry("trusted" + count++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(anchors);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new LocalFileException(
                    "the trusted certificates cannot be read from " + pemFile + ": " + LocalFileException.reason(e), e);
        } catch (GeneralSecurityException e) {
            throw new LocalFileException(
                    pemFile + " holds no certificates in PEM form: " + e.getMessage(), new IOException(e));
        }
    }
}
