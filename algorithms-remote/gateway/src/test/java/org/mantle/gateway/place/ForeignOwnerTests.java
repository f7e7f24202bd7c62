package org.mantle.gateway.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.gateway.testing.AccountPlace.BOB;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.gateway.testing.AccountPlace;

/** Whether it is said whose the gateway's files are, when they are another account's. */
class ForeignOwnerTests {

    @TempDir
    private Path folder;

    @Test
    void whoseAFileIsAndHowThatIsMendedIsSaid() throws IOException {
        Prerequisites.administrator();
        Files.writeString(folder.resolve("lock"), "");
        assertThat(ForeignOwner.words(folder)).isEmpty();
        Path database = AccountPlace.secret(folder.resolve("gateway.db"), BOB, "");

        assertThat(ForeignOwner.words(folder))
                .startsWith("; " + database + " belongs to " + BOB + ", and this runs as root: ")
                .contains("chown -R root: " + folder);
    }
}
