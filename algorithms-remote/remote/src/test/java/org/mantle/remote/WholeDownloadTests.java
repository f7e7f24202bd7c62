package org.mantle.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.commons.file.FileReplacement;
import org.mantle.commons.file.PendingFile;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.RunState;
import org.mantle.remote.job.RemoteServiceException;
import org.mantle.remote.job.ServiceFaultException;
import org.mantle.remote.job.ServiceUnreachableException;
import org.mantle.remote.job.SessionEndedException;

/** A file from a service is whole or not there: what breaks off, is cancelled or killed leaves no half one. */
class WholeDownloadTests extends DownloadRoom {

    @Test
    void aTransferThatBreaksOffLeavesTheOldFileAndNoHalfOne() throws Exception {
        Files.writeString(results.resolve("a"), "old");
        lists("PAC Server*/j/a*FILE*1000000*true;");
        server.on("file", (request, out) -> {
            out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"));
            out.write(new byte[500_000]);
        });
        assertThat(failure("a")).isInstanceOf(ServiceUnreachableException.class).hasMessageContaining("broke off");
        assertThat(everythingWritten()).containsExactly("in/results/a");
        assertThat(results.resolve("a")).hasContent("old");
    }

    @Test
    void anAnswerWithoutALengthIsMeasuredByTheList() throws Exception {
        lists("PAC Server*/j/a*FILE*10*true;");
        server.on("file", (request, out) -> out.write(bytes("HTTP/1.0 200 OK\r\n\r\n12345")));
        assertThat(failure("a")).isInstanceOf(ServiceUnreachableException.class).hasMessageContaining("5 bytes of 10");
        server.on("file", (request, out) -> out.write(bytes("HTTP/1.0 200 OK\r\n\r\n1234567890")));
        download("a");
        assertThat(results.resolve("a")).hasContent("1234567890");
    }

    private void theJobIs(String state) {
        server.text("jobs", "<Jobs><Job><id>7</id><name>n</name><status>" + state + "</status></Job></Jobs>");
    }

    private static byte[] part(String content) {
        return bytes("\r\n--X\r\nContent-ID: <a>\r\n\r\n" + content + "\r\n--X--\r\n");
    }

    @Test
    void ofAnEndedJobMoreThanWasListedIsNotTheFile() throws Exception {
        Files.writeString(results.resolve("a"), "old");
        lists("PAC Server*/j/a*FILE*10*true;");
        for (byte[] more : List.of(bytes("1234567890!"), part("1234567890!"))) {
            gives(more);
            assertThat(failure("a"))
                    .isInstanceOf(ServiceFaultException.class)
                    .hasMessageContaining("more")
                    .hasMessageContaining("10 bytes that it lists");
        }
        assertThat(results.resolve("a")).hasContent("old");
        assertThat(everythingWritten()).containsExactly("in/results/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Running", "Suspended"})
    void ofARunningJobComesWhatWasListed(String state) throws Exception {
        theJobIs(state);
        lists("PAC Server*/j/a*FILE*10*true;");
        for (byte[] more : List.of(bytes("1234567890 and more since"), part("1234567890 and more since"))) {
            gives(more);
            download("a");
            assertThat(results.resolve("a")).hasContent("1234567890");
            download("");
            assertThat(results.resolve("a")).hasContent("1234567890");
        }
        gives(bytes("123"));
        assertThat(failure("a")).isInstanceOf(ServiceUnreachableException.class).hasMessageContaining("cut short");
        assertThat(results.resolve("a")).hasContent("1234567890");
    }

    /** A server that would go on for ever is hung up on as soon as it has given one byte too many. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 6000000000\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Type: multipart/mixed; boundary=X\r\n\r\n--X\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Type: multipart/mixed; boundary=X\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Type: multipart/mixed; boundary=X\r\n\r\n--X\r\n\r\n\r\n--X\r\n\r\n"
            })
    void whatNeverEndsIsNotReadOn(String head) throws Exception {
        lists("PAC Server*/j/a*FILE*100000*true;");
        CountDownLatch hungUp = new CountDownLatch(1);
        server.on("file", (request, out) -> {
            out.write(bytes(head));
            byte[] much = new byte[1_000_000];
            try {
                while (true) {
                    out.write(much);
                }
            } finally {
                hungUp.countDown();
            }
        });
        assertThat(failure("a")).isInstanceOf(RemoteServiceException.class);
        hungUp.await();
        assertThat(everythingWritten()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><html><head><title>Portal: log in</title></head><body>Log in here</body></html>",
                "\n<html><body>You were logged out</body></html>",
                "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><title>x</title></html>"
            })
    void aPageIsNotTakenForTheFileWhateverTheJobDoes(String page) throws Exception {
        Files.writeString(results.resolve("a"), "old");
        for (String state : List.of("Running", "Done")) {
            theJobIs(state);
            for (int listed : List.of(0, 10, 5000)) {
                lists("PAC Server*/j/a*FILE*" + listed + "*true;");
                gives(bytes(page));
                assertThat(failure("a"))
                        .isInstanceOf(ServiceFaultException.class)
                        .hasMessageContaining("a page of HTML instead of the file a");
            }
        }
        assertThat(results.resolve("a")).hasContent("old");
    }

    @Test
    void aPageThatIsTheFileComes() throws Exception {
        String page = "<!DOCTYPE html><html><title>Report</title></html>";
        lists("PAC Server*/j/a*FILE*" + page.length() + "*true;");
        gives(bytes(page));
        download("a");
        assertThat(results.resolve("a")).hasContent(page);
        theJobIs("Running");
        lists("PAC Server*/j/report.html*FILE*15*true;");
        download("report.html");
        assertThat(results.resolve("report.html")).hasContent("<!DOCTYPE html>");
    }

    @Test
    void aMessageWithoutItsEndIsNotWhole() throws Exception {
        lists("PAC Server*/j/a*FILE*6*true;");
        server.on(
                "file",
                (request, out) -> out.write(ScriptedServer.response(
                        "200 OK",
                        "Content-Type: multipart/mixed; boundary=X\r\n",
                        bytes("\r\n--X\r\nContent-ID: <a>\r\n\r\nabcdef"))));
        assertThat(failure("a")).isInstanceOf(ServiceUnreachableException.class).hasMessageContaining("not whole");
        assertThat(everythingWritten()).isEmpty();
    }

    @Test
    void anErrorInPlaceOfTheFileIsNotTakenForTheFile() throws Exception {
        lists("PAC Server*/j/a*FILE*3*true;");
        server.text("file", "Your current login session was logout. Log in again.");
        assertThat(failure("a")).isInstanceOf(SessionEndedException.class);
        host.loggedIn("anna");
        server.text("file", "<Job><errMsg>disk on fire</errMsg></Job>");
        assertThat(failure("a")).isInstanceOf(ServiceFaultException.class).hasMessageContaining("disk on fire");
        assertThat(everythingWritten()).isEmpty();
    }

    @Test
    void cancellingStopsATransferAndLeavesNothing() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        lists("PAC Server*/j/a*FILE*1000000000*true;");
        server.on("file", (request, out) -> {
            out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n"));
            out.write(new byte[1_000_000]);
            out.flush();
            awaitUntilClosed(never, out);
        });
        AlgorithmRun run = host.mantle.start(
                Host.NAME,
                Host.properties(
                        "UserName", "anna", "Action", "Download", "DownloadJobID", 7, "LocalDirectory", "" + results));
        Waiting.await().until(() -> run.progress().done() >= 1_000_000);
        assertThat(run.progress().total()).isEqualTo(1_000_000_000);
        assertThat(run.progress().unit()).isEqualTo("bytes");
        run.cancel();
        assertThat(run.await(Waiting.LONG)).isTrue();
        assertThat(run.state()).isEqualTo(RunState.CANCELLED);
        assertThat(everythingWritten()).isEmpty();
        never.countDown();
    }

    private static void awaitUntilClosed(CountDownLatch never, OutputStream out) throws IOException {
        try {
            never.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Where the machine itself stands still for as long as the time-out, a longer one has to show it. */
    @Test
    void aTransferMayLastLongerThanTheTimeOutAsLongAsBytesMove() throws Exception {
        lists("PAC Server*/j/a*FILE*1000000*true;");
        Duration timeOut = Duration.ofSeconds(2);
        while (!isDownloadedInPieces(timeOut)) {
            timeOut = timeOut.multipliedBy(4);
            assertThat(timeOut).as("time-out that was too short, too").isLessThan(Waiting.LONG);
        }
        assertThat(results.resolve("a")).hasSize(1_000_000);
    }

    /** Tells whether a download succeeds that lasts longer than the time-out, with pauses that are far shorter. */
    private boolean isDownloadedInPieces(Duration timeOut) throws Exception {
        host.resources.add("SCARF@STFC", Host.pac(server.url(), "responseTimeoutSeconds", timeOut));
        CountDownLatch never = new CountDownLatch(1);
        server.on("file", (request, out) -> {
            out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"));
            for (int i = 0; i < 10; i++) {
                try {
                    never.await(timeOut.toMillis() / 8, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                out.write(new byte[100_000]);
                out.flush();
            }
        });
        try {
            download("a");
            return true;
        } catch (AlgorithmFailedException e) {
            assertThat(e).hasCauseInstanceOf(ServiceUnreachableException.class);
            return false;
        }
    }

    @Test
    void whatAKilledDownloadLeftIsSweptAndWhatAnotherStillWritesIsNot() throws Exception {
        String left = "mantle-fetch-00000000-0000-4000-8000-000000000001.part";
        String written = "mantle-fetch-00000000-0000-4000-8000-000000000002.part";
        Files.writeString(results.resolve(left), "half");
        Files.writeString(results.resolve("mantle-fetch-my own.part"), "mine");
        lists("PAC Server*/j/a*FILE*1*true;");
        gives(bytes("x"));
        try (FileChannel other =
                FileChannel.open(results.resolve(written), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            assertThat(other.tryLock()).isNotNull();
            download("a");
        }
        assertThat(everythingWritten())
                .containsExactly("in/results/a", "in/results/" + written, "in/results/mantle-fetch-my own.part");
    }

    @Test
    void whatIsWrittenThereInAnotherWayIsNotSwept() throws Exception {
        lists("PAC Server*/j/a*FILE*1*true;");
        gives(bytes("x"));
        try (PendingFile pending =
                FileReplacement.ofUser(results.resolve("joined")).begin()) {
            pending.write("of two files");
            download("a");
            pending.commit();
        }
        assertThat(results.resolve("joined")).hasContent("of two files");
        assertThat(everythingWritten()).containsExactly("in/results/a", "in/results/joined");
    }

    @Test
    void aFileOnItsWayIsOneThatOthersDoNotSweep() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        lists("PAC Server*/j/slow*FILE*2*true;PAC Server*/j/quick*FILE*1*true;");
        server.on("file", (request, out) -> {
            if (request.body().equals("/j/quick")) {
                out.write(ScriptedServer.response("200 OK", "", bytes("q")));
                return;
            }
            out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\ns"));
            out.flush();
            awaitUntilClosed(go, out);
            out.write(bytes("s"));
        });
        AlgorithmRun slow = host.mantle.start(
                Host.NAME,
                Host.properties(
                        "UserName",
                        "anna",
                        "Action",
                        "Download",
                        "DownloadJobID",
                        7,
                        "LocalDirectory",
                        "" + results,
                        "RemoteJobFilename",
                        "slow"));
        Waiting.await().until(() -> !everythingWritten().isEmpty());
        download("quick");
        go.countDown();
        assertThat(slow.await(Waiting.LONG)).isTrue();
        assertThat(results.resolve("slow")).hasContent("ss");
        assertThat(everythingWritten()).containsExactly("in/results/quick", "in/results/slow");
    }
}
