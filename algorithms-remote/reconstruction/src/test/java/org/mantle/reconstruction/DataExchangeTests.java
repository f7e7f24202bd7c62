package org.mantle.reconstruction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scans in the Data Exchange layout: the slices of the same frames in an NXtomo file. */
class DataExchangeTests {

    @TempDir
    private Path temp;

    private Ran run(Path input, String folder, String... more) {
        return Ran.run(input, temp.resolve(folder), more).done();
    }

    @Test
    void theTooth() {
        Ran exchange = run(Ran.data("tooth.h5"), "exchange");
        Ran nexus = run(Ran.data("tooth.nxs"), "nexus");
        assertThat(exchange.axis()).isEqualTo(nexus.axis());
        assertThat(exchange.out())
                .contains("input tooth.h5: 2 rows x 640 columns, 181 projections, 10 flats, 10 darks");
        assertThat(exchange.report().getAsJsonObject("input").get("entry").getAsString())
                .isEqualTo("/exchange");
        for (int row = 0; row < 2; row++) {
            assertThat(exchange.slice(row).values()).isEqualTo(nexus.slice(row).values());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "no-flats.h5, no flat frames",
        "no-angles.h5, /exchange has no theta",
        "other-axes.h5, 'has the axes \"y:theta:x\"'",
        "other-angles.h5, '20 projections, 19 angles'",
        "lost-darks.h5, '/exchange/data_dark is a link to something that is not there'",
        "lost-flats.h5, '/exchange/data_white is a link to something that is not there'",
        "lost-data.h5, '/exchange/data is a link to something that is not there'",
        "nan-angle.h5, theta of frame 13 of /exchange/data is NaN",
    })
    void whatDoesNotFitIsRefused(String name, String words) {
        Ran ran = Ran.run(SampleFiles.path(name), temp.resolve("out"), "--axis", "7.3");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.err()).contains(words);
    }

    @Test
    void oneByH5py() {
        Ran exchange = run(SampleFiles.path("exchange.h5"), "exchange", "--axis", "7.3", "--entry", "exchange");
        Ran nexus = run(SampleFiles.path("plain.nxs"), "nexus", "--axis", "7.3");
        assertThat(exchange.slice(1).values()).isEqualTo(nexus.slice(1).values());
    }
}
