package org.mantle.remote.pac;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection that logs nothing, whatever the log levels are: the library's own one would log passwords and tokens.
 *
 * <p>It also notices when a service answers before it was sent everything, as it does when it refuses an upload.
 */
final class QuietConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {

    /** The library sets no limits, so that the head of an answer could fill the memory. */
    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(64 * 1024)
            .setMaxHeaderCount(1000)
            .build();

    /** Makes a connection; the socket comes when it is bound. */
    QuietConnection(@Nullable Socket unbound) {
        super(LIMITS, null, null, null, null, QuietConnection::hasAnswered, null, null);
    }

    private static boolean hasAnswered(
            ClassicHttpRequest request, HttpClientConnection connection, InputStream in, long sent, long next)
            throws IOException {
        SocketHolder sockets = ((QuietConnection) connection).getSocketHolder();
        if (sockets == null || sockets.getSSLSocket() == null) {
            return in.available() > 0;
        }
        // what arrived may be of TLS itself: only reading tells, and a look at the socket below costs less time
        return sockets.getBaseSocket().getInputStream().available() > 0
                && connection.isDataAvailable(Timeout.ONE_MILLISECOND);
    }

    @Override
    public void bind(SSLSocket encrypted, Socket base) throws IOException {
        bind(new SocketHolder(encrypted, base));
    }

    @Override
    public @Nullable Socket getSocket() {
        SocketHolder holder = getSocketHolder();
        return holder == null ? null : holder.getSocket();
    }

    @Override
    public void passivate() {
        // never kept for a next call
    }

    @Override
    public void activate() {
        // as above
    }
}
