package org.mantle.remote.pac;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.jspecify.annotations.Nullable;
import org.mantle.pac.MultipartBody;
import org.mantle.remote.job.CallMonitor;
import org.mantle.remote.job.LocalFileException;
import org.mantle.remote.job.ServiceUnreachableException;

/** A message of several parts, sent from files in large pieces and constant memory. */
final class UploadEntity extends AbstractHttpEntity {

    private final MultipartBody body;
    private final Duration stallLimit;
    private final Runnable abort;
    private final CallMonitor monitor;

    /** Makes an entity that calls {@code abort} when no byte could be sent for some time. */
    UploadEntity(MultipartBody body, Duration stallLimit, Runnable abort, CallMonitor monitor) {
        super(ContentType.parse(body.contentType()), null);
        this.body = body;
        this.stallLimit = stallLimit;
        this.abort = abort;
        this.monitor = monitor;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (StallGuard guard = new StallGuard(stallLimit, abort)) {
            Outlet outlet = new Outlet(out, guard);
            try {
                body.writeTo(outlet);
            } catch (IOException e) {
                if (guard.hasFired()) {
                    throw new ServiceUnreachableException(
                            "no byte could be sent for " + stallLimit.toMillis() / 1000.0 + " s",
                            "try again when the network is better",
                            ServiceUnreachableException.Stage.SILENT,
                            e);
                }
                throw outlet.failed
                        ? e
                        : new LocalFileException("the file cannot be read: " + LocalFileException.reason(e), e);
            }
        }
    }

    /** The way to the network, which tells its failures from those of the file that is read. */
    private final class Outlet extends FilterOutputStream {
        private final StallGuard guard;
        private boolean failed;

        Outlet(OutputStream out, StallGuard guard) {
            super(out);
            this.guard = guard;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                failed = true;
                throw e;
            }
            guard.moved();
            monitor.moved(length);
        }
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
