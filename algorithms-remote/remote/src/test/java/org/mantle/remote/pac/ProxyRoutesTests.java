package org.mantle.remote.pac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.remote.job.ServiceUnreachableException;
import org.mantle.remote.kind.InvalidSettingsException;
import org.mantle.remote.kind.ResourceSettings;

/** Through which proxy a service is reached. */
class ProxyRoutesTests {

    private static final HttpHost PORTAL = new HttpHost("https", "portal.example.org", 8443);

    private static Optional<String> proxy(HttpHost service, Map<String, String> environment) throws Exception {
        return new ProxyRoutes(Optional.empty(), environment).proxyFor(service).map(HttpHost::toURI);
    }

    @ParameterizedTest
    @CsvSource({
        "https_proxy, http://proxy:3128, http://proxy:3128",
        "HTTPS_PROXY, http://proxy:3128/, http://proxy:3128",
        "all_proxy, proxy:3128, http://proxy:3128",
        "ALL_PROXY, http://proxy, http://proxy:80",
        "https_proxy, http://me:secret@proxy:3128, http://proxy:3128"
    })
    void theEnvironmentNamesTheProxyOfOtherMachines(String variable, String value, String expected) throws Exception {
        assertThat(proxy(PORTAL, Map.of(variable, value))).contains(expected);
        for (String here : new String[] {"localhost", "127.0.0.1", "[::1]"}) {
            assertThat(proxy(new HttpHost("https", here, 8443), Map.of(variable, value)))
                    .isEmpty();
            assertThat(proxy(new HttpHost("http", here, 8080), Map.of(variable, value)))
                    .isEmpty();
        }
    }

    @Test
    void theProxyForPlainHttpIsNotForHttps() throws Exception {
        assertThat(proxy(PORTAL, Map.of("http_proxy", "http://proxy:3128"))).isEmpty();
        assertThat(proxy(PORTAL, Map.of())).isEmpty();
        assertThat(proxy(PORTAL, Map.of("https_proxy", " "))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "portal.example.org",
                "PORTAL.example.org",
                ".example.org",
                "example.org",
                "*.example.org",
                "other, org",
                "a b\tportal.example.org",
                "portal.example.org:8443",
                "example.org:8443"
            })
    void theEnvironmentMakesExceptions(String exceptions) throws Exception {
        assertThat(proxy(PORTAL, Map.of("https_proxy", "http://proxy:3128", "no_proxy", exceptions)))
                .isEmpty();
        assertThat(proxy(PORTAL, Map.of("HTTPS_PROXY", "http://proxy:3128", "NO_PROXY", exceptions)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",", "al.example.org", "portal.example", "portal.example.org:443", "x.portal.example.org"})
    void whatIsNoExceptionGoesThroughTheProxy(String exceptions) throws Exception {
        assertThat(proxy(PORTAL, Map.of("https_proxy", "http://proxy:3128", "no_proxy", exceptions)))
                .contains("http://proxy:3128");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[2001:db8::1]", "2001:db8::1", "[2001:db8::1]:8443"})
    void anAddressOfVersion6IsAnException(String exception) throws Exception {
        HttpHost service = new HttpHost("https", "[2001:db8::1]", 8443);
        assertThat(proxy(service, Map.of("https_proxy", "http://proxy:3128", "no_proxy", exception)))
                .isEmpty();
    }

    @Test
    void theResourcesOwnProxyCountsForAll() throws Exception {
        Map<String, String> environment = Map.of("https_proxy", "http://proxy:3128", "no_proxy", "*");
        ProxyRoutes own = new ProxyRoutes(Optional.of("http://mine:1080"), environment);
        assertThat(own.proxyFor(PORTAL).map(HttpHost::toURI)).contains("http://mine:1080");
        assertThat(own.proxyFor(new HttpHost("https", "localhost", 8443))).isPresent();
        ProxyRoutes direct = new ProxyRoutes(Optional.of("direct"), Map.of("https_proxy", "http://proxy:3128"));
        assertThat(direct.proxyFor(PORTAL)).isEmpty();
    }

    @Test
    void theNameAndPasswordAreForTheProxyAlone() throws Exception {
        ProxyRoutes routes =
                new ProxyRoutes(Optional.empty(), Map.of("https_proxy", "http://m%40e:s%3Aecret@proxy:3128"));
        assertThat(routes.credentials().getCredentials(new AuthScope(PORTAL), null))
                .isNull();
        assertThat(routes.credentials()
                        .getCredentials(new AuthScope(new HttpHost("http", "proxy", 3128)), null)
                        .getUserPrincipal()
                        .getName())
                .isEqualTo("m@e");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://me:secret@proxy:1080",
                "https://proxy:443",
                "http://me:secret@",
                "http://a b",
                "http://my_proxy:3128",
                "my_proxy",
                "http://me:secret@proxy:99999",
                "http://proxy:0",
                "http://proxy:99999999999"
            })
    void anotherProxyThanOneOfHttpIsRefusedWithoutItsPassword(String value) {
        assertThatThrownBy(() -> new ProxyRoutes(Optional.empty(), Map.of("https_proxy", value)))
                .isInstanceOf(ServiceUnreachableException.class)
                .hasMessageContaining("https_proxy")
                .hasMessageContaining("a port from 1 to 65535")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy:3128",
                "socks://proxy:1",
                "http://me:secret@proxy:3128",
                "http://proxy",
                "none",
                "http://my_proxy:3128",
                "http://a b:3128",
                "http://proxy:0",
                "http://proxy:65536",
                "http://proxy:99999",
                "http://[::g]:3128",
                "http://proxy:3128/x",
                "http://proxy:3128?x=:1",
                "Direct"
            })
    void aSettingThatIsNoProxyIsRefused(String value) {
        assertThatThrownBy(() -> ResourceSettings.of(new PacKind(), Map.of("url", "https://h/", "proxy", value)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("http://proxy.example:3128")
                .hasMessageContaining("a port from 1 to 65535");
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy:1, http://proxy:1",
        "http://proxy.example:65535/, http://proxy.example:65535",
        "http://192.0.2.7:3128, http://192.0.2.7:3128",
        "http://[2001:db8::1]:3128, http://[2001:db8::1]:3128",
        "direct, ",
        "'', "
    })
    void aSettingThatIsAProxyIsTaken(String value, String expected) throws Exception {
        PacResource resource =
                PacResource.of(ResourceSettings.of(new PacKind(), Map.of("url", "https://h/", "proxy", value)));
        assertThat(new ProxyRoutes(resource.proxy(), Map.of()).proxyFor(PORTAL).map(HttpHost::toURI))
                .isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void nothingThatIsNotEncryptedGoesToAProxyElsewhere() {
        Map<String, String> elsewhere = Map.of("url", "http://localhost:8080/", "proxy", "http://proxy:3128");
        assertThatThrownBy(() -> ResourceSettings.of(new PacKind(), elsewhere))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("https:// addresses only");
        ResourceSettings.of(new PacKind(), Map.of("url", "http://localhost:8080/", "proxy", "http://127.0.0.1:3128"));
    }
}
