package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Surplus bytes after a response spoil its connection for the next request. */
final class SpoiledConnectionsTest {

    private static final int CONNECTIONS = 5;

    private final CountDownLatch allConnected = new CountDownLatch(CONNECTIONS);
    private final Set<Integer> spoiled = ConcurrentHashMap.newKeySet();

    @ParameterizedTest
    @ValueSource(strings = {"}", "}\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"})
    void surplusBytesCostAtMostOneCall(String surplus) throws Exception {
        try (RawHttpServer server = RawHttpServer.start((request, connection) -> {
                    if (allConnected.getCount() > 0 && spoiled.add(request.connection())) {
                        allConnected.countDown();
                        Latches.await(allConnected);
                        connection.write(RawHttpServer.json(200, EngineFixture.USER) + surplus);
                    } else {
                        connection.write(RawHttpServer.json(200, EngineFixture.USER));
                    }
                });
                EngineFixture fixture = new EngineFixture()) {
            LookupSettings settings = LookupSettings.to(server.uri()).retries(1, 1);
            Stream.generate(() -> fixture.findNewCreator(settings))
                    .limit(CONNECTIONS)
                    .toList()
                    .forEach(CompletableFuture::join);

            assertThat(EngineFixture.record(fixture.findNewCreator(settings)).id())
                    .isEqualTo(EngineFixture.ID);
            assertThat(server.requests()).hasSizeBetween(CONNECTIONS + 1, CONNECTIONS + 2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"user\":{\"username\":\"mallory\"}}", "{\"user\":"})
    void retryUsesANewConnection(String wrong) throws Exception {
        try (RawHttpServer server = RawHttpServer.start((request, connection) -> connection.write(
                        RawHttpServer.json(200, spoiled.add(request.connection()) ? EngineFixture.USER : wrong)));
                EngineFixture fixture = new EngineFixture()) {
            LookupSettings settings = LookupSettings.to(server.uri()).retries(1, 1);
            EngineFixture.record(fixture.findNewCreator(settings));

            assertThat(EngineFixture.record(fixture.findNewCreator(settings)).id())
                    .isEqualTo(EngineFixture.ID);
            assertThat(server.requests())
                    .extracting(RawHttpServer.Request::connection)
                    .containsExactly(1, 1, 2);
        }
    }
}
