package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.internal.lookup.http.HttpTransport;
import io.github.cameltiktok.provider.ProviderRequest;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.SecretHeader;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HttpTransportTest {

    private final HttpTransport transport =
            new HttpTransport(new HttpTransport.Settings(Duration.ofSeconds(5), null, null, 0), Clock.systemUTC());

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void cancelledRequestClosesItsNewConnection() {
        try (RawHttpServer silent = RawHttpServer.silent()) {
            List<CompletableFuture<ProviderResponse>> answers = new ArrayList<>();
            for (int i = 1; i <= 100; i++) {
                answers.add(send(silent));
                awaitRequests(silent, i);
            }

            answers.forEach(answer -> answer.cancel(true));

            Awaitility.await().until(() -> silent.openConnections() == 0);
        }
    }

    @Test
    void cancelledRequestClosesItsReusedConnection() {
        Set<Integer> served = ConcurrentHashMap.newKeySet();
        try (RawHttpServer server = RawHttpServer.start((request, connection) -> {
            if (served.add(request.connection())) {
                connection.write(RawHttpServer.json(200, "{}"));
            } else {
                connection.awaitHangUp();
            }
        })) {
            for (int connection = 1; connection <= 20; connection++) {
                assertThat(send(server).join().status()).isEqualTo(200);
                CompletableFuture<ProviderResponse> answer = send(server);
                awaitRequests(server, 2 * connection);

                answer.cancel(true);

                Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> server.openConnections() == 0);
            }
            assertThat(served).hasSize(20);
        }
    }

    private CompletableFuture<ProviderResponse> send(RawHttpServer server) {
        return transport
                .send(
                        ProviderRequest.get("/", "q", "1"),
                        server.uri(),
                        SecretHeader.bearer("key"),
                        // Longer than any wait of these tests.
                        Duration.ofMinutes(1),
                        1_000,
                        false)
                .response();
    }

    private static void awaitRequests(RawHttpServer server, int number) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(1))
                .until(() -> server.requests().size() == number);
    }
}
