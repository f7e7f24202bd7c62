package org.mantle.reconstruction.scan;

/** The failure of a scan that cannot be reconstructed; its message tells the user why, and what to do. */
public final class ScanException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Makes a failure that the scan itself shows. */
    public ScanException(String message) {
        super(message);
    }

    /** Makes a failure that the reading of the file ended with. */
    public ScanException(String message, Throwable cause) {
        super(message, cause);
    }
}
