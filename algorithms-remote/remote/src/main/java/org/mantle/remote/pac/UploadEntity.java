package org.mantle.remote.pac;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.jspecify.annotations.Nullable;
import org.mantle.pac.ChangedFileException;
import org.mantle.pac.MultipartBody;
import org.mantle.remote.job.CallMonitor;
import org.mantle.remote.job.LocalFileException;

/** A message of several parts, sent from files in constant memory. */
final class UploadEntity extends AbstractHttpEntity {

    /** How many bytes are sent before they are counted: a slow network must take several such pieces in the time-out. */
    static final int PIECE = 8 * 1024;

    private final MultipartBody body;
    private final CallClock clock;
    private final CallMonitor monitor;
    private boolean sent;

    UploadEntity(MultipartBody body, CallClock clock, CallMonitor monitor) {
        super(ContentType.parse(body.contentType()), null);
        this.body = body;
        this.clock = clock;
        this.monitor = monitor;
    }

    /**
     * Returns whether all of it was sent, with no answer before. It was not when the service answered in the middle, which ends the
     * sending: such an answer cannot confirm anything.
     */
    boolean isSent() {
        return sent;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        sent = false;
        clock.send();
        Outlet outlet = new Outlet(out);
        try {
            body.writeTo(outlet);
            // so that the last piece, too, is sent only if there is no answer yet
            outlet.flush();
        } catch (IOException e) {
            throw outlet.failed ? e : unreadable(e);
        } finally {
            clock.awaitAnswer();
        }
        sent = true;
    }

    private static LocalFileException unreadable(IOException e) {
        return e instanceof ChangedFileException
                ? new LocalFileException(
                        e.getMessage() + "; nothing was uploaded. Upload it again when nobody writes to it", e)
                : new LocalFileException("the file cannot be read: " + LocalFileException.reason(e), e);
    }

    /** The way to the network, which tells its failures from those of the file that is read. */
    private final class Outlet extends FilterOutputStream {
        private boolean failed;

        Outlet(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int done = 0; done < length; done += PIECE) {
                int start = offset + done;
                int count = Math.min(PIECE, length - done);
                reaching(() -> out.write(bytes, start, count));
                clock.moved(count);
                monitor.moved(count);
            }
        }

        @Override
        public void flush() throws IOException {
            reaching(out::flush);
        }

        private void reaching(Sending sending) throws IOException {
            try {
                sending.run();
            } catch (IOException e) {
                failed = true;
                throw e;
            }
        }
    }

    /** A piece of sending. */
    private interface Sending {
        void run() throws IOException;
    }

    @Override
    public long getContentLength() {
        return body.contentLength();
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public @Nullable InputStream getContent() {
        // written by writeTo only
        return null;
    }

    @Override
    public void close() {
        // holds nothing
    }
}
