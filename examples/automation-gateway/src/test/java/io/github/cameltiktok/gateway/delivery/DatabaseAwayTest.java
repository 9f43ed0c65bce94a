package io.github.cameltiktok.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.gateway.SettableClock;
import io.github.cameltiktok.gateway.event.Event;
import io.github.cameltiktok.gateway.store.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseAwayTest {

    @TempDir
    private Path folder;

    @Test
    void deliveriesResumeWhenTheDatabaseIsBack() throws Exception {
        EmbeddedPostgres first = start(0);
        int port = first.getPort();
        try (Receiver receiver = new Receiver();
                Database database = Database.open(first.getJdbcUrl("postgres", "postgres"), null, null);
                DeliveryFixture gateway = new DeliveryFixture(
                        database,
                        DeliveryFixture.SETTINGS,
                        new SettableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS)),
                        null)) {
            Endpoints.Created endpoint = gateway.endpoint(receiver.url("/hook"));
            Event event = gateway.enqueue(endpoint.id());
            first.close();
            gateway.send();
            gateway.send();
            assertThat(receiver.received()).isEmpty();
            try (EmbeddedPostgres second = start(port)) {
                assertThat(second.getPort()).isEqualTo(port);
                Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                    gateway.send();
                    assertThat(receiver.received()).isNotEmpty();
                });
                gateway.settle();
                assertThat(receiver.received().get(0).id()).isEqualTo(event.id());
                assertThat(gateway.delivery(event).path("state").asText()).isEqualTo("delivered");
            }
        }
    }

    private EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .start();
    }
}
