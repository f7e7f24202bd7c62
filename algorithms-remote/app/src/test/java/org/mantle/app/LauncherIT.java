package org.mantle.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command, beyond what the README types. */
class LauncherIT {

    @TempDir
    Path folder;

    @Test
    void itIsFoundThroughALinkAndFromAFolderWithBlanks() throws Exception {
        Path blanks = Files.createDirectories(folder.resolve("with blanks"));
        Path link = Files.createSymbolicLink(blanks.resolve("a link"), Launcher.DISTRIBUTION.resolve("bin/mantle"));

        Launcher.Result result = new Launcher(blanks, link).run("list", "--json");

        assertThat(result.exitCode()).as(result.err()).isZero();
        JsonArray list = JsonParser.parseString(result.out()).getAsJsonArray();
        assertThat(list)
                .anySatisfy(
                        entry -> assertThat(entry.getAsJsonObject().get("name").getAsString())
                                .isEqualTo("SCARFTomoReconstruction"));
        Files.delete(link);
    }

    @Test
    void aCopyOfTheDistributionWorksElsewhere() throws Exception {
        Path copy = copyOfTheDistribution("elsewhere");

        Launcher.Result result =
                new Launcher(folder, copy.resolve("bin/mantle")).run("describe", "scarftomoreconstruction");

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("SCARFTomoReconstruction", "JobStatusByID");
    }

    private Path copyOfTheDistribution(String name) throws IOException {
        Path copy = folder.resolve(name);
        Path original = Launcher.DISTRIBUTION;
        try (Stream<Path> tree = Files.walk(original)) {
            for (Path path : tree.toList()) {
                Files.copy(path, copy.resolve(original.relativize(path)));
            }
        }
        return copy;
    }

    @Test
    void aWrongJavaHomeLeavesTheJavaOnThePath() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        Launcher launcher =
                new Launcher(folder).with("JAVA_HOME", folder.resolve("none").toString());

        Launcher.Result onPath = launcher.with("PATH", java + ":/usr/bin:/bin").run("--version");
        assertThat(onPath.err()).isEmpty();
        assertThat(onPath.exitCode()).isZero();

        Path tools = Files.createDirectory(folder.resolve("tools"));
        Launcher.Result nowhere = launcher.with("PATH", tools.toString()).run("--version");
        assertThat(nowhere.exitCode()).isEqualTo(1);
        assertThat(nowhere.err())
                .contains("no Java found in JAVA_HOME, which is \"" + folder.resolve("none"), "install a Java 17");
    }

    @Test
    void theLauncherNeedsNoProgramButJava() throws Exception {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        Files.createSymbolicLink(tools.resolve("java"), Path.of(System.getProperty("java.home"), "bin", "java"));
        Launcher launcher = new Launcher(folder).with("PATH", tools.toString()).with("JAVA_HOME", "");

        Launcher.Result version = launcher.run("--version");

        assertThat(version.err()).isEmpty();
        assertThat(version.out()).startsWith("mantle ");
        Path link = Files.createSymbolicLink(folder.resolve("mantle"), Launcher.DISTRIBUTION.resolve("bin/mantle"));
        ProcessBuilder linked = new ProcessBuilder("/bin/sh", link.toString(), "--version").redirectErrorStream(true);
        linked.environment().put("PATH", tools.toString());
        assertThat(new String(linked.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("is a link, and neither readlink nor ls is on the path")
                .hasLineCount(1);
        Files.createSymbolicLink(tools.resolve("ls"), Path.of("/bin/ls"));
        assertThat(new String(linked.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(version.out());
    }

    @Test
    void aMissingLogInIsToldWithExitCode2AndNothingHasRun() throws Exception {
        Launcher launcher = new Launcher(folder);
        assertThat(launcher.run("resources", "add", "SCARF@STFC", "http://127.0.0.1:9/platform/")
                        .exitCode())
                .isZero();

        Launcher.Result result =
                launcher.run("run", "SCARFTomoReconstruction", "UserName=alice", "Action=SubmitJob", "--json");

        assertThat(result.exitCode()).isEqualTo(2);
        JsonObject json = JsonParser.parseString(result.out()).getAsJsonObject();
        assertThat(json.get("status").getAsString()).isEqualTo("Invalid");
        assertThat(json.getAsJsonArray("problems")
                        .get(0)
                        .getAsJsonObject()
                        .get("message")
                        .getAsString())
                .contains("log in");
    }

    @Test
    void anUnreachableServiceIsAFailedRunWithExitCode1() throws Exception {
        Launcher launcher = new Launcher(folder);
        launcher.run("resources", "add", "SCARF@STFC", "http://127.0.0.1:9/platform/");

        Launcher.Result result = launcher.run("run", "SCARFTomoReconstruction", "UserName=alice", "Action=Ping");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("127.0.0.1:9");
        assertThat(result.err().lines()).hasSize(1);
    }

    @Test
    void itsStateIsReadableByItsOwnerAlone() throws Exception {
        Launcher launcher = new Launcher(folder);
        launcher.run("resources", "add", "SCARF@STFC", "http://127.0.0.1:9/platform/");
        launcher.runWithInput("secret\n", "gateway", "user", "add", "alice");
        launcher.run("run", "SCARFTomoReconstruction", "UserName=alice", "Action=Ping");

        assertThat(launcher.home().resolve("history.jsonl")).isNotEmptyFile();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(launcher.home())))
                .isEqualTo("rwx------");
        try (Stream<Path> tree = Files.walk(launcher.home())) {
            List<Path> openToOthers = tree.filter(path -> !path.equals(launcher.home()))
                    .filter(LauncherIT::isOpenToOthers)
                    .toList();
            assertThat(openToOthers).isEmpty();
        }
    }

    @Test
    void whatRanIsThereInTheNextCommandAndRunsAgainFromAScript() throws Exception {
        Launcher launcher = new Launcher(folder);
        launcher.run("resources", "add", "SCARF@STFC", "http://127.0.0.1:9/platform/");
        launcher.with("MARK", "mark-4711");
        launcher.run("run", "SCARFTomoReconstruction", "UserName=alice", "Password=@env:MARK");
        launcher.run("run", "SCARFTomoReconstruction", "UserName=alice", "Password=mark-4711");

        Launcher.Result shown = launcher.run("history");
        assertThat(shown.err()).isEmpty();
        assertThat(shown.out().lines().skip(1)).anyMatch(line -> line.startsWith("2 ") && line.contains("Failed"));
        assertThat(launcher.run("history", "replay", "1").err()).contains("127.0.0.1:9");
        Path script = folder.resolve("again.sh");
        launcher.run("history", "export", "3", "--shell", "--output", script.toString());
        ProcessBuilder again = new ProcessBuilder("/bin/sh", script.toString())
                .redirectErrorStream(true)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("said").toFile());
        Launcher.forget(again.environment());
        again.environment().put("PATH", "/usr/bin:/bin");
        assertThat(again.start().waitFor()).isEqualTo(127); // there is no mantle on the path
        assertThat(new Launcher(folder, Path.of("/bin/sh"))
                        .with(
                                "MANTLE",
                                Launcher.DISTRIBUTION.resolve("bin/mantle").toString())
                        .with("MARK", "mark-4711")
                        .run(script.toString())
                        .err())
                .contains("127.0.0.1:9");
        assertThat(launcher.run("history", "--json").out())
                .contains("\"number\": 4")
                .doesNotContain("mark-4711");
        try (Stream<Path> files = Files.walk(launcher.home())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).as("%s", file).doesNotContain("mark-4711");
            }
        }
    }

    private static boolean isOpenToOthers(Path path) {
        try {
            return !PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
                    .endsWith("------");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aHomeThatCannotBeMadeIsToldByWhatKeepsSomethingThere() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        Launcher launcher =
                new Launcher(folder).with("MANTLE_HOME", file.resolve("home").toString());

        for (List<String> command : List.of(
                List.of("list"),
                List.of("describe", "SortValues"),
                List.of("resources", "list", "--json"),
                List.of("gateway", "user", "list", "--json"))) {
            Launcher.Result result = launcher.run(command.toArray(String[]::new));

            assertThat(result.exitCode()).as("%s", command).isZero();
            assertThat(result.err()).isEmpty();
            assertThat(result.out()).isNotEmpty();
        }
        Launcher.Result none = launcher.run("gateway", "user", "list");
        assertThat(none.exitCode()).isZero();
        assertThat(none.out()).isEmpty();
        assertThat(none.err()).startsWith("There is none yet; add one with: mantle gateway user add");
        Launcher.Result run = launcher.run("run", "SortValues", "Values=2,1");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("SortedValues");
        assertThat(run.err()).contains("warning: the history cannot be written to " + file);
        for (List<String> command : List.of(
                List.of("resources", "add", "SCARF@STFC", "http://127.0.0.1:9/platform/"),
                List.of("gateway", "user", "add", "alice"))) {
            Launcher.Result result = launcher.run(command.toArray(String[]::new));

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err()).contains(file + " is no folder", "set MANTLE_HOME");
        }
        Launcher.Result nobody = launcher.with("MANTLE_HOME", "~nobody/x").run("list", "--json");
        assertThat(nobody.exitCode()).isEqualTo(1);
        assertThat(JsonParser.parseString(nobody.out())
                        .getAsJsonObject()
                        .getAsJsonObject("error")
                        .get("message")
                        .getAsString())
                .startsWith("MANTLE_HOME is \"~nobody/x\"");
    }

    /** The archive of loaded classes fits one Java alone. */
    @Test
    void anyJavaStartsItWithoutAWord() throws Exception {
        Path copy = copyOfTheDistribution("elsewhere");
        for (Path java : javas()) {
            for (Path home : List.of(Launcher.DISTRIBUTION, copy)) {
                Launcher.Result result = new Launcher(folder, home.resolve("bin/mantle"))
                        .with("JAVA_HOME", java.toString())
                        .run("--version");

                assertThat(result.err()).as("%s", java).isEmpty();
                assertThat(result.out()).matches("mantle \\d+[.]\\d+[.]\\d+\n");
            }
        }
    }

    /** Returns the homes of the Javas of this machine that are new enough, that of this test first. */
    private static List<Path> javas() throws IOException {
        List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
        Path folder = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.list(folder)) {
                all.filter(LauncherIT::isNewEnough).forEach(homes::add);
            }
        }
        return homes;
    }

    private static boolean isNewEnough(Path home) {
        Properties release = new Properties();
        try (Reader reader = Files.newBufferedReader(home.resolve("release"))) {
            release.load(reader);
        } catch (IOException e) {
            return false;
        }
        String version = release.getProperty("JAVA_VERSION", "").replaceAll("[^0-9.].*|\"", "");
        return Files.isExecutable(home.resolve("bin/java"))
                && !version.isEmpty()
                && Integer.parseInt(version.replaceAll("[.].*", "")) >= 17;
    }

    @Test
    void theZipHasOneFolderWithItsVersion() throws Exception {
        Set<String> tops = new TreeSet<>();
        List<String> names = new ArrayList<>();
        try (ZipFile zip =
                new ZipFile(Launcher.DISTRIBUTION.resolveSibling("mantle.zip").toFile())) {
            zip.stream().forEach(entry -> {
                tops.add(entry.getName().replaceAll("/.*", ""));
                names.add(entry.getName().replaceAll("^[^/]*/", ""));
            });
        }
        String version = new Launcher(folder).run("--version").out().strip();
        assertThat(tops).containsExactly(version.replace(' ', '-'));
        assertThat(names)
                .contains("bin/mantle", "bin/mantle.cmd", "LICENSE", "share/man/man1/mantle.1")
                .doesNotContain("lib/mantle.jsa");
    }

    /** What can be tried of it without Windows. */
    @Test
    void theLauncherForWindowsNamesTheJarAndHasWindowsLines() throws Exception {
        String script = Files.readString(Launcher.DISTRIBUTION.resolve("bin/mantle.cmd"));

        assertThat(script.replace("\r\n", "")).doesNotContain("\n", "\r", "${");
        assertThat(script)
                .contains("%home%\\lib\\" + Path.of(Launcher.applicationJar()).getFileName() + "\" %*");
        for (String target : List.of("placed", "search", "found")) {
            assertThat(script).contains("goto " + target + "\r\n", "\r\n:" + target + "\r\n");
        }
    }

    @Test
    void bothLaunchersTakeTheSameCommandsForServices() throws Exception {
        String unix = Files.readString(Launcher.DISTRIBUTION.resolve("bin/mantle"));
        String windows = Files.readString(Launcher.DISTRIBUTION.resolve("bin/mantle.cmd"));
        Matcher services = Pattern.compile("\n  ([a-z |]+)\\) tiers= ;;").matcher(unix);
        assertThat(services.find()).isTrue();

        assertThat(Pattern.compile("if \"%~1\"==\"([a-z]+)\" set \"tiers=\"")
                        .matcher(windows)
                        .results()
                        .map(command -> command.group(1)))
                .containsExactlyInAnyOrder(services.group(1).split(" \\| "));

        Matcher moved = Pattern.compile("\n  ([a-z |/*]+) \\| \\*/\\?\\*\\) place= ;;\n  \\*\\) place='(.*)' ;;")
                .matcher(unix);
        assertThat(moved.find()).isTrue();
        assertThat(Pattern.compile("if \"%~1\"==\"([a-z]+)\" set \"place=\"")
                        .matcher(windows)
                        .results()
                        .map(command -> command.group(1)))
                .containsExactlyInAnyOrder(moved.group(1).replace("/*", "").split(" \\| "));
        assertThat(windows)
                .contains("set \"place=" + moved.group(2) + "\"\r\nif defined MANTLE_JAVA_OPTIONS set \"place=\"\r\n");
    }

    @Test
    void bothLaunchersCallJavaAlike() throws Exception {
        String unix = Files.readString(Launcher.DISTRIBUTION.resolve("bin/mantle"));
        String windows = Files.readString(Launcher.DISTRIBUTION.resolve("bin/mantle.cmd"))
                .replaceAll("%([A-Za-z_]+)%", "\\$$1")
                .replace('\\', '/')
                .replace("%*", "$@");
        String call =
                "-XX:+UseSerialGC $tiers $place $sharing -Xlog:disable $MANTLE_JAVA_OPTIONS -Dmantle.distribution=$home"
                        + " -jar $home/lib/"
                        + Path.of(Launcher.applicationJar()).getFileName() + " $@";

        assertThat(unix.replaceAll(" \\\\\n +", " ").replace("\"", "")).contains("exec $java " + call + "\n");
        assertThat(windows.replace("\"", "")).contains("\n$java " + call + "\r\n");
        for (String choice : List.of(
                "tiers=-XX:TieredStopAtLevel=1",
                "sharing=-Xshare:auto",
                "sharing=-XX:SharedArchiveFile=$home/lib/mantle.jsa")) {
            assertThat(windows).contains("set \"" + choice + "\"\r\n");
            assertThat(unix.replace("$archive", "$home/lib/mantle.jsa")).contains(choice);
        }
    }

    @Test
    void helpNamesTheDefaults() throws Exception {
        assertThat(new Launcher(folder).run("gateway", "--help").out()).containsPattern("Default:\\s+8080");
        assertThat(new Launcher(folder).run("quickstart", "--help").out())
                .containsPattern("Default:\\s+mantle-quickstart");
    }

    @Test
    void resourcesAreAddedListedAndRemoved() throws Exception {
        Launcher launcher = new Launcher(folder);
        assertThat(launcher.run("resources", "add", "SCARF@STFC", "http://cluster.example/platform/")
                        .exitCode())
                .as("plain http beyond this machine")
                .isEqualTo(2);
        Launcher.Result added = launcher.run(
                "resources",
                "add",
                "SCARF@STFC",
                "https://portal.scarf.rl.ac.uk:8443/platform/",
                "--scarf-login",
                "https://portal.scarf.rl.ac.uk/cgi-bin/token.py",
                "--application",
                "*tomopy*=TOMOPY_0_1_9");
        assertThat(added.out()).contains("Added SCARF@STFC");
        assertThat(added.err()).isEmpty();
        assertThat(launcher.run("resources", "add", "scarf", "https://cluster.example:8443/platform/")
                        .err())
                .startsWith("warning: no algorithm here looks for a resource named scarf; they look for SCARF@STFC");
        assertThat(launcher.run("resources", "remove", "scarf").exitCode()).isZero();
        JsonObject json = JsonParser.parseString(
                        launcher.run("resources", "list", "--json").out())
                .getAsJsonObject();
        assertThat(json.keySet()).containsExactly("SCARF@STFC");
        assertThat(json.getAsJsonObject("SCARF@STFC").get("logInUrl").getAsString())
                .isEqualTo("https://portal.scarf.rl.ac.uk/cgi-bin/token.py");
        assertThat(launcher.run("resources", "remove", "SCARF@STFC").exitCode()).isZero();
        assertThat(launcher.run("resources", "add", "A@B", "https://cluster.example:8443/platform/")
                        .out())
                .contains("Added A@B");
        assertThat(launcher.run("resources", "list").out()).contains("A@B", "https://cluster.example:8443/platform/");
        Launcher.Result unknown = launcher.run("resources", "remove", "A@C");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("A@C", "A@B");
        assertThat(launcher.run("resources", "remove", "A@B").exitCode()).isZero();
        assertThat(launcher.run("resources", "list").out()).isEmpty();
        assertThat(launcher.run("resources", "list", "--json").out()).isEqualTo("{}\n");
    }

    @Test
    void theFileAndTheProxyOfAResourceAreLookedAtWhenItIsAdded() throws Exception {
        Launcher launcher = new Launcher(folder);
        String url = "https://cluster.example:8443/platform/";
        Path key = Files.writeString(
                folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        Launcher.Result noCertificate = launcher.run("resources", "add", "SCARF@STFC", url, "--trust", key.toString());
        assertThat(noCertificate.exitCode()).isEqualTo(2);
        assertThat(noCertificate.err()).contains(key + " holds no certificates in PEM form");
        Launcher.Result noFile = launcher.run(
                "resources",
                "add",
                "SCARF@STFC",
                url,
                "--trust",
                folder.resolve("none").toString());
        assertThat(noFile.exitCode()).isEqualTo(2);
        assertThat(noFile.err()).contains("it does not exist");
        Launcher.Result noProxy = launcher.run("resources", "add", "SCARF@STFC", url, "--proxy", "proxy:3128");
        assertThat(noProxy.exitCode()).isEqualTo(2);
        assertThat(noProxy.err()).contains("http://proxy.example:3128");
        assertThat(launcher.run("resources", "list").out()).isEmpty();
        assertThat(launcher.run("resources", "add", "SCARF@STFC", url, "--proxy", "http://proxy.example:3128")
                        .exitCode())
                .isZero();
        assertThat(launcher.run("resources", "list", "--json").out())
                .contains("\"proxy\": \"http://proxy.example:3128\"");
    }

    @Test
    void gatewayUsersAreAddedListedAndRemovedAndASecondNeedsAFlag() throws Exception {
        Launcher launcher = new Launcher(folder);
        assertThat(launcher.runWithInput("pass\n", "gateway", "user", "add", "alice")
                        .exitCode())
                .isZero();
        Launcher.Result second = launcher.runWithInput("pass\n", "gateway", "user", "add", "bob");
        assertThat(second.exitCode()).isEqualTo(2);
        assertThat(second.err()).contains("--allow-many-users");
        assertThat(launcher.runWithInput("pass\n", "gateway", "user", "add", "bob", "--allow-many-users")
                        .exitCode())
                .isZero();
        assertThat(launcher.run("gateway", "user", "list").out().lines()).containsExactly("alice", "bob");
        assertThat(JsonParser.parseString(
                        launcher.run("gateway", "user", "list", "--json").out()))
                .isEqualTo(JsonParser.parseString("[{\"name\": \"alice\"}, {\"name\": \"bob\"}]"));
        assertThat(launcher.run("gateway", "user", "remove", "bob").exitCode()).isZero();
        assertThat(launcher.run("gateway", "user", "remove", "bob").exitCode()).isEqualTo(2);
        assertThat(launcher.runWithInput("\n", "gateway", "user", "add", "carol", "--allow-many-users")
                        .exitCode())
                .as("an empty password")
                .isEqualTo(2);
        Launcher.Result nobodyToAsk = launcher.run("gateway", "user", "add", "carol", "--allow-many-users");
        assertThat(nobodyToAsk.exitCode()).isEqualTo(1);
        assertThat(nobodyToAsk.err())
                .contains("there is no terminal to ask for the password for carol at", "as its first line");
    }

    @Test
    void aUserGetsAnotherPasswordAndASecondIsNotAddedBesideAGatewayForOne() throws Exception {
        Launcher launcher = new Launcher(folder);
        launcher.runWithInput("old\n", "gateway", "user", "add", "alice");
        try (Launcher.Service gateway = launcher.start("gateway", "--port", "0")) {
            String url = gateway.awaitLine("serves at").replaceAll(".*(http://[^ ]*/).*", "$1");
            launcher.run("resources", "add", "SCARF@STFC", url);
            assertThat(logIn(launcher, "old").exitCode()).isZero();

            // without a password: it is not asked for
            Launcher.Result second = launcher.run("gateway", "user", "add", "bob", "--allow-many-users");
            assertThat(second.exitCode()).isEqualTo(2);
            assertThat(second.err()).contains("was started for one user (alice)");
            assertThat(launcher.run("gateway", "user", "password", "bob").err()).contains("there is no user \"bob\"");
            assertThat(launcher.runWithInput("new\n", "gateway", "user", "password", "alice")
                            .out())
                    .contains("has a new password");
            Launcher.Result before =
                    launcher.run("run", "SCARFTomoReconstruction", "UserName=alice", "Action=JobStatus");
            assertThat(before.exitCode()).isNotZero();
            assertThat(logIn(launcher, "old").exitCode()).isNotZero();
            assertThat(logIn(launcher, "new").exitCode()).isZero();
        }
    }

    @Test
    void aPersonLogsInAtAnyResource() throws Exception {
        Launcher launcher = new Launcher(folder).with("MARK", "mark-4711");
        launcher.runWithInput("mark-4711\n", "gateway", "user", "add", "alice");
        try (Launcher.Service gateway = launcher.start("gateway", "--port", "0")) {
            String url = gateway.awaitLine("serves at").replaceAll(".*(http://[^ ]+) .*", "$1");
            launcher.run("resources", "add", "ours", url);

            assertThat(launcher.run("resources", "logout", "ours", "alice").err())
                    .contains("alice is not logged in at ours");
            assertThat(launcher.runWithInput("mark-4711\n", "resources", "login", "ours", "alice")
                            .out())
                    .isEqualTo("Logged in at ours as alice.\n");
            assertThat(launcher.home().resolve("sessions.json")).content().contains("\"ours\"", "\"alice\"");
            assertThat(launcher.run("resources", "logout", "ours", "alice").out())
                    .isEqualTo("Logged out from ours as alice.\n");
            assertThat(launcher.home().resolve("sessions.json")).content().doesNotContain("\"alice\"");

            assertThat(launcher.run("resources", "login", "ours", "alice", "--password", "@env:MARK")
                            .exitCode())
                    .isZero();
            Path file = Files.writeString(folder.resolve("password"), "wrong\n");
            Launcher.Result refused =
                    launcher.run("resources", "login", "ours", "alice", "--password", "@file:" + file);
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err().lines()).hasSize(1);
            for (List<String> wrong : List.of(
                    List.of("ours", "alice", "--password", "mark-4711"),
                    List.of("ours", "alice", "--password", "@env:MARK", "--no-password"),
                    List.of("theirs", "alice", "--no-password"))) {
                String[] login = Stream.concat(Stream.of("resources", "login"), wrong.stream())
                        .toArray(String[]::new);
                Launcher.Result result = launcher.run(login);
                assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
                assertThat(result.err()).doesNotContain("mark-4711");
            }
            assertThat(launcher.run("resources", "login", "ours", "alice", "--password", "@env:NONE")
                            .err())
                    .contains("@env:NONE gives no password");
        }
    }

    private static Launcher.Result logIn(Launcher launcher, String password) throws Exception {
        return launcher.run("run", "SCARFTomoReconstruction", "UserName=alice", "Action=LogIn", "Password=" + password);
    }

    @Test
    void theGatewayStopsOnInterruptAndTellsAPortInUse() throws Exception {
        Launcher launcher = new Launcher(folder);
        try (Launcher.Service gateway = launcher.start("gateway", "--port", "0", "--service")) {
            String line = gateway.awaitLine("serves at");
            String port = line.replaceAll(".*127[.]0[.]0[.]1:([0-9]+)/.*", "$1");

            Launcher.Result second = launcher.run(
                    "gateway", "--port", port, "--data", folder.resolve("other").toString());

            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.err()).contains(port);
            assertThat(gateway.interrupt()).isEqualTo(130);
        }
    }
}
