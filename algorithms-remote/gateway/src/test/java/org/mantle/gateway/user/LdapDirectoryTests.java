package org.mantle.gateway.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mantle.gateway.testing.Eventually.await;

import com.google.common.base.Ticker;
import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchResult;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.OperationType;
import com.unboundid.ldap.sdk.SearchResultReference;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.gateway.store.Store;

/** Users of a directory, asked over LDAP. */
class LdapDirectoryTests {

    private static final String BASE = "ou=people,dc=example,dc=org";

    private InMemoryDirectoryServerConfig config;
    private InMemoryDirectoryServer server;
    private LdapDirectory directory;
    private final AtomicLong nanos = new AtomicLong();

    @BeforeEach
    void start() throws Exception {
        config = new InMemoryDirectoryServerConfig("dc=example,dc=org");
        config.setListenerConfigs(
                InMemoryListenerConfig.createLDAPConfig("test", InetAddress.getLoopbackAddress(), 0, null));
        config.addAdditionalBindCredentials("cn=searcher", "search-secret");
        config.setAuthenticationRequiredOperationTypes(OperationType.SEARCH);
        config.setSchema(null);
        startServer();
    }

    private void startServer() throws Exception {
        server = new InMemoryDirectoryServer(config);
        server.add("dn: dc=example,dc=org", "objectClass: domain", "dc: example");
        server.add("dn: " + BASE, "objectClass: organizationalUnit", "ou: people");
        add("alice", "cn=imat");
        add("bob", "cn=other");
        server.startListening();
        directory = directory(Optional.of("(memberOf=cn=imat)"));
    }

    @AfterEach
    void stop() {
        server.shutDown(true);
    }

    private void add(String name, String group) throws Exception {
        server.add(
                "dn: uid=" + name + "," + BASE,
                "objectClass: inetOrgPerson",
                "uid: " + name,
                "cn: " + name,
                "sn: " + name,
                "memberOf: " + group,
                "userPassword: pä-" + name);
    }

    private LdapDirectory directory(Optional<String> filter) {
        return new LdapDirectory(
                new LdapSettings(
                        URI.create("ldap://127.0.0.1:" + server.getListenPort()),
                        BASE,
                        "uid",
                        filter,
                        Optional.of(new LdapSettings.Searcher("cn=searcher", "search-secret"))),
                new Ticker() {
                    @Override
                    public long read() {
                        return nanos.get();
                    }
                });
    }

    private Optional<String> check(String name, String password) throws IOException {
        return directory.check(name, password.toCharArray());
    }

    @Test
    void letsInWhoIsInTheDirectoryByTheRightPasswordOnly() throws IOException {
        assertThat(check("alice", "pä-alice")).isPresent().isEqualTo(directory.stamp("alice"));
        assertThat(check("alice", "pä-bob")).isEmpty();
        assertThat(check("nobody", "pä-alice")).isEmpty();
        // a directory lets in whoever gives no password, as nobody
        assertThat(check("alice", "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "a*", "alice)(uid=*", "ALICE", "Alice", "alice ", " alice", "../alice", "", "alice\0"})
    void aNameIsNoPatternAndMustBeWrittenAsTheDirectoryHasIt(String name) throws IOException {
        assertThat(check(name, "pä-alice")).isEmpty();
        assertThat(directory.stamp(name)).isEmpty();
    }

    @Test
    void theFilterSaysWhoMayLogIn() throws IOException {
        assertThat(check("bob", "pä-bob")).isEmpty();
        directory = directory(Optional.empty());
        assertThat(check("bob", "pä-bob")).isPresent();
    }

    /** As Active Directory does, for the parts of the forest that lie elsewhere. */
    @Test
    void otherDirectoriesThatThisOneNamesAreLeft() throws Exception {
        config.addInMemoryOperationInterceptor(new InMemoryOperationInterceptor() {
            @Override
            public void processSearchResult(InMemoryInterceptedSearchResult result) {
                try {
                    result.sendSearchReference(new SearchResultReference(
                            new String[] {"ldap://127.0.0.1:1/DC=ForestDnsZones,DC=example,DC=org"}, new Control[0]));
                } catch (LDAPException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        stop();
        startServer();

        assertThat(check("alice", "pä-alice")).isPresent();
        directory.probe();
    }

    @Test
    void aNameThatTwoHaveIsNobodys() throws Exception {
        server.add("dn: ou=guests," + BASE, "objectClass: organizationalUnit", "ou: guests");
        server.add(
                "dn: uid=alice,ou=guests," + BASE,
                "objectClass: inetOrgPerson",
                "uid: alice",
                "cn: a",
                "sn: a",
                "memberOf: cn=imat",
                "userPassword: other");
        assertThat(check("alice", "pä-alice")).isEmpty();
        assertThat(check("alice", "other")).isEmpty();
    }

    @Test
    void whoIsRemovedIsKnownForAMinuteAtMost() throws Exception {
        Optional<String> stamp = check("alice", "pä-alice");
        server.delete("uid=alice," + BASE);
        assertThat(directory.stamp("alice")).isEqualTo(stamp);

        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        await().until(() -> directory.stamp("alice").isEmpty());
        add("alice", "cn=imat");
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        // somebody else of that name
        await().until(() -> directory.stamp("alice").isPresent());
        assertThat(directory.stamp("alice")).isNotEqualTo(stamp);
    }

    @Test
    void whileTheDirectoryIsDownWhoIsInStaysInAndNobodyElseGetsIn() throws Exception {
        Optional<String> stamp = check("alice", "pä-alice");
        int port = server.getListenPort();
        server.shutDown(true);
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThat(directory.stamp("alice")).isEqualTo(stamp);
        assertThatThrownBy(() -> check("alice", "pä-alice"))
                .isInstanceOf(DirectoryDownException.class)
                .hasMessageContaining("ldap://127.0.0.1:" + port)
                .hasMessageNotContaining("pä-alice")
                .hasMessageNotContaining("search-secret");
        assertThatThrownBy(directory::probe).isInstanceOf(DirectoryDownException.class);
    }

    @Test
    void aDirectoryThatTakesAConnectionAndSaysNothingIsWaitedForNotLong() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            LdapDirectory asked = new LdapDirectory(new LdapSettings(
                    URI.create("ldap://127.0.0.1:" + silent.getLocalPort()),
                    BASE,
                    "uid",
                    Optional.empty(),
                    Optional.empty()));
            assertThatThrownBy(() -> asked.check("alice", "x".toCharArray()))
                    .isInstanceOf(DirectoryDownException.class);
        }
    }

    @Test
    void nothingIsChangedThere() {
        assertThatThrownBy(() -> directory.add("carol", "x".toCharArray())).isInstanceOf(UserRefusedException.class);
        assertThatThrownBy(() -> directory.changePassword("alice", "x".toCharArray()))
                .isInstanceOf(UserRefusedException.class)
                .hasMessageContaining("are changed there, not here");
        assertThatThrownBy(() -> directory.remove("alice")).isInstanceOf(UserRefusedException.class);
    }

    @Test
    void aNameOfTheGatewaysOwnUsersIsTheirsAlone(@TempDir Path folder) throws Exception {
        try (Store store = Store.open(folder)) {
            store.users(true).add("bob", "own".toCharArray());
            requireOwnNames(new TwoUserStores(store.users(true), directory(Optional.empty())));
        }
    }

    private static void requireOwnNames(UserStore both) throws Exception {
        assertThat(both.check("bob", "own".toCharArray())).isPresent();
        assertThat(both.check("bob", "pä-bob".toCharArray())).isEmpty();
        assertThat(both.check("alice", "pä-alice".toCharArray())).isPresent();
        assertThatThrownBy(() -> both.add("alice", "x".toCharArray()))
                .isInstanceOf(UserRefusedException.class)
                .hasMessageContaining("in the directory");
        assertThat(both.list()).containsExactly("bob");
    }
}
