package org.mantle.remote.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes TIFF files in the ways in which other programs do, by TIFF Revision 6.0 (tiles: section 15; LZW: 13; predictor 2: 14; PackBits: 9) and
 * its technical note 3 (predictor 3). Each setter replaces what was set before. For one thread.
 */
final class TiffWriter {

    static final int PLAIN = 1;
    static final int LZW = 5;
    static final int DEFLATE = 8;
    static final int PACK_BITS = 32_773;

    private final int width;
    private final int height;
    private final float[] pixels;
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private int compression = PLAIN;
    private int predictor = 1;
    private int bits = 32;
    private boolean isFloat = true;
    private int samples = 1;
    private int partWidth;
    private int partHeight;
    private boolean isTiled;
    private String description = "";
    private int follow;

    TiffWriter(int width, int height, float... pixels) {
        this.width = width;
        this.height = height;
        this.pixels = pixels;
        partWidth = width;
        partHeight = height;
    }

    TiffWriter bigEndian() {
        order = ByteOrder.BIG_ENDIAN;
        return this;
    }

    TiffWriter compressed(int way, int by) {
        compression = way;
        predictor = by;
        return this;
    }

    /** Writes whole numbers in place of floating-point ones of 32 bits. */
    TiffWriter wholeNumbers(int ofBits) {
        bits = ofBits;
        isFloat = false;
        return this;
    }

    /** Writes floating-point numbers of 64 bits. */
    TiffWriter doubles() {
        bits = 64;
        return this;
    }

    /** Gives each pixel further samples, which are other numbers. */
    TiffWriter samples(int each) {
        samples = each;
        return this;
    }

    TiffWriter strips(int rows) {
        partHeight = rows;
        return this;
    }

    TiffWriter tiles(int wide, int tall) {
        isTiled = true;
        partWidth = wide;
        partHeight = tall;
        return this;
    }

    TiffWriter description(String words) {
        description = words;
        return this;
    }

    /** Lets so many further images follow behind the pixels, without directories, each with values that are 1,000 higher. */
    TiffWriter followedBy(int images) {
        follow = images;
        return this;
    }

    Path write(Path file) throws IOException {
        List<byte[]> parts = new ArrayList<>();
        for (int top = 0; top < height; top += partHeight) {
            for (int left = 0; left < width; left += partWidth) {
                int rows = isTiled ? partHeight : Math.min(partHeight, height - top);
                parts.add(packed(part(left, top, rows, 0)));
            }
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int[] offsets = new int[parts.size()];
        int[] counts = new int[parts.size()];
        for (int i = 0; i < parts.size(); i++) {
            offsets[i] = 8 + content.size();
            counts[i] = parts.get(i).length;
            content.write(parts.get(i));
        }
        for (int image = 1; image <= follow; image++) {
            content.write(part(0, 0, height, 1000 * image));
        }
        while (content.size() % 2 != 0) {
            content.write(0);
        }
        return Files.write(file, withDirectory(content.toByteArray(), offsets, counts));
    }

    private byte[] withDirectory(byte[] content, int[] offsets, int... counts) throws IOException {
        Map<Integer, int[]> tags = new TreeMap<>();
        tags.put(256, new int[] {width});
        tags.put(257, new int[] {height});
        tags.put(258, same(bits));
        tags.put(259, new int[] {compression});
        tags.put(277, new int[] {samples});
        tags.put(317, new int[] {predictor});
        tags.put(339, same(isFloat ? 3 : 1));
        if (isTiled) {
            tags.put(322, new int[] {partWidth});
            tags.put(323, new int[] {partHeight});
        } else {
            tags.put(278, new int[] {partHeight});
        }
        tags.put(isTiled ? 324 : 273, offsets);
        tags.put(isTiled ? 325 : 279, counts);
        byte[] words = (description + "\0").getBytes(StandardCharsets.US_ASCII);
        int entries = tags.size() + 1;
        int directory = 8 + content.length;
        int beyond = directory + 2 + 12 * entries + 4;
        ByteArrayOutputStream far = new ByteArrayOutputStream();
        ByteBuffer head = ByteBuffer.allocate(2 + 12 * entries + 4).order(order);
        head.putShort((short) entries);
        tags.put(270, new int[0]);
        tags.forEach((tag, values) -> {
            boolean isText = tag == 270;
            head.putShort(tag.shortValue()).putShort((short) (isText ? 2 : 4));
            head.putInt(isText ? words.length : values.length);
            if (isText || values.length > 1) {
                head.putInt(beyond + far.size());
                ByteBuffer list = ByteBuffer.allocate(4 * values.length).order(order);
                list.asIntBuffer().put(values);
                far.writeBytes(isText ? words : list.array());
                if (far.size() % 2 != 0) {
                    far.write(0);
                }
            } else {
                head.putInt(values[0]);
            }
        });
        ByteBuffer all = ByteBuffer.allocate(beyond + far.size()).order(order);
        all.putShort((short) (order == ByteOrder.LITTLE_ENDIAN ? 0x4949 : 0x4d4d))
                .putShort((short) 42)
                .putInt(directory)
                .put(content)
                .put(head.putInt(0).array())
                .put(far.toByteArray());
        return all.array();
    }

    private int[] same(int value) {
        int[] each = new int[samples];
        java.util.Arrays.fill(each, value);
        return each;
    }

    /** Returns the bytes of a part before they are packed; what lies beyond the image's edge is filled with something. */
    private byte[] part(int left, int top, int rows, int higher) {
        int bytes = bits / 8;
        int perRow = partWidth * samples;
        ByteBuffer plain =
                ByteBuffer.allocate(rows * perRow * bytes).order(predictor == 3 ? ByteOrder.BIG_ENDIAN : order);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < partWidth; column++) {
                for (int sample = 0; sample < samples; sample++) {
                    boolean isInside = left + column < width && top + row < height;
                    float value = isInside ? pixels[(top + row) * width + left + column] + higher : -77;
                    put(plain, value + 5 * sample);
                }
            }
        }
        for (int row = 0; row < rows; row++) {
            int from = row * perRow * bytes;
            if (predictor == 2) {
                differences(plain, from, perRow, bytes);
            } else if (predictor == 3) {
                spread(plain.array(), from, perRow, bytes);
            }
        }
        return plain.array();
    }

    private void put(ByteBuffer into, float value) {
        if (!isFloat) {
            switch (bits) {
                case 8 -> into.put((byte) value);
                case 16 -> into.putShort((short) value);
                default -> into.putInt((int) value);
            }
        } else if (bits == 64) {
            into.putDouble(value);
        } else {
            into.putFloat(value);
        }
    }

    /** Puts differences in place of the words of a row, whatever numbers they are. */
    private void differences(ByteBuffer row, int from, int count, int bytes) {
        for (int i = count - 1; i >= samples; i--) {
            int at = from + i * bytes;
            int before = at - samples * bytes;
            switch (bytes) {
                case 1 -> row.put(at, (byte) (row.get(at) - row.get(before)));
                case 2 -> row.putShort(at, (short) (row.getShort(at) - row.getShort(before)));
                case 4 -> row.putInt(at, row.getInt(at) - row.getInt(before));
                default -> row.putLong(at, row.getLong(at) - row.getLong(before));
            }
        }
    }

    /** Puts the first bytes of all numbers of a row before the second ones, and then differences in place of bytes. */
    private void spread(byte[] all, int from, int count, int bytes) {
        byte[] spread = new byte[count * bytes];
        for (int i = 0; i < count; i++) {
            for (int b = 0; b < bytes; b++) {
                spread[b * count + i] = all[from + i * bytes + b];
            }
        }
        for (int i = spread.length - 1; i >= samples; i--) {
            spread[i] = (byte) (spread[i] - spread[i - samples]);
        }
        System.arraycopy(spread, 0, all, from, spread.length);
    }

    private byte[] packed(byte... plain) throws IOException {
        return switch (compression) {
            case LZW -> lzw(plain);
            case PACK_BITS -> packBits(plain);
            case DEFLATE -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
                    deflater.write(plain);
                }
                yield out.toByteArray();
            }
            default -> plain;
        };
    }

    /** Packs as the listing in section 13 does. */
    private static byte[] lzw(byte... plain) {
        Bits out = new Bits();
        Map<String, Integer> table = new HashMap<>();
        int next = 258;
        int wide = 9;
        out.put(256, wide);
        String known = "";
        for (byte each : plain) {
            char letter = (char) (each & 0xff);
            String longer = known + letter;
            if (longer.length() == 1 || table.containsKey(longer)) {
                known = longer;
                continue;
            }
            out.put(code(table, known), wide);
            table.put(longer, next++);
            known = String.valueOf(letter);
            // as soon as entry 4094 is used
            if (next == 4095) {
                out.put(256, wide);
                table.clear();
                next = 258;
                wide = 9;
            } else {
                wide += isFull(next) ? 1 : 0;
            }
        }
        if (!known.isEmpty()) {
            out.put(code(table, known), wide);
            // it counts, although nothing is added to the table any more
            wide += isFull(next + 1) ? 1 : 0;
        }
        out.put(257, wide);
        return out.bytes();
    }

    /** Returns whether the entry before was the last one of a width: 511, 1023 or 2047. */
    private static boolean isFull(int next) {
        return next == 512 || next == 1024 || next == 2048;
    }

    private static int code(Map<String, Integer> table, String text) {
        return text.length() == 1 ? text.charAt(0) : table.get(text);
    }

    /** Bits, those that count most first. */
    private static final class Bits {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private int kept;
        private int count;

        void put(int code, int wide) {
            for (int bit = wide - 1; bit >= 0; bit--) {
                kept = (kept << 1) | ((code >> bit) & 1);
                count++;
                if (count == 8) {
                    out.write(kept);
                    kept = 0;
                    count = 0;
                }
            }
        }

        byte[] bytes() {
            while (count != 0) {
                put(0, 1);
            }
            return out.toByteArray();
        }
    }

    private static byte[] packBits(byte... plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        while (at < plain.length) {
            int same = 1;
            while (at + same < plain.length && same < 128 && plain[at + same] == plain[at]) {
                same++;
            }
            if (same > 1) {
                out.write(1 - same);
                out.write(plain[at]);
                at += same;
            } else {
                int other = 1;
                while (at + other < plain.length && other < 128 && plain[at + other] != plain[at + other - 1]) {
                    other++;
                }
                out.write(other - 1);
                out.write(plain, at, other);
                at += other;
            }
        }
        return out.toByteArray();
    }
}
