package org.mantle.validators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.validators.ValidatorChecks.assertAllows;
import static org.mantle.validators.ValidatorChecks.assertRefuses;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the validators of paths see on the disk. */
class PathValidatorsTests {

    @Test
    void aFileThatNeedNotExistMustNotBeADirectory(@TempDir Path folder) throws IOException {
        String file = Files.writeString(folder.resolve("scan.dat"), "x").toString();
        assertAllows(Validators.filePath(), file, folder + "/none", folder + "/no/ne.odd");
        assertRefuses(Validators.filePath(), folder.toString(), "notUsable", "is a directory");
        assertRefuses(Validators.filePath(), "", "missing");
        for (String end : new String[] {"/", "//", "/.", "/.."}) {
            assertRefuses(Validators.filePath(), folder + "/none" + end, "notUsable", "names a directory");
            assertRefuses(Validators.filePath(), file + end, "notUsable", "names a directory");
            assertRefuses(Validators.readableFile(), file + end, "notUsable", "names a directory");
            assertAllows(Validators.directoryPath(), folder + "/none" + end);
        }
        assertAllows(Validators.filePath(), folder + "/.hidden", folder + "/dots..", folder + "/...");
    }

    @Test
    void aDirectoryThatNeedNotExistMustNotBeAFile(@TempDir Path folder) throws IOException {
        String file = Files.writeString(folder.resolve("scan.dat"), "x").toString();
        assertAllows(Validators.directoryPath(), folder.toString(), folder + "/none");
        assertRefuses(Validators.directoryPath(), file, "notUsable", "is not a directory");
        assertRefuses(Validators.directoryPath(), "", "missing");
    }

    @Test
    void anExistingDirectoryIsThere(@TempDir Path folder) throws IOException {
        String file = Files.writeString(folder.resolve("scan.dat"), "x").toString();
        assertAllows(Validators.existingDirectory(), folder.toString());
        assertRefuses(Validators.existingDirectory(), folder + "/none", "notFound", "none\" does not exist");
        assertRefuses(Validators.existingDirectory(), file, "notUsable", "is not a directory");
        for (Validator<String> validator :
                List.of(Validators.existingDirectory(), Validators.filePath(), Validators.directoryPath())) {
            assertThat(validator.isPure()).isFalse();
        }
    }
}
