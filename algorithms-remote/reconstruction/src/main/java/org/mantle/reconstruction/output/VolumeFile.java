package org.mantle.reconstruction.output;

import java.io.Closeable;
import java.io.IOException;
import org.mantle.commons.file.PendingFile;

/** All slices in one TIFF file, which gets its name when it is whole. Slices may be added by several threads, in any order. */
public final class VolumeFile implements Closeable {

    private final PendingFile pending;
    private final FloatTiff tiff;
    private final TiffNotes notes;
    private final int firstRow;

    VolumeFile(PendingFile pending, FloatTiff tiff, TiffNotes notes, int firstRow) {
        this.pending = pending;
        this.tiff = tiff;
        this.notes = notes;
        this.firstRow = firstRow;
    }

    /** Adds the slice of a detector row. */
    public void add(int row, float[] slice) throws IOException {
        try {
            tiff.write(row - firstRow, slice);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /** Ends the file, to which all slices were added, and gives it its name. */
    public void commit() throws IOException {
        try {
            tiff.finish(notes, firstRow);
            tiff.close();
            pending.commit();
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /** Removes what was not committed. */
    @Override
    public void close() throws IOException {
        try (pending) {
            tiff.close();
        }
    }

    private static IOException cannotWrite(IOException e) {
        return new IOException("cannot write " + SliceFiles.VOLUME + ": " + SliceFiles.reason(e), e);
    }
}
