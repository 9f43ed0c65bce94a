package io.github.cameltiktok.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Even if a URL of this machine were stored, nothing would connect to it. */
final class SenderGuardTest {

    private final Receiver receiver = new Receiver();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        receiver.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "[::]", "[0:0:0:0:0:0:0:1]"})
    void addressOfThisMachineIsNotConnected(String host) {
        assertRefused("http://" + host + ":" + receiver.port() + "/");
    }

    @Test
    void nameThatResolvesToThisMachineIsNotConnected() {
        assertRefused("http://hooks.example.com:" + receiver.port() + "/");
        assertThat(asked).containsExactly("hooks.example.com");
    }

    @Test
    void senderConnectsToWhatWasChecked() {
        TrustedOrigins trusted = TrustedOrigins.of(List.of("http://receiver.example:" + receiver.port()), false);
        try (Sender sender = start(trusted)) {
            for (int attempt = 1; attempt <= 3; attempt++) {
                Answer answer = sender.send(
                                URI.create("http://receiver.example:" + receiver.port() + "/"), Map.of(), "{}")
                        .join();
                assertThat(answer.status()).isEqualTo(200);
                // One query for each attempt: a second one could have another answer.
                assertThat(asked).hasSize(attempt);
            }
        }
        assertThat(receiver.received().get(0).header("host")).isEqualTo("receiver.example:" + receiver.port());
    }

    private void assertRefused(String url) {
        try (Sender sender = start(TrustedOrigins.none())) {
            Answer answer = sender.send(URI.create(url), Map.of(), "{}").join();
            assertThat(answer.status()).isNull();
            assertThat(answer.excerpt()).startsWith("Address refused or unknown");
        }
        assertThat(receiver.received()).isEmpty();
    }

    private Sender start(TrustedOrigins trusted) {
        DnsResolver toThisMachine = new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                asked.add(host);
                return host.contains("example")
                        ? new InetAddress[] {InetAddress.getLoopbackAddress()}
                        : InetAddress.getAllByName(host);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
        return Sender.start(
                DeliveryFixture.SETTINGS, Clock.systemUTC(), new GuardedDnsResolver(toThisMachine, trusted), null);
    }
}
