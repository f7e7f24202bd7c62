package org.mantle.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.gateway.testing.Eventually.await;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of the files of jobs, and downloads, in the bytes of the protocol reference. */
class JobFileTransferTests extends TransferringGateway {

    @Test
    void listsTheFilesOfAJobOnOneLineAndSendsThemInEveryFormOfRequest() throws Exception {
        String id = wire.submit(
                cookie,
                Scripts.executable(
                        data,
                        "fed",
                        "files.sh",
                        "printf 'a\\000\\377\\r\\n' > bin; mkdir sub; echo s > sub/x; echo h > .hid; : > empty;"
                                + " ln -s /etc/passwd out; mkfifo pipe; echo 1 > 'a;b'; echo c > 'a, b'; echo err >&2"),
                "",
                "JOB_NAME",
                "Files of mine",
                "OUTPUT_FILE",
                "%J.output",
                "ERROR_FILE",
                "%J.error");
        await().until(() -> wire.state(cookie, id).equals("Done"));
        String list = wire.get(SERVICE + "jobfiles/" + id, cookie).text();
        String folder = list.substring("PAC Server*".length(), list.indexOf("/" + id + ".error"));

        assertThat(folder).matches("/work/jobs/Files_of_mine_\\d+[A-Za-z]{5}");
        assertThat(list.split(";"))
                .containsExactly(
                        "PAC Server*" + folder + "/" + id + ".error*FILE*4*true",
                        "PAC Server*" + folder + "/" + id + ".output*FILE*0*true",
                        "PAC Server*" + folder + "/a, b*FILE*2*true",
                        "PAC Server*" + folder + "/bin*FILE*5*true",
                        "PAC Server*" + folder + "/empty*FILE*0*true",
                        "PAC Server*" + folder + "/out*FILE*0*false",
                        "PAC Server*" + folder + "/pipe*FILE*0*false",
                        "PAC Server*" + folder + "/sub*DIR*0*false");
        byte[] content = {'a', 0, (byte) 0xff, '\r', '\n'};
        for (String wanted :
                List.of("bin", "PAC Server*" + folder + "/bin*FILE*5*true", folder + "/bin", "./bin", "sub/../bin")) {
            Wire.Answer raw =
                    wire.send("GET " + SERVICE + "file/" + id, cookie + "Content-Type: application/xml\r\n", wanted);
            assertThat(raw.status()).isEqualTo(200);
            assertThat(raw.body()).as(wanted).isEqualTo(content);
        }
        assertThat(wire.send("GET " + SERVICE + "file/" + id, cookie, "a;b").text())
                .isEqualTo("1\n");
        assertThat(wire.send("GET " + SERVICE + "file/" + id, cookie, "a, b").text())
                .isEqualTo("c\n");
        expectNothingToFetch(id, folder);
        expectParts(id, content);
    }

    @Test
    void listsEveryFileWhateverJobsMakeOfTheOthers() throws Exception {
        String id = wire.submit(cookie, Scripts.executable(data, "fed", "odd.sh", """
                echo good > good
                ln -s self self
                ln -s b a; ln -s a b
                ln -s nowhere dangling
                ln -s /etc/passwd out
                ln -s / root
                mkfifo pipe
                mkdir closed; chmod 000 closed
                ln -s . here
                printf x > "$(printf 'bad\\377name')"
                """), "");
        await().until(() -> wire.state(cookie, id).equals("Done"));
        String list = wire.get(SERVICE + "jobfiles/" + id, cookie).text();

        assertThat(list.split(";"))
                .extracting(entry -> entry.substring(entry.lastIndexOf('/') + 1))
                .containsExactlyInAnyOrder(
                        id + ".error*FILE*0*true",
                        id + ".output*FILE*0*true",
                        "good*FILE*5*true",
                        "self*FILE*0*false",
                        "a*FILE*0*false",
                        "b*FILE*0*false",
                        "dangling*FILE*0*false",
                        "out*FILE*0*false",
                        "root*FILE*0*false",
                        "pipe*FILE*0*false",
                        "closed*DIR*0*false",
                        "here*DIR*0*false",
                        "bad\ufffdname*FILE*0*false");
        for (String wanted : List.of("self", "a", "dangling", "root", "pipe", "here")) {
            assertThat(wire.send("GET " + SERVICE + "file/" + id, cookie, wanted)
                            .body())
                    .as(wanted)
                    .isEmpty();
        }
        assertThat(wire.send("GET " + SERVICE + "file/" + id, cookie, "good").text())
                .isEqualTo("good\n");
    }

    @Test
    void listsNothingOfAFolderThatAJobPutInPlaceOfItsOwn() throws Exception {
        String id = wire.submit(
                cookie,
                Scripts.executable(data, "fed", "away.sh", "d=$PWD; cd ..; rm -r \"$d\"; ln -s /etc \"$d\""),
                "");
        await().until(() -> wire.state(cookie, id).equals("Done"));

        assertThat(wire.get(SERVICE + "jobfiles/" + id, cookie).text())
                .isEqualTo("The files of job <" + id + "> are gone");
        assertThat(wire.send("GET " + SERVICE + "file/" + id, cookie, "passwd").body())
                .isEmpty();
    }

    /** By the rules of section 9.2, which IBM's client fails without. */
    @ParameterizedTest
    @ValueSource(
            strings = {"1.output|zip", "*|rm -rf", "x|tar xf", "x|tar czf a b", "x|gzip -d", "x|tar cf ../y", "x|"})
    void refusesCommandsItDoesNotKnowInAPartThatIbmsClientPrints(String wanted) throws Exception {
        String id = wire.submit(cookie, Scripts.executable(data, "fed", "t.sh", "exit 0"), "");
        // a program that runs cannot be written for the next
        await().until(() -> wire.state(cookie, id).equals("Done"));
        String text = wire.send("GET " + SERVICE + "file/" + id, cookie + "Accept: multipart/mixed\r\n", wanted)
                .text();
        String boundary = text.split("\n", -1)[1].strip();
        List<String> sections = List.of(text.split(Pattern.quote(boundary), -1)).stream()
                .filter(section -> section.contains("Content-ID:"))
                .toList();

        assertThat(sections).hasSize(1);
        String name = sections.get(0).split("Content-ID: ", -1)[1];
        assertThat(name.substring(1, name.indexOf('>')))
                .contains("runs no commands", "gzip, tar cf and tar czf")
                .endsWith("/");
    }

    private static void expectNothingToFetch(String id, String folder) throws IOException {
        String many = "Accept: text/plain,application/xml,text/xml,multipart/mixed\r\n";
        for (String wanted : List.of("missing", "sub", "pipe", "", folder, "bin,missing")) {
            Wire.Answer raw = wire.send("GET " + SERVICE + "file/" + id, cookie, wanted);
            assertThat(raw.status()).isEqualTo(200);
            assertThat(raw.body()).as(wanted).isEmpty();
            Wire.Answer parts = wire.send("GET " + SERVICE + "file/" + id, cookie + many, wanted);
            assertThat(parts.status()).as(wanted).isEqualTo(404);
            assertThat(parts.body()).isEmpty();
        }
        for (String wanted : List.of("out", "/etc/passwd", "../../../../../etc/passwd", folder + "/../../../../x")) {
            Wire.Answer raw = wire.send("GET " + SERVICE + "file/" + id, cookie, wanted);
            assertThat(raw.status()).isEqualTo(200);
            assertThat(raw.body()).as(wanted).isEmpty();
            Wire.Answer parts = wire.send("GET " + SERVICE + "file/" + id, cookie + many, wanted);
            assertThat(parts.status()).as(wanted).isEqualTo(403);
            assertThat(parts.body()).isEmpty();
        }
        assertThat(wire.send("GET " + SERVICE + "file/99999", cookie + many, "x")
                        .status())
                .isEqualTo(404);
        Wire.Answer command = wire.send("GET " + SERVICE + "file/" + id, cookie + many, "bin|zip");
        assertThat(command.status()).isEqualTo(400);
        assertThat(command.text()).contains("runs no commands");
    }

    /** The rules of section 9.2: an empty line first, Content-ID last, CRLF before each delimiter. */
    private static void expectParts(String id, byte[] content) throws IOException {
        Wire.Answer answer = wire.send(
                "GET " + SERVICE + "file/" + id,
                cookie + "accept: text/plain,application/xml,text/xml,multipart/mixed\r\n",
                "bin,empty");
        String text = new String(answer.body(), ISO_8859_1);
        String delimiter = text.split("\r\n", 3)[1];
        String bytes = new String(content, ISO_8859_1);

        assertThat(answer.header("content-type")).isEqualTo("multipart/mixed; boundary=" + delimiter.substring(2));
        assertThat(text)
                .isEqualTo("\r\n" + delimiter
                        + "\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n"
                        + "Content-ID: <bin>\r\n\r\n" + bytes + "\r\n" + delimiter
                        + "\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n"
                        + "Content-ID: <empty>\r\n\r\n\r\n" + delimiter + "--\r\n");
    }

    @Test
    void saysWithoutSlashesThatAJobIsUnknown() throws IOException {
        assertThat(wire.get(SERVICE + "jobfiles/4711", cookie).text()).isEqualTo("Job <4711> is not found");
        assertThat(wire.get(SERVICE + "jobfiles/..%2f..", cookie).text())
                .doesNotContain("/")
                .isNotEmpty();
    }
}
