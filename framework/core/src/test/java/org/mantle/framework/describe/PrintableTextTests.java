package org.mantle.framework.describe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Text from elsewhere that is shown. */
class PrintableTextTests {

    @Test
    void whatCommandsATerminalIsMadeVisible() {
        assertThat(PrintableText.of("a\u001b[31mb\u0000\u009b")).isEqualTo("a\\u001b[31mb\\u0000\\u009b");
    }

    @Test
    void linesAndTabsStayWhatTheyLookLike() {
        assertThat(PrintableText.of("a\tb\r\nc\nd\re")).isEqualTo("a    b\nc\nd\\u000de");
    }

    @Test
    void halvesOfSurrogatePairsAreMadeVisibleOfWhichAnEncoderMakesQuestionMarks() {
        assertThat(PrintableText.of("a\ud83d")).isEqualTo("a\\ud83d");
        assertThat(PrintableText.of("\ude00\ud83db")).isEqualTo("\\ude00\\ud83db");
        assertThat(PrintableText.of("\ud83d\ud83d\ude00\ude00")).isEqualTo("\\ud83d\ud83d\ude00\\ude00");
    }

    @Test
    void otherTextIsTheSame() {
        String text = "\u00e9\u4e2d\ud83d\ude00 plain";

        assertThat(PrintableText.of(text)).isSameAs(text);
    }
}
