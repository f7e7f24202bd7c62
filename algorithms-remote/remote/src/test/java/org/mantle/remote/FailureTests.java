package org.mantle.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.remote.job.PermissionDeniedException;
import org.mantle.remote.job.ServiceFaultException;
import org.mantle.remote.job.Session;
import org.mantle.remote.job.UnknownJobException;

/** What goes wrong has a name, the service's own words, and advice. */
class FailureTests extends FailureRoom {

    @Test
    void aMissingPermissionIsAnErrorOfItsOwn() {
        server.text("jobOperation", "<Job><errMsg>Job &lt;5&gt;: User permission denied</errMsg><id>0</id></Job>");
        assertThat(host.failure("anna", "CancelJob", "CancelJobID", 5))
                .isInstanceOf(PermissionDeniedException.class)
                .hasMessageContaining("anna has no permission")
                .hasMessageContaining("Job <5>: User permission denied");
        server.status("jobs", "403 Forbidden", "", "");
        assertThat(host.failure("anna", "JobStatus")).isInstanceOf(PermissionDeniedException.class);
    }

    @Test
    void anUnknownJobIsAnErrorOfItsOwnWhateverTheWords() {
        server.text("jobs", jobs("<note>No matching job found</note>"));
        assertThat(host.failure("anna", "JobStatusByID", "JobID", 99)).isInstanceOf(UnknownJobException.class);
        server.text("jobs", jobs("<errMsg>Job &lt;99&gt; is not found</errMsg>"));
        assertThat(host.failure("anna", "JobStatusByID", "JobID", 99))
                .isInstanceOf(UnknownJobException.class)
                .hasMessageContaining("no job 99 of anna");
        server.text("jobOperation", "<Job><errMsg>Auftrag gibt es nicht</errMsg></Job>");
        assertThat(host.failure("anna", "CancelJob", "CancelJobID", 99))
                .isInstanceOf(UnknownJobException.class)
                .hasMessageContaining("Auftrag gibt es nicht");
    }

    @Test
    void anErrorWithStatus200IsAnError() {
        server.text(
                "jobOperation",
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><Job><errMsg>Job &lt;417940&gt;: Job has"
                        + " already finished</errMsg><id>0</id></Job>");
        server.text("jobs", jobs("<Job><cmd>x</cmd><id>417940</id><name>n</name><status>Done</status></Job>"));
        assertThat(host.failure("anna", "CancelJob", "CancelJobID", 417940))
                .isInstanceOf(ServiceFaultException.class)
                .hasMessageContaining("Job <417940>: Job has already finished");
        server.text("submitapp", "<Job><errMsg>No such queue</errMsg><id>0</id></Job>");
        assertThat(host.failure("anna", "SubmitJob"))
                .isInstanceOf(ServiceFaultException.class)
                .hasMessageContaining("No such queue");
        server.text("jobs", "ls_rsetenv: A connect sys call failed: Connection refused");
        assertThat(host.failure("anna", "JobStatus"))
                .isInstanceOf(ServiceFaultException.class)
                .hasMessageContaining("ls_rsetenv");
    }

    @Test
    void anUploadThatIsNotConfirmedFails() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "x");
        for (String answer : new String[] {"Directory does not exist", "", "<Upload><errMsg>quota</errMsg></Upload>"}) {
            server.text("upfile", answer);
            assertThat(host.failure("anna", "Upload", "FileToUpload", file.toString()))
                    .isInstanceOf(ServiceFaultException.class);
        }
    }

    /** A service that takes what is sent until the file has changed: what it took is of two moments. */
    private void uploadWhile(Path file, FileChange change) throws Exception {
        Files.write(file, new byte[50_000_000]);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Host slow = new Host(Host.pac("http://127.0.0.1:" + listener.getLocalPort()))) {
            slow.keep(new Session("anna", URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/"), "t"));
            AlgorithmRun run = slow.mantle.start(
                    Host.NAME,
                    Host.properties("UserName", "anna", "Action", "Upload", "FileToUpload", file.toString()));
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            try (Socket accepted = listener.accept()) {
                InputStream in = accepted.getInputStream();
                in.readNBytes(1_000_000);
                change.make();
                in.transferTo(message);
            } catch (SocketException e) {
                // reset by a client that has nothing more to say
            }
            assertThat(run.await(Waiting.LONG)).isTrue();
            assertThat(slow.mantle.history().records().get(0).error().orElseThrow())
                    .contains(file.toString(), "while it was being sent", "nothing was uploaded", "again");
            // without its end no service takes the message for a whole one
            assertThat(message.toString(StandardCharsets.ISO_8859_1).stripTrailing())
                    .doesNotEndWith("--");
        }
    }

    /** What somebody else does to a file. */
    private interface FileChange {
        void make() throws IOException;
    }

    @Test
    void aFileThatChangesWhileItIsUploadedIsNotUploaded() throws Exception {
        Path file = folder.resolve("scan.nxs");
        uploadWhile(file, () -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(new byte[] {1}), 40_000_000);
            }
        });
        uploadWhile(file, () -> Files.write(file, new byte[] {1}, StandardOpenOption.APPEND));
        uploadWhile(file, () -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(2_000_000);
            }
        });
        uploadWhile(
                file,
                () -> Files.move(
                        Files.write(folder.resolve("new"), new byte[50_000_000]),
                        file,
                        StandardCopyOption.REPLACE_EXISTING));
        uploadWhile(file, () -> Files.delete(file));
    }

    @Test
    void xmlWithEntitiesOrNoXmlAtAllIsNotUnderstood() {
        server.text("jobs", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><Jobs><note>&e;</note></Jobs>");
        assertThat(host.failure("anna", "JobStatus")).isInstanceOf(ServiceFaultException.class);
        server.text("jobs", "<Jobs><Job>");
        assertThat(host.failure("anna", "JobStatus"))
                .isInstanceOf(ServiceFaultException.class)
                .hasMessageContaining("cannot be understood");
    }

    @Test
    void aRedirectionIsReportedAndNotFollowed() {
        server.status("jobs", "302 Found", "Location: " + server.url() + "elsewhere\r\n", "");
        assertThat(host.failure("anna", "JobStatus"))
                .isInstanceOf(ServiceFaultException.class)
                .hasMessageContaining("elsewhere")
                .hasMessageContaining("not followed");
        assertThat(server.requests()).noneMatch(r -> r.target().contains("elsewhere"));
    }

    @Test
    void aPageOfHtmlIsShortenedToItsTitle() {
        server.status(
                "jobs",
                "503 Service Unavailable",
                "Content-Type: text/html\r\n",
                "<html><head><title>Down for\n maintenance</title></head><body>" + "x".repeat(5000) + "</body></html>");
        assertThat(host.failure("anna", "JobStatus"))
                .isInstanceOf(ServiceFaultException.class)
                .hasMessageContaining("Down for maintenance")
                .hasMessageNotContaining("xxx");
    }

    @Test
    void whatWasRefusedIsNamedByItsProperty() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "x");
        server.text("upfile", "'/work/f' is a file, not a directory");
        assertThat(host.failure("anna", "Upload", "FileToUpload", file.toString(), "DestinationDirectory", "/work/f"))
                .hasMessageContaining("/work/f (DestinationDirectory)");
        server.text("submitapp", "<Job><errMsg>There is nothing to run at '/x'</errMsg><id>0</id></Job>");
        assertThat(host.failure("anna", "SubmitJob", "RunnablePath", "/x"))
                .hasMessageContaining("/x (RunnablePath, with JobOptions)")
                .hasMessageEndingWith("There is nothing to run at '/x'");
        server.status("submitapp", "400 Bad Request", "", "a quotation mark has no end");
        assertThat(host.failure("anna", "SubmitJob", "RunnablePath", "/x"))
                .hasMessageContaining("a quotation mark has no end")
                .hasMessageNotContaining("try again later");
    }

    @ParameterizedTest
    @ValueSource(strings = {"work", "../../etc", "/work/../../etc", "/..", "/work/..", "./x", "host:/work", "C:\\work"})
    void aDirectoryThatIsNotAbsoluteOrLeadsUpwardsIsRefusedBeforeAnythingIsSent(String directory) throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "x");
        assertThat(host.problems("anna", "Upload", "FileToUpload", file.toString(), "DestinationDirectory", directory))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.property()).isEqualTo("DestinationDirectory");
                    assertThat(problem.message()).contains("an absolute path without \"..\"");
                });
        assertThat(server.requests("upfile")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/work/imat", "/work/a..b/...", "/work/ä b/", "/.hidden"})
    void anAbsoluteDirectoryIsTaken(String directory) throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "x");
        server.text("upfile", "1 file uploaded successfully to somewhere");
        host.run("anna", "Upload", "FileToUpload", file.toString(), "DestinationDirectory", directory);
        assertThat(server.requests("upfile")).hasSize(1);
    }
}
