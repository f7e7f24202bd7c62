package org.mantle.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.RunState;
import org.mantle.remote.job.ServiceUnreachableException;
import org.mantle.remote.job.SubmissionUncertainException;

/** Services that are not there, are silent, or break off in the middle. */
class ConnectionFailureTests extends FailureRoom {

    @Test
    void anUnreachableServiceSaysWhereItWasLookedFor() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        try (Host nowhere = new Host(Host.pac("http://127.0.0.1:" + port + "/platform/"))) {
            assertThat(nowhere.failure("anna", "LogIn", "Password", "x"))
                    .isInstanceOf(ServiceUnreachableException.class)
                    .hasMessageContaining("http://127.0.0.1:" + port)
                    .hasMessageContaining("mantle resources list");
        }
        try (Host nowhere = new Host(Host.pac("https://no-such-host.invalid/"))) {
            assertThat(nowhere.failure("anna", "Ping"))
                    .isInstanceOf(ServiceUnreachableException.class)
                    .hasMessageContaining("no such host");
        }
    }

    @Test
    void aServiceThatIsSilentIsGivenUpAfterTheTimeOut() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        isGivenUpAfter(Duration.ofSeconds(3));
        server.on("ping", (request, out) -> await(never));
        assertThat(host.failure("anna", "Ping"))
                .isInstanceOf(ServiceUnreachableException.class)
                .hasMessageContaining("did not answer within 3.0 s");
        arrive("ping", 1);
        never.countDown();
    }

    private void isGivenUpAfter(Duration limit) throws Exception {
        host.resources.add("SCARF@STFC", Host.pac(server.url(), "responseTimeoutSeconds", limit));
    }

    /** A client that has given up may be ahead of the server, which has still to read what was sent. */
    private void arrive(String operation, int count) {
        Waiting.await().until(() -> server.requests(operation).size() >= count);
        assertThat(server.requests(operation)).hasSize(count);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void aQuestionIsAskedAgainOnceWhenTheConnectionBreaks() {
        AtomicInteger calls = new AtomicInteger();
        server.on("jobs", (request, out) -> {
            if (calls.incrementAndGet() > 1) {
                out.write(ScriptedServer.response("200 OK", "", jobs("").getBytes(StandardCharsets.UTF_8)));
            }
        });
        host.run("anna", "JobStatus");
        assertThat(calls).hasValue(2);
        server.on("ping", (request, out) -> {});
        assertThat(host.failure("anna", "Ping")).isInstanceOf(ServiceUnreachableException.class);
        assertThat(server.requests("ping")).hasSize(2);
    }

    @Test
    void aSubmissionUnderANameOfTheUsersIsNeverRepeatedAndSaysUnderWhichNameToLook() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Map<String, ScriptedServer.Script> losses = Map.of(
                "closed", (request, out) -> {},
                "silent", (request, out) -> await(never),
                "cut short",
                        (request, out) -> out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<Job>"
                                .getBytes(StandardCharsets.US_ASCII)),
                "empty", (request, out) -> out.write(ScriptedServer.response("200 OK", "", new byte[0])),
                "garbled",
                        (request, out) -> out.write(ScriptedServer.response(
                                "200 OK", "", "<Job></Job>".getBytes(StandardCharsets.US_ASCII))),
                "proxy", (request, out) -> out.write(ScriptedServer.response("502 Bad Gateway", "", new byte[0])),
                "not HTTP", (request, out) -> out.write("hello\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        int before = 0;
        for (Map.Entry<String, ScriptedServer.Script> loss : losses.entrySet()) {
            server.on("submitapp", loss.getValue());
            int number = ++before;
            isGivenUpAfter(loss.getKey().equals("silent") ? Duration.ofSeconds(1) : Waiting.LONG);
            assertThat(host.failure("anna", "SubmitJob", "JobName", "mine"))
                    .as(loss.getKey())
                    .isInstanceOfSatisfying(SubmissionUncertainException.class, e -> {
                        arrive("submitapp", number);
                        assertThat(server.requests("submitapp"))
                                .last()
                                .satisfies(r -> assertThat(r.body()).contains("<value>" + e.jobName() + "</value>"));
                        assertThat(e)
                                .hasMessageContaining("may have been accepted")
                                .hasMessageContaining(e.jobName())
                                .hasMessageNotContaining("try again");
                    });
        }
        never.countDown();
    }

    @Test
    void aSubmissionThatReachedNobodyIsNoUncertainOne() throws Exception {
        server.close();
        assertThat(host.failure("anna", "SubmitJob")).isInstanceOf(ServiceUnreachableException.class);
    }

    @Test
    void cancellingEndsACallThatHangs() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        host.resources.add("SCARF@STFC", Host.pac(server.url(), "responseTimeoutSeconds", Duration.ofMinutes(5)));
        server.on("ping", (request, out) -> {
            arrived.countDown();
            await(never);
        });
        AlgorithmRun run = host.mantle.start(Host.NAME, Host.properties("UserName", "anna", "Action", "Ping"));
        assertThat(arrived.await(2, TimeUnit.MINUTES)).isTrue();
        run.cancel();
        assertThat(run.await(Waiting.LONG)).isTrue();
        assertThat(run.state()).isEqualTo(RunState.CANCELLED);
        never.countDown();
    }

    @Test
    void aSubmissionUnderWayIsNotCancelledSoThatItsIdIsKnown() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        host.resources.add("SCARF@STFC", Host.pac(server.url(), "responseTimeoutSeconds", Duration.ofMinutes(5)));
        server.on("submitapp", (request, out) -> {
            arrived.countDown();
            await(cancelled);
            out.write(
                    ScriptedServer.response("200 OK", "", "<Job><id>8</id></Job>".getBytes(StandardCharsets.US_ASCII)));
        });
        server.text("jobs", jobs("<Job><cmd>x</cmd><id>8</id><name>n</name><status>Pending</status></Job>"));
        AlgorithmRun run = host.mantle.start(Host.NAME, Host.properties("UserName", "anna", "Action", "SubmitJob"));
        assertThat(arrived.await(2, TimeUnit.MINUTES)).isTrue();
        run.cancel();
        cancelled.countDown();
        assertThat(run.outputs().get("RemoteJobStatus")).isEqualTo("Pending");
    }

    @Test
    void aRefusedConnectionToThisMachineMeansThatNothingRunsThere() throws Exception {
        server.close();
        assertThat(host.failure("anna", "Ping"))
                .isInstanceOf(ServiceUnreachableException.class)
                .hasMessageContaining("no service runs at that address")
                .hasMessageContaining("start it")
                .hasMessageContaining("mantle resources list")
                .hasMessageNotContaining("network");
    }
}
