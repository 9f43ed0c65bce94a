package io.github.cameltiktok.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GuardedDnsResolverTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.0.170",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "192.168.255.255",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2001:10::1",
                "2001:20::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:a9fe:a9fe::1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1",
            })
    void addressIsRefused(String address) {
        GuardedDnsResolver resolver = new GuardedDnsResolver(answering(address), TrustedOrigins.none());
        assertThatThrownBy(() -> resolver.resolve("hooks.example.com"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("host has no public address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.1",
                "192.0.1.1",
                "192.167.255.255",
                "192.169.0.1",
                "198.17.255.255",
                "198.20.0.1",
                "223.255.255.255",
                "2001:200::1",
                "2003::1",
                "2606:4700:4700::1111",
                "2a00:1450:4001::1",
            })
    void publicAddressIsReturned(String address) throws UnknownHostException {
        GuardedDnsResolver resolver = new GuardedDnsResolver(answering(address), TrustedOrigins.none());
        assertThat(resolver.resolve("hooks.example.com")).containsExactly(Literals.parse(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.1", "2130706433", "0177.0.0.1", "0x7f.1", "0x7f000001", "0", "1.2.3", "08.8.8.8", "x.0x1"})
    void hostThatLooksNumericIsNeverResolved(String host) {
        List<String> asked = new ArrayList<>();
        DnsResolver recording = recording(asked);
        for (boolean allowLocal : new boolean[] {false, true}) {
            GuardedDnsResolver resolver = new GuardedDnsResolver(recording, TrustedOrigins.of(Set.of(), allowLocal));
            assertThatThrownBy(() -> resolver.resolve(host)).isInstanceOf(UnknownHostException.class);
        }
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "::1", "[::ffff:127.0.0.1]", "0.0.0.0", "10.0.0.1"})
    void literalOfThisMachineOrNetworkIsRefused(String host) {
        GuardedDnsResolver resolver = new GuardedDnsResolver(ofJdk(), TrustedOrigins.none());
        assertThatThrownBy(() -> resolver.resolve(host)).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void onlyPublicAddressesOfSeveralAreReturned() throws UnknownHostException {
        GuardedDnsResolver resolver = new GuardedDnsResolver(
                answering("10.0.0.1", "1.1.1.1", "::1", "2606:4700:4700::1111"), TrustedOrigins.none());
        assertThat(resolver.resolve("hooks.example.com"))
                .containsExactly(Literals.parse("1.1.1.1"), Literals.parse("2606:4700:4700::1111"));
    }

    @Test
    void laterAnswerIsCheckedAgain() throws UnknownHostException {
        List<String> answers = new ArrayList<>(List.of("1.1.1.1", "169.254.169.254"));
        GuardedDnsResolver resolver = new GuardedDnsResolver(
                resolver(host -> answering(answers.remove(0)).resolve(host)), TrustedOrigins.none());
        assertThat(resolver.resolve("rebinding.example.com")).hasSize(1);
        assertThatThrownBy(() -> resolver.resolve("rebinding.example.com")).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void demoReachesLoopbackOfItsOwnNamesOnly() throws UnknownHostException {
        TrustedOrigins local = TrustedOrigins.of(Set.of(), true);
        assertThat(new GuardedDnsResolver(answering("127.0.0.1", "192.168.0.1"), local).resolve("localhost"))
                .containsExactly(Literals.parse("127.0.0.1"));
        GuardedDnsResolver other = new GuardedDnsResolver(answering("127.0.0.1"), local);
        assertThatThrownBy(() -> other.resolve("hooks.example.com")).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void listedHostMayBePrivate() throws UnknownHostException {
        TrustedOrigins trusted = TrustedOrigins.of(Set.of("http://n8n.internal:5678"), false);
        GuardedDnsResolver resolver = new GuardedDnsResolver(answering("10.0.0.7"), trusted);
        assertThat(resolver.resolve("n8n.internal")).containsExactly(Literals.parse("10.0.0.7"));
        assertThatThrownBy(() -> resolver.resolve("other.internal")).isInstanceOf(UnknownHostException.class);
    }

    private static DnsResolver answering(String... addresses) {
        return resolver(host -> Arrays.stream(addresses).map(Literals::parse).toArray(InetAddress[]::new));
    }

    private static DnsResolver recording(List<String> asked) {
        return resolver(host -> {
            asked.add(host);
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        });
    }

    private static DnsResolver ofJdk() {
        return resolver(InetAddress::getAllByName);
    }

    private static DnsResolver resolver(Answers answers) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                return answers.of(host);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    /** Addresses of a host. */
    private interface Answers {
        InetAddress[] of(String host) throws UnknownHostException;
    }
}
