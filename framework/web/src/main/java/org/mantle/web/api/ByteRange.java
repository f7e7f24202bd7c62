package org.mantle.web.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mantle.web.http.WebProblem;

/**
 * The part of a file that is asked for by a header {@code Range} (RFC 9110, section 14).
 *
 * @param first the first byte, from 0
 * @param length how many bytes, at least 1
 */
record ByteRange(long first, long length) {

    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /**
     * Reads the header; several parts, and what is no range of bytes, are answered by the whole file, as the standard allows.
     *
     * @throws WebProblem with status 416 if nothing of the file is in it
     */
    static Optional<ByteRange> of(String header, long size) {
        Matcher range = ONE.matcher(header.strip());
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            long length = Math.min(Long.parseLong(range.group(2)), size);
            return Optional.of(satisfiable(size - length, length, size));
        }
        long first = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? size - 1 : Math.min(Long.parseLong(range.group(2)), size - 1);
        boolean isBackwards = !range.group(2).isEmpty() && Long.parseLong(range.group(2)) < first;
        return isBackwards ? Optional.empty() : Optional.of(satisfiable(first, last - first + 1, size));
    }

    private static ByteRange satisfiable(long first, long length, long size) {
        if (length <= 0) {
            throw WebProblem.of(416, "the file has " + size + " bytes, and none of those that are asked for")
                    .with("Content-Range", "bytes */" + size);
        }
        return new ByteRange(first, length);
    }

    /** Returns the header {@code Content-Range}. */
    String inFile(long size) {
        return "bytes " + first + "-" + (first + length - 1) + "/" + size;
    }
}
