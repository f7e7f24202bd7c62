package org.mantle.gateway.file;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mantle.gateway.place.Printable;
import org.mantle.gateway.place.StorageException;

/**
 * Which piece of which file a client uploads.
 *
 * @param name the file's name
 * @param number which of the pieces it is, from 1
 * @param amount how many pieces there are
 */
public record UploadPiece(String name, int number, int amount) {

    /** As many as a file of 50 TB has, by the usual length of half a gigabyte. */
    private static final int MOST = 100_000;

    /** Under Python 3 IBM's client sends a fraction, of which the whole part is meant. */
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9})(?:\\.\\d*)?");

    /**
     * Reads what a client says of a piece.
     *
     * @param number the {@code chunkid}
     * @param amount the {@code chunkamount}, perhaps with a fraction
     * @param name the {@code chunkbase}, decoded
     * @throws StorageException if that is no piece of a file
     */
    public static UploadPiece of(String number, String amount, String name) throws StorageException {
        int all = wholePart(amount, "chunkamount");
        int which = wholePart(number, "chunkid");
        if (all < 1 || all > MOST || which < 1 || which > all) {
            throw new StorageException("There is no piece " + Printable.text(number) + " of " + Printable.text(amount)
                    + ": chunkid goes from 1 to chunkamount, which is at most " + MOST);
        }
        if (name.isBlank()) {
            throw new StorageException("A piece of a file needs the file's name (chunkbase)");
        }
        return new UploadPiece(name, which, all);
    }

    private static int wholePart(String text, String parameter) throws StorageException {
        Matcher number = AMOUNT.matcher(text.strip());
        if (!number.matches()) {
            throw new StorageException("'" + Printable.text(text) + "' (" + parameter + ") is not a number of pieces");
        }
        return Integer.parseInt(number.group(1));
    }
}
