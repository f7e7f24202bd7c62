package org.mantle.gateway.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.CharMatcher;
import com.google.common.base.Strings;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * The head of one entry of a tar archive, as POSIX has it (XCU, pax): in the form {@code ustar}, behind an extended head where that cannot
 * hold a name or a size.
 *
 * @param name the entry's path in the archive; of a folder it ends in a slash
 * @param size in bytes; 0 for a folder
 * @param modified in seconds since 1970
 */
record TarHeader(String name, long size, long modified, boolean executable) {

    /** Archives are made of these. */
    static final int BLOCK = 512;

    private static final int NAME_LENGTH = 100;
    private static final int SIZE_OFFSET = 124;
    private static final int CHECKSUM_OFFSET = 148;

    /** What eleven octal digits hold. */
    private static final long LARGEST_NUMBER = 0_77777777777L;

    private boolean isFolder() {
        return name.endsWith("/");
    }

    /** Returns the head, in whole blocks. */
    byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] records = records();
        if (records.length > 0) {
            out.writeBytes(head("PaxHeader".getBytes(US_ASCII), records.length, 'x'));
            out.writeBytes(Arrays.copyOf(records, records.length + padding(records.length)));
        }
        out.writeBytes(head(name.getBytes(UTF_8), size > LARGEST_NUMBER ? 0 : size, isFolder() ? '5' : '0'));
        return out.toByteArray();
    }

    /** Returns what only an extended head can hold. */
    private byte[] records() {
        StringBuilder records = new StringBuilder();
        if (name.getBytes(UTF_8).length > NAME_LENGTH || !CharMatcher.ascii().matchesAllOf(name)) {
            records.append(extended("path", name));
        }
        if (size > LARGEST_NUMBER) {
            records.append(extended("size", Long.toString(size)));
        }
        return records.toString().getBytes(UTF_8);
    }

    /** Returns a record, which begins with its own length. */
    private static String extended(String key, String value) {
        String rest = " " + key + "=" + value + "\n";
        int length = rest.getBytes(UTF_8).length;
        int digits = 1;
        while (Integer.toString(length + digits).length() > digits) {
            digits++;
        }
        return (length + digits) + rest;
    }

    private byte[] head(byte[] nameBytes, long length, char type) {
        byte[] head = new byte[BLOCK];
        System.arraycopy(nameBytes, 0, head, 0, Math.min(NAME_LENGTH, nameBytes.length));
        put(head, NAME_LENGTH, executable || isFolder() ? "0000755" : "0000644");
        put(head, 108, "0000000");
        put(head, 116, "0000000");
        put(head, SIZE_OFFSET, octal(length));
        put(head, 136, octal(Math.max(0, Math.min(LARGEST_NUMBER, modified))));
        put(head, CHECKSUM_OFFSET, "        ");
        head[156] = (byte) type;
        put(head, 257, "ustar\0" + "00");
        int sum = 0;
        for (byte each : head) {
            sum += each & 0xff;
        }
        put(head, CHECKSUM_OFFSET, Strings.padStart(Integer.toOctalString(sum), 6, '0') + "\0 ");
        return head;
    }

    private static String octal(long number) {
        return Strings.padStart(Long.toOctalString(number), 11, '0');
    }

    private static void put(byte[] head, int at, String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        System.arraycopy(bytes, 0, head, at, bytes.length);
    }

    /** Returns how many bytes a content of a length lacks to whole blocks. */
    static int padding(long length) {
        return (int) ((BLOCK - length % BLOCK) % BLOCK);
    }
}
