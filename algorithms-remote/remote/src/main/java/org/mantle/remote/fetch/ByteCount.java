package org.mantle.remote.fetch;

import java.util.Locale;

/** The words for sizes in bytes, for people. */
public final class ByteCount {

    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    private ByteCount() {}

    /** Returns a size in decimal units, as disks have it, with one decimal place such as in {@code 3.2 MB}. */
    public static String text(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.95 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }
}
