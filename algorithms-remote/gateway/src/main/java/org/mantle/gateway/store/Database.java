package org.mantle.gateway.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.file.LockFile;
import org.mantle.commons.file.OwnerOnly;
import org.mantle.gateway.place.StoreException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * One SQLite database: one change at a time, and several questions beside it. Safe for use by several threads, and by several processes of
 * one machine.
 *
 * <p>Changes go into SQLite's write-ahead log, so that each is there whole or not at all, whenever the process or the machine ends. A
 * process that is killed loses none; {@link Keep} says what a machine may lose that loses its power.
 *
 * <p>SQLite itself would make every change wait for the disk ({@code synchronous = FULL}) while no other can be made. Here it only keeps the
 * order (<code>NORMAL</code>: the log is on the disk before anything of it goes into the database), and who must know that a change is on the
 * disk waits for the log afterwards, together with all others who do ({@link DiskSync}). No lock of SQLite's is on the log's file, so that it
 * can be opened and closed beside it.
 */
final class Database implements AutoCloseable {

    /** By which the file is known to be a gateway's: {@code Mntl}. */
    private static final int APPLICATION = 0x4d6e746c;

    private static final Duration BUSY = Duration.ofSeconds(5);
    private static final Duration TURN = Duration.ofSeconds(10);
    private static final int READERS = 4;

    private final Path file;
    private final Connection writer;
    private final ReentrantLock writing = new ReentrantLock();
    private final Semaphore reading = new Semaphore(READERS);
    private final ConcurrentLinkedDeque<Connection> readers = new ConcurrentLinkedDeque<>();
    private final DiskSync log;

    private Database(Path file, Connection writer) {
        this.file = file;
        this.writer = writer;
        log = new DiskSync(file.resolveSibling(file.getFileName() + "-wal"));
    }

    /** How soon a change is on the disk. */
    enum Keep {
        /** When it has been made. */
        NOW,
        /** With the next that is to be there when it has been made; until then a loss of power may lose it. */
        SOON
    }

    /** What is done with a database. */
    interface Work<T, E extends Exception> {
        T with(Connection connection) throws SQLException, E;
    }

    /** What is done to a database. */
    interface Change<E extends Exception> {
        void with(Connection connection) throws SQLException, E;
    }

    /**
     * Opens the database of a folder; made if there is none.
     *
     * @param ownFolder the gateway's own folder
     * @param beginning done once, with the new database
     */
    static Database open(Path ownFolder, Change<IOException> beginning) throws IOException {
        SqliteLibrary.load(ownFolder);
        Path file = ownFolder.resolve("gateway.db");
        create(file, beginning);
        try {
            OwnerOnly.createState(file);
        } catch (IOException e) {
            throw new IOException("the gateway's database " + file + " cannot be used: " + e.getMessage(), e);
        }
        // a new one gets its name when it is whole; SQLite would take an empty file for a new one
        if (Files.size(file) == 0) {
            throw StoreFailure.damaged(file, null);
        }
        Connection connection = connect(file, false);
        Database database = new Database(file, connection);
        boolean opened = false;
        try {
            database.prepare();
            opened = true;
        } catch (SQLException e) {
            throw StoreFailure.of(file, e);
        } finally {
            if (!opened) {
                database.close();
            }
        }
        return database;
    }

    /** Makes the database if there is none, under another name until it is whole. */
    private static void create(Path file, Change<IOException> beginning) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        LockFile.Held held = new LockFile(file.resolveSibling("gateway.db.lock"))
                .acquireUninterruptibly(TURN)
                .orElseThrow(() -> StoreFailure.busy(file, null));
        try {
            if (Files.exists(file)) {
                return;
            }
            Path beginningFile = file.resolveSibling("gateway.db.new");
            Files.deleteIfExists(beginningFile);
            OwnerOnly.createFile(beginningFile);
            try (Connection connection = connect(beginningFile, true)) {
                run(connection, "BEGIN IMMEDIATE");
                run(connection, "PRAGMA application_id = " + APPLICATION);
                Migrations.run(file, connection);
                beginning.with(connection);
                run(connection, "COMMIT");
                run(connection, "PRAGMA journal_mode = WAL");
            } catch (SQLException e) {
                throw StoreFailure.of(file, e);
            }
            try (FileChannel channel = FileChannel.open(beginningFile, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(beginningFile, file, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel folder = FileChannel.open(file.getParent())) {
                folder.force(true);
            }
        } finally {
            held.close();
        }
    }

    private static Connection connect(Path file, boolean isNew) throws StoreException {
        SQLiteConfig config = new SQLiteConfig();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setBusyTimeout((int) BUSY.toMillis());
        config.enforceForeignKeys(true);
        if (isNew) {
            // nobody sees it before it is whole
            config.setJournalMode(SQLiteConfig.JournalMode.MEMORY);
            config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        } else {
            config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        }
        try {
            // as an address, since the driver takes what is behind a question mark for settings
            return config.createConnection("jdbc:sqlite:" + file.toUri());
        } catch (SQLException e) {
            throw StoreFailure.of(file, e);
        }
    }

    private void prepare() throws SQLException, IOException {
        if (number(writer, "PRAGMA application_id") != APPLICATION) {
            throw StoreFailure.damaged(file, null);
        }
        // so already, unless somebody made it another
        run(writer, "PRAGMA journal_mode = WAL");
        if (!Migrations.isComplete(file, writer)) {
            this.<IOException>change(Keep.NOW, connection -> Migrations.run(file, connection));
        }
    }

    private static long number(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(question)) {
            return result.getLong(1);
        }
    }

    /** Looks whether the whole database can be understood, and refuses it if not. */
    void check() throws StoreException {
        String found = read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
                return result.getString(1);
            }
        });
        if (!found.equals("ok")) {
            throw StoreFailure.damaged(file, new SQLException(found));
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** Asks something, of the database as it is when the work begins. */
    <T, E extends Exception> T read(Work<T, E> work) throws E, StoreException {
        reading.acquireUninterruptibly();
        try {
            @Nullable Connection free = readers.poll();
            Connection connection = free == null ? connect(file, false) : free;
            try {
                return work.with(connection);
            } catch (SQLException e) {
                throw StoreFailure.of(file, e);
            } finally {
                readers.push(connection);
            }
        } finally {
            reading.release();
        }
    }

    /** Changes something: all that the work does, or nothing if it throws before that is written. */
    <T, E extends Exception> T write(Keep keep, Work<T, E> work) throws E, StoreException {
        T result = write(work);
        if (keep == Keep.NOW) {
            try {
                log.await();
            } catch (IOException e) {
                throw StoreFailure.ofLog(file, e);
            }
        }
        return result;
    }

    private <T, E extends Exception> T write(Work<T, E> work) throws E, StoreException {
        awaitTurn();
        boolean committed = false;
        try {
            // from its beginning, so that it waits for other processes before it has read anything
            run(writer, "BEGIN IMMEDIATE");
            T result = work.with(writer);
            run(writer, "COMMIT");
            committed = true;
            return result;
        } catch (SQLException e) {
            throw StoreFailure.of(file, e);
        } finally {
            if (!committed) {
                rollBack();
            }
            writing.unlock();
        }
    }

    /** Changes something: all that is done, or nothing if it throws. */
    <E extends Exception> void change(Keep keep, Change<E> change) throws E, StoreException {
        this.<Keep, E>write(keep, connection -> {
            change.with(connection);
            return keep;
        });
    }

    private void awaitTurn() throws StoreException {
        boolean interrupted = false;
        try {
            long end = System.nanoTime() + TURN.toNanos();
            while (true) {
                try {
                    if (writing.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                        return;
                    }
                    throw StoreFailure.busy(file, null);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void rollBack() {
        try {
            if (!writer.isClosed()) {
                run(writer, "ROLLBACK");
            }
        } catch (SQLException e) {
            // SQLite has done it already, or there was nothing to take back
        }
    }

    /** Closes the database; whoever uses it still fails. */
    @Override
    public void close() {
        @Nullable Connection reader = readers.poll();
        while (reader != null) {
            close(reader::close);
            reader = readers.poll();
        }
        close(log::close);
        close(writer::close);
    }

    /** What closes a part of the database. */
    private interface Closing {
        void close() throws SQLException, IOException;
    }

    private void close(Closing part) {
        try {
            part.close();
        } catch (SQLException | IOException e) {
            System.getLogger(Database.class.getName())
                    .log(System.Logger.Level.WARNING, "the database " + file + " could not be closed", e);
        }
    }
}
