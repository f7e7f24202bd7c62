package org.mantle.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.gateway.testing.Eventually.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a job runs: its program, its arguments, and the files that come along. */
class JobCommandTests extends RunningGateway {

    @Test
    void givesAJobItsArgumentsOneByOneAndALittleEnvironment() throws Exception {
        String id = wire.submit(
                cookie,
                script("args.sh", "for a; do printf '<%s>' \"$a\"; done; env >&2; pwd"),
                "/work/imat/test_ '/work/x y' --in=/work/z /workshop $HOME `id` * 'a;b' \"q\\\"q\" | /work",
                "JOB_NAME",
                "N/../..\\x",
                "OUTPUT_FILE",
                "%J.output",
                "ERROR_FILE",
                "%J.error");
        await().until(() -> wire.state(cookie, id).equals("Done"));
        String output = fetch(id, id + ".output");
        Map<String, String> environment = fetch(id, id + ".error")
                .lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));

        assertThat(output)
                .startsWith("<" + work + "/imat/test_><" + work
                        + "/x y><--in=/work/z></workshop><$HOME><`id`><*><a;b><q\"q><|><" + work + ">")
                .endsWith(environment.get("PWD") + "\n");
        assertThat(Path.of(environment.get("PWD")).getParent()).isEqualTo(work.resolve("jobs"));
        assertThat(environment)
                .containsEntry("HOME", data.resolve("fed").toString())
                .containsEntry("LANG", "C.UTF-8")
                .containsEntry("MANTLE_JOB_ID", id);
        // the shell itself adds the last four
        assertThat(Set.of("PATH", "HOME", "LANG", "MANTLE_JOB_ID", "MANTLE_JOB_NAME", "PWD", "SHLVL", "_", "OLDPWD"))
                .containsAll(environment.keySet());
    }

    @ParameterizedTest
    @CsvSource({
        "/work/imat/webservice_test/tomopy/", "/work/imat/webservice_test/tomopy",
                "/work/imat/webservice_test/tomopy/run",
        "/work/folder", "/work/folder/", "/work/folder/run"
    })
    void runsAnInstalledProgramOrAFolderOrAFile(String runnable) throws Exception {
        script("folder/run", "echo folder");
        String id = wire.submit(cookie, runnable, "");

        await().until(() -> wire.state(cookie, id).equals("Done"));
        assertThat(fetch(id, id + ".output")).isEqualTo(runnable.contains("tomopy") ? "program\n" : "folder\n");
        assertThat(wire.get(SERVICE + "jobs/" + id, cookie).text())
                .contains("<cmd>" + runnable + "</cmd>")
                .contains("<name>Mantle_job_" + id + "</name>");
    }

    @Test
    void runsAnUploadedScriptThatNamesItsInterpreterAlthoughAnUploadCarriesNoPermissions() throws Exception {
        Files.createDirectories(work);
        Files.writeString(work.resolve("uploaded.sh"), "#!/bin/sh\necho uploaded $1\n");
        String id = wire.submit(cookie, "/work/uploaded.sh", "once");

        await().until(() -> wire.state(cookie, id).equals("Done"));
        assertThat(fetch(id, id + ".output")).isEqualTo("uploaded once\n");
    }

    @ParameterizedTest
    @CsvSource({
        "/work/nothing, There is nothing to run at '/work/nothing'",
        "/work/plain.py, '/work/plain.py' is not a program",
        "/work/emptyfolder, The folder '/work/emptyfolder' has no program 'run' in it",
        "/bin/echo, '/bin/echo' is not a place of yours",
        "/work/../../../bin/echo, is not a place of yours",
        "/work/outlink, is not a place of yours",
        "/work/linkfolder, is not a program of yours",
        "'', does not say what to run"
    })
    void saysWhyItCannotRunSomething(String runnable, String words) throws Exception {
        Files.createDirectories(work.resolve("emptyfolder"));
        Files.createDirectories(work.resolve("linkfolder"));
        Files.writeString(work.resolve("plain.py"), "print(1)");
        Files.createSymbolicLink(work.resolve("outlink"), Path.of("/bin/echo"));
        Files.createSymbolicLink(work.resolve("linkfolder/run"), Path.of("/bin/echo"));
        Wire.Answer answer = wire.submitRaw(cookie, runnable, "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("<Job><errMsg>").contains(words).contains("<id>0</id>");
        assertThat(answer.text()).doesNotContain(data.toString());
        assertThat(wire.get(SERVICE + "jobs", cookie).text()).contains("<note>");
        if (Files.exists(work.resolve("jobs"))) {
            assertThat(work.resolve("jobs")).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @CsvSource({"OUTPUT_FILE, /etc/x", "ERROR_FILE, ../../../../x", "OUTPUT_FILE, /work/jobs"})
    void refusesOutputFilesThatAreNotTheUsers(String parameter, String file) throws Exception {
        assertThat(wire.submitRaw(cookie, script("t.sh", "exit 0"), "", parameter, file)
                        .text())
                .contains("<Job><errMsg>'" + file + "'");
    }

    @Test
    void leavesNoFolderOfARefusedSubmission() throws Exception {
        String runnable = script("t.sh", "exit 0");

        assertThat(wire.submitRaw(cookie, runnable, "", "OUTPUT_FILE", "/work/new/a/%J", "ERROR_FILE", "/etc/x")
                        .text())
                .contains("<Job><errMsg>'/etc/x'");
        assertThat(wire.submitRaw(cookie, runnable, "", "OUTPUT_FILE", "/work/new/a/%J", "ERROR_FILE", "/work/t.sh/x")
                        .text())
                .contains("<Job><errMsg>'/work/t.sh/x' (ERROR_FILE) leads through '/work/t.sh', which is no folder");
        assertThat(work.resolve("new")).doesNotExist();
        String id = wire.submit(cookie, runnable, "", "OUTPUT_FILE", "/work/new/a/%J", "ERROR_FILE", "/work/new/b/%J");
        await().until(() -> wire.state(cookie, id).equals("Done"));
        assertThat(work.resolve("new/a/" + id)).exists();
        assertThat(work.resolve("new/b/" + id)).exists();
    }

    @Test
    void writesOverAnOutputFileThatIsThere() throws Exception {
        String runnable = script("t.sh", "echo \"$1\"; echo \"$1\" >&2");

        for (String run : List.of("first", "second")) {
            String id = wire.submit(
                    cookie, runnable, run, "OUTPUT_FILE", "/work/logs/out.txt", "ERROR_FILE", "/work/error.txt");
            await().until(() -> wire.state(cookie, id).equals("Done"));
            assertThat(work.resolve("logs/out.txt")).hasContent(run);
            assertThat(work.resolve("error.txt")).hasContent(run);
        }
        String both = wire.submit(cookie, runnable, "x", "OUTPUT_FILE", "/work/both", "ERROR_FILE", "/work/both");
        await().until(() -> wire.state(cookie, both).equals("Done"));
        assertThat(work.resolve("both")).hasContent("x\nx");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "/work/p, /work/p/e, '/work/p' (OUTPUT_FILE) cannot be a file and the folder of '/work/p/e' (ERROR_FILE)",
                "/work/p/o/x, /work/p, '/work/p' (ERROR_FILE) cannot be a file and the folder of '/work/p/o/x' (OUTPUT_FILE)",
                "p, p/e, /p' (OUTPUT_FILE) cannot be a file and the folder of '/work/jobs/"
            })
    void refusesAnOutputFileThatIsTheFolderOfTheOther(String output, String error, String words) throws Exception {
        assertThat(wire.submitRaw(cookie, script("t.sh", "exit 0"), "", "OUTPUT_FILE", output, "ERROR_FILE", error)
                        .text())
                .contains("<Job><errMsg>'", words);
        assertThat(work.resolve("p")).doesNotExist();
        assertThat(work.resolve("jobs")).isEmptyDirectory();
    }

    @Test
    void refusesArgumentsThatLeadOutOfTheRoomOrHaveAnOpenQuote() throws Exception {
        String runnable = script("t.sh", "exit 0");

        assertThat(wire.submitRaw(cookie, runnable, "/work/../../x").text())
                .contains("<errMsg>'/work/../../x' is not a place");
        assertThat(wire.submitRaw(cookie, runnable, "'open").text()).contains("a quote (') that is not closed");
    }

    @Test
    void runsBridgesSubmissionWithAFileThatComesAlong() throws Exception {
        String body =
                "--B\r\nContent-ID: <AppName>\r\nContent-Disposition: form-data; name=\"AppName\"\r\n\r\ngeneric\r\n"
                        + "--B\r\nContent-ID: <data>\r\nContent-Disposition: form-data; name=\"data\"\r\n"
                        + "Content-Type: multipart/mixed; boundary=C\r\n\r\n"
                        + "--C\r\nContent-Disposition: form-data; name=\"COMMANDTORUN\"\r\n"
                        + "Content-Type: application/xml; charset=UTF-8\r\n\r\n"
                        + "<AppParam><id>COMMANDTORUN</id><value>sh s.sh a<b&c</value><type></type></AppParam>\r\n"
                        + "--B\r\nContent-Disposition: form-data; name=\"INPUT_FILE\"\r\n"
                        + "Content-Type: application/xml; charset=UTF-8\r\n\r\n"
                        + "<AppParam><id>INPUT_FILE</id><value>s.sh,upload</value><type>file</type></AppParam>\r\n"
                        + "--C--\r\n\r\n"
                        + "--B\r\nContent-Disposition: form-data; name=\"s.sh\"; filename=\"s.sh\"\r\n"
                        + "Content-Type: application/octet-stream\r\nContent-ID: <s.sh>\r\n\r\necho \"$1\"\n\r\n"
                        + "--B--";
        Wire.Answer answer = wire.send(
                "POST " + SERVICE + "submitapp", cookie + "Content-Type: multipart/mixed;boundary=B\r\n", body);
        String id = Wire.element(answer.text(), "id");

        await().until(() -> wire.state(cookie, id).equals("Done"));
        assertThat(fetch(id, id + ".output")).isEqualTo("a<b&c\n");
    }

    @Test
    void runsAFileThatComesAlongAsInputFile() throws Exception {
        String body = ("--B\nContent-Disposition: form-data; name=AppName\nContent-ID: AppName\n\ngeneric\n"
                + "--B\nContent-Disposition: form-data; name=\"data\"\nContent-Type: multipart/mixed;boundary=C\n"
                + "Content-ID: <Data>\n\n"
                + "--C\nContent-Disposition: form-data; name=\"INPUT_FILE\"\n\n"
                + "<AppParam><id>INPUT_FILE</id><value>s.sh,upload</value><type>file</type></AppParam>\n--C--\n"
                + "--B\nContent-Disposition: form-data; name=\"s.sh\"; filename=\"s.sh\"\n"
                + "Content-Type: application/octet-stream\n\n#!/bin/sh\necho came along\n\n--B--\n");
        Wire.Answer answer = wire.send(
                "POST " + SERVICE + "submitapp", cookie + "Content-Type: multipart/mixed;boundary=B\r\n", body);
        String id = Wire.element(answer.text(), "id");

        await().until(() -> wire.state(cookie, id).equals("Done"));
        assertThat(fetch(id, id + ".output")).isEqualTo("came along\n");
    }

    @Test
    void tellsThatArgumentsAreTooLongForTheSystem() throws Exception {
        String id = wire.submit(cookie, script("t.sh", "exit 0"), "x".repeat(200_000));

        await().until(() -> wire.state(cookie, id).equals("Exit"));
        assertThat(Wire.element(wire.get(SERVICE + "jobs/" + id, cookie).text(), "extStatus"))
                .isEqualTo("could not be started: its arguments are too long");
    }

    @Test
    void takesAnyJobName() throws Exception {
        String runnable = script("t.sh", "printf %s \"$MANTLE_JOB_NAME\"");
        for (String name : List.of("a\0b", ".hidden", "../..", "n".repeat(5000), "é&lt;x&gt;", " ")) {
            String id = wire.submit(cookie, runnable, "", "JOB_NAME", name);

            await().until(() -> wire.state(cookie, id).equals("Done"));
            assertThat(fetch(id, id + ".output")).isNotEmpty();
        }
        assertThat(wire.get(SERVICE + "jobs", cookie).text()).contains("<name>é&lt;x&gt;</name>");
    }
}
