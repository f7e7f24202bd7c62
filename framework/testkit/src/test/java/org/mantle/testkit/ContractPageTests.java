package org.mantle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The page for authors lists the requirements. */
class ContractPageTests {

    @Test
    void thePageListsEveryRequirementInItsWords() throws IOException {
        Path page = Path.of(System.getProperty("mantle.root"), "docs/writing-algorithms.md");
        assertThat(Files.readString(page).lines().filter(line -> line.matches("\\| [0-9]+ \\|.*")))
                .containsExactlyElementsOf(Arrays.stream(Requirement.values())
                        .map(requirement -> "| " + requirement.number() + " | "
                                + requirement.title().substring(3) + " |")
                        .toList());
    }
}
