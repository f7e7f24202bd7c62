package org.mantle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page for {@code man} is made from the commands; {@code -Dmantle.docs.update=true} makes it anew. */
class ManTests {

    private static final Path PAGE =
            Path.of(System.getProperty("mantle.root"), "algorithms-remote", "app", "src", "main", "man", "mantle.1");

    @TempDir
    Path folder;

    @Test
    void thePageTellsOfTheCommandsAsTheyAre() throws Exception {
        String page = Main.builder(() -> new MantleHome(folder)).build().manualPage();
        if (Boolean.getBoolean("mantle.docs.update")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).hasContent(page);
        assertThat(page)
                .contains(
                        ".SS mantle run NAME [Property=Value ...]", ".SS mantle gateway user list", "\\-\\-log\\-file");
        assertThat(folder).isEmptyDirectory();
    }
}
