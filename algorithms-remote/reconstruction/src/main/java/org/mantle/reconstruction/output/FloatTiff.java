package org.mantle.reconstruction.output;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A TIFF file of one or many images of 32-bit floating point numbers, all of the same size and not compressed.
 *
 * <p>The images stand one after the other behind the header, so that they may be written in any order, by several threads, and
 * none is kept in memory; the directories follow when all are written. Below 4 GiB the file is a TIFF 6.0, above a BigTIFF. Formats: TIFF
 * Revision 6.0, Adobe 1992; BigTIFF, Aware Systems, with the numbers of the first that stay.
 */
final class FloatTiff implements Closeable {

    private static final int FIRST_IMAGE = 16;
    private static final long CLASSIC_LIMIT = 0xffff_ffffL;
    private static final int CHUNK = 1 << 20;

    private final FileChannel channel;
    private final int width;
    private final int height;
    private final int images;
    private final boolean big;

    /**
     * Begins a file.
     *
     * @param path a file that is there and empty
     * @param images how many images it will hold
     */
    FloatTiff(Path path, int width, int height, int images) throws IOException {
        this(path, width, height, images, CLASSIC_LIMIT);
    }

    /** Begins a file that is a BigTIFF if it is larger than so many bytes. */
    FloatTiff(Path path, int width, int height, int images, long classicLimit) throws IOException {
        this.width = width;
        this.height = height;
        this.images = images;
        big = FIRST_IMAGE + images * (imageBytes() + TiffDirectory.MOST_BYTES) > classicLimit;
        channel = FileChannel.open(path, StandardOpenOption.WRITE);
    }

    /** Writes an image, row by row from the top. */
    void write(int image, float[] values) throws IOException {
        ByteBuffer bytes = buffer(Math.min(CHUNK, 4 * width));
        long at = offset(image);
        int done = 0;
        while (done < values.length) {
            bytes.clear();
            int count = Math.min(bytes.capacity() / 4, values.length - done);
            bytes.asFloatBuffer().put(values, done, count);
            bytes.limit(4 * count);
            at += writeAll(bytes, at);
            done += count;
        }
    }

    /**
     * Writes the directories, after all images.
     *
     * @param notes what the directories say about the images
     * @param firstRow the detector row of the first image; the others follow
     */
    void finish(TiffNotes notes, int firstRow) throws IOException {
        writeAll(header(), 0);
        long at = offset(images);
        for (int image = 0; image < images; image++) {
            TiffDirectory directory = new TiffDirectory(big, at);
            ByteBuffer bytes =
                    directory.bytes(width, height, offset(image), imageBytes(), notes, firstRow + image, image, images);
            at += writeAll(bytes, at);
        }
    }

    /** Reads the first image of a file that this class wrote. */
    static float[] readFirst(Path path, int width, int height) throws IOException {
        float[] values = new float[width * height];
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer bytes = buffer(Math.min(CHUNK, 4 * width));
            long at = FIRST_IMAGE;
            int done = 0;
            while (done < values.length) {
                bytes.clear();
                bytes.limit(4 * Math.min(bytes.capacity() / 4, values.length - done));
                while (bytes.hasRemaining()) {
                    int read = channel.read(bytes, at);
                    if (read < 0) {
                        throw new IOException("the file became shorter");
                    }
                    at += read;
                }
                bytes.flip();
                bytes.asFloatBuffer().get(values, done, bytes.limit() / 4);
                done += bytes.limit() / 4;
            }
        }
        return values;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private ByteBuffer header() {
        ByteBuffer header = buffer(FIRST_IMAGE).put((byte) 'I').put((byte) 'I');
        if (big) {
            header.putShort((short) 43).putShort((short) 8).putShort((short) 0).putLong(offset(images));
        } else {
            header.putShort((short) 42).putInt((int) offset(images));
        }
        return header.position(0);
    }

    private long imageBytes() {
        return 4L * width * height;
    }

    private long offset(int image) {
        return FIRST_IMAGE + image * imageBytes();
    }

    private int writeAll(ByteBuffer bytes, long position) throws IOException {
        int count = bytes.remaining();
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
        return count;
    }

    static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
