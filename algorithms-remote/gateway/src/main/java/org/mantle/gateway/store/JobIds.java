package org.mantle.gateway.store;

import com.google.common.collect.Range;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import org.mantle.gateway.place.StoreException;
import org.mantle.gateway.store.Database.Keep;

/**
 * Gives the ids of jobs. Safe for use by several threads.
 *
 * <p>They are taken in blocks, and a block is on the disk before any of its ids is given: so none is given twice, though a job that has one may be
 * lost with the machine's power. Who ends properly gives back what is left of a block.
 */
final class JobIds {

    private static final int BLOCK = 100;

    /** More than can have been under way with ids of earlier blocks. */
    private static final int BEFORE_BLOCK = 1000;

    private final Database database;
    private final ReentrantLock lock = new ReentrantLock();
    private long last;
    private long reserved;

    JobIds(Database database) {
        this.database = database;
    }

    long next() throws StoreException {
        lock.lock();
        try {
            if (last == reserved) {
                last = take();
                reserved = last + BLOCK;
            }
            last++;
            return last;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a block; returns the id before its first. */
    private long take() throws StoreException {
        return database.write(Keep.NOW, connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(
                            "UPDATE last_job SET id = max(id, reserved), reserved = max(id, reserved) + " + BLOCK
                                    + " RETURNING id")) {
                return result.getLong(1);
            }
        });
    }

    /** Returns the ids that may have been given by who did not end properly; to be asked before any is taken. */
    Range<Long> inDoubt() throws StoreException {
        return database.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("SELECT id, reserved FROM last_job")) {
                long first = result.getLong(1);
                long end = result.getLong(2);
                return end <= first
                        ? Range.openClosed(0L, 0L)
                        : Range.openClosed(Math.max(0, first - BEFORE_BLOCK), end);
            }
        });
    }

    /** Gives back what is left of the block. */
    void giveBack() throws StoreException {
        lock.lock();
        try {
            if (reserved == 0) {
                return;
            }
            database.<RuntimeException>change(Keep.NOW, connection -> {
                try (PreparedStatement update =
                        connection.prepareStatement("UPDATE last_job SET id = ?, reserved = 0 WHERE reserved = ?")) {
                    update.setLong(1, last);
                    update.setLong(2, reserved);
                    update.executeUpdate();
                }
            });
            last = 0;
            reserved = 0;
        } finally {
            lock.unlock();
        }
    }
}
