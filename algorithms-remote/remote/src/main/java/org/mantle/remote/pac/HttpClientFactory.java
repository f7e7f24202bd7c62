package org.mantle.remote.pac;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.message.BasicHeader;
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
     * @param proxies through which proxy a service is reached
     * @throws LocalFileException if the certificates cannot be read
     */
    static CloseableHttpClient create(Duration connectTimeout, Optional<Path> trustedCertificates, ProxyRoutes proxies)
            throws LocalFileException {
        DefaultClientTlsStrategy tls = trustedCertificates.isEmpty()
                ? DefaultClientTlsStrategy.createDefault()
                : new DefaultClientTlsStrategy(new TrustFile(trustedCertificates.get()).tls());
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
                .setRoutePlanner(proxies)
                .setDefaultCredentialsProvider(proxies.credentials())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .disableCookieManagement()
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableContentCompression()
                // without it any coding is allowed in the answer (RFC 9110, section 12.5.3)
                .setDefaultHeaders(List.of(new BasicHeader(HttpHeaders.ACCEPT_ENCODING, "identity")))
                // the last step before a request is sent: it is connected then
                .addRequestInterceptorLast(
                        (request, entity, context) -> CallClock.of(context).awaitAnswer())
                .disableAuthCaching()
                .disableConnectionState()
                .setUserAgent("Mantle")
                .build();
    }
}
