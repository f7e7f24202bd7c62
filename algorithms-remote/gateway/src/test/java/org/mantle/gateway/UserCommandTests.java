package org.mantle.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.gateway.testing.Eventually.await;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs that begin anew, and the commands of LSF by {@code userCmd} (section 7), in LSF's words. */
class UserCommandTests extends RunningGateway {

    private static final String COUNTING = "echo x >> \"$HOME/count\"; until [ -e \"$HOME/go\" ]; do sleep 0.02; done";

    private String command(String text) throws IOException {
        Wire.Answer answer = wire.send(
                "POST " + SERVICE + "userCmd",
                cookie + "Content-Type: application/xml\r\nAccept: text/plain,application/xml,text/xml\r\n",
                "<UserCmd><cmd>" + text + "</cmd></UserCmd>");
        assertThat(answer.status()).isEqualTo(200);
        return answer.text();
    }

    private void awaitCount(String lines) {
        await().until(() -> Files.exists(data.resolve("fed/count"))
                && Files.readString(data.resolve("fed/count")).equals(lines));
    }

    @Test
    void beginsAJobAnewUnderItsId() throws Exception {
        String id = wire.submit(cookie, script("count.sh", COUNTING), "");
        awaitCount("x\n");

        assertThat(wire.get(SERVICE + "jobOperation/requeue/" + id, cookie).text())
                .contains("<actionMsg>Job &lt;" + id + "&gt; is being requeued</actionMsg>");
        awaitCount("x\nx\n");
        assertThat(wire.state(cookie, id)).isIn("Running", "Pending");
        Files.createFile(data.resolve("fed/go"));
        await().until(() -> wire.state(cookie, id).equals("Done"));
        awaitCount("x\nx\n");
    }

    @Test
    void beginsASuspendedJobAnew() throws Exception {
        String id = wire.submit(cookie, script("count.sh", COUNTING), "");
        awaitCount("x\n");
        assertThat(command("bstop " + id)).contains("<cmdMsg>Job &lt;" + id + "&gt; is being stopped</cmdMsg>");

        assertThat(command("brequeue " + id)).contains("is being requeued");
        awaitCount("x\nx\n");
        Files.createFile(data.resolve("fed/go"));
        await().until(() -> wire.state(cookie, id).equals("Done"));
    }

    @Test
    void beginsNoJobAnewThatWaitsOrHasEnded() throws Exception {
        String running = wire.submit(cookie, script("sleep.sh", "sleep 100000"), "");
        await().until(() -> wire.state(cookie, running).equals("Running"));
        String waiting = wire.submit(cookie, script("true.sh", "exit 0"), "");

        assertThat(command("brequeue " + waiting)).contains("<errMsg>Job &lt;" + waiting + "&gt;: Job has not started");
        assertThat(command("bkill " + running)).contains("is being terminated");
        await().until(() -> wire.state(cookie, waiting).equals("Done"));
        assertThat(command("brequeue " + waiting))
                .contains("<errMsg>Job &lt;" + waiting + "&gt;: Job has already finished</errMsg>");
    }

    /** IBM's client appends what follows the command in quotes. */
    @Test
    void stopsResumesAndKillsByTheCommandsOfLsf() throws Exception {
        String id = wire.submit(cookie, script("sleep.sh", "sleep 100000"), "", "JOB_NAME", "my name");
        await().until(() -> wire.state(cookie, id).equals("Running"));

        assertThat(command("bstop \"" + id + "\""))
                .contains("<UserCmd><cmdMsg>Job &lt;" + id + "&gt; is being stopped</cmdMsg></UserCmd>");
        assertThat(wire.state(cookie, id)).isEqualTo("Suspended");
        assertThat(command("bjobs"))
                .containsPattern("JOBID +USER +STAT +QUEUE +FROM_HOST +EXEC_HOST +JOB_NAME +SUBMIT_TIME\n" + id
                        + " +fed +USUSP .* my name +[A-Z][a-z]{2} \\d+ \\d\\d:\\d\\d");
        assertThat(command("bresume " + id)).contains("is being resumed");
        assertThat(command("bresume " + id)).contains("<errMsg>Job &lt;" + id + "&gt;: Job is not suspended</errMsg>");
        assertThat(command("bjobs " + id)).containsPattern(id + " +fed +RUN ");
        assertThat(command("bkill " + id + " 4711 other"))
                .contains("<cmdMsg>Job &lt;" + id + "&gt; is being terminated\nJob &lt;4711&gt; is not found\n"
                        + "Job &lt;other&gt; is not found</cmdMsg>");
        await().until(() -> wire.state(cookie, id).equals("Exit"));
        assertThat(command("bjobs")).contains("<errMsg>No unfinished job found</errMsg>");
        assertThat(command("bjobs -a")).containsPattern(id + " +fed +EXIT ");
    }

    @Test
    void doesItToAllThatHaveNotEnded() throws Exception {
        String first = wire.submit(cookie, script("sleep.sh", "sleep 100000"), "");
        String second = wire.submit(cookie, "/work/sleep.sh", "");
        await().until(() -> wire.state(cookie, first).equals("Running"));

        assertThat(command("bkill 0"))
                .contains("Job &lt;" + first + "&gt; is being terminated\nJob &lt;" + second
                        + "&gt; is being terminated");
        await().until(() -> wire.state(cookie, second).equals("Exit"));
        assertThat(command("bkill 0")).contains("<errMsg>No unfinished job found</errMsg>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "bpost 1; This gateway does not run 'bpost': it does what these do: bjobs, bkill, bstop, bresume or brequeue",
                "/bin/sh -c id; This gateway does not run '/bin/sh'",
                "bkill; bkill needs the ids of jobs, or 0",
                "bkill -s 9 1; takes no options of bkill, such as '-s'",
                "bjobs -l; takes of bjobs the options -a, -w and -g GROUP, not '-l'",
                "bjobs 4711; Job &lt;4711&gt; is not found",
                "bkill \"1; have a quote",
                "' '; There is no command"
            })
    void saysWhatItDoesNotDo(String text, String words) throws IOException {
        assertThat(command(text)).contains("<errMsg>").contains(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<UserCmd><cmd>bkill 4711 & 4712 < 1</cmd></UserCmd>",
                "{\"cmd\": \"bkill 4711\"}",
                "{\"UserCmd\": {\"cmd\": \"bkill 4711\"}}"
            })
    void readsACommandThatIsNotEscapedOrInJson(String body) throws IOException {
        assertThat(wire.send("POST " + SERVICE + "userCmd", cookie, body).text())
                .contains("Job &lt;4711&gt; is not found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bkill 1",
                "<UserCmd/>",
                "{\"cmd\": 1,}",
                "{}",
                "[1]",
                "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><UserCmd><cmd/></UserCmd>"
            })
    void refusesWhatIsNoCommand(String body) throws IOException {
        Wire.Answer answer = wire.send("POST " + SERVICE + "userCmd", cookie, body.getBytes(UTF_8));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("<errMsg>There is no command");
    }
}
