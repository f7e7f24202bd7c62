package org.mantle.reconstruction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entries and data that are reached through links of every kind. */
class LinkedScanTests {

    @TempDir
    private Path temp;

    private Ran run(String name, String... more) {
        String[] options = new String[more.length + 2];
        options[0] = "--axis";
        options[1] = "7.3";
        System.arraycopy(more, 0, options, 2, more.length);
        return Ran.run(SampleFiles.path(name), temp.resolve(name), options);
    }

    private void assertPlain(Ran ran, String entry) {
        ran.done();
        Ran plain = run("plain.nxs").done();
        assertThat(ran.slice(0).values()).isEqualTo(plain.slice(0).values());
        assertThat(ran.slice(1).values()).isEqualTo(plain.slice(1).values());
        assertThat(ran.report().getAsJsonObject("input").get("entry").getAsString())
                .isEqualTo(entry);
    }

    @ParameterizedTest
    @CsvSource({
        "plain.nxs, /entry1",
        "master.nxs, /entry1",
        "master-of-master.nxs, /entry1",
        "names.nxs, /entry1",
        "soft.nxs, /entry1",
        "beside.nxs, /entry1",
    })
    void theOnlyEntryIsFoundWhateverLeadsToIt(String name, String entry) {
        assertPlain(run(name), entry);
    }

    @ParameterizedTest
    @CsvSource({
        "master.nxs, entry1/, /entry1",
        "names.nxs, /soft, /soft",
        "names.nxs, /outside/entry1, /outside/entry1",
        "soft.nxs, /store/scan, /store/scan",
    })
    void anEntryIsTakenByEveryNameItHas(String name, String given, String entry) {
        assertPlain(run(name, "--entry", given), entry);
    }

    @ParameterizedTest
    @CsvSource({
        "nowhere.nxs, /not/there",
        "to-gone.nxs, gone.nxs",
        "circle-1.nxs, leads in circles",
    })
    void linksThatLeadNowhereAreNamed(String name, String words) {
        assertRefused(run(name), "there is no NXtomo entry in " + name, words);
    }

    @ParameterizedTest
    @CsvSource({
        "beside.nxs, /nowhere, '/nowhere is a link to something that is not there: \"/not/there\"'",
        "beside.nxs, /a, leads in circles",
        "beside.nxs, /gone, '\"gone.nxs\"'",
        "beside.nxs, /text, cannot be read as HDF5",
        "circle-2.nxs, /entry1, leads in circles",
    })
    void anEntryThatIsNamedIsSoughtThroughLinks(String name, String given, String words) {
        assertRefused(run(name, "--entry", given), words);
    }

    private static void assertRefused(Ran ran, String... words) {
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.err()).startsWith("error: ").contains(words).doesNotContain("transfer it again");
    }

    @Test
    void severalEntriesAreCountedByWhatTheyAre(@TempDir Path folder) {
        Ran ran = Ran.run(SampleFiles.unpack("storage.nxs", folder), temp.resolve("out"));
        assertThat(ran.err()).contains("several NXtomo entries", "/plain,", "--entry");
    }
}
