package org.mantle.reconstruction.scan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many frames are read together. */
class FrameStackTests {

    /** 64 MiB hold 16,777,216 pixels: 8192 rows of 2048, and four frames of 2048 x 2048. */
    @ParameterizedTest
    @CsvSource({
        // one row of frames however tall
        "1800, 2048, 1800",
        "10000, 2048, 8192",
        "1, 4194304, 1",
        "64, 4194304, 4",
        // a frame that is larger than the limit, and one without pixels
        "64, 20000000, 1",
        "64, 0, 64"
    })
    void asManyAsShareAChunkAndFitByThePixelsThatAreRead(int together, long pixels, int expected) {
        assertThat(FrameStack.framesAtOnce(together, pixels)).isEqualTo(expected);
    }
}
