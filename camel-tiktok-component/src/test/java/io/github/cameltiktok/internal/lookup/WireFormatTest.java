package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.provider.dumplingai.DumplingAi;
import io.github.cameltiktok.provider.peekalink.Peekalink;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The exact bytes of requests, and reuse of connections. */
final class WireFormatTest {

    private final RawHttpServer server = RawHttpServer.responding(200, EngineFixture.USER);
    private final EngineFixture fixture = new EngineFixture();

    @AfterEach
    void stop() {
        fixture.close();
        server.close();
    }

    @Test
    void getRequestContainsOnlyTheDocumentedHeaders() throws Exception {
        EngineFixture.record(fixture.find(server.uri()));

        RawHttpServer.Request request = server.requests().get(0);
        assertThat(request.line()).isEqualTo("GET /v1/tiktok/user?username=khaby.lame HTTP/1.1");
        assertThat(request.headers())
                .containsExactlyInAnyOrder(
                        "X-API-Key: " + LookupSettings.KEY,
                        "Accept: application/json",
                        "Host: 127.0.0.1:" + server.port(),
                        "Connection: keep-alive",
                        "User-Agent: camel-tiktok");
        assertThat(request.body()).isEmpty();
    }

    @Test
    void postRequestContainsJsonContentTypeAndLength() {
        String body = "{\"handle\":\"khaby.lame\",\"requestSource\":\"API\"}";

        EngineFixture.failure(fixture.find(LookupSettings.to(server.uri()).provider(new DumplingAi())));

        RawHttpServer.Request request = server.requests().get(0);
        assertThat(request.line()).isEqualTo("POST /api/v1/get-tiktok-profile HTTP/1.1");
        assertThat(request.headers())
                .containsExactlyInAnyOrder(
                        "Authorization: Bearer " + LookupSettings.KEY,
                        "Accept: application/json",
                        "Content-Type: application/json",
                        "Content-Length: " + body.length(),
                        "Host: 127.0.0.1:" + server.port(),
                        "Connection: keep-alive",
                        "User-Agent: camel-tiktok");
        assertThat(request.body()).isEqualTo(body);
    }

    @Test
    void pathOfTheBaseUrlIsAPrefix() {
        EngineFixture.failure(fixture.find(
                LookupSettings.to(server.uri().resolve("/gateway/tiktok/")).provider(new Peekalink())));

        assertThat(server.requests().get(0).line()).isEqualTo("POST /gateway/tiktok/ HTTP/1.1");
    }

    @Test
    void sequentialLookupsReuseOneConnection() throws Exception {
        for (int i = 0; i < 50; i++) {
            EngineFixture.record(fixture.find(server.uri()));
        }

        assertThat(server.requests()).hasSize(50);
        assertThat(server.connections()).isEqualTo(1);
    }

    /** The client may use the connection before it detects the close; a retry then succeeds. */
    @Test
    void connectionClosedByTheServerIsReplaced() throws Exception {
        try (RawHttpServer closing = RawHttpServer.start((request, connection) -> {
            connection.write(RawHttpServer.json(200, EngineFixture.USER));
            connection.close();
        })) {
            LookupSettings settings = LookupSettings.to(closing.uri()).retries(1, 10);
            List<String> handles = List.of(
                    EngineFixture.record(fixture.find(settings)).handle(),
                    EngineFixture.record(fixture.find(settings)).handle());

            assertThat(handles).containsExactly("khaby.lame", "khaby.lame");
        }
    }

    @Test
    void cookiesAreIgnored() throws Exception {
        try (RawHttpServer cookieServer = RawHttpServer.start((request, connection) -> connection.write(
                RawHttpServer.json(200, EngineFixture.USER).replaceFirst("\r\n", "\r\nSet-Cookie: a=b; Path=/\r\n")))) {
            EngineFixture.record(fixture.find(cookieServer.uri()));
            EngineFixture.record(fixture.find(cookieServer.uri()));

            assertThat(cookieServer.requests()).hasSize(2).allSatisfy(request -> assertThat(request.header("Cookie"))
                    .isEmpty());
        }
    }
}
