package org.mantle.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the umask of users is where nothing is set. */
class UserUmaskTests {

    @ParameterizedTest
    @CsvSource({
        "'# UMASK 077\nUMASK\t\t027\n', 027",
        "'HOME_MODE 0700\nUMASK 0002', 0002",
        "'UMASK 77\n', 77",
        // nothing there, no number, and one by which users could not read their own files
        "'UID_MIN 1000\n', 0022",
        "'UMASK\n', 0022",
        "'UMASK 0777\n', 0022"
    })
    void isWhatTheMachineSaysForLogIns(String definitions, String expected) {
        assertThat(UserUmask.of(definitions)).isEqualTo(expected);
    }
}
