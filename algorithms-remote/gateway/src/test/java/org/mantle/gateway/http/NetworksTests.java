package org.mantle.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as one address. */
class NetworksTests {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "192.0.2.2, 192.0.2.2",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:2:ffff:ffff:ffff:ffff, 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:3::1, 2001:db8:1:3:0:0:0:0/64",
        "::ffff:192.0.2.1, 192.0.2.1",
        "::1, 0:0:0:0:0:0:0:1"
    })
    void isAnIpv4AddressOrTheNetworkOfAnIpv6Address(String address, String expected) {
        assertThat(Networks.of(InetAddresses.forString(address))).isEqualTo(expected);
    }

    @Test
    void knowsTheNamesOfThisMachine() {
        assertThat(new String[] {"localhost", "LOCALHOST.", "127.0.0.1", "127.1.2.3", "[::1]"})
                .allMatch(HostNames::isOfThisMachine);
        assertThat(new String[] {"gateway.example.org", "localhost.example.org", "192.0.2.1", ""})
                .noneMatch(HostNames::isOfThisMachine);
    }
}
