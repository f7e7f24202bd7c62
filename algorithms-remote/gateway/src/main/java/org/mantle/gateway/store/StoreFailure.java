package org.mantle.gateway.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.mantle.gateway.place.ForeignOwner;
import org.mantle.gateway.place.StoreException;
import org.sqlite.SQLiteErrorCode;

/** What is said when the database fails, by SQLite's result codes. */
final class StoreFailure {

    /** What clients are told of what they can do nothing about. */
    static final String WORDS =
            "This gateway cannot get at what it remembers: tell whoever runs it; its log says what to do";

    private static final String BUSY_WORDS =
            "This gateway is busy with something else that uses its database: try again in a minute";

    private static final String FULL_WORDS = "The gateway's disk is full: free some space, then try again";

    /** A disk counts as full that has less room than one page of the database and what is kept with it takes. */
    private static final long NO_ROOM = 64 * 1024;

    private StoreFailure() {}

    /** Returns the exception for what SQLite says of a database. */
    static StoreException of(Path file, SQLException problem) {
        // the low byte; what is above it says more than is needed here
        int code = problem.getErrorCode() & 0xff;
        if (code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return busy(file, problem);
        }
        if (code == SQLiteErrorCode.SQLITE_FULL.code || (mayBeForRoom(code) && hasNoRoom(file))) {
            return full(file, problem);
        }
        if (code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return damaged(file, problem);
        }
        if (code == SQLiteErrorCode.SQLITE_READONLY.code
                || code == SQLiteErrorCode.SQLITE_CANTOPEN.code
                || code == SQLiteErrorCode.SQLITE_PERM.code) {
            return new StoreException(
                    "the gateway's database " + file
                            + " cannot be written: give it, those beside it that begin with its name,"
                            + " and its folder to the account that runs the gateway, on a disk that is not read-only"
                            + ForeignOwner.wordsOfFolder(file),
                    WORDS,
                    problem);
        }
        return new StoreException(
                "the gateway's database " + file + " failed (" + problem.getMessage()
                        + "): look whether its disk is sound, and" + " that it is a disk of this machine",
                WORDS,
                problem);
    }

    /** Returns the exception for a change of which it is not known whether it is on the disk. */
    static StoreException ofLog(Path file, IOException problem) {
        if (hasNoRoom(file)) {
            return full(file, problem);
        }
        return new StoreException(
                "what was written to the gateway's database " + file + " could not be kept (" + problem.getMessage()
                        + "): look whether its disk is sound, and that it is a disk of this machine",
                WORDS,
                problem);
    }

    private static StoreException full(Path file, Throwable cause) {
        return new StoreException(
                "the disk of the gateway's database " + file + " is full: free some space on it",
                FULL_WORDS,
                true,
                cause);
    }

    /** Returns the exception for a database that others use for too long. */
    static StoreException busy(Path file, @Nullable Throwable cause) {
        return new StoreException(
                "the gateway's database " + file
                        + " is locked by another program: end that program (such as sqlite3 in the middle"
                        + " of a change), then try again",
                BUSY_WORDS,
                cause);
    }

    /** Returns the exception for a database that cannot be understood. */
    static StoreException damaged(Path file, @Nullable Throwable cause) {
        return new StoreException(
                "the gateway's database " + file
                        + " is damaged, and was left as it is: put a copy of it in its place, or move it"
                        + " away with those that begin with its name; then users must be added again, and earlier jobs are not known",
                "This gateway's database is damaged, and nobody can log in: tell whoever runs it; its log says what to do",
                cause);
    }

    private static boolean mayBeForRoom(int code) {
        return code == SQLiteErrorCode.SQLITE_IOERR.code || code == SQLiteErrorCode.SQLITE_CANTOPEN.code;
    }

    private static boolean hasNoRoom(Path file) {
        try {
            return Files.getFileStore(file.getParent()).getUsableSpace() < NO_ROOM;
        } catch (IOException e) {
            return false;
        }
    }
}
