package org.mantle.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.LocalFileException;
import org.mantle.remote.job.RemoteFile;
import org.mantle.remote.job.RemoteJobManager;
import org.mantle.remote.job.ServiceFaultException;
import org.mantle.remote.job.ServiceUnreachableException;
import org.mantle.remote.job.Session;
import org.mantle.remote.job.StoppableMonitor;
import org.mantle.remote.job.UnknownFileException;
import org.mantle.remote.kind.ResourceSettings;
import org.mantle.ssh.testing.SshDaemon;
import org.mantle.ssh.testing.SshHost;

/** Files on their way to a real daemon and back, also when the way breaks. */
class FileTransferTests {

    private static final int MIB = 1024 * 1024;
    private static final JobId NO_JOB = JobId.of(1);

    @TempDir
    Path folder;

    private SshDaemon daemon;
    private SlurmSshKind kind;
    private RemoteJobManager manager;
    private Session session;
    private Path there;

    @BeforeEach
    void start() throws Exception {
        daemon = new SshDaemon(Files.createDirectory(folder.resolve("ssh"))).start();
        there = Files.createDirectory(folder.resolve("there"));
        kind = new SlurmSshKind();
        connect();
    }

    private void connect(Object... more) throws Exception {
        var given = SshHost.settings(daemon, more);
        given.remove("type");
        ResourceSettings settings = ResourceSettings.of(kind, given);
        manager = kind.connect("SCARF@STFC", settings);
        session = kind.standingSession(SshDaemon.user(), settings).orElseThrow();
    }

    @AfterEach
    void stop() {
        // the daemon first: it must end also where there never was a manager
        daemon.close();
        manager.close();
    }

    /** A monitor that does something each time that bytes have moved. */
    private static final class Watch extends StoppableMonitor {

        private final LongConsumer then;
        private long all;

        Watch(LongConsumer then) {
            this.then = then;
        }

        @Override
        public void moved(long count) {
            all += count;
            then.accept(all);
        }
    }

    private Path file(String name, int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Files.write(folder.resolve(name), bytes);
    }

    private void upload(Path file, StoppableMonitor monitor) throws IOException {
        manager.upload(session, file, there.toString(), monitor);
    }

    private byte[] download(RemoteFile file, StoppableMonitor monitor) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        manager.download(session, NO_JOB, file, out, monitor);
        return out.toByteArray();
    }

    private static RemoteFile listed(Path file) throws IOException {
        return new RemoteFile(file.toString(), Files.size(file), true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "with blanks",
                "-x",
                "it's \"quoted\"",
                "two\nlines",
                "é 日本",
                "*?[a]",
                "$HOME;`id`",
                "a\\b"
            })
    void namesArriveAsTheyAre(String name) throws Exception {
        upload(file(name, 1000), new StoppableMonitor());
        assertThat(there.resolve(name)).hasSameBinaryContentAs(folder.resolve(name));
        assertThat(download(listed(there.resolve(name)), new StoppableMonitor()))
                .isEqualTo(Files.readAllBytes(folder.resolve(name)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 32 * 1024, 32 * 1024 + 1, 5 * MIB + 3})
    void everySizeComesWholeAndIsCountedOnce(int size) throws Exception {
        Path file = file("data", size);
        Watch sent = new Watch(all -> {});
        upload(file, sent);
        assertThat(there.resolve("data")).hasSameBinaryContentAs(file);
        assertThat(sent.all).isEqualTo(size);
        assertThat(there.toFile().list()).containsExactly("data");
        Watch fetched = new Watch(all -> {});
        assertThat(download(listed(file), fetched)).isEqualTo(Files.readAllBytes(file));
        assertThat(fetched.all).isEqualTo(size);
        assertThat(download(RemoteFile.unlisted(file.toString()), new StoppableMonitor()))
                .hasSize(size);
    }

    /** The daemon is killed in the middle of both ways, and another takes its place. */
    @ParameterizedTest
    @CsvSource({
        "'chacha20-poly1305@openssh.com,aes256-ctr,aes256-gcm@openssh.com', aes256-gcm@openssh.com",
        "aes256-ctr, aes256-ctr",
        "chacha20-poly1305@openssh.com, chacha20-poly1305@openssh.com"
    })
    void filesGoByTheQuickestCipherThatTheHostHas(String known, String taken) throws Exception {
        daemon.close();
        daemon.option("Ciphers " + known).option("LogLevel DEBUG1").start();
        Path file = file("scan.h5", MIB);

        upload(file, new StoppableMonitor());

        assertThat(there.resolve("scan.h5")).hasSameBinaryContentAs(file);
        // as OpenSSH says it
        assertThat(daemon.log()).contains("kex: client->server cipher: " + taken + " ");
    }

    @Test
    void aTransferGoesOnWhereTheConnectionBroke() throws Exception {
        Path file = file("data", 48 * MIB);
        boolean[] broken = {false, false};
        Watch sending = new Watch(all -> {
            if (all > 20 * MIB && !broken[0]) {
                broken[0] = true;
                daemon.breakConnections();
            }
        });
        upload(file, sending);
        assertThat(there.resolve("data")).hasSameBinaryContentAs(file);
        assertThat(there.toFile().list()).containsExactly("data");
        assertThat(sending.all).isEqualTo(48L * MIB);
        Watch fetching = new Watch(all -> {
            if (all > 20 * MIB && !broken[1]) {
                broken[1] = true;
                daemon.breakConnections();
            }
        });
        assertThat(download(listed(file), fetching)).isEqualTo(Files.readAllBytes(file));
        assertThat(fetching.all).isEqualTo(48L * MIB);
        assertThat(broken).containsExactly(true, true);
    }

    @Test
    void aLaterUploadOfTheSameFileGoesOnWhereOneBrokeOffAndAnotherFileDoesNot() throws Exception {
        connect("responseTimeoutSeconds", 10);
        Path file = file("data", 48 * MIB);
        assertThatThrownBy(() -> upload(file, new Watch(all -> {
                    if (all > 30 * MIB) {
                        daemon.close();
                    }
                })))
                .isInstanceOf(ServiceUnreachableException.class)
                .hasMessageEndingWith("upload the file again: it goes on where it broke off");
        assertThat(there.resolve("data")).doesNotExist();
        assertThat(there.toFile().list()).hasSize(1);
        long left = Files.size(there.resolve(there.toFile().list()[0]));
        daemon.start();
        List<Long> moved = new ArrayList<>();
        upload(file, new Watch(moved::add));
        assertThat(moved.get(0)).isEqualTo(left - 8L * MIB).isPositive();
        assertThat(there.resolve("data")).hasSameBinaryContentAs(file);
        assertThat(there.toFile().list()).containsExactly("data");
    }

    @Test
    void aCallerWhoGivesUpIsLetGoAtOnce() throws Exception {
        Path file = file("data", 48 * MIB);
        Watch[] watch = new Watch[1];
        watch[0] = new Watch(all -> {
            if (all > 10 * MIB) {
                watch[0].stop();
            }
        });
        assertThatThrownBy(() -> upload(file, watch[0])).isInstanceOf(CancellationException.class);
        assertThat(there.resolve("data")).doesNotExist();
        watch[0] = new Watch(all -> {
            if (all > 10 * MIB) {
                watch[0].stop();
            }
        });
        assertThatThrownBy(() -> download(listed(file), watch[0])).isInstanceOf(CancellationException.class);
        // the others go on
        upload(file, new StoppableMonitor());
        assertThat(there.resolve("data")).hasSameBinaryContentAs(file);
    }

    @Test
    void severalGoAtATimeOverOneConnection() throws Exception {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Path file = file("data" + i, 3 * MIB + i);
            all.add(CompletableFuture.runAsync(() -> {
                try {
                    upload(file, new StoppableMonitor());
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get();
        for (int i = 0; i < 8; i++) {
            assertThat(there.resolve("data" + i)).hasSameBinaryContentAs(folder.resolve("data" + i));
        }
        assertThat(Files.readString(folder.resolve("ssh/sshd.log"))).containsOnlyOnce("Accepted publickey");
    }

    @Test
    void aFullDiskIsToldAsThatAndTheHalfFileIsTakenAway() throws Exception {
        boolean mounted = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", there.toString())
                        .redirectErrorStream(true)
                        .start()
                        .waitFor()
                == 0;
        Prerequisites.that(mounted, "a tmpfs cannot be mounted: install mount, and run the tests as root");
        try {
            assertThatThrownBy(() -> upload(file("data", 3 * MIB), new StoppableMonitor()))
                    .isInstanceOf(ServiceFaultException.class)
                    .hasMessage("there is no room for data in " + there + " (DestinationDirectory) at SCARF@STFC:"
                            + " make room there, or choose another directory, and upload it again");
            assertThat(there.toFile().list()).isEmpty();
            upload(file("small", 1000), new StoppableMonitor());
        } finally {
            SshDaemon.run(folder, "umount", there.toString());
        }
    }

    @Test
    void aDirectoryOfTheNameStaysAndMissingDirectoriesAreMade() throws Exception {
        Files.createDirectory(there.resolve("data"));
        assertThatThrownBy(() -> upload(file("data", 10), new StoppableMonitor()))
                .isInstanceOf(ServiceFaultException.class)
                .hasMessageContaining("there is a directory named " + there.resolve("data"));
        assertThat(there.toFile().list()).containsExactly("data");
        manager.upload(session, folder.resolve("data"), there + "/new/and newer/", new StoppableMonitor());
        assertThat(there.resolve("new/and newer/data")).hasSize(10);
        Files.writeString(folder.resolve("data"), "anew");
        manager.upload(session, folder.resolve("data"), there + "/new/and newer", new StoppableMonitor());
        assertThat(there.resolve("new/and newer/data")).hasContent("anew");
    }

    @Test
    void aFileThatIsWrittenToWhileItIsSentIsNotPutTogether() throws Exception {
        Path file = file("data", 20 * MIB);
        boolean[] written = {false};
        assertThatThrownBy(() -> upload(file, new Watch(all -> {
                    if (!written[0]) {
                        written[0] = true;
                        append(file);
                    }
                })))
                .isInstanceOf(LocalFileException.class)
                .hasMessageContaining("while it was being sent");
        assertThat(there.toFile().list()).isEmpty();
        assertThatThrownBy(() -> upload(folder.resolve("none"), new StoppableMonitor()))
                .isInstanceOf(LocalFileException.class)
                .hasMessage("the file " + folder.resolve("none") + " cannot be read: it does not exist");
    }

    private static void append(Path file) {
        try {
            Files.writeString(file, "more", StandardCharsets.UTF_8, java.nio.file.StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void onlyAsMuchComesAsTheListSays() throws Exception {
        Path file = Files.writeString(there.resolve("log"), "0123456789");
        assertThatThrownBy(() -> download(new RemoteFile(file.toString(), 5, true), new StoppableMonitor()))
                .isInstanceOf(ServiceFaultException.class)
                .hasMessageContaining("it has 10 bytes, and 5 were listed");
        assertThatThrownBy(() -> download(new RemoteFile(file.toString(), 11, true, true), new StoppableMonitor()))
                .isInstanceOf(ServiceFaultException.class);
        assertThat(download(new RemoteFile(file.toString(), 5, true, true), new StoppableMonitor()))
                .asString()
                .isEqualTo("01234");
    }

    @Test
    void whatIsNoFileIsNotWaitedFor() throws Exception {
        Path pipe = there.resolve("pipe");
        SshDaemon.run(there, "mkfifo", pipe.toString());
        for (Path path : List.of(pipe, there, there.resolve("none"))) {
            assertThat(catchThrowable(() -> download(RemoteFile.unlisted(path.toString()), new StoppableMonitor())))
                    .isInstanceOf(UnknownFileException.class);
        }
    }

    /** What the receiver says about itself must not be taken for a break of the connection. */
    @Test
    void aFailureToWriteHereIsHandedOnAsItIs() throws Exception {
        Path file = file("data", MIB);
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no room here");
            }
        };
        assertThatThrownBy(() -> manager.download(session, NO_JOB, listed(file), full, new StoppableMonitor()))
                .hasMessage("no room here");
    }
}
