package org.mantle.reconstruction.scan;

/** What a frame shows, as NXtomo numbers it; other numbers (such as 3, invalid) are frames to leave out. */
public final class NxImageKey {

    /** The sample in the beam. */
    public static final int PROJECTION = 0;

    /** The beam without the sample. */
    public static final int FLAT = 1;

    /** The detector without beam. */
    public static final int DARK = 2;

    /** Not to be used. */
    static final int INVALID = 3;

    private NxImageKey() {}
}
