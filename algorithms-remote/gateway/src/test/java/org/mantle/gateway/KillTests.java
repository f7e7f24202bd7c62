package org.mantle.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.gateway.testing.Eventually.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.gateway.testing.UsersFile;

/**
 * A gateway that is killed again and again while clients submit, upload, log in and out: nothing that it answered is lost, and nothing is
 * done twice.
 */
class KillTests {

    private static final String SERVICE = "/platform/webservice/pacclient/";
    private static final int OF_A_BUILD = 20;

    /** As many as one likes: {@code -Dmantle.test.kills=100}. */
    private static final int KILLS = Integer.getInteger("mantle.test.kills", OF_A_BUILD);

    private static final Pattern ID = Pattern.compile("<id>(\\d+)</id>");
    private static final int UPLOAD = 300_000;

    @TempDir
    Path folder;

    private final Random random = new Random(4711);

    /** The ids of jobs by the keys that they were submitted with. */
    private final Map<String, String> accepted = new ConcurrentHashMap<>();

    /** The keys of submissions that got no answer. */
    private final Queue<String> unanswered = new ConcurrentLinkedQueue<>();

    private final Set<String> uploaded = ConcurrentHashMap.newKeySet();
    private final Set<String> loggedIn = ConcurrentHashMap.newKeySet();
    private final Set<String> loggedOut = ConcurrentHashMap.newKeySet();
    private final AtomicInteger logIns = new AtomicInteger();

    @BeforeAll
    static void needs() {
        Prerequisites.command("setsid", "util-linux");
    }

    @Test
    void losesNothingAndDoublesNothingHoweverOftenItIsKilled() throws Exception {
        Path data = folder.resolve("data");
        UsersFile.write(data.resolve(".gateway"), "fed", "secret");
        Files.createDirectories(data.resolve("fed/work/ran"));
        Files.createDirectories(data.resolve("fed/work/in"));
        Scripts.executable(data, "fed", "count.sh", "echo once >> \"$HOME/work/ran/$1\"");
        for (int kill = 0; kill <= KILLS; kill++) {
            try (GatewayProcess gateway = GatewayProcess.start(
                    data,
                    kill % 2 == 0 ? GatewayMode.SERVICE : GatewayMode.EMBEDDED,
                    List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m"),
                    Map.of())) {
                Wire wire = gateway.wire();
                String cookie =
                        loggedIn.isEmpty() ? logIn(wire) : loggedIn.iterator().next();
                checkAll(wire, cookie, data);
                if (kill < KILLS) {
                    loadUntilKilled(gateway, cookie);
                } else {
                    checkInTheEnd(wire, cookie, data);
                }
            }
        }
    }

    private String logIn(Wire wire) throws IOException {
        String cookie = wire.logOn("fed", "secret");
        loggedIn.add(cookie);
        return cookie;
    }

    /** Lets clients do what they do, and kills the gateway when it has answered so many of their calls. */
    private void loadUntilKilled(GatewayProcess gateway, String cookie) throws Exception {
        Wire wire = gateway.wire();
        int calls = 1 + random.nextInt(40);
        AtomicInteger answered = new AtomicInteger();
        List<Thread> clients = new ArrayList<>();
        clients.add(
                client(answered, () -> submit(wire, cookie, UUID.randomUUID().toString())));
        clients.add(
                client(answered, () -> submit(wire, cookie, UUID.randomUUID().toString())));
        clients.add(client(answered, () -> upload(wire, cookie)));
        clients.add(client(answered, () -> logInAndOut(wire, cookie)));
        await().pollInSameThread()
                .pollInterval(Duration.ofMillis(2))
                .until(() -> answered.get() >= calls || !gateway.process().isAlive());
        assertThat(gateway.process().isAlive()).isTrue();
        gateway.kill();
        for (Thread client : clients) {
            client.join();
        }
    }

    /** A call of a client, which fails when the gateway is killed. */
    private interface Call {
        void make() throws IOException;
    }

    private static Thread client(AtomicInteger answered, Call call) {
        Thread thread = new Thread(() -> {
            try {
                while (true) {
                    call.make();
                    answered.incrementAndGet();
                }
            } catch (IOException e) {
                // the gateway is gone
            }
        });
        thread.start();
        return thread;
    }

    private void submit(Wire wire, String cookie, String key) throws IOException {
        boolean known = false;
        try {
            String id = wire.submit(cookie + "Idempotency-Key: " + key + "\r\n", "/work/count.sh", key);
            accepted.put(key, id);
            known = true;
        } finally {
            if (!known) {
                unanswered.add(key);
            }
        }
    }

    private void upload(Wire wire, String cookie) throws IOException {
        String name = UUID.randomUUID().toString();
        String answer =
                wire.upload(cookie, "0", "/work/in", name, content(name)).text();
        if (!answer.contains("successfully")) {
            throw new IOException(answer);
        }
        uploaded.add(name);
    }

    private static byte[] content(String name) {
        return name.repeat(UPLOAD / name.length()).getBytes(UTF_8);
    }

    private void logInAndOut(Wire wire, String keep) throws IOException {
        String cookie = logIn(wire);
        if (logIns.incrementAndGet() % 2 == 0 && !cookie.equals(keep)) {
            // until that is answered it may be either
            loggedIn.remove(cookie);
            wire.get(SERVICE + "logout", cookie);
            loggedOut.add(cookie);
        }
    }

    /** Checks what there is after a start. */
    private void checkAll(Wire wire, String cookie, Path data) throws IOException {
        for (String token : loggedIn) {
            assertThat(wire.get(SERVICE + "jobsforname/none", token).text()).contains("No matching job");
        }
        for (String token : loggedOut) {
            assertThat(wire.get(SERVICE + "jobsforname/none", token).text()).doesNotContain("No matching job");
        }
        // again, with the same key
        for (String key = unanswered.poll(); key != null; key = unanswered.poll()) {
            submit(wire, cookie, key);
        }
        String jobs = wire.get(SERVICE + "jobs", cookie).text();
        List<String> ids =
                ID.matcher(jobs).results().map(found -> found.group(1)).toList();
        assertThat(ids).doesNotHaveDuplicates().hasSameElementsAs(accepted.values());
        try (Stream<Path> files = Files.list(data.resolve("fed/work/in"))) {
            Set<String> names = new HashSet<>();
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                names.add(name);
                assertThat(Files.readAllBytes(file)).as(name).isEqualTo(content(name));
            }
            assertThat(names).containsAll(uploaded);
        }
        try (Stream<Path> folders = Files.list(data.resolve("fed/work/jobs"))) {
            assertThat(folders).hasSize(accepted.size());
        } catch (NoSuchFileException e) {
            assertThat(accepted).isEmpty();
        }
    }

    private void checkInTheEnd(Wire wire, String cookie, Path data) throws IOException {
        await().until(() -> wire.get(SERVICE + "jobsforstatus/pending", cookie)
                        .text()
                        .contains("No matching job")
                && wire.get(SERVICE + "jobsforstatus/running", cookie).text().contains("No matching job"));
        if (KILLS != OF_A_BUILD) {
            System.out.println("killed " + KILLS + " times: " + accepted.size() + " jobs, " + uploaded.size()
                    + " uploads, " + loggedIn.size() + " sessions, " + loggedOut.size() + " that were ended");
        }
        for (Map.Entry<String, String> job : accepted.entrySet()) {
            assertThat(wire.state(cookie, job.getValue())).as(job.getValue()).isEqualTo("Done");
            assertThat(data.resolve("fed/work/ran").resolve(job.getKey()))
                    .as(job.getValue())
                    .hasContent("once");
        }
        try (Stream<Path> ran = Files.list(data.resolve("fed/work/ran"))) {
            assertThat(ran).hasSize(accepted.size());
        }
    }
}
