package org.mantle.gateway.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every store that keeps its users itself; to be extended by the tests of each. */
abstract class UserStoreContract {

    @TempDir
    Path folder;

    /** Opens the store of {@link #folder}, also for a second time. */
    abstract UserStore open(boolean allowMany) throws IOException;

    private static char[] password(String text) {
        return text.toCharArray();
    }

    @Test
    void letsInWhoWasAddedByTheRightPasswordOnly() throws Exception {
        UserStore users = open(true);
        char[] password = password("pä<ss\"");
        users.add("alice", password);

        assertThat(password).isEqualTo(password("pä<ss\""));
        assertThat(users.matches("alice", password("pä<ss\""))).isTrue();
        assertThat(users.matches("alice", password("pä<ss"))).isFalse();
        assertThat(users.matches("alice", password(""))).isFalse();
        assertThat(users.matches("Alice", password("pä<ss\""))).isFalse();
        assertThat(users.matches("nobody", password(""))).isFalse();
    }

    @Test
    void seesAtOnceWhatAnotherChanges() throws Exception {
        UserStore users = open(true);
        UserStore other = open(true);
        users.add("bob", password("b"));
        other.add("alice", password("a"));

        assertThat(users.list()).containsExactly("alice", "bob");
        assertThat(users.exists("alice")).isTrue();
        assertThat(users.exists("carol")).isFalse();
        assertThat(other.remove("bob")).isTrue();
        assertThat(users.remove("bob")).isFalse();
        assertThat(users.exists("bob")).isFalse();
        assertThat(users.matches("bob", password("b"))).isFalse();
    }

    @Test
    void addsNobodyTwice() throws Exception {
        UserStore users = open(true);
        users.add("alice", password("a"));

        assertThatThrownBy(() -> users.add("alice", password("b"))).isInstanceOf(UserRefusedException.class);
        assertThat(users.matches("alice", password("a"))).isTrue();
    }

    @Test
    void addsASecondUserOnlyWhereManyAreAllowed() throws Exception {
        UserStore users = open(false);
        users.add("alice", password("a"));

        assertThatThrownBy(() -> users.add("bob", password("b")))
                .isInstanceOf(UserRefusedException.class)
                .hasMessageContaining("alice");
        assertThat(users.list()).containsExactly("alice");
        users.remove("alice");
        users.add("bob", password("b"));
        assertThat(users.list()).containsExactly("bob");
    }
}
