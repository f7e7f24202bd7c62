package org.mantle.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the command keeps its state. */
class MantleHomeTests {

    private static Path of(String named) {
        return MantleHome.of(Map.of("HOME", "/home/ada", "MANTLE_HOME", named)).folder();
    }

    @ParameterizedTest
    @CsvSource({
        "'', /home/ada/.mantle",
        "' ', /home/ada/.mantle",
        "~, /home/ada",
        "~/x, /home/ada/x",
        "/y/../x, /x",
        "/~/x, /~/x"
    })
    void itIsWhatTheEnvironmentNamesOrInTheHomeFolder(String named, String folder) {
        assertThat(of(named)).isEqualTo(Path.of(folder));
    }

    @Test
    void aRelativeNameBeginsAtTheWorkingDirectory() {
        assertThat(of("./~")).isEqualTo(Path.of("~").toAbsolutePath());
    }

    @ParameterizedTest
    @ValueSource(strings = {"~bob", "~bob/x", "~+/x"})
    void theHomeOfSomebodyElseIsRefusedAndMakesNoFolderOfThatName(String named) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(named))
                .withMessageStartingWith("MANTLE_HOME is \"" + named + "\"");
    }
}
