package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.provider.dumplingai.DumplingAi;
import io.github.cameltiktok.provider.peekalink.Peekalink;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stands on the wire, to the byte: anything more is a surprise for some provider's gateway. */
final class WireFormatTest {

    private final Peer peer = Peer.start((request, line) -> line.write(Peer.json(200, Rig.USER)));
    private final Rig rig = new Rig();

    @AfterEach
    void stop() {
        rig.close();
        peer.close();
    }

    @Test
    void aGetCarriesTheKeyAndNothingThatNobodyAskedFor() throws Exception {
        Rig.get(rig.find(peer.uri()));

        Peer.Request request = peer.requests().get(0);
        assertThat(request.line()).isEqualTo("GET /v1/tiktok/user?username=khaby.lame HTTP/1.1");
        assertThat(request.headers())
                .containsExactlyInAnyOrder(
                        "X-API-Key: " + Access.KEY,
                        "Accept: application/json",
                        "Host: 127.0.0.1:" + peer.port(),
                        "Connection: keep-alive",
                        "User-Agent: camel-tiktok");
        assertThat(request.body()).isEmpty();
    }

    @Test
    void aPostCarriesItsJsonWithOneContentTypeAndItsLength() {
        String body = "{\"handle\":\"khaby.lame\",\"requestSource\":\"API\"}";

        Rig.failure(rig.find(Access.to(peer.uri()).provider(new DumplingAi())));

        Peer.Request request = peer.requests().get(0);
        assertThat(request.line()).isEqualTo("POST /api/v1/get-tiktok-profile HTTP/1.1");
        assertThat(request.headers())
                .containsExactlyInAnyOrder(
                        "Authorization: Bearer " + Access.KEY,
                        "Accept: application/json",
                        "Content-Type: application/json",
                        "Content-Length: " + body.length(),
                        "Host: 127.0.0.1:" + peer.port(),
                        "Connection: keep-alive",
                        "User-Agent: camel-tiktok");
        assertThat(request.body()).isEqualTo(body);
    }

    @Test
    void thePathOfTheBaseUrlStandsBeforeTheDocumentedOne() {
        Rig.failure(rig.find(Access.to(peer.uri().resolve("/gateway/tiktok/")).provider(new Peekalink())));

        assertThat(peer.requests().get(0).line()).isEqualTo("POST /gateway/tiktok/ HTTP/1.1");
    }

    @Test
    void lookupsOneAfterTheOtherUseOneConnection() throws Exception {
        for (int i = 0; i < 50; i++) {
            Rig.get(rig.find(peer.uri()));
        }

        assertThat(peer.requests()).hasSize(50);
        assertThat(peer.connections()).isEqualTo(1);
    }

    /** It may be used before its end is noticed; then the call is lost, and a retry mends that. */
    @Test
    void aConnectionThatTheServerHasClosedIsNotInTheWay() throws Exception {
        try (Peer closing = Peer.start((request, line) -> {
            line.write(Peer.json(200, Rig.USER));
            line.close();
        })) {
            Access access = Access.to(closing.uri()).retries(1, 10);
            List<String> handles = List.of(
                    Rig.get(rig.find(access)).handle(),
                    Rig.get(rig.find(access)).handle());

            assertThat(handles).containsExactly("khaby.lame", "khaby.lame");
        }
    }

    @Test
    void cookiesAreNeitherKeptNorSent() throws Exception {
        try (Peer baker = Peer.start((request, line) ->
                line.write(Peer.json(200, Rig.USER).replaceFirst("\r\n", "\r\nSet-Cookie: a=b; Path=/\r\n")))) {
            Rig.get(rig.find(baker.uri()));
            Rig.get(rig.find(baker.uri()));

            assertThat(baker.requests()).hasSize(2).allSatisfy(request -> assertThat(request.header("Cookie"))
                    .isEmpty());
        }
    }
}
