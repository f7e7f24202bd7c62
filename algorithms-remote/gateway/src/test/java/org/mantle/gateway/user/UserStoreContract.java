package org.mantle.gateway.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every store that keeps its users itself; to be extended by the tests of each. */
public abstract class UserStoreContract {

    @TempDir
    protected Path folder;

    /** Opens the store of {@link #folder}, also for a second time. */
    protected abstract UserStore open(boolean allowMany) throws IOException;

    private static char[] password(String text) {
        return text.toCharArray();
    }

    @Test
    void letsInWhoWasAddedByTheRightPasswordOnly() throws Exception {
        UserStore users = open(true);
        char[] password = password("pä<ss\"");
        users.add("alice", password);

        assertThat(password).isEqualTo(password("pä<ss\""));
        assertThat(users.check("alice", password("pä<ss\""))).isPresent();
        assertThat(users.check("alice", password("pä<ss"))).isEmpty();
        assertThat(users.check("alice", password(""))).isEmpty();
        assertThat(users.check("Alice", password("pä<ss\""))).isEmpty();
        assertThat(users.check("nobody", password(""))).isEmpty();
    }

    @Test
    void seesAtOnceWhatAnotherChanges() throws Exception {
        UserStore users = open(true);
        UserStore other = open(true);
        users.add("bob", password("b"));
        other.add("alice", password("a"));

        assertThat(users.list()).containsExactly("alice", "bob");
        assertThat(users.stamp("alice")).isPresent();
        assertThat(users.stamp("carol")).isEmpty();
        assertThat(other.remove("bob")).isTrue();
        assertThat(users.remove("bob")).isFalse();
        assertThat(users.stamp("bob")).isEmpty();
        assertThat(users.check("bob", password("b"))).isEmpty();
    }

    @Test
    void addsNobodyTwice() throws Exception {
        UserStore users = open(true);
        users.add("alice", password("a"));

        assertThatThrownBy(() -> users.add("alice", password("b"))).isInstanceOf(UserRefusedException.class);
        assertThat(users.check("alice", password("a"))).isPresent();
    }

    @Test
    void givesEveryAccountAStampThatChangesWithItsPassword() throws Exception {
        UserStore users = open(true);
        users.add("alice", password("a"));
        users.add("bob", password("a"));
        String first = users.stamp("alice").orElseThrow();

        assertThat(users.check("alice", password("a"))).contains(first);
        assertThat(users.stamp("bob").orElseThrow()).isNotEqualTo(first);
        assertThat(open(true).changePassword("alice", password("a"))).isTrue();
        String second = users.stamp("alice").orElseThrow();
        assertThat(second).isNotEqualTo(first);
        users.remove("alice");
        users.add("alice", password("a"));
        assertThat(users.stamp("alice").orElseThrow()).isNotIn(first, second);
    }

    @Test
    void changesThePasswordOfThoseItHas() throws Exception {
        UserStore users = open(true);
        users.add("alice", password("a"));

        assertThat(users.changePassword("alice", password("b"))).isTrue();
        assertThat(users.check("alice", password("a"))).isEmpty();
        assertThat(users.check("alice", password("b"))).isPresent();
        assertThat(users.changePassword("bob", password("b"))).isFalse();
        assertThat(users.list()).containsExactly("alice");
    }

    @Test
    void tellsBeforehandWhomItWouldNotAdd() throws Exception {
        UserStore users = open(false);
        users.requireAddable("alice");
        users.add("alice", password("a"));

        assertThatThrownBy(() -> users.requireAddable("alice")).isInstanceOf(UserRefusedException.class);
        assertThatThrownBy(() -> users.requireAddable("bob")).isInstanceOf(UserRefusedException.class);
        open(true).requireAddable("bob");
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
