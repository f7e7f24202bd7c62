package org.mantle.gateway.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Paths of clients and real ones. */
class PathMapTests {

    @Test
    void mapsTheLongestPrefix() {
        PathMap map = new PathMap(Map.of("/work", "w", "/work/imat", "i"));

        assertThat(map.toReal(Path.of("/r"), "/work/imat/x")).contains("/r/i/x");
        assertThat(map.toReal(Path.of("/r"), "/work/imatter")).contains("/r/w/imatter");
        assertThat(map.toReal(Path.of("/r"), "/works")).isEmpty();
        assertThat(map.toVirtual(Path.of("/r"), Path.of("/r/i/x"))).isEqualTo("/work/imat/x");
        assertThat(map.toVirtual(Path.of("/r"), Path.of("/r/i"))).isEqualTo("/work/imat");
        assertThat(map.toVirtual(Path.of("/r"), Path.of("/r/other"))).isEqualTo("/r/other");
    }
}
