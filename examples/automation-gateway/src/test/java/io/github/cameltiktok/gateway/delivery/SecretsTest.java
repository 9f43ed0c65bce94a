package io.github.cameltiktok.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.github.cameltiktok.gateway.store.Database;
import io.github.cameltiktok.gateway.store.Sealed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

final class SecretsTest {

    private static final String PATH = "/hooks/3f9c-path-that-is-a-secret";
    private static final String OTHER_SECRET = "another secret of more than 32 characters";

    @TempDir
    private Path folder;

    @Test
    void databaseFilesHoldNoUrlAndNoSecret() throws IOException {
        Endpoints.Created first;
        Endpoints.Created second;
        try (Receiver receiver = new Receiver().answer(500, Map.of(), "");
                DeliveryFixture gateway = DeliveryFixture.onSqlite(folder)) {
            first = gateway.endpoint(receiver.url(PATH));
            second = gateway.database.now(handle ->
                    gateway.deliveries.endpoints().rotate(handle, DeliveryFixture.caller("acme"), first.id()));
            gateway.enqueue(first.id());
            gateway.settle();
            assertStored(first.id(), true);
            for (String secret : secrets(first, second)) {
                assertStored(secret, false);
            }
        }
        for (String secret : secrets(first, second)) {
            assertStored(secret, false);
        }
    }

    @Test
    void logHoldsNoUrlAndNoSecretAtTrace() {
        Log log = new Log();
        Endpoints.Created endpoint;
        try (Receiver receiver = new Receiver().answer(500, Map.of("Location", "/elsewhere"), "broken");
                SocketReceiver reset = SocketReceiver.of(SocketReceiver.Connection::reset);
                SocketReceiver garbage = SocketReceiver.of(connection -> connection.write("SSH-2.0\r\n\r\n"));
                DeliveryFixture gateway = DeliveryFixture.onSqlite(folder)) {
            endpoint = gateway.endpoint(receiver.url(PATH));
            gateway.enqueue(endpoint.id());
            gateway.enqueue(gateway.endpoint(reset.url(PATH)).id());
            gateway.enqueue(gateway.endpoint(garbage.url(PATH)).id());
            gateway.settle();
            receiver.answer(410, Map.of(), "");
            gateway.clock.advance(Duration.ofDays(1));
            gateway.settle();
            assertThatThrownBy(() -> gateway.endpoint("https://joe:pass-word@example.com" + PATH))
                    .hasMessageNotContainingAny(PATH, "pass-word");
        } finally {
            log.end();
        }
        assertThat(log.lines).anyMatch(line -> line.contains(endpoint.id()));
        for (String secret : List.of(PATH, endpoint.secret(), endpoint.secret().substring(6), "pass-word")) {
            assertThat(log.lines).noneMatch(line -> line.contains(secret));
        }
    }

    @Test
    void wrongSecretIsRefusedAtStart() {
        try (DeliveryFixture gateway = DeliveryFixture.onSqlite(folder)) {
            gateway.endpoint("https://hooks.example.com" + PATH);
        }
        try (Database database = DeliveryFixture.openSqlite(folder)) {
            Endpoints endpoints = endpoints(Sealed.of(OTHER_SECRET, null));
            assertThatThrownBy(() -> prepare(database, endpoints))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("gateway.secret")
                    .hasMessageNotContaining(OTHER_SECRET);
        }
    }

    @Test
    void rotatedSecretSealsAllAgainAndTheFormerIsNoLongerNeeded() throws Exception {
        Endpoints.Created endpoint;
        try (Receiver receiver = new Receiver();
                DeliveryFixture gateway = DeliveryFixture.onSqlite(folder)) {
            endpoint = gateway.endpoint(receiver.url(PATH));
        }
        try (Database database = DeliveryFixture.openSqlite(folder)) {
            prepare(database, endpoints(Sealed.of(OTHER_SECRET, DeliveryFixture.SECRET)));
            Endpoints current = endpoints(Sealed.of(OTHER_SECRET, null));
            prepare(database, current);
            String sealed =
                    database.now(handle -> handle.createQuery("SELECT secret FROM webhook_endpoint WHERE id = :id")
                            .bind("id", endpoint.id())
                            .mapTo(String.class)
                            .one());
            assertThat(current.secret(endpoint.id(), sealed)).isEqualTo(endpoint.secret());
        }
    }

    private static void prepare(Database database, Endpoints endpoints) {
        database.now(handle -> {
            endpoints.prepare(handle);
            return null;
        });
    }

    private static Endpoints endpoints(Sealed sealed) {
        return new Endpoints(new AddressGuard(TrustedOrigins.none()), sealed, Clock.systemUTC());
    }

    private static List<String> secrets(Endpoints.Created first, Endpoints.Created second) {
        return List.of(
                PATH,
                first.secret(),
                first.secret().substring(6),
                second.secret(),
                second.secret().substring(6),
                DeliveryFixture.SECRET);
    }

    private void assertStored(String text, boolean isStored) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (content.contains(text)) {
                    assertThat(isStored)
                            .as("%s in %s", text, file.getFileName())
                            .isTrue();
                    return;
                }
            }
        }
        assertThat(isStored).as("%s in no file", text).isFalse();
    }

    /** Everything that this process logs, except for test servers. */
    private static final class Log extends AppenderBase<ILoggingEvent> {

        private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        private final Level before = root.getLevel();
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        Log() {
            setContext(root.getLoggerContext());
            start();
            root.addAppender(this);
            root.setLevel(Level.TRACE);
        }

        void end() {
            root.setLevel(before);
            root.detachAppender(this);
        }

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getLoggerName() + ' ' + event.getFormattedMessage());
            if (event.getThrowableProxy() != null) {
                lines.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        }
    }
}
