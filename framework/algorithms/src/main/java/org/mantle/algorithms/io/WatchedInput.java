package org.mantle.algorithms.io;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mantle.framework.algorithm.Context;

/**
 * A file that a run reads: with every block the run can be cancelled, and says how many bytes are done.
 *
 * <p>To be read in blocks; those who read byte by byte put a buffer around it.
 */
public final class WatchedInput extends FilterInputStream {

    /** How much is read at once. */
    public static final int BLOCK = 1 << 16;

    private final Tally tally;

    private WatchedInput(InputStream in, Tally tally) {
        super(in);
        this.tally = tally;
    }

    /** Opens a file that is all that the run reads. */
    public static WatchedInput of(Path file, Context run, String message) throws IOException {
        return of(file, new Tally(run, Files.size(file), message));
    }

    /** Opens one of several files that count together. */
    public static WatchedInput of(Path file, Tally tally) throws IOException {
        return new WatchedInput(Files.newInputStream(file), tally);
    }

    @Override
    public int read() throws IOException {
        int read = in.read();
        tally.add(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = in.read(bytes, offset, length);
        tally.add(Math.max(read, 0));
        return read;
    }

    /** Returns how many bytes were read of all files that count together. */
    public long bytes() {
        return tally.done;
    }

    /** How many bytes of how many are done. */
    public static final class Tally {

        private final Context run;
        private final long total;
        private final String message;
        private long done;

        public Tally(Context run, long total, String message) {
            this.run = run;
            this.total = total;
            this.message = message;
        }

        /** Counts bytes, unless the run was cancelled. */
        void add(int bytes) {
            run.checkCancelled();
            done += bytes;
            run.progress().report(done, total, "bytes", message);
        }

        public long done() {
            return done;
        }
    }
}
