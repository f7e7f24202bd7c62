package org.mantle.pac;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers there and back, and those of services that do not keep to the protocol. */
class AnswerTests {

    private static final String RAW = "fed\"2026-11-22T10:00:00Z\"AB+/c=\"De=f=";

    @Test
    void tokenIsSentWithQuotesReplaced() {
        PacToken token = PacToken.of(RAW + "\n");

        assertThat(token.toCookieHeader())
                .isEqualTo("platform_token=fed#quote#2026-11-22T10:00:00Z#quote#AB+/c=#quote#De=f=");
        assertThat(PacToken.fromCookieHeader(token.toCookieHeader())).contains(token);
        assertThat(token).asString().doesNotContain("AB+");
    }

    @Test
    void tokenIsReadFromACookieWithASessionIdAndOtherCookies() {
        PacToken token = PacToken.fromCookieHeader("x=1; platform_token=u#quote#t#quote#b=,JSESSIONID=7f; y=2")
                .orElseThrow();

        assertThat(token.raw()).isEqualTo("u\"t\"b=");
        assertThat(token.sessionId()).contains("7f");
        assertThat(token.toCookieHeader()).isEqualTo("platform_token=u#quote#t#quote#b=,JSESSIONID=7f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "platform_token=", "platform_token=;", "other=1", "platform_token=,JSESSIONID=x"})
    void cookieWithoutTokenHasNone(String cookie) {
        assertThat(PacToken.fromCookieHeader(cookie)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nSet-Cookie: x", "a b", "a;b", "é", ""})
    void tokenThatNoHeaderCanCarryIsRefusedWithoutRepeatingIt(String raw) {
        assertThatThrownBy(() -> PacToken.of(raw))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("A token must");
    }

    @Test
    void logOnIsWrittenAsClientsDo() {
        LogOnRequest request = new LogOnRequest("NAME", "P<&>".toCharArray());

        assertThat(new String(request.toXml(), UTF_8))
                .isEqualTo("<User><name>NAME</name> <pass>P&lt;&amp;&gt;</pass> </User>");
        assertThat(request).asString().doesNotContain("P<");
    }

    @Test
    void logOnIsReadWhereTheNameIsNotEscapedAndTheTextIsLatin1() throws Exception {
        LogOnRequest request =
                LogOnRequest.fromXml("<User><name>a<b&c</name> <pass>p&amp;&lt;é</pass> </User>".getBytes(ISO_8859_1));

        assertThat(request.user()).isEqualTo("a<b&c");
        assertThat(request.password()).containsExactly("p&<é".toCharArray());
    }

    @Test
    void logOnWithoutPasswordIsRefusedWithoutRepeatingTheBody() {
        assertThatThrownBy(() -> LogOnRequest.fromXml("<User><name>secret</name></User>".getBytes(UTF_8)))
                .isInstanceOf(PacFormatException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void logOnAnswersAreReadAsTheServiceWritesThem() throws Exception {
        assertThat(LogOnAnswer.fromXml("<User><token>fed&quot;t&quot;b=\n</token></User>")
                        .token())
                .contains(PacToken.of("fed\"t\"b="));
        assertThat(LogOnAnswer.fromXml("<User><token>x</token><jtoken>S1</jtoken></User>")
                        .token()
                        .orElseThrow()
                        .sessionId())
                .contains("S1");
        assertThat(LogOnAnswer.fromXml("<User><errMsg>no &lt;such&gt; user</errMsg></User>")
                        .error())
                .contains("no <such> user");
        assertThat(LogOnAnswer.fromXml("ls_rsetenv: A connect sys call failed").error())
                .contains("ls_rsetenv: A connect sys call failed");
    }

    @Test
    void logOnAnswersAreWrittenAsClientsReadThem() {
        assertThat(LogOnAnswer.success(PacToken.of("u\"t\"b=")).toXml())
                .endsWith("<User><token>u\"t\"b=</token></User>");
        assertThat(LogOnAnswer.failure("no").toXml()).endsWith("<User><errMsg>no</errMsg></User>");
    }

    @Test
    void scarfsLogInAnswerGivesBaseAndToken() throws Exception {
        LogOnAnswer answer =
                LogOnAnswer.fromScarfText("https://portal.scarf.rl.ac.uk:8443/platform/\n" + RAW + "\nmore\n");

        assertThat(answer.baseUrl()).contains("https://portal.scarf.rl.ac.uk:8443/platform/");
        assertThat(answer.token()).contains(PacToken.of(RAW));
        assertThat(LogOnAnswer.fromScarfText("Wrong password").error()).contains("Wrong password");
    }

    @Test
    void documentTypesAndEntitiesAreRefused() {
        String bomb = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Jobs><note>&x;</note></Jobs>";

        assertThatThrownBy(() -> JobsAnswer.fromXml(bomb)).isInstanceOf(PacFormatException.class);
        assertThatThrownBy(() -> JobsAnswer.fromXml("<Jobs><note>&x;</note></Jobs>"))
                .isInstanceOf(PacFormatException.class);
        assertThatThrownBy(() -> JobsAnswer.fromXml("<a>".repeat(100_000))).isInstanceOf(PacFormatException.class);
    }

    @Test
    void jobsAreReadInTheFormOfTheRealSample() throws Exception {
        String body =
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><Jobs><Job><cmd>/work/run &amp; co</cmd>"
                        + "<extStatus>-</extStatus><id>417940</id><name>Mantid_tomography_1</name><status>Running</status></Job>"
                        + "<Job><cmd/><extStatus>-</extStatus><id>12[3]</id><name>x</name><status>UNKWN</status></Job></Jobs>";
        JobsAnswer answer = JobsAnswer.fromXml(body);

        assertThat(answer.jobs().get(0))
                .isEqualTo(new JobInfo(
                        "417940", "Mantid_tomography_1", JobState.RUNNING, "-", "/work/run & co", Map.of()));
        assertThat(answer.jobs().get(1).state()).isEqualTo(new JobState("UNKWN"));
        assertThat(answer.jobs().get(1).id()).isEqualTo("12[3]");
        assertThat(answer.toXml()).isEqualTo(body.replace("<cmd/>", "<cmd></cmd>"));
    }

    @Test
    void jobsMayBeANoteOrAnErrorOrPlainText() throws Exception {
        assertThat(JobsAnswer.fromXml("<Jobs><note>No matching job</note></Jobs>")
                        .note())
                .contains("No matching job");
        assertThat(JobsAnswer.fromXml("<Jobs><errMsg>bad &lt;x&gt;</errMsg></Jobs>")
                        .error())
                .contains("bad <x>");
        assertThat(JobsAnswer.fromXml("Your current login session was logout").error())
                .hasValueSatisfying(
                        e -> assertThat(PacProtocol.saysSessionEnded(e)).isTrue());
        assertThatThrownBy(() -> JobsAnswer.fromXml("<html><body/></html>"))
                .isInstanceOf(PacFormatException.class)
                .hasMessageContaining("<html>");
        assertThat(JobsAnswer.failure("a").toXml()).endsWith("<Jobs><errMsg>a</errMsg></Jobs>");
        assertThat(JobsAnswer.nothing("a").toXml()).endsWith("<Jobs><note>a</note></Jobs>");
    }

    @Test
    void jobNameIsNeverEmptyBecauseIbmsClientCrashesOnThat() {
        JobInfo job = new JobInfo("1", "", JobState.DONE, "", "", Map.of("user", "u"));

        assertThat(JobsAnswer.of(List.of(job)).toXml())
                .endsWith("<Job><cmd></cmd><extStatus>-</extStatus><id>1</id><name>-</name><status>Done</status>"
                        + "<user>u</user></Job></Jobs>");
    }

    @Test
    void errorOfAJobOperationIsReadAndWrittenAsInTheRealSample() throws Exception {
        String body = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><Job>"
                + "<errMsg>Job &lt;417940&gt;: Job has already finished</errMsg><id>0</id></Job>";
        JobAnswer answer = JobAnswer.fromXml(body);

        assertThat(answer).isEqualTo(JobAnswer.failure("Job <417940>: Job has already finished"));
        assertThat(answer.toXml()).isEqualTo(body);
    }

    @Test
    void submissionAnswerHasExactlyOneId() throws Exception {
        assertThat(JobAnswer.submitted("417").toXml()).endsWith("<Job><id>417</id></Job>");
        assertThat(JobAnswer.fromXml("<Job><id>417</id></Job>").id()).contains("417");
        assertThat(JobAnswer.fromXml("<Job><actionMsg>Job &lt;7&gt; is being terminated</actionMsg></Job>")
                        .message())
                .contains("Job <7> is being terminated");
        assertThatThrownBy(() -> JobAnswer.fromXml("<Job><id>0</id></Job>")).isInstanceOf(PacFormatException.class);
    }

    @Test
    void charactersThatXmlCannotHoldAreReplaced() throws Exception {
        assertThat(JobAnswer.fromXml(JobAnswer.failure("a\u0001b\rc 𝄞").toXml())
                        .error())
                .contains("a\ufffdb\rc 𝄞");
    }
}
