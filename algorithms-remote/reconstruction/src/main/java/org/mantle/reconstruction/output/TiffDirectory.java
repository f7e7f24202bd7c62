package org.mantle.reconstruction.output;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The directory of one image in a TIFF file: its tags, then the values that do not fit into them. */
final class TiffDirectory {

    /** More than any directory takes. */
    static final int MOST_BYTES = 4096;

    private static final int MOST_TEXT = 1024;
    private static final int TAGS = 17;
    private static final int FLOAT = 3;
    private static final int NO_UNIT = 1;
    private static final int CENTIMETRE = 3;

    private static final int ASCII = 2;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int RATIONAL = 5;
    private static final int LONG8 = 16;

    private final boolean big;
    private final long start;
    private final ByteBuffer tags;
    private final ByteBuffer values = FloatTiff.buffer(MOST_BYTES);

    /**
     * Begins a directory.
     *
     * @param big whether the file is a BigTIFF
     * @param start where in the file it will stand
     */
    TiffDirectory(boolean big, long start) {
        this.big = big;
        this.start = start;
        tags = FloatTiff.buffer(big ? 8 + 20 * TAGS + 8 : 2 + 12 * TAGS + 4);
    }

    /** Returns the bytes of the whole directory, which points to the one that follows it unless it is the last. */
    ByteBuffer bytes(int width, int height, long offset, long length, TiffNotes notes, int row, int image, int images) {
        if (big) {
            tags.putLong(TAGS);
        } else {
            tags.putShort((short) TAGS);
        }
        // NewSubfileType: a page of several
        number(254, LONG, images > 1 ? 2 : 0);
        // ImageWidth, ImageLength, BitsPerSample, no Compression, 0 is black
        number(256, LONG, width);
        number(257, LONG, height);
        number(258, SHORT, 32);
        number(259, SHORT, 1);
        number(262, SHORT, 1);
        // ImageDescription
        text(270, notes.description(row));
        // StripOffsets, SamplesPerPixel, RowsPerStrip, StripByteCounts
        number(273, big ? LONG8 : LONG, offset);
        number(277, SHORT, 1);
        number(278, LONG, height);
        number(279, big ? LONG8 : LONG, length);
        // XResolution, YResolution, ResolutionUnit
        Double millimetres = notes.pixelMillimetres();
        resolution(282, millimetres);
        resolution(283, millimetres);
        number(296, SHORT, millimetres == null ? NO_UNIT : CENTIMETRE);
        // PageNumber: which of how many; 0 of 0 where there are more than its 16 bits can say
        number(297, SHORT, 2, images > 0xffff ? 0 : image | (images << 16));
        // Software, SampleFormat
        text(305, notes.software());
        number(339, SHORT, FLOAT);
        long end = start + tags.capacity() + values.position();
        long next = image + 1 < images ? end : 0;
        if (big) {
            tags.putLong(next);
        } else {
            tags.putInt((int) next);
        }
        return FloatTiff.buffer(tags.capacity() + values.position())
                .put(tags.flip())
                .put(values.flip())
                .flip();
    }

    private void number(int tag, int type, long value) {
        number(tag, type, 1, value);
    }

    /** Puts a number that stands in the tag itself. */
    private void number(int tag, int type, long count, long value) {
        tags.putShort((short) tag).putShort((short) type);
        if (big) {
            tags.putLong(count).putLong(value);
        } else {
            tags.putInt((int) count).putInt((int) value);
        }
    }

    private void text(int tag, String text) {
        String ascii = text.replaceAll("[^\\n\\x20-\\x7e]", "?");
        String fitting = ascii.substring(0, Math.min(MOST_TEXT, ascii.length()));
        byte[] bytes = (fitting + "\0").getBytes(StandardCharsets.US_ASCII);
        pointed(
                tag,
                ASCII,
                bytes.length,
                FloatTiff.buffer(bytes.length).put(bytes).flip());
    }

    /** Puts how many pixels there are in a centimetre, as a fraction of two whole numbers. */
    private void resolution(int tag, @Nullable Double millimetres) {
        double value = millimetres == null ? 1 : 10 / millimetres;
        int denominator = 1;
        while (value * denominator < 1e8 && denominator < 1_000_000) {
            denominator *= 10;
        }
        long numerator = Math.min(0xffff_ffffL, Math.round(value * denominator));
        pointed(
                tag,
                RATIONAL,
                1,
                FloatTiff.buffer(8).putInt((int) numerator).putInt(denominator).flip());
    }

    /** Puts values that stand behind the tags; those of up to eight bytes stand in the tag itself in a BigTIFF. */
    private void pointed(int tag, int type, long count, ByteBuffer bytes) {
        int inTag = big ? 8 : 4;
        if (bytes.remaining() <= inTag) {
            long value = 0;
            for (int i = bytes.remaining() - 1; i >= 0; i--) {
                value = (value << 8) | (bytes.get(i) & 0xff);
            }
            number(tag, type, count, value);
            return;
        }
        number(tag, type, count, start + tags.capacity() + values.position());
        values.put(bytes);
        // values and directories begin at even places
        while (values.position() % 2 != 0) {
            values.put((byte) 0);
        }
    }
}
