package org.mantle.reconstruction;

/** What a frame shows, as NXtomo numbers it; other numbers (such as 3, invalid) are frames to leave out. */
final class NxImageKey {
    static final int PROJECTION = 0;
    static final int FLAT = 1;
    static final int DARK = 2;

    private NxImageKey() {}
}
