package org.mantle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.ssh.testing.SlurmSite;
import org.mantle.ssh.testing.SshAgent;
import org.mantle.ssh.testing.SshDaemon;

/** What the page about Slurm over SSH tells a reader to type, typed at a real site. */
class SlurmOverSshIT {

    private static final Path PAGE = Path.of(System.getProperty("mantle.root"), "docs/slurm-over-ssh.md");

    @TempDir
    Path folder;

    @Test
    void theSessionOnThePageGoesThrough() throws Exception {
        try (SlurmSite site = new SlurmSite(Files.createDirectory(folder.resolve("site")))) {
            Launcher launcher = new Launcher(folder);
            SlurmSite.command(folder.resolve("count.sh"), "seq \"$1\" >numbers");
            String id = "";
            for (String line : lines()) {
                String typed = line.replace("slurm+ssh://login.cluster.example", "slurm+ssh://127.0.0.1:" + port(site))
                        .replace(
                                "~/.ssh/id_ed25519",
                                site.daemon().key() + " --known-hosts "
                                        + site.daemon().knownHosts())
                        .replace("foouser", SshDaemon.user())
                        .replace("/work/", folder + "/work/")
                        .replaceAll("JobID=1$|JobID=1(?= )", "JobID=" + id);
                String[] words = typed.split(" ");
                if (words[0].equals("mkdir")) {
                    Files.createDirectory(folder.resolve(words[1]));
                } else if (typed.contains("JobStatusByID")) {
                    Awaitility.await()
                            .atMost(5, TimeUnit.MINUTES)
                            .until(() -> run(launcher, words).contains("COMPLETED"));
                } else {
                    String printed = run(launcher, words);
                    if (words[1].equals("resources")) {
                        moveJobs(launcher, site);
                    }
                    Matcher submitted = Pattern.compile("RemoteJobsID +(\\d+)").matcher(printed);
                    id = submitted.find() ? submitted.group(1) : id;
                }
            }
            assertThat(folder.resolve("results/numbers")).hasContent("1\n2\n3");
        }
    }

    private Launcher.Result add(Launcher launcher, SshDaemon daemon, Path key, Path knownHosts) throws Exception {
        return launcher.run(
                "resources",
                "add",
                "SCARF@STFC",
                "slurm+ssh://127.0.0.1:" + daemon.port(),
                "--key",
                key.toString(),
                "--known-hosts",
                knownHosts.toString());
    }

    private static Launcher.Result call(Launcher launcher, String action) throws Exception {
        return launcher.run("run", "SCARFTomoReconstruction", "UserName=" + SshDaemon.user(), "Action=" + action);
    }

    /** Each message leads on, and the way that they tell works: an agent that holds the key. */
    @Test
    void aKeyWithAPassPhraseServesFromAnAgentAsTheMessagesSay() throws Exception {
        try (SlurmSite site = new SlurmSite(Files.createDirectory(folder.resolve("site")));
                SshAgent agent = new SshAgent(folder)) {
            Launcher launcher = new Launcher(folder);
            Path key = site.daemon().makeKey("closed", "ed25519", "open me");
            site.daemon().authorize("closed");
            assertThat(add(launcher, site.daemon(), key, site.daemon().knownHosts())
                            .exitCode())
                    .isZero();
            moveJobs(launcher, site);
            String way = "let an agent hold the key, with: eval \"$(ssh-agent)\"; ssh-add " + key;
            assertThat(call(launcher, "JobStatus").err())
                    .contains("Action=LogIn and the Password, for what is done in one program", way);
            assertThat(launcher.run("jobs", "follow", "SCARF@STFC", "1").err()).contains(way);
            Launcher.Result logIn = launcher.with("PW", "open me")
                    .run("resources", "login", "SCARF@STFC", SshDaemon.user(), "--password", "@env:PW");
            assertThat(logIn.exitCode()).isEqualTo(2);
            assertThat(logIn.out()).isEmpty();
            assertThat(logIn.err()).contains("would end with this command: ", way);
            assertThat(launcher.home().resolve("sessions.json")).doesNotExist();
            assertThat(launcher.run("jobs", "why", "SCARF@STFC", "1", "--user", "anna")
                            .err())
                    .contains(way);

            agent.add(key, "open me");
            launcher.with("SSH_AUTH_SOCK", agent.socket().toString());
            assertThat(call(launcher, "JobStatus").exitCode()).isZero();
            // who called last needs not be named again
            assertThat(launcher.run("jobs").exitCode()).isZero();
            assertThat(launcher.run("jobs", "why", "SCARF@STFC", "99999").err()).contains("there is no job 99999");
        }
    }

    @Test
    void whatTheLibraryWarnsOfIsToldInOurWordsAlone() throws Exception {
        try (SshDaemon daemon = new SshDaemon(folder).start()) {
            Launcher launcher = new Launcher(folder);
            Path nobody = Files.createFile(folder.resolve("nobody"));
            add(launcher, daemon, daemon.key(), nobody);
            Launcher.Result unknown = call(launcher, "Ping");
            assertThat(unknown.exitCode()).isEqualTo(1);
            assertThat(unknown.err().lines())
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .startsWith("mantle: SCARFTomoReconstruction")
                            .contains("its key is not known"));
        }
    }

    private static int port(SlurmSite site) {
        return site.daemon().port();
    }

    private static List<String> lines() throws Exception {
        Matcher block =
                Pattern.compile("```sh slurm\\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        assertThat(block.find()).isTrue();
        return block.group(1).lines().toList();
    }

    /** Keeps the jobs out of the home of the account that runs the tests. */
    private static void moveJobs(Launcher launcher, SlurmSite site) throws Exception {
        Path file = launcher.home().resolve("resources.json");
        String moved = Files.readString(file).replace("\"mantle-jobs\"", "\"" + site.jobs() + "\"");
        assertThat(moved).contains(site.jobs().toString());
        Files.writeString(file, moved);
    }

    private static String run(Launcher launcher, String... words) throws Exception {
        assertThat(words[0]).isEqualTo("mantle");
        List<String> arguments = new ArrayList<>(Arrays.asList(words).subList(1, words.length));
        Launcher.Result result = launcher.run(arguments.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result.out();
    }
}
