package org.mantle.commons.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mantle.commons.testing.Prerequisites;

/** Where somebody is at home. */
class HomeFolderTests {

    private static final Map<String, String> ADA = Map.of("HOME", "/home/ada");

    @Test
    void homeIsWhatTheEnvironmentNamesBeforeTheListOfUsers() {
        assertThat(HomeFolder.of(ADA)).isEqualTo(Path.of("/home/ada"));
        Path listed = Path.of(System.getProperty("user.home"));
        for (Map<String, String> environment :
                List.of(Map.<String, String>of(), Map.of("HOME", ""), Map.of("HOME", "ada"), Map.of("HOME", "\0"))) {
            assertThat(HomeFolder.of(environment)).as("%s", environment).isEqualTo(listed);
        }
    }

    @Test
    void aUserWhomTheListDoesNotKnowIsAtHomeWhereTheEnvironmentSaysOrNowhere() throws Exception {
        Prerequisites.administrator();
        Prerequisites.succeeds("setpriv", "--reuid=12345", "--clear-groups", "true");
        // newer JDKs ask this process's own HOME for user.home
        Processes.run(List.of("env", "-u", "HOME", "setpriv", "--reuid=12345", "--clear-groups"), OfUnknownUser.class);
    }

    /** Fails unless the home of a user whom the system's list does not know is what the environment says, and there is no other. */
    static final class OfUnknownUser {

        public static void main(String[] arguments) {
            if (!HomeFolder.of(ADA).equals(Path.of("/home/ada"))) {
                throw new IllegalStateException(HomeFolder.of(ADA).toString());
            }
            try {
                throw new IllegalStateException(HomeFolder.of(Map.of()).toString());
            } catch (IllegalArgumentException e) {
                if (!e.getMessage().contains("set HOME")) {
                    throw e;
                }
            }
        }
    }

    @Test
    void onlyATildeThatStandsForHomeIsReplaced() {
        assertThat(HomeFolder.expand("~", ADA)).isEqualTo("/home/ada");
        assertThat(HomeFolder.expand("~/a/~/b", ADA)).isEqualTo("/home/ada/a/~/b");
        for (String other : List.of("", "a", "/a/~", "./~", "~bob/a", "a~/b", " ~/a")) {
            assertThat(HomeFolder.expand(other, ADA)).isEqualTo(other);
        }
    }
}
