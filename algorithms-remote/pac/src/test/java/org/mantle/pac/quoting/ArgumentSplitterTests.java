package org.mantle.pac.quoting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments beside what a real shell makes of them. */
class ArgumentSplitterTests {

    /** Texts without anything that a shell would expand: here it must split as the shell does. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "a b\tc",
                "'a b' \"c d\"",
                "a'b'c\"d\"e",
                "'' \"\"",
                "a\\ b",
                "\\'x\\\"",
                "'a\\b' \"a\\b\" \"a\\\\b\" \"a\\\"b\" \"a\\$b\" \"a\\`b\"",
                "a\\\nb \"c\\\nd\"",
                "--key='v 1'",
                "'it'\\''s'",
                "é '日本' 𝄞",
                "\\a\\b"
            })
    void splitsAsTheShellDoes(String text) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "for a in " + text + "; do printf '%s\\0' \"$a\"; done").start();
        String output = new String(shell.getInputStream().readAllBytes(), UTF_8);
        List<String> expected = Arrays.asList(output.split("\0", -1)).subList(0, output.split("\0", -1).length - 1);
        assertThat(shell.waitFor()).isZero();

        assertThat(ArgumentSplitter.split(text)).isEqualTo(expected);
    }

    @Test
    void expandsNothing() {
        assertThat(ArgumentSplitter.split("$HOME `id` $(id) * ? ~ {a,b} a;b a|b >x & #c"))
                .containsExactly("$HOME", "`id`", "$(id)", "*", "?", "~", "{a,b}", "a;b", "a|b", ">x", "&", "#c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a", "\"a", "a\\", "a\0b", "\"a\\\""})
    void refusesWhatHasNoEnd(String text) {
        assertThatThrownBy(() -> ArgumentSplitter.split(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
