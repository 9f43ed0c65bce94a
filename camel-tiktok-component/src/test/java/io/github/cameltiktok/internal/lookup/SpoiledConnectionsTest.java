package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider that sends more than its answer spoils the connection for the next request, and perhaps every one it has. */
final class SpoiledConnectionsTest {

    private static final int CONNECTIONS = 5;

    private final CountDownLatch allConnected = new CountDownLatch(CONNECTIONS);
    private final Set<Integer> spoiled = ConcurrentHashMap.newKeySet();

    @ParameterizedTest
    @ValueSource(strings = {"}", "}\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"})
    void costALookupOneCallAndNoMore(String surplus) throws Exception {
        try (Peer peer = Peer.start((request, line) -> {
                    if (allConnected.getCount() > 0 && spoiled.add(request.connection())) {
                        allConnected.countDown();
                        Latches.await(allConnected);
                        line.write(Peer.json(200, Rig.USER) + surplus);
                    } else {
                        line.write(Peer.json(200, Rig.USER));
                    }
                });
                Rig rig = new Rig()) {
            Access access = Access.to(peer.uri()).retries(1, 1);
            Stream.generate(() -> rig.findAnother(access))
                    .limit(CONNECTIONS)
                    .toList()
                    .forEach(CompletableFuture::join);

            assertThat(Rig.get(rig.findAnother(access)).id()).isEqualTo(Rig.ID);
            assertThat(peer.requests()).hasSizeBetween(CONNECTIONS + 1, CONNECTIONS + 2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"user\":{\"username\":\"mallory\"}}", "{\"user\":"})
    void areNotAskedAgainWhenTheirAnswersAreNone(String wrong) throws Exception {
        try (Peer peer = Peer.start((request, line) ->
                        line.write(Peer.json(200, spoiled.add(request.connection()) ? Rig.USER : wrong)));
                Rig rig = new Rig()) {
            Access access = Access.to(peer.uri()).retries(1, 1);
            Rig.get(rig.findAnother(access));

            assertThat(Rig.get(rig.findAnother(access)).id()).isEqualTo(Rig.ID);
            assertThat(peer.requests()).extracting(Peer.Request::connection).containsExactly(1, 1, 2);
        }
    }
}
