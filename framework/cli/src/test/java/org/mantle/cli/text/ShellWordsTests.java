package org.mantle.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Properties as words for a shell. */
class ShellWordsTests {

    private static String word(String value, int longest) {
        return ShellWords.of(Map.of("Note", value), longest).get(0);
    }

    @Test
    void onlyWhatAShellWouldChangeIsQuoted() {
        assertThat(word("a/b_c.d:1,2+3@4%5^6=7-8", 0)).isEqualTo("Note=a/b_c.d:1,2+3@4%5^6=7-8");
        assertThat(word("", 0)).isEqualTo("Note=");
        assertThat(word("two words", 0)).isEqualTo("'Note=two words'");
        assertThat(word("it's $HOME", 0)).isEqualTo("'Note=it'\\''s $HOME'");
    }

    @Test
    void aValueIsShortenedToTheBeginningOfItsFirstLine() {
        assertThat(word("abcde", 5)).isEqualTo("Note=abcde");
        assertThat(word("abcdef", 5)).isEqualTo("'Note=abcd…'");
        assertThat(word("ab\ncd", 5)).isEqualTo("'Note=ab…'");
        assertThat(word("ab\ncd", 0)).isEqualTo("'Note=ab\ncd'");
    }
}
