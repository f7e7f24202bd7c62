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
