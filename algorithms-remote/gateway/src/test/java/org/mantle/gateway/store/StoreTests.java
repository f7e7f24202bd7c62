package org.mantle.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mantle.gateway.job.JobBookContract.append;
import static org.mantle.gateway.job.JobBookContract.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.job.JobQuery;
import org.mantle.gateway.job.JobStage;
import org.mantle.gateway.place.StoreException;
import org.mantle.gateway.testing.UsersFile;

/** The file of the database: how it begins, what it takes in, and what is said when it cannot be used. */
class StoreTests {

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("gateway.db");
    }

    /** Opens a database beside the gateway, as another program does. */
    private Connection other() throws Exception {
        return DriverManager.getConnection("jdbc:sqlite:" + file());
    }

    private void fill() throws IOException {
        try (Store store = Store.open(folder)) {
            for (long id = 1; id <= 60; id++) {
                append(store.jobs(), job(store.jobs().nextId(), "alice", "x".repeat(500)));
            }
        }
    }

    @Test
    void keepsItsFilesToTheirOwner() throws IOException {
        try (Store store = Store.open(folder)) {
            store.jobs().nextId();
            for (String name : List.of("gateway.db", "gateway.db-wal", "gateway.db-shm")) {
                assertThat(permissions(folder.resolve(name))).as(name).isEqualTo("rw-------");
            }
        }
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw-rw-"));
        Store.open(folder).close();
        assertThat(permissions(file())).isEqualTo("rw-------");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void isAtHomeInAnyFolder() throws IOException {
        Path strange = Files.createDirectories(folder.resolve("a b?mode=ro#ä%20"));
        try (Store store = Store.open(strange)) {
            assertThat(store.jobs().nextId()).isEqualTo(1);
        }
        assertThat(strange.resolve("gateway.db")).isNotEmptyFile();
        try (Store store = Store.open(strange)) {
            assertThat(store.jobs().nextId()).isEqualTo(2);
        }
    }

    @Test
    void takesInOnceWhatWasKeptInFilesBefore() throws Exception {
        Path own = folder.resolve(".gateway");
        String users = UsersFile.write(own, "alice", "secret");
        Files.writeString(own.resolve("last-job-id"), "41\n");
        Path results = Files.createDirectories(folder.resolve("alice/work/jobs/My_scan_1423743450375PtlPj"));
        Files.createDirectories(own.resolve("jobs"));
        Files.createSymbolicLink(own.resolve("jobs/40"), results);
        Files.createSymbolicLink(own.resolve("jobs/43"), Path.of("/elsewhere/x_1a"));

        try (Store store = Store.open(own)) {
            assertThat(store.users(false).check("alice", "secret".toCharArray()))
                    .isPresent();
            assertThat(store.users(false).check("alice", "Secret".toCharArray()))
                    .isEmpty();
            Job job = store.jobs().find(40).orElseThrow();
            assertThat(job.user()).isEqualTo("alice");
            assertThat(job.name()).isEqualTo("My_scan");
            assertThat(job.directory()).isEqualTo(results);
            assertThat(job.submitted().toEpochMilli()).isEqualTo(1423743450375L);
            assertThat(job.status().stage()).isEqualTo(JobStage.FAILED);
            assertThat(store.jobs().find(43)).isEmpty();
            assertThat(store.jobs().underWay()).isEmpty();
            assertThat(store.jobs().nextId()).isEqualTo(44);
            store.users(false).remove("alice");
        }
        assertThat(own.resolve("users.json")).doesNotExist();
        assertThat(own.resolve("users.json.before-database")).hasContent(users);
        // somebody puts it back
        Files.writeString(own.resolve("users.json"), users);
        try (Store store = Store.open(own)) {
            assertThat(store.users(false).list()).isEmpty();
            assertThat(store.jobs().nextId()).isEqualTo(45);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "null", "[]", "{\"users\": 3}", ""})
    void takesInNoListOfUsersThatIsDamaged(String damaged) throws Exception {
        Path users = folder.resolve("users.json");
        Files.writeString(users, damaged);

        assertThatThrownBy(() -> Store.open(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        users + ", which the gateway takes into its database, is damaged: repair it, or move it away");
        assertThat(users).hasContent(damaged);
        assertThat(file()).doesNotExist();
        Files.delete(users);
        Store.open(folder).close();
    }

    @Test
    void saysThatTheLastIdOfBeforeIsDamaged() throws Exception {
        Files.writeString(folder.resolve("last-job-id"), "x");

        assertThatThrownBy(() -> Store.open(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.resolve("last-job-id").toString());
    }

    @Test
    void beginsAnewWhatWasKilledWhenItBegan() throws Exception {
        Files.writeString(folder.resolve("gateway.db.new"), "half");

        try (Store store = Store.open(folder)) {
            assertThat(store.jobs().nextId()).isEqualTo(1);
        }
        assertThat(folder.resolve("gateway.db.new")).doesNotExist();
    }

    @Test
    void refusesWhatANewerMantleHasWritten() throws Exception {
        fill();
        try (Connection connection = other();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("PRAGMA user_version = 99");
        }
        assertThatThrownBy(() -> Store.open(folder))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("was written by a newer Mantle (its form is 99, and this Mantle knows up to 3)")
                .hasMessageContaining(file().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "empty",
                "cut to 100 bytes",
                "cut to a half",
                "random",
                "random in the middle",
                "text",
                "another's"
            })
    void saysThatItIsDamagedAndLeavesItAsItIs(String how) throws Exception {
        fill();
        byte[] whole = Files.readAllBytes(file());
        byte[] noise = new byte[whole.length / 2];
        new Random(3).nextBytes(noise);
        switch (how) {
            case "empty" -> truncate(0);
            case "cut to 100 bytes" -> truncate(100);
            case "cut to a half" -> truncate(whole.length / 2);
            case "random" -> Files.write(file(), noise);
            case "random in the middle" -> overwrite(whole.length / 4, noise);
            case "text" -> Files.writeString(file(), "users\n".repeat(10_000));
            default -> {
                Files.delete(file());
                try (Connection connection = other();
                        Statement statement = connection.createStatement()) {
                    statement.executeUpdate("CREATE TABLE notes (text)");
                }
            }
        }
        byte[] damaged = Files.readAllBytes(file());
        assertThatThrownBy(() -> {
                    try (Store store = Store.open(folder)) {
                        store.check();
                    }
                })
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the gateway's database " + file() + " is damaged, and was left as it is:")
                .extracting(problem -> ((StoreException) problem).clientText())
                .asString()
                .startsWith("This gateway's database is damaged")
                .doesNotContain(folder.toString());
        assertThat(Files.readAllBytes(file())).isEqualTo(damaged);
        Files.write(file(), whole);
        try (Store store = Store.open(folder)) {
            store.check();
            assertThat(store.jobs().list(JobQuery.of("alice"))).hasSize(60);
        }
    }

    private void truncate(long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    private void overwrite(long from, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), from);
        }
    }

    @Test
    void saysThatAnotherProgramHasLockedItAndGoesOnAfterwards() throws Exception {
        try (Store store = Store.open(folder);
                Connection connection = other();
                Statement statement = connection.createStatement()) {
            append(store.jobs(), job(store.jobs().nextId(), "alice", "x"));
            statement.executeUpdate("BEGIN IMMEDIATE");

            assertThatThrownBy(() -> append(store.jobs(), job(2, "alice", "x")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("is locked by another program: end that program");
            // what is kept is read all the same
            assertThat(store.jobs().list(JobQuery.of("alice"))).hasSize(1);
            statement.executeUpdate("ROLLBACK");
            assertThat(store.jobs().nextId()).isEqualTo(2);
        }
    }

    @Test
    void givesNoIdAgainThatWasGivenBeforeALossOfPower(@TempDir Path disk) throws IOException {
        long given;
        try (Store store = Store.open(folder)) {
            append(store.jobs(), job(store.jobs().nextId(), "alice", "x"));
            for (String name : List.of("gateway.db", "gateway.db-wal")) {
                Files.copy(folder.resolve(name), disk.resolve(name));
            }
            given = store.jobs().nextId();
            append(store.jobs(), job(given, "alice", "x"));
        }
        long next;
        try (Store store = Store.open(disk)) {
            assertThat(store.jobs().find(given)).isEmpty();
            assertThat(store.jobs().idsInDoubt().contains(given)).isTrue();
            next = store.jobs().nextId();
            assertThat(next).isGreaterThan(given);
        }
        // which ended properly
        try (Store store = Store.open(disk)) {
            assertThat(store.jobs().idsInDoubt().isEmpty()).isTrue();
            assertThat(store.jobs().nextId()).isEqualTo(next + 1);
        }
    }

    @Test
    void followsNoLink() throws Exception {
        fill();
        Files.move(file(), folder.resolve("moved.db"));
        Files.createSymbolicLink(file(), folder.resolve("moved.db"));

        assertThatThrownBy(() -> Store.open(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it is a link");
    }
}
