package org.mantle.web.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Notices when a caller who waits for a reply goes away. While he waits nobody else reads his connection, so that its end can be seen. If he
 * sends a further request before he has the reply, his connection is closed behind the reply, and he has to send it again (RFC 9112,
 * section 9.3.2). Safe from many threads.
 */
final class CallerWatch implements Callback {

    private final AbstractEndPoint connection;
    private final Response response;
    private final Runnable whenGone;
    private boolean over;

    CallerWatch(Request request, Response response, Runnable whenGone) {
        connection = (AbstractEndPoint)
                request.getConnectionMetaData().getConnection().getEndPoint();
        this.response = response;
        this.whenGone = whenGone;
    }

    /** Begins to watch. */
    void begin() {
        connection.tryFillInterested(this);
    }

    /** Ends watching before a reply is sent; returns false if there is nobody to send it to, or another is sent. */
    boolean end() {
        synchronized (this) {
            if (over) {
                return false;
            }
            over = true;
        }
        connection.getFillInterest().onFail(new QuietException.Exception("the reply has come"));
        return true;
    }

    /** Is called when there is something to read. */
    @Override
    public void succeeded() {
        synchronized (this) {
            if (over || !isGone()) {
                return;
            }
            over = true;
        }
        whenGone.run();
    }

    private boolean isGone() {
        try {
            ByteBuffer first = BufferUtil.allocate(1);
            int read = connection.fill(first);
            if (read == 0) {
                begin();
            } else if (read > 0) {
                response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
            }
            return read < 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** Is called when watching ends, and when the server closes the connection itself: that is nothing that the caller did. */
    @Override
    public void failed(Throwable reason) {
        // nobody has gone
    }
}
