package org.mantle.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.type.Secret;
import org.mantle.gateway.Gateway;
import org.mantle.gateway.GatewayConfig;
import org.mantle.remote.RemoteAccounts;
import org.mantle.remote.ResourceAccount;
import org.mantle.remote.job.RemoteJob;
import org.mantle.remote.job.StoppableMonitor;

/** The jobs of all resources on the command line, as a process, at a gateway with real jobs. */
class JobsIT {

    private static final String RESOURCE = "SCARF@STFC";
    private static final String PASSWORD = "mark-4711";

    @TempDir
    Path folder;

    private Launcher launcher;
    private Gateway gateway;
    private RemoteAccounts accounts;

    @BeforeEach
    void start() throws Exception {
        launcher = new Launcher(folder).with("COLUMNS", "200");
        accounts = new MantleHome(launcher.home()).create().accounts();
        gateway = Gateway.start(GatewayConfig.builder(folder.resolve("gateway"))
                .allowManyUsers(true)
                .program("/work/bin/sh", List.of("/bin/sh", "-c"))
                .build());
        accounts.resources().add(RESOURCE, Map.of("url", gateway.url().toString()));
        logIn("alice");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private void logIn(String user) throws IOException {
        gateway.users().add(user, PASSWORD.toCharArray());
        as(user, account -> {
            account.logIn(Secret.of(PASSWORD.toCharArray()));
            return account;
        });
    }

    /** Something that is done with an account. */
    private interface AccountUse<T> {
        T with(ResourceAccount account) throws IOException;
    }

    private <T> T as(String user, AccountUse<T> use) throws IOException {
        try (ResourceAccount account =
                accounts.connect(accounts.resources().find(RESOURCE).orElseThrow(), user, new StoppableMonitor())) {
            return use.with(account);
        }
    }

    private RemoteJob submit(String user, String name, String script) throws IOException {
        return as(user, account -> account.submit("/work/bin/sh", "'" + script + "'", name));
    }

    private RemoteJob job(RemoteJob job) throws IOException {
        return as("alice", account -> account.job(job.id()));
    }

    private void awaitEnd(RemoteJob job) {
        Awaitility.await()
                .atMost(2, TimeUnit.MINUTES)
                .until(() -> !job(job).state().isUnderWay());
    }

    /** A job that says more when the file {@code go} is there. */
    private String waiting() {
        return "echo first ü; echo oops >&2; until [ -e " + folder.resolve("go") + " ]; do sleep 0.1; done; echo last";
    }

    private void go() throws IOException {
        Files.createFile(folder.resolve("go"));
    }

    private CompletableFuture<Launcher.Result> inBackground(String... arguments) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return launcher.run(arguments);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
    }

    /** Returns whether a command has begun to print a line, which the launcher keeps in a file. */
    private boolean isPrinted(String line) throws IOException {
        try (var files = Files.newDirectoryStream(folder, "out*.txt")) {
            for (Path file : files) {
                if (Files.readString(file).startsWith(line)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void everyLineOfThePageDoesWhatItSays() throws Exception {
        String page = Files.readString(Path.of(System.getProperty("mantle.root"), "docs", "command-line.md"));
        Matcher block = Pattern.compile("(?s)```sh jobs\n(.*?)```").matcher(page);
        assertThat(block.find()).isTrue();
        RemoteJob job = submit("alice", "tooth", waiting());
        assertThat(job.id().text()).isEqualTo("1");
        List<String[]> lines = block.group(1)
                .lines()
                .map(line -> line.replaceFirst("^mantle ", "").split(" "))
                .toList();
        assertThat(lines).hasSize(4);

        Launcher.Result listed = launcher.run(lines.get(0));
        assertThat(listed.err()).isEmpty();
        assertThat(listed.exitCode()).isZero();
        assertThat(listed.out().lines().toList().get(0).split(" +"))
                .containsExactly("RESOURCE", "USER", "ID", "NAME", "STATE", "COMMAND");
        assertThat(listed.out().lines().toList().get(1))
                .matches("SCARF@STFC +alice +1 +tooth +Running +/work/bin/sh .*");

        JsonObject json =
                JsonParser.parseString(launcher.run(lines.get(1)).out()).getAsJsonObject();
        assertThat(json.getAsJsonArray("failures")).isEmpty();
        JsonObject told = json.getAsJsonArray("jobs").get(0).getAsJsonObject();
        assertThat(told.keySet())
                .containsExactly(
                        "resource",
                        "user",
                        "id",
                        "name",
                        "state",
                        "underWay",
                        "succeeded",
                        "reason",
                        "exitCode",
                        "command");
        assertThat(told.get("underWay").getAsBoolean()).isTrue();
        assertThat(told.get("exitCode").isJsonNull()).isTrue();

        CompletableFuture<Launcher.Result> following = inBackground(lines.get(2));
        Awaitility.await().atMost(2, TimeUnit.MINUTES).until(() -> isPrinted("first ü\n"));
        go();
        Launcher.Result followed = following.get(2, TimeUnit.MINUTES);
        assertThat(followed.out()).isEqualTo("first ü\nlast\n");
        assertThat(followed.err().lines()).containsSubsequence("Job 1: Running", "oops", "Job 1: Done");
        assertThat(followed.exitCode()).isZero();

        Launcher.Result why = launcher.run(lines.get(3));
        assertThat(why.exitCode()).isZero();
        assertThat(why.out()).contains("1 (tooth) of alice at SCARF@STFC", "Done", "it has done its work");
    }

    @Test
    void whyAJobFailedIsTold() throws Exception {
        RemoteJob job = submit("alice", "", "echo begun; for i in $(seq 30); do echo line $i >&2; done; exit 3");
        awaitEnd(job);

        Launcher.Result followed =
                launcher.run("jobs", "follow", RESOURCE, job.id().text());
        assertThat(followed.exitCode()).isEqualTo(1);
        assertThat(followed.out()).isEqualTo("begun\n");
        assertThat(followed.err()).contains("line 1\n", "line 30\n", "mantle jobs why SCARF@STFC " + job.id());

        Launcher.Result why = launcher.run("jobs", "why", RESOURCE, job.id().text());
        assertThat(why.exitCode()).isZero();
        assertThat(why.out())
                .containsPattern("State +Exit")
                .containsPattern("Exit code +3")
                .containsPattern("Reason +exit code 3")
                .containsPattern("What to do +its program ended with an error of its own")
                .containsPattern(job.id() + "\\.error +line 11\n +line 12\n")
                .endsWith("line 30\n")
                .doesNotContain("line 10\n");

        JsonObject json = JsonParser.parseString(
                        launcher.run("jobs", "why", "--json", RESOURCE, job.id().text())
                                .out())
                .getAsJsonObject();
        assertThat(json.get("failed").getAsBoolean()).isTrue();
        assertThat(json.get("exitCode").getAsInt()).isEqualTo(3);
        assertThat(json.get("file").getAsString()).endsWith("/" + job.id() + ".error");
        assertThat(json.getAsJsonArray("lastLines")).hasSize(20);

        JsonObject unknown = JsonParser.parseString(
                        launcher.run("jobs", "why", RESOURCE, "99", "--json").out())
                .getAsJsonObject();
        assertThat(unknown.getAsJsonObject("error").get("type").getAsString()).isEqualTo("UnknownJobException");
    }

    @Test
    void aResourceThatCannotBeReachedHidesNoOther() throws Exception {
        logIn("bob");
        submit("alice", "of alice", "true");
        submit("bob", "of bob", "true");
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String url = "http://127.0.0.1:" + silent.getLocalPort() + "/platform/";
            copyTheSession("there", url);
        }
        Launcher.Result listed = launcher.run("jobs");
        assertThat(listed.exitCode()).isEqualTo(1);
        assertThat(listed.out()).contains("of alice", "of bob").doesNotContain("there");
        assertThat(listed.err().lines())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("mantle: the jobs of alice at there are not known: ")
                        .contains("no service runs at that address"));

        Launcher.Result asJson = launcher.run("jobs", "--json");
        assertThat(asJson.exitCode()).isEqualTo(1);
        JsonObject json = JsonParser.parseString(asJson.out()).getAsJsonObject();
        assertThat(json.getAsJsonArray("jobs")).hasSize(2);
        JsonArray failures = json.getAsJsonArray("failures");
        assertThat(failures).hasSize(1);
        JsonObject failure = failures.get(0).getAsJsonObject();
        assertThat(failure.get("resource").getAsString()).isEqualTo("there");
        assertThat(failure.getAsJsonObject("error").get("type").getAsString()).isEqualTo("ServiceUnreachableException");
    }

    /** Makes a resource at which alice seems to be logged in. */
    private void copyTheSession(String name, String url) throws IOException {
        accounts.resources().add(name, Map.of("url", url));
        Path file = launcher.home().resolve("sessions.json");
        JsonObject sessions = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        JsonObject users = new JsonObject();
        JsonObject session =
                sessions.getAsJsonObject(RESOURCE).getAsJsonObject("alice").deepCopy();
        session.addProperty("serviceUrl", url);
        session.addProperty("loggedInAt", url);
        users.add("alice", session);
        sessions.add(name, users);
        Files.writeString(file, sessions.toString());
    }

    @Test
    void ctrlCEndsTheFollowingAndNotTheJob() throws Exception {
        RemoteJob job = submit("alice", "", waiting());
        try (Launcher.Service following =
                launcher.start("jobs", "follow", RESOURCE, job.id().text())) {
            following.awaitLine("first ü");
            assertThat(following.interrupt()).isEqualTo(130);
            assertThat(following.awaitLine("is not followed any more"))
                    .contains("and was not stopped. Last it was " + job.id()
                            + ": Running; stop it with Action=CancelJob");
        }
        assertThat(job(job).state().isUnderWay()).isTrue();
        go();
        awaitEnd(job);
        assertThat(job(job).state().succeeded()).isTrue();
    }

    @Test
    void ofAJobThatCannotBeReachedNothingIsClaimed() throws Exception {
        RemoteJob job = submit("alice", "", waiting());
        gateway.close();
        try (Launcher.Service following =
                launcher.start("jobs", "follow", RESOURCE, job.id().text())) {
            assertThat(following.awaitLine("it is asked again")).contains("no service runs at that address");
            assertThat(following.interrupt()).isEqualTo(130);
            assertThat(following.awaitLine("is not followed any more")).contains("How it is, is not known; stop it");
        }
    }

    /** A row has the exit code of which its reason tells, and is one line where no window shows it. */
    @Test
    void aListIsReadLineByLineInAPipe() throws Exception {
        launcher.with("COLUMNS", "");
        RemoteJob job = submit("alice", "x".repeat(60), "exit 3 # " + "y".repeat(200));
        awaitEnd(job);
        assertThat(launcher.run("jobs").out().lines().toList())
                .hasSize(2)
                .last()
                .asString()
                .contains("x".repeat(60), "y".repeat(200));
        JsonObject told = JsonParser.parseString(launcher.run("jobs", "--json").out())
                .getAsJsonObject()
                .getAsJsonArray("jobs")
                .get(0)
                .getAsJsonObject();
        assertThat(told.get("reason").getAsString()).startsWith("exit code 3");
        assertThat(told.get("exitCode").getAsInt()).isEqualTo(3);
    }

    @Test
    void whoseJobIsMeantMustBeClear() throws Exception {
        logIn("bob");
        RemoteJob job = submit("bob", "of bob", "true");
        Launcher.Result unclear =
                launcher.run("jobs", "follow", RESOURCE, job.id().text());
        assertThat(unclear.exitCode()).isEqualTo(2);
        assertThat(unclear.err()).contains("--user: alice, bob");
        assertThat(launcher.run("jobs", "follow", RESOURCE, job.id().text(), "--user", "bob")
                        .exitCode())
                .isZero();
        RemoteJob failed = submit("bob", "", "exit 3");
        assertThat(launcher.run("jobs", "follow", RESOURCE, failed.id().text(), "--user", "bob")
                        .err())
                .contains("mantle jobs why SCARF@STFC " + failed.id() + " --user bob\n");
        RemoteJob array = submit("bob", "z[1-2]", "echo $LSB_JOBINDEX; exit 3");
        Launcher.Result task = launcher.run("jobs", "follow", RESOURCE, array.id() + "[2]", "--user", "bob");
        assertThat(task.out()).isEqualTo("2\n");
        assertThat(task.err()).contains("mantle jobs why SCARF@STFC '" + array.id() + "[2]' --user bob\n");
        Launcher.Result stranger = launcher.run("jobs", "why", RESOURCE, "1", "--user", "carol");
        assertThat(stranger.exitCode()).isEqualTo(2);
        assertThat(stranger.err()).contains("carol is not logged in", "mantle resources login SCARF@STFC carol");
        Launcher.Result nowhere = launcher.run("jobs", "why", "elsewhere", "1");
        assertThat(nowhere.exitCode()).isEqualTo(2);
        assertThat(nowhere.err()).contains("there is no compute resource elsewhere; there is SCARF@STFC");
    }

    /** What was kept of the session is put back, to see whether the service still takes it. */
    @Test
    void whoeverIsLoggedInAtAResourceThatIsRemovedIsLoggedOut() throws Exception {
        Path file = launcher.home().resolve("sessions.json");
        String before = Files.readString(file);
        assertThat(before).contains("alice");
        Launcher.Result removed = launcher.run("resources", "remove", RESOURCE);
        assertThat(removed.exitCode()).isZero();
        assertThat(removed.out()).isEqualTo("Removed SCARF@STFC.\n");
        assertThat(removed.err()).isEmpty();
        assertThat(Files.readString(file)).doesNotContain("alice");

        accounts.resources().add(RESOURCE, Map.of("url", gateway.url().toString()));
        Files.writeString(file, before);
        assertThat(launcher.run("jobs").err()).contains("the session of alice at SCARF@STFC has ended");

        logIn("bob");
        String address = gateway.url().toString();
        gateway.close();
        Launcher.Result away = launcher.run("resources", "add", RESOURCE, "http://127.0.0.1:1/platform/");
        assertThat(away.exitCode()).isZero();
        assertThat(away.out()).isEqualTo("Changed SCARF@STFC.\n");
        assertThat(away.err())
                .startsWith(
                        "warning: the session of bob at " + address + " is dropped here, but was not ended there: ");
        assertThat(Files.readString(file)).doesNotContain("bob");
    }

    @Test
    void aSessionThatHasEndedIsToldOf() throws Exception {
        as("alice", account -> {
            account.logOut();
            return account;
        });
        Launcher.Result nobody = launcher.run("jobs");
        assertThat(nobody.exitCode()).isZero();
        assertThat(nobody.out()).isEmpty();
        assertThat(nobody.err()).contains("Nobody is logged in; log in with: mantle resources login NAME USER");

        as("alice", account -> {
            account.logIn(Secret.of(PASSWORD.toCharArray()));
            return account;
        });
        gateway.users().changePassword("alice", "another".toCharArray());
        Launcher.Result ended = launcher.run("jobs");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err())
                .contains("the session of alice at SCARF@STFC has ended")
                .doesNotContain("warning");
        Launcher.Result later = launcher.run("jobs", "list");
        assertThat(later.exitCode()).isZero();
        assertThat(later.err()).startsWith("warning: the session of alice at SCARF@STFC has ended; log in again with");
    }
}
