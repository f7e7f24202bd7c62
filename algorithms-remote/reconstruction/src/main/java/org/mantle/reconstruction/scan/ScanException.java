package org.mantle.reconstruction.scan;

/** The failure of a scan that cannot be reconstructed; its message tells the user why, and what to do. */
public final class ScanException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Makes a failure that the scan itself shows. */
    public ScanException(String message) {
        super(oneLine(message));
    }

    /** Makes a failure that the reading of the file ended with. */
    public ScanException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    /** Returns a message in one line, whatever the texts of a file hold that it quotes. */
    private static String oneLine(String message) {
        return message.replaceAll("\\p{Cntrl}", "?");
    }
}
