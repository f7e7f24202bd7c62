package org.mantle.gateway.http;

/**
 * How many of the server's threads users may keep, each and together, so that none keeps all of them: who uploads slowly, or has files where
 * nothing answers, is in the way of nobody else.
 *
 * @param uploads bodies that threads wait for
 * @param downloads answers that are read from files while they are sent
 * @param calls all else
 */
record UserShares(UserPlaces uploads, UserPlaces downloads, UserTurns calls) {

    /** More than three users can keep. */
    static final int THREADS = 512;

    private static final int UPLOADS = 192;
    private static final int DOWNLOADS_OF_USER = 64;
    private static final int CALLS_OF_USER = 16;

    /** Creates shares that nobody has taken any of. */
    UserShares() {
        this(
                new UserPlaces(UPLOADS, UPLOADS / 2),
                // of many users as many as there are connections: most wait for their clients, without a thread
                new UserPlaces(Integer.MAX_VALUE, DOWNLOADS_OF_USER),
                new UserTurns(CALLS_OF_USER));
    }
}
