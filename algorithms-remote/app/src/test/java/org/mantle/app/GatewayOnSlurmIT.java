package org.mantle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.gateway.testing.SlurmCluster;

/** The session on the gateway's page about Slurm, as it stands there, on a real Slurm. */
class GatewayOnSlurmIT {

    private static final Path ROOT = Path.of(System.getProperty("mantle.root"));
    private static final String PASSWORD = "correct horse battery staple";

    @TempDir
    Path folder;

    @Test
    void theSessionOfThePageGoesThrough() throws Exception {
        SlurmCluster cluster = SlurmCluster.shared();
        // jobs run under an account that must come through to its folder
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path data = folder.toRealPath().resolve("gateway");
        Path own = Files.createDirectory(folder.toRealPath().resolve(cluster.user()));
        if (cluster.isOfRoot()) {
            cluster.giveToUser(own);
        }
        Path configuration = Files.writeString(
                folder.resolve("gateway.json"), "{\"jobsFolder\": \"" + folder.toRealPath() + "/{user}/jobs\"}");
        Files.createSymbolicLink(folder.resolve("test-data"), ROOT.resolve("test-data"));
        Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        Launcher launcher = new Launcher(folder);
        Launcher.Service gateway = null;
        String url = "";
        try {
            for (String line : session()) {
                String[] words = line.replace("http://127.0.0.1:8080/platform/", url)
                        .replace("http://127.0.0.1:6820", cluster.url().toString())
                        .replace("/etc/slurm/jwt_hs256.key", cluster.keyFile().toString())
                        .replace("/scratch/alice", own.toString())
                        .replace("/var/lib/mantle", data.toString())
                        .replace("alice", cluster.user())
                        // the accounts of the tests have no home
                        .replaceFirst(" &$", " --port 0 --config " + configuration)
                        .split(" ");
                if (words[0].equals("mkdir")) {
                    Files.createDirectory(folder.resolve(words[1]));
                } else if (line.endsWith("&")) {
                    gateway = launcher.start(
                            List.of(words).subList(1, words.length).toArray(String[]::new));
                    Matcher served = Pattern.compile("http://127[.]0[.]0[.]1:[0-9]+/platform/")
                            .matcher(gateway.awaitLine("serves at"));
                    assertThat(served.find()).isTrue();
                    url = served.group();
                } else if (line.contains("JobStatusByID")) {
                    Awaitility.await()
                            .atMost(10, TimeUnit.MINUTES)
                            .until(() -> run(launcher, words).matches("(?s).*\\b(Done|Exit)\\b.*"));
                    assertThat(run(launcher, words)).contains("Done");
                } else {
                    run(launcher, words);
                }
            }
        } finally {
            if (gateway != null) {
                gateway.close();
            }
        }
        try (Stream<Path> slices = Files.list(folder.resolve("slices"))) {
            assertThat(slices.filter(file -> file.toString().endsWith(".tif"))).isNotEmpty();
        }
        try (Stream<Path> jobs = Files.list(own.resolve("jobs"))) {
            Path report = jobs.findFirst().orElseThrow().resolve("report.json");
            assertThat(Files.getOwner(report).getName()).isEqualTo(cluster.user());
        }
    }

    @Test
    void aGatewayOfRootKeepsItsHomeToItself() throws Exception {
        SlurmCluster cluster = SlurmCluster.shared();
        Prerequisites.administrator();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Launcher launcher = new Launcher(folder);
        String[] command = {
            "gateway",
            "--port",
            "0",
            "--slurm",
            cluster.url().toString(),
            "--slurm-key",
            cluster.keyFile().toString()
        };
        try (Launcher.Service gateway = launcher.start(command)) {
            assertThat(gateway.awaitLine("serves at")).contains("http://127.0.0.1:");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(launcher.home())))
                .isEqualTo("rwx------");
        Path config = Files.writeString(
                folder.resolve("gateway.json"),
                "{\"slurm\": \"" + cluster.url() + "\", \"slurmKey\": \"" + cluster.keyFile()
                        + "\", \"data\": \"users\"}");
        assertThat(launcher.run("gateway", "user", "list", "--config", config.toString())
                        .err())
                .contains("mantle gateway user add NAME --config " + config);
        String[] add = {"gateway", "user", "add", cluster.user(), "--config", config.toString()};
        assertThat(launcher.runWithInput(PASSWORD + "\n", add).out())
                .isEqualTo("User " + cluster.user() + " can log in.\n");
        add[3] = "no-such-account";
        Launcher.Result added = launcher.runWithInput(PASSWORD + "\n", add);
        assertThat(added.out()).isEqualTo("User no-such-account is added.\n");
        assertThat(added.err()).contains("no-such-account cannot log in: There is no account");
        assertThat(launcher.run("gateway", "--slurm", cluster.url().toString()).err())
                .contains("--slurm and --slurm-key belong together");
    }

    private static List<String> session() throws Exception {
        Matcher fenced = Pattern.compile("```sh slurm\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("docs/gateway.md")));
        assertThat(fenced.find()).isTrue();
        return fenced.group(1).lines().toList();
    }

    private static String run(Launcher launcher, String... words) throws Exception {
        assertThat(words[0]).isEqualTo("mantle");
        List<String> arguments = new ArrayList<>(List.of(words).subList(1, words.length));
        if (arguments.contains("Action=LogIn")) {
            arguments.add("Password=@file:password");
        }
        Launcher.Result result = launcher.runWithInput(PASSWORD + "\n", arguments.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result.out();
    }
}
