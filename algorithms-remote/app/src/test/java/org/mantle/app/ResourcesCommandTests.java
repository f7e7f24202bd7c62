package org.mantle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is said about compute resources that nobody uses. */
class ResourcesCommandTests {

    @Test
    void aNameThatNobodyUsesIsToldWithThoseInUse() {
        assertThat(ResourcesCommand.unusedWarning("SCARF STFC", "'SCARF STFC'", Set.of("SCARF@STFC")))
                .isEqualTo("warning: no algorithm here looks for a resource named SCARF STFC; they look for SCARF@STFC;"
                        + " take it away with: mantle resources remove 'SCARF STFC'");
        assertThat(ResourcesCommand.unusedWarning("scarf", "scarf", Set.of()))
                .isEqualTo("warning: no algorithm here looks for a resource named scarf, or for any;"
                        + " take it away with: mantle resources remove scarf");
    }
}
